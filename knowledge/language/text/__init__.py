"""Text -> words and sentences that can be compared.

In: any text. Out: tokens with their places and their keys (with accents, without), sentences, syllables, patterns.
tokens: what a word is and when two are the same; aligned: a lower-case shadow of a text, place for place; sentences:
where a sentence and a clause ends; syllables: which words are Vietnamese; word_patterns: regular expressions over
the classes of a table.
The next rule about letters, accents, blanks or full stops goes here; what words mean does not.
"""
