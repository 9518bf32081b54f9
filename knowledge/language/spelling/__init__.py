"""What was typed -> what was meant: keystrokes, abbreviations, slips.

In: the words of a question as typed. Out: for each the words it may stand for, with a trust where they are ranked.
keystrokes: raw Telex and VNI; abbreviations: UBND, "ko", particles; sounds: words that sound alike somewhere in the
country; vocabulary: the nearest known words of an index.
Tables: spelling/. A new abbreviation is a row of abbreviations.tsv, a confusion of sounds one of confusions.tsv, its
test a pair in the example of sounds.py; a new kind of slip is a rule in vocabulary.py, its test a row of the corpus.
"""
