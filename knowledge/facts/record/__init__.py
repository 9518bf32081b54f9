"""The types of the knowledge, and what is told of them.

report_record: what facts.yaml may say, as a clerk writes it; fact: the trusted Fact that answers are made of, with
its status and relation and what these are called; export: a Fact as the JSON that scripts read; errors: Problem and
DataError, each with its place and its remedy, and what the system refused.
Nothing here reads a file. A new status or relation: fact.py first, then whatever `assert_never` or mypy points at.
"""
