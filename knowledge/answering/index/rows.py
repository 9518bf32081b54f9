"""A name -> its facts by place and period, so that a question looks at few of them."""

from collections.abc import Iterable
from functools import lru_cache

from knowledge.answering.index.names import Name
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store
from knowledge.language.times.period import Period

FEW = 64  # facts of a name that are looked through one by one
KEPT = 1 << 10  # names asked for lately: of a frequent one some 100 kB, of most 1 kB

ByPeriod = dict[Period | None, list[Fact]]


class Rows:
    """The facts of each name at each place as written, and of each period; sorted out when first asked for."""

    def __init__(self, store: Store) -> None:
        self._ranks = {report.id: rank for rank, report in enumerate(store.reports)}
        self._by_place = lru_cache(maxsize=KEPT)(_by_place)
        self.by_period = lru_cache(maxsize=KEPT)(_by_period)
        self.ids_of = lru_cache(maxsize=KEPT)(_ids_of)

    def at(self, name: Name, places: Iterable[str]) -> list[Fact]:
        """The facts of the name at those places, as they are written."""
        if len(name.facts) <= FEW:
            wanted = frozenset(places)
            return [fact for fact in name.facts if fact.place in wanted]
        by_place = self._by_place(name)
        return [fact for place in places for fact in by_place.get(place, ())]

    def in_order(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts in the order of their reports."""
        return sorted(facts, key=lambda fact: self._ranks[fact.report])


def _by_place(name: Name) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in name.facts:
        found.setdefault(fact.place, []).append(fact)
    return found


def _by_period(name: Name) -> ByPeriod:
    """The newest first; those without a period last."""
    found: ByPeriod = {}
    for fact in name.facts:
        found.setdefault(fact.period, []).append(fact)
    return {period: found[period] for period in sorted(found, key=_last, reverse=True)}


def _last(period: Period | None) -> tuple[int, int]:
    return period.last if period else (0, 0)


def _ids_of(name: Name) -> frozenset[str]:
    return frozenset(fact.id for fact in name.facts)
