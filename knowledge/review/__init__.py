"""What a new version of a report would change, before it is published.

In: a draft folder and the served reports. Out: a Proposal: changed facts and fields, questions that would be
answered differently, golden questions that would break.
golden: golden.yaml, questions whose answers are known; difference: two versions of a report; proposal: all of it,
asked of both sides.
It stands behind answering, for it asks; nothing in answering knows of it.
"""
