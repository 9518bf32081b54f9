"""What is served, what was, and who changed it.

In: a draft folder and its author. Out: a new version in one step, a line in the audit log, the way back.
disk: bytes that survive a power cut, one writer at a time; audit: the log; switch: the step from one version to
another; served_folders: which folder of each report counts now; publish: publish, roll back, fingerprint.
All that writes below the folder of reports goes through this room.
"""
