"""The question -> the facts and sentences that may be meant, and why a fact must not be.

In: a Query and the Index. Out: matches, best first, each with what its words explain; sentences where no name fits.
veto: slots that a fact does not fit, whatever its score; match: the facts that words name; sentence_search: the
sentence that answers; ledger: what each word of the question is to a match; nearness: how near labels are in meaning;
features: what is weighed of a match; unsaid: the words that a refusal names.
Only names are matched by likeness; slots fit or they do not.
"""
