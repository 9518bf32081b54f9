"""Store -> the places it is about, each once however its reports write it, and what to call them in a reply."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store
from knowledge.language.places.administrative_units import parse_place, same_place
from knowledge.language.places.gazetteer import find_place
from knowledge.language.places.own_names import OwnNames, collect_own_names
from knowledge.language.text.tokens import fold, tokenize


class Localities:
    """The places of a knowledge, each written as its fullest path."""

    def __init__(self, written: Iterable[str]) -> None:
        ordered = sorted({place for place in written if place}, key=lambda place: (-len(parse_place(place)), place))
        self._wholes: dict[str, str] = {}
        for place in ordered:
            same = [whole for whole in dict.fromkeys(self._wholes.values()) if same_place(whole, place)]
            self._wholes[place] = same[0] if len(same) == 1 else place  # a bare name of two places is neither
        self.all = tuple(dict.fromkeys(self._wholes.values()))
        self._shortest = {whole: self._shorten(whole) for whole in self.all}

    @property
    def is_many(self) -> bool:
        """Does the knowledge know more than one place?"""
        return len(self.all) > 1

    def whole_of(self, fact: Fact) -> str:
        """The fullest path of the fact's place; "" where it has none."""
        return self._wholes.get(fact.place, fact.place)

    def shorten(self, place: str) -> str:
        """As few steps of the path as tell the place from all others; the place as it is if it is none of them."""
        return self._shortest.get(self._wholes.get(place, place), place)

    def words_of(self, fact: Fact) -> str:
        """The fact's place as an answer names it; "" where all facts are of one place."""
        return self.shorten(fact.place) if self.is_many and fact.place else ""

    def fitting(self, place: str) -> list[str]:
        """The known places that the words may mean."""
        return [whole for whole in self.all if same_place(whole, place)]

    def _shorten(self, whole: str) -> str:
        steps = [step.strip() for step in whole.split(",")]
        heads = (", ".join(steps[:size]) for size in range(1, len(steps) + 1))
        return next((head for head in heads if self._is_alone(head, whole)), whole)

    def _is_alone(self, head: str, whole: str) -> bool:
        return not any(other != whole and same_place(other, head) for other in self.all)


@lru_cache(maxsize=8)
def localities_of(store: Store) -> Localities:
    """The places that a report or a fact of the store is about."""
    return Localities([*(report.place for report in store.reports), *(fact.place for fact in store.facts)])


@lru_cache(maxsize=8)
def own_names(store: Store) -> OwnNames:
    """The names of those places and of the larger ones they lie in; plain is what the reports also write small."""
    units = [(unit.level, unit.name) for place in localities_of(store).all for unit in parse_place(place)]
    written = "\n".join([*(f.sentence for f in store.statements), *(_names(store.facts))])

    def is_plain(name: str) -> bool:
        listed = find_place(tokenize(name), 0)
        is_word = listed is not None and listed.needs_level != ""
        return is_word or name[:1].lower() + name[1:].lower() in written

    return collect_own_names(units, is_plain)


@lru_cache(maxsize=8)
def name_words(store: Store) -> frozenset[str]:
    """The words of those names, without accents."""
    names = [name for group in own_names(store).values() for name in group]
    return frozenset(fold(word) for name in names for word in name.words)


def _names(facts: Sequence[Fact]) -> list[str]:
    return [name for fact in facts for name in (fact.indicator, *fact.aliases)]
