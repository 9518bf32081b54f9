"""Names -> ids of facts."""

import re

from knowledge.language.text import fold

MAX_SLUG = 52  # of 80, so that the period, a number and ".pct_of_previous" fit behind


def slug(words: str) -> str:
    """The words as an id: [a-z0-9-], at most MAX_SLUG characters, whole words; "muc" if nothing is left.

    >>> slug("Tổng đàn gia súc, gia cầm (2021)")
    'tong-dan-gia-suc-gia-cam-2021'
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
    return (words if len(words) <= MAX_SLUG else words[:MAX_SLUG].rpartition("-")[0] or words[:MAX_SLUG]) or "muc"


class Ids:
    """Gives out ids, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, stem: str, ending: str = "") -> str:
        """`stem` + `ending`, with a number between them if that is taken."""
        number = self._last.get(stem + ending, 0) + 1
        while (found := f"{stem}-{number}{ending}" if number > 1 else stem + ending) in self._taken:
            number += 1
        self._last[stem + ending] = number
        self._taken.add(found)
        return found
