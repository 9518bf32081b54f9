"""A name -> its facts by place and period, so that a question looks at few of them."""

from collections.abc import Iterable
from functools import lru_cache

from knowledge.answering.index.localities import Localities
from knowledge.answering.index.names import Name
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store
from knowledge.language.times.period import Period

KEPT = 1 << 10  # names asked for lately: of a frequent one some 100 kB, of most 1 kB

ByPlace = dict[str, list[Fact]]


class Rows:
    """The facts of each name at each place as written."""

    def __init__(self, store: Store, localities: Localities) -> None:
        self._store = store
        self._localities = localities
        self.by_place = lru_cache(maxsize=KEPT)(_by_place)
        self.newest_first = lru_cache(maxsize=KEPT)(_newest_first)
        self.ids_of = lru_cache(maxsize=KEPT)(_ids_of)

    def at(self, name: Name, places: Iterable[str]) -> list[Fact]:
        """The facts of the name at those places, as they are written."""
        by_place = self.by_place(name)
        return [fact for place in places for fact in by_place.get(place, ())]

    def of_reports(self, places: Iterable[str], periods: Iterable[Period] = ()) -> list[Fact]:
        """All facts and comparisons of the places."""
        wanted = frozenset(places)
        return [f for r in self._store.reports for f in r.facts if f.place in wanted]


def _by_place(name: Name) -> ByPlace:
    found: ByPlace = {}
    for fact in name.facts:
        found.setdefault(fact.place, []).append(fact)
    return found


def _newest_first(name: Name) -> tuple[Fact, ...]:
    return tuple(sorted(name.facts, key=lambda f: f.period.last if f.period else (0, 0), reverse=True))


def _ids_of(name: Name) -> frozenset[str]:
    return frozenset(fact.id for fact in name.facts)
