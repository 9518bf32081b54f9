"""What is done with facts once it is known which are meant: judged, compared, listed, told over time.

In: a Group of matches, or facts, and the question's slots. Out: an Answer.
evidence, claims: what bears on a claim, and whether it is so; changes: two facts, or a fact and its plan; series:
periods one after the other, the highest and lowest; listing: what fits, filtered and ranked.
A new operation is a module here, named by what it yields, and a row of question/cues.tsv.
"""
