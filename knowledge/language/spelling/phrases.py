"""Which words stand side by side: in names, in phrases of the tables, in sentences of reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from knowledge.language.text.tokens import Keys

NUMBER = "#"  # stands for any number


class Phrases:
    """Pairs of words that follow each other, and how surely one tells the other. under: pairs that count too."""

    def __init__(self, runs: Iterable[Keys], under: "Phrases | None" = None) -> None:
        self._after: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._under = under
        for run in dict.fromkeys(runs):
            for first, second in pairwise(run):
                self._after[first][second] += 1
                self._before[second][first] += 1

    def has(self, first: str, second: str) -> bool:
        """Does the second follow the first anywhere?"""
        return self.names(first, second) or (self._under is not None and self._under.has(first, second))

    def names(self, first: str, second: str) -> bool:
        """Does the second follow the first in the runs given here, not only in those under them?"""
        own = self._after.get(first)
        return own is not None and second in own

    def foretells_next(self, first: str, second: str) -> float:
        """Of what follows the first, the share 0..1 that is the second."""
        return _share(self._counts("_after", first), second)

    def foretells_last(self, first: str, second: str) -> float:
        """Of what comes before the second, the share 0..1 that is the first."""
        return _share(self._counts("_before", second), first)

    def _counts(self, side: str, word: str) -> list[Counter[str]]:
        own: dict[str, Counter[str]] = getattr(self, side)
        found = [own[word]] if word in own else []
        return found if self._under is None else found + self._under._counts(side, word)


def _share(counts: list[Counter[str]], word: str) -> float:
    whole = sum(c.total() for c in counts)
    return sum(c[word] for c in counts) / whole if whole else 0.0
