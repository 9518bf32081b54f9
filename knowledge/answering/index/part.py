"""One report -> what it adds to an index: names, words, sentences, numbers. It depends on no other report."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.answering.index.names import growth_names, learnt_names, stated_names
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.fact import Fact, Relation
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.quantities.quantity import base_value
from knowledge.language.text.tokens import Keys, to_keys


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """names: the facts that go by each name, and whether it is the label of one of them.

    words: how many facts have the word in a name; written: how many have the label or alias as it is written.
    sentences: the canonical words of each statement.
    """

    facts: int
    names: dict[Keys, tuple[list[Fact], bool]]
    words: Counter[str]
    written: Counter[str]
    sentences: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The facts of a report by their number, as written and in the base of its unit."""

    hashes: "array[int]" = field(default_factory=lambda: array("q"))
    rows: "array[int]" = field(default_factory=lambda: array("I"))

    def find(self, number: int) -> Iterator[int]:
        """Which facts have a number of that hash."""
        at = bisect_left(self.hashes, number)
        while at < len(self.hashes) and self.hashes[at] == number:
            yield self.rows[at]
            at += 1


def read_part(report: ProvedReport) -> Part:
    """What the report adds."""
    facts = [f for f in report.facts if f.relation is None]
    names = _collect_names(facts, [f for f in report.facts if f.relation is Relation.PCT_CHANGE])
    return Part(
        facts=len(facts),
        names=names,
        words=_count_facts(names),
        written=Counter(name for fact in facts for name in (fact.indicator, *fact.aliases)),
        sentences=tuple(frozenset(canonicalize(to_keys(s.sentence))) for s in report.statements),
    )


def number_key(value: Decimal) -> int:
    """The same of equal numbers, below 2**63."""
    return hash(value) & 0x7FFF_FFFF_FFFF_FFFF


def read_numbers(report: ProvedReport) -> Numbers:
    """Its numbers, ready to be found."""
    found = sorted(
        {(number_key(value), row) for row, f in enumerate(report.facts) if f.quantity
         for value in (f.quantity.value, base_value(f.quantity)[0])}
    )  # fmt: skip
    return Numbers(array("q", [number for number, _ in found]), array("I", [row for _, row in found]))


def _collect_names(facts: list[Fact], growth: list[Fact]) -> dict[Keys, tuple[list[Fact], bool]]:
    """A name that the statistical system has for a fact is its own only where no other fact may be meant by it."""
    found: dict[Keys, list[Fact]] = {}
    labels, own = set(), set()
    for fact in facts:
        stated = stated_names(fact.indicator, fact.aliases)
        labels.add(stated[0])
        for keys in stated:
            found.setdefault(keys, []).append(fact)
            own.add((keys, fact.id))
    for fact in facts:
        for keys in learnt_names(fact.indicator, fact.aliases):
            if (keys, fact.id) not in own and not any(_competes(other, fact) for other in found.get(keys, ())):
                found.setdefault(keys, []).append(fact)
                own.add((keys, fact.id))
    for fact in growth:
        for keys in growth_names(fact.indicator):
            if not any(_competes(other, fact) for other in found.get(keys, ())):
                found.setdefault(keys, []).append(fact)
    return {keys: (named, keys in labels) for keys, named in found.items() if keys}


def _competes(other: Fact, fact: Fact) -> bool:
    """Would the two be taken for each other under one name: other things at the same time, place and status?"""
    is_same_time = other.period is None or fact.period is None or other.period == fact.period
    is_same_sort = other.status is None or fact.status is None or other.status.is_planned == fact.status.is_planned
    return other.indicator != fact.indicator and other.place == fact.place and is_same_time and is_same_sort


def _count_facts(names: dict[Keys, tuple[list[Fact], bool]]) -> Counter[str]:
    seen: dict[str, set[str]] = {}
    for keys, (facts, _) in names.items():
        for word in keys:
            seen.setdefault(word, set()).update(f.id for f in facts)
    return Counter({word: len(ids) for word, ids in seen.items()})
