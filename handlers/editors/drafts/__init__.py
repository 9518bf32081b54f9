"""A document from an editor -> a draft, its doubts decided, published.

sent_document: the file fetched, read, told; draft_report: a report's draft folder, in a thread; decisions: a
doubtful fact accepted, dropped or ignored; edits: a field typed anew, the last step taken back; panels, fact_panels:
what is shown; buttons, fact_buttons: what a press does; open_drafts: all drafts.
All that changes a draft goes through decisions.py or edits.py, which prove the report before it counts.
"""
