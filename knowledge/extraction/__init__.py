"""A document -> draft facts that a clerk confirms. Nothing is guessed in silence: what is not sure carries a doubt.

In: a Document. Out: an Extraction: the ReportRecord with doubts, and what was not read, with reasons.
Rooms in a straight line of imports: sentence (words around a figure -> names, times, bases), figures (a sentence ->
drafts), tables (a row -> drafts), report (the whole document); sandbox reads a file nobody can trust in a child
process.
The words that are read stand in language/tables/report/; a word not read there is a row before it is a rule.
"""
