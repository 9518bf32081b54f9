"""The bot put together, from its start to its stop.

In: Settings and the knowledge. Out: an exit code.
routes: which handler takes an update, in order; application: the parts, and what is done with each update; error:
what nobody foresaw -> a line in the log and an apology; lifecycle: connect, answer, leave in order.
A new handler is a row in routes.py; nothing else here knows of single handlers.
"""
