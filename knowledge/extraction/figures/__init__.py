"""A sentence -> the drafts it states.

In: the chunks of a sentence and what the sentences before hand on. Out: drafts in order, and figures that state
nothing.
role: level, share or comparison, or nothing; level_names, share_names: the names; brackets: figures told beside
another one; levels, comparisons: a draft, or something of the draft it hangs on; sentence_figures: from left to
right, the door of the room.
A new relation is a row of report/words.tsv, a kind in role.py and a case in the tests.
"""
