"""Store -> the places it is about, each once however its reports write it, and what to call them in a reply."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answering.index.sentence_words import SentenceWords
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store
from knowledge.language.places.administrative_units import parse_place, same_place
from knowledge.language.places.gazetteer import find_place
from knowledge.language.text.tokens import folded_key, to_keys, tokenize


class Localities:
    """The places of a knowledge, each written as its fullest path."""

    def __init__(self, written: Iterable[str]) -> None:
        ordered = sorted({place for place in written if place}, key=lambda place: (-len(parse_place(place)), place))
        self._wholes: dict[str, str] = {}
        self._by_head: dict[str, list[str]] = {}  # wholes, by the name of their smallest unit
        for place in ordered:
            same = self.fitting(place)
            self._wholes[place] = same[0] if len(same) == 1 else place  # a bare name of two places is neither
            if self._wholes[place] == place:
                self._by_head.setdefault(_head_of(place), []).append(place)
        self.all = tuple(dict.fromkeys(self._wholes.values()))
        self._written: dict[str, list[str]] = {}
        for place in ordered:
            self._written.setdefault(_head_of(place), []).append(place)
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
        return [whole for whole in self._by_head.get(_head_of(place), ()) if same_place(whole, place)]

    def written_like(self, place: str) -> list[str]:
        """The known places as reports write them that the words may mean."""
        return [own for own in self._written.get(_head_of(place), ()) if same_place(own, place)]

    def written_as(self, place: str) -> list[str]:
        """All ways the reports write that very place."""
        whole = self._wholes.get(place, place)
        return [own for own in self._written.get(_head_of(place), ()) if self._wholes[own] == whole] or [place]

    def _shorten(self, whole: str) -> str:
        steps = [step.strip() for step in whole.split(",")]
        heads = (", ".join(steps[:size]) for size in range(1, len(steps) + 1))
        return next((head for head in heads if self._is_alone(head, whole)), whole)

    def _is_alone(self, head: str, whole: str) -> bool:
        return not any(other != whole for other in self.fitting(head))


@lru_cache(maxsize=1 << 14)
def _head_of(place: str) -> str:
    """The name of the smallest unit without accents: two places that may be one have the same."""
    units = parse_place(place)
    return " ".join(folded_key(token.text) for token in tokenize(units[0].name)) if units else ""


@lru_cache(maxsize=8)
def localities_of(store: Store) -> Localities:
    """The places that a report or a fact of the store is about."""
    return _localities(frozenset({r.place for r in store.reports} | {f.place for f in store.facts}))


@lru_cache(maxsize=8)
def _localities(written: frozenset[str]) -> Localities:
    return Localities(written)


@dataclass(frozen=True, slots=True)
class Edition:
    """What changed since `plain` was known of the names of places: the reports that are gone and those that are new."""

    plain: Mapping[str, bool]
    gone: Sequence[ProvedReport]
    new: Sequence[ProvedReport]


def plain_names(
    names: Collection[str], edition: Edition, sentences: SentenceWords, written: Iterable[str]
) -> dict[str, bool]:
    """Of each name of a place, whether its words have an ordinary meaning too: the reports also write it small.

    written: labels and aliases.
    """
    known = edition.plain
    old, fresh = (_text_of(edition.gone), _text_of(edition.new)) if known else ("", "")
    labels = "\n".join(written)

    def is_plain(name: str) -> bool:
        small = name[:1].lower() + name[1:].lower()
        if name not in known or (known[name] and small in old):
            listed = find_place(tokenize(name), 0)
            is_word = listed is not None and listed.needs_level != ""
            return is_word or small in labels or _is_in_sentences(small, sentences)
        return known[name] or small in fresh or small in labels

    return {name: is_plain(name) for name in names}


def _text_of(reports: Iterable[ProvedReport]) -> str:
    """What the reports say, to look for names of places; of a whole knowledge that is too much, and never needed."""
    return "\n".join(s.sentence for report in reports for s in report.statements)


def _is_in_sentences(words: str, sentences: SentenceWords) -> bool:
    keys = sorted(to_keys(words), key=lambda key: sentences.how_many([key]))
    numbers: set[int] = sentences.having(keys[:1])
    for key in keys[1:]:
        numbers = sentences.among(numbers, key)
    return any(words in sentences.statement(number).sentence for number in numbers)
