"""What survives a restart: rows of the database. No Telegram.

In and out: frozen values; one short transaction each.
state: updates handled, answers given, what they were about; asked: questions, counted, without who asked; absent:
what editors noted as not in the reports; drafts: reports sent and not yet published; prompts: what an editor's next
words are for; alias_offers: names whose effect an editor was shown.
What a new feature must remember is a module of its own here.
"""
