"""Words that soften a number: trên, gần, khoảng, từ … trở lên."""

from functools import lru_cache

from knowledge.language.lexicon.comparing import number_rows
from knowledge.language.numbers.number_names import WINDOW, words_before
from knowledge.language.table import load_table
from knowledge.language.text.aligned import Aligned
from knowledge.language.text.tokens import fold

MAX_CHAIN = 2  # "khoảng trên 300"


@lru_cache(maxsize=8)
def _qualifiers(place: str, is_plain: bool) -> dict[str, str]:
    """Words of a place -> as the table writes them; "" for words that only end like a qualifier."""
    places = {place} if is_plain or place != "before" else {place, "accented"}
    rows = [(row[0], row[1]) for row in (*load_table("units/qualifiers"), *number_rows())]
    rows = [row for row in rows if row[1] in places | {"none"}]
    return {(fold(words) if is_plain else words): "" if kind == "none" else words for words, kind in reversed(rows)}


def qualifier_before(aligned: Aligned, start: int) -> tuple[str, int] | None:
    """The qualifier right before the number at `start` and where it begins; None if there is none."""
    start = times_before(aligned, start)
    found: list[str] = []
    while len(found) < MAX_CHAIN and (step := _step(aligned, start, "before")):
        words, start = step
        found.insert(0, words)
    return (" ".join(found), start) if found else None


def qualifier_after(aligned: Aligned, end: int) -> tuple[str, int] | None:
    """The qualifier right after the unit at `end` and where it ends; None if there is none."""
    for phrase, words in _qualifiers("after", aligned.is_plain).items():
        if words and aligned.lower.startswith(f" {phrase}", end):
            return words, end + 1 + len(phrase)
    return None


def from_before(aligned: Aligned, start: int) -> int:
    """Where the "từ" right before `start` begins, else `start`."""
    return _skip(aligned, start, "from")


def times_before(aligned: Aligned, start: int) -> int:
    """Where the "gấp" right before `start` begins, else `start`."""
    return _skip(aligned, start, "between")


def is_after(qualifier: str) -> bool:
    """Does the qualifier stand after its number?"""
    return bool(_qualifiers("after", False).get(qualifier))


def _skip(aligned: Aligned, start: int, place: str) -> int:
    step = _step(aligned, start, place)
    return step[1] if step else start


def _step(aligned: Aligned, start: int, place: str) -> tuple[str, int] | None:
    """The longest words of a place of the table that end right before `start`, and where they begin."""
    table, words = _qualifiers(place, aligned.is_plain), words_before(aligned, start)
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[-size:])
        if phrase in table:
            begin = aligned.lower.rfind(phrase, max(0, start - WINDOW - len(phrase)), start)
            is_next = begin >= 0 and not aligned.lower[begin + len(phrase) : start].strip(" ")
            return (table[phrase], begin) if table[phrase] and is_next else None
    return None
