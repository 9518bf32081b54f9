"""Rows of tables -> drafts.

In: a paragraph of kind cell_row: head and value of each cell. Out: drafts, and figures that state nothing, with
reasons.
columns: what the head of a column says (period, status, unit, relation); cells: what each cell of a row is there
for; rows: a row -> its drafts, cells with sentences in them too.
A new kind of column goes into columns.py; its words are rows of report/documents.tsv.
"""
