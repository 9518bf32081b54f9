"""Times in a text -> periods of whole months.

In: a text, and the report's own period where it has one. Out: mentions: the Period, its role (when, as of, compared
with, until) and its place.
period: the Period, its code and its name; forms: the ways a time is written, as patterns; form_choice: which of them
are meant; form_to_period: what is meant; period_mentions: find_periods, the one door of the room.
A new way to write a time is a row of FORMS and of the table units/period_words.tsv, and rows in the tests'
periods.tsv.
"""
