"""What anyone may do: ask, press an offer, use a command.

In: an update. Out: the core's Reply, delivered.
questions: a text message; buttons: an offer pressed; commands: /start, /help and the others, and what is no text.
A new command: a function and a row of COMMANDS in commands.py, a route in service/routes.py, a line in the README.
"""
