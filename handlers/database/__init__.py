"""The database itself: its tables, how they came to be, one thread that works on them. No Telegram.

In: a URL of SQLite or PostgreSQL, frozen records. Out: rows, read and written in few short transactions.
schema: the tables as they are now; migrations: the steps from every version that ever landed; database: one
connection off the event loop, and what its errors mean; asking: what is counted of a question; records: what is
written of an update, how long it is kept; lookups: what is read; journal: records that wait to be written.
A new column is a step of migrations.py and a change of schema.py, with the old database in the tests.
"""
