"""What only editors may do, at Telegram: send a report, decide its doubts, publish, go back, serve questions in vain.

In: an update of somebody listed in EDITOR_IDS. Out: a panel, sent or put in the place of the one that was pressed.
panels: what all panels share, versions and undoing; drafts: a document sent -> a draft -> published; inbox:
questions nobody could answer; desk: which command, button or typed word goes to which of them.
A new command for editors is a row in desk.py and of EDITOR_COMMANDS in wire/notices.py.
"""
