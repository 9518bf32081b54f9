"""A whole document -> the draft of its facts.yaml.

In: a Document. Out: an Extraction, a folder with both files, or an older report with what the new text changes.
report_period, report_place: what the document is of; report_context: what each sentence is given by its headings and
by the sentences before; records: drafts -> records with ids; unread_numbers: what no fact covers; extract: all of
it; draft_folder: written and proved; merge: a report read anew keeps what was decided on the old one.
"""
