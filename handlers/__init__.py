"""Everything around the core: Telegram, the console, the commands for clerks. Thin: it reads, asks, shows.

Rooms in the order of imports: settings, library (a served report changed and published), database and memory (what
survives a restart), context (what every handler is given), wire (Telegram itself), chat (citizens), editors (clerks
at Telegram), service (the bot put together), terminal (the commands; no Telegram).
Only here is telegram imported, and not before the bot starts: `ask`, `check` and `extract` pay for none of it.
"""
