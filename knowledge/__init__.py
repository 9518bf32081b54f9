"""The core: text in, values out. No Telegram, no clock, no randomness, no global state.

In the order of imports: language (Vietnamese text -> values), documents (files -> paragraphs), facts (records, their
proof, their versions), extraction (documents -> draft facts), answering (question -> reply), review (what a new
version would change). `reports/` holds the knowledge itself, one folder a report.
A module imports only from rooms above its own; extraction and answering do not know each other.
tests/test_architecture.py holds the order and proves it.
"""
