"""Numbers that name a thing and count nothing: document numbers, ordinals, telephones, parts of names."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.aligned import Aligned
from knowledge.language.text.tokens import fold

WINDOW = 32  # characters before a number in which its leading words stand; the longest row has 16
ORDINAL = "số thứ tự"  # the reason of a number that says where something stands in a row
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("tên riêng", r"(?:https?://|www\.)[^\s]+|(?<!\S)[^\s@]{1,64}@[^\s@]+"),
    ("tên riêng", r"(?<![\w.,])[0-9]{1,4}\+[0-9]{3}(?!\w)"),  # a place on a road: Km 12+300
    ("lũy thừa", r"(?<![\w.,])(?:[0-9][0-9.,]*\s?[x×·*.]\s?)?10[⁰¹²³⁴-⁹⁺⁻]+"),
    ("chú thích", r"\[[0-9]{1,3}\]"),
    (
        "số hiệu văn bản",
        r"(?<![\w.,])[0-9]{1,5}(?:/(?:19|20)[0-9]{2})?[-/][A-ZĐ][A-ZĐƯa-z]+(?:[-/][A-ZĐƯ][A-Za-zĐđƯư]*)*",
    ),
    (
        "số điện thoại",
        r"(?<![\w.,])(?:\+84|0)[0-9]{2,3}(?:[ .-]?[0-9]{3,4}){2}(?![\w])|(?<![\w.,])1[89]00[ .]?[0-9]{4,6}(?!\w)",
    ),
    (
        "giờ giấc",
        r"(?<![\w.,/])(?:[01]?[0-9]|2[0-4])(?:[hg][0-5][0-9]|[hg](?!\w)|:[0-5][0-9](?!\w))|(?<![\w.,/])24/(?:24|7)(?![\w/])",
    ),
    (ORDINAL, r"(?m:^)[^\w\n]{0,4}(?P<body>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)])(?=\s|$)"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of the aligned text whose digits are no quantity, and why (a short Vietnamese phrase)."""

    start: int
    end: int
    reason: str
    is_malformed: bool = False


class Spans:
    """Stretches in order that do not overlap each other."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self.places = list(places)
        self.starts = [start for start, _ in self.places]

    def last_before(self, end: int) -> tuple[int, int]:
        """The last stretch that starts before `end`; an empty one if there is none."""
        index = bisect_left(self.starts, end)
        return self.places[index - 1] if index else (-1, -1)

    def overlap(self, start: int, end: int) -> bool:
        """Does any of them share a place with this stretch?"""
        return self.last_before(end)[1] > start


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a number that make it a name; `is_strong` even if a unit follows."""

    reason: str
    is_strong: bool


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(pattern)) for reason, pattern in _PATTERNS)


@lru_cache(maxsize=2)
def _leads(is_plain: bool) -> dict[str, Lead | None]:
    leads: dict[str, Lead | None] = {}
    for words, reason, strength in load_table("units/number_names"):
        lead = None if strength == "none" else Lead(reason, strength == "strong")
        leads.setdefault(fold(words) if is_plain else words, lead)
    return leads


def find_names(aligned: Aligned) -> list[Name]:
    """The names that show by their form, in order, not overlapping."""
    found = [
        Name(match.start(match.lastgroup or 0), match.end(), reason)
        for reason, pattern in _patterns()
        for match in pattern.finditer(aligned.text)
    ]
    found.sort(key=lambda name: (name.start, -name.end))
    names: list[Name] = []
    for name in found:
        if not names or name.start >= names[-1].end:
            names.append(name)
    return names


def words_before(aligned: Aligned, start: int) -> list[str]:
    """Up to four words that stand right before `start` in its clause, nearest last."""
    window = aligned.lower[max(0, start - WINDOW) : start]
    clause = re.split(r"[\n,;.()]", window.rstrip(" :"))[-1]
    return clause.split()[-4:]


def lead_of(aligned: Aligned, start: int) -> Lead | None:
    """What the words before the number at `start` make of it; None if they leave it a number."""
    words, leads = words_before(aligned, start), _leads(aligned.is_plain)
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[-size:])
        if phrase in leads:
            return leads[phrase]
    return None
