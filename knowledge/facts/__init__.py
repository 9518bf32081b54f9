"""The knowledge: reports whose every figure stands literally in a sentence of theirs.

In: folders with report.txt and facts.yaml. Out: a Store of proved Facts, and Problems with file, line and remedy.
Rooms in the order of imports: record (the types), folder (one report's files, and their proof), versions (publish,
go back, the audit log), store (all reports), live (all reports while files change).
A new field of facts.yaml goes into record/report_record.py, is checked in folder/proof.py and, where scripts are to
see it, told by record/export.py.
"""
