"""Phrases that mean something to a question or a report, whatever the report.

In: the tables question/ and report/indicators.tsv. Out: cues (phrases that fill a slot), synonyms (phrases that mean
others), contrast words (words that make of a name another name), the official indicators.
comparing: phrases that compare, for all their readers; cues: phrase -> slot and value; synonyms: words -> their
canonical words; indicators: the names of the national system.
A new phrase is a row of a table. A new slot also needs its reader in answering/reading/slots.py.
"""
