"""The commands at a terminal. No Telegram.

In: what was typed on the command line. Out: lines on stdout, one line on stderr for what is wrong, an exit code.
console: a chat; checking: every figure against its text; extracting: a file -> draft facts; reviewing: one doubtful
fact after the other; publishing: publish, versions, rollback; shell: yes or no, a key pressed, a command to be
typed.
A new command: a module here, a parser and two lines in bot.py, a line in the README.
"""
