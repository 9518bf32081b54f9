"""Labels and aliases -> what an abbreviation that no table has may stand for in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from knowledge.language.text.tokens import fold, tokenize

MAX_INITIALS = 3  # readings of an abbreviation
MIN_WORDS, MAX_WORDS = 2, 5  # in a row that it may stand for
KEPT = 256  # abbreviations asked for lately


class Initials:
    """ "qc" -> ("quần chúng", …): two to five words in a row of a name, by their first letters."""

    def __init__(self, written: Mapping[str, int]) -> None:
        """written: each label or alias, and how many facts have it."""
        self._written = written
        self.get = lru_cache(maxsize=KEPT)(self._find)

    def _find(self, letters: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        if not MIN_WORDS <= len(letters) <= MAX_WORDS:
            return default
        found: Counter[str] = Counter()
        for name, count in self._written.items():
            for run in _runs(name, letters):
                found[run] += count
        return tuple(run for run, _ in found.most_common(MAX_INITIALS)) or default


def _runs(name: str, letters: str) -> Iterator[str]:
    firsts, words = _split(name)
    at = firsts.find(letters)
    while at >= 0:
        yield " ".join(words[at : at + len(letters)])
        at = firsts.find(letters, at + 1)


@lru_cache(maxsize=1 << 14)
def _split(name: str) -> tuple[str, tuple[str, ...]]:
    words = tuple(t.text.casefold() for t in tokenize(name) if t.text[0].isalpha())
    return "".join(fold(word[0])[:1] for word in words), words
