"""The real bot under load and faults: what the others of a city wait while one of them does the worst.

Each test lets other people ask before and during the trouble, in the same run, and bounds what they waited by a bar in
seconds or by a multiple of what they waited before, whichever is more: a busy machine is slow at both. The short
forms are in the suite; `pytest tests/e2e/load --long` runs each with the numbers and times of a bad day. `entry.py` is
bot.py with shorter pauses and with questions at which thinking breaks; `waits.py` are the people; `chaos.py` decides,
by a seed, what goes wrong next.
"""
