"""Phrases that compare, each in one row for all its readers: "nhỉnh hơn", "tăng", "gấp", "chênh lệch".

A row of tables/comparing.tsv says what the phrase does between two figures of a report, in a question, between two
things of a question, and before a number. What it does nowhere is left blank.
"""

from collections.abc import Iterator
from functools import cache

from knowledge.language.table import TableError, load_table

DIRECTED = ("change", "exceed", "direction")  # what a phrase does in these has the direction of its row as its value


def report_rows() -> Iterator[tuple[str, str, str]]:
    """Phrase, kind and value as the rows of tables/report/words.tsv have them.

    >>> ("cao hơn", "change", "up") in report_rows()
    True
    """
    return ((phrase, kind, value) for phrase, reader, kind, value in _uses() if reader == "report")


def question_rows() -> Iterator[tuple[str, str, str]]:
    """Phrase, slot and value as the rows of tables/question/cues.tsv have them."""
    return ((phrase, slot, value) for phrase, reader, slot, value in _uses() if reader == "question")


def pair_rows() -> Iterator[tuple[str, str]]:
    """Phrase and role as the rows of tables/question/pair_words.tsv have them."""
    return ((phrase, role) for phrase, reader, role, _ in _uses() if reader == "pair")


def number_rows() -> Iterator[tuple[str, str]]:
    """Phrase and place as the rows of tables/units/qualifiers.tsv have them."""
    return ((phrase, place) for phrase, reader, place, _ in _uses() if reader == "number")


@cache
def _uses() -> tuple[tuple[str, str, str, str], ...]:
    """Phrase, reader, use and value of each use of each phrase, in the order of the table."""
    found = []
    for phrase, direction, report, question, pair, number in load_table("comparing"):
        if direction not in ("", "up", "down"):
            raise TableError(f"comparing.tsv: {phrase!r}: no direction {direction!r}")
        for reader, uses in (("report", report), ("question", question), ("pair", pair), ("number", number)):
            for use in filter(None, uses.split(" | ")):
                name, _, value = use.partition(":")
                found.append((phrase, reader, name, value or (direction if name in DIRECTED else "")))
    return tuple(found)
