"""What anyone may do: ask, press an offer, use a command.

In: an update. Out: the core's Reply, delivered.
questions: a text message; buttons: an offer pressed; commands: /start, /help and the others, and what is no text.
A new command: a function, a row of COMMANDS and one of HANDLERS in commands.py, and its name in the README.
"""
