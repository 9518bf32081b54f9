"""Words that soften a number: trên, gần, khoảng, từ … trở lên."""

from functools import lru_cache

from knowledge.language.aligned import Aligned
from knowledge.language.naming import words_before
from knowledge.language.table import load_table
from knowledge.language.text import fold

MAX_CHAIN = 2  # "khoảng trên 300"


@lru_cache(maxsize=4)
def _qualifiers(place: str, is_plain: bool) -> dict[str, str]:
    """Words of a place -> as the table writes them; "" for words that only end like a qualifier."""
    rows = [row for row in load_table("qualifiers") if row[1] in (place, "none")]
    return {(fold(words) if is_plain else words): words if kind == place else "" for words, kind in reversed(rows)}


def qualifier_before(aligned: Aligned, start: int) -> tuple[str, int] | None:
    """The qualifier right before the number at `start` and where it begins; None if there is none."""
    found: list[str] = []
    table = _qualifiers("before", aligned.is_plain)
    while len(found) < MAX_CHAIN and (step := _step(table, aligned, start)):
        words, start = step
        found.insert(0, words)
    return (" ".join(found), start) if found else None


def _step(table: dict[str, str], aligned: Aligned, start: int) -> tuple[str, int] | None:
    words = words_before(aligned, start)
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[-size:])
        if phrase in table:
            place = aligned.lower.rfind(phrase, 0, start)
            gap = aligned.lower[place + len(phrase) : start]
            return (table[phrase], place) if table[phrase] and place >= 0 and not gap.strip() else None
    return None


def qualifier_after(aligned: Aligned, end: int) -> tuple[str, int] | None:
    """The qualifier right after the unit at `end` and where it ends; None if there is none."""
    for phrase, words in _qualifiers("after", aligned.is_plain).items():
        if words and aligned.lower.startswith(f" {phrase}", end):
            return words, end + 1 + len(phrase)
    return None
