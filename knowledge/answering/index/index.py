"""Store -> Index: every name a fact goes by, the words in them and how much each word tells.

An index is made of what each report adds (part). One of another store takes over all but the reports that changed, so
that a new edition of one report costs about as much as that report.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise
from math import fsum, log

from knowledge.answering.index.counts import Counts, CountsChange
from knowledge.answering.index.initials import Initials
from knowledge.answering.index.localities import Edition, Localities, localities_of, plain_names
from knowledge.answering.index.names import (
    Name,
    framing_words,
    function_words,
    growth_names,
    indicator_phrases,
    keys_of,
    learnt_names,
    light_words,
    official_names,
    stated_names,
    telling_words,
)
from knowledge.answering.index.part import Numbers, number_key, read_numbers, read_part
from knowledge.answering.index.rows import Rows
from knowledge.answering.index.surroundings import SurroundingsOf
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store
from knowledge.language.lexicon.synonyms import lexicon_words
from knowledge.language.places.administrative_units import parse_place
from knowledge.language.places.own_names import OwnNames, collect_own_names
from knowledge.language.quantities.quantity import Quantity, base_value
from knowledge.language.spelling.vocabulary import Vocabulary
from knowledge.language.text.tokens import Keys, fold
from knowledge.language.times.period_mentions import Period

__all__ = [
    "UNKNOWN_WORD_WEIGHT",
    "Index",
    "Indexer",
    "Name",
    "framing_words",
    "function_words",
    "indicator_phrases",
    "official_names",
]

MAX_REPORTS = 64  # that a question without a name is looked up in
FUNCTION_WORD_WEIGHT = 0.25  # of a content word's: "trên", "của", "số" in a name tell little
UNKNOWN_WORD_WEIGHT = 3.0  # as a word that one name in twenty has


class Index:
    """What the questions are matched against; built once from a store, quickly from an index of nearly the same one."""

    def __init__(self, store: Store, home_place: str = "", last: "Index | None" = None) -> None:
        """last: the index before this one, whose reports need not be read again."""
        self.store = store
        self.home_place = home_place
        known = last.store.by_report if last else {}
        gone = [r for r in known.values() if store.by_report.get(r.id) is not r]
        new = [r for r in store.reports if known.get(r.id) is not r]
        self._counts: Counts = _count(store, last._counts if last else Counts(), gone, new)
        self.sentences = self._counts.sentences
        self._merge_names()
        numbers = last._numbers if last else {}
        self._numbers: dict[str, Numbers] = {
            r.id: numbers[r.id] if known.get(r.id) is r else read_numbers(r) for r in store.reports
        }
        self._words = frozenset(self._all_words())
        self.vocabulary: Vocabulary = self._find_vocabulary(last)
        self.facts = tuple(f for f in store.facts if f.relation is None)
        self.with_figures = frozenset(f.report for f in self.facts)
        self.surroundings = SurroundingsOf(store)
        self.localities: Localities = localities_of(store)
        self.rows = Rows(store)
        self.own_names: OwnNames = self._find_own_names(Edition(last._plain if last else {}, gone, new))

    def _find_vocabulary(self, last: "Index | None") -> Vocabulary:
        if last and last._words == self._words:
            return last.vocabulary
        return Vocabulary(self._words, {word for phrase in indicator_phrases() for word in phrase})

    def _merge_names(self) -> None:
        self._weights: dict[str, float] = {}
        self.names = tuple(
            Name(frozenset(keys), fsum(map(self.weigh, set(keys))), facts, keys, labels > 0)
            for keys, (facts, labels) in self._counts.named.items()
        )
        self.names_by_word: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            for word in name.words:
                self.names_by_word.setdefault(word, []).append(i)
        self.pairs = frozenset(pair for name in self.names for pair in pairwise(name.order))
        self.initials = Initials(self._counts.written)

    def name(self, keys: Keys) -> Name | None:
        """The name of exactly those canonical words."""
        return self._by_order.get(keys)

    @cached_property
    def _by_order(self) -> dict[Keys, Name]:
        return {name.order: name for name in self.names}

    def names_of(self, fact: Fact) -> list[Name]:
        """The names the fact goes by, its label first."""
        keys = (*stated_names(fact.indicator, fact.aliases), *learnt_names(fact.indicator, fact.aliases))
        found = (self.name(own) for own in dict.fromkeys((*keys, *growth_names(fact.indicator))))
        return [name for name in found if name and fact.id in self.rows.ids_of(name)]

    def figures_of(self, statement: Fact) -> list[Fact]:
        """The facts with a figure that its sentence states."""
        facts = self.store.by_report[statement.report].facts
        return [f for f in facts if f.relation is None and f.figure and f.sentence == statement.sentence]

    def growth_of(self, fact: Fact) -> list[Fact]:
        """The facts that state, as figures of their own, how the fact has grown at that time and place."""
        names = filter(None, map(self.name, growth_names(fact.indicator)))
        found = [f for name in names for f in self.rows.at(name, [fact.place])]
        return [f for f in dict.fromkeys(found) if f.quantity and f.relation is None and f.period == fact.period]

    def same_label(self, fact: Fact) -> list[Fact]:
        """The facts of that label and that very place, comparisons left out, in the reports' order."""
        name = self.name(keys_of(fact.indicator))
        found = self.rows.at(name, self.localities.written_as(fact.place)) if name else []
        return [f for f in found if f.indicator == fact.indicator and f.relation is None]

    def labelled(self, indicator: str) -> list[Fact]:
        """The facts of that label, comparisons left out, in the reports' order."""
        name = self.name(keys_of(indicator))
        return [f for f in name.facts if f.indicator == indicator and f.relation is None] if name else []

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Every label of a fact, once."""
        return tuple(dict.fromkeys(fact.indicator for fact in self.facts if fact.indicator))

    def alike(self, fact: Fact) -> list[Fact]:
        """The facts of names of that label's words at that very place, and the comparisons with them."""
        name = self.name(keys_of(fact.indicator))
        found = self.rows.at(name, self.localities.written_as(fact.place)) if name else []
        return list(dict.fromkeys(g for f in found for g in (f, *self.store.comparisons_of(f))))

    def facts_about(self, places: Sequence[str], periods: Sequence[Period]) -> list[Fact]:
        """The facts and comparisons a question without a name may be about: all there are, where those are few.

        Else those of the places, if any are named, and of the reports nearest the periods, the newest if none is.
        """
        reports = list(self.store.reports)
        if len(reports) > MAX_REPORTS and places:
            written = {own for place in places for own in self.localities.written_like(place)}
            reports = [r for r in reports if r.place in written] or reports
        if len(reports) > MAX_REPORTS:
            chosen = nsmallest(MAX_REPORTS, reports, key=lambda report: _distance(report, periods))
            reports = sorted(chosen, key=lambda report: report.id)
        return [fact for report in reports for fact in report.facts]

    def with_number(self, number: Quantity) -> list[Fact]:
        """The facts and comparisons whose number, as written or in its unit's base, may be that one, in order."""
        reports = self.store.by_report
        wanted = {number_key(number.value), number_key(base_value(number)[0])}
        found = ((own, {row for key in wanted for row in rows.find(key)}) for own, rows in self._numbers.items())
        return [reports[own].facts[row] for own, rows in found for row in sorted(rows)]

    @cached_property
    def anchor(self) -> Period | None:
        """What "năm nay" means: the period of the latest report."""
        periods = [r.period for r in self.store.reports if r.period]
        return max(periods, key=lambda p: p.last, default=None)

    def is_about(self, place: str) -> bool:
        """Is some report or fact about that very place?"""
        return bool(self.localities.written_like(place))

    def label_words_of(self, fact: Fact) -> frozenset[str]:
        """The telling words of its label."""
        return telling_words(fact.indicator)

    def weigh(self, word: str) -> float:
        """How much a word of a name tells, from its rarity among the facts."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._weigh(word)
        return known

    def _weigh(self, word: str) -> float:
        weight = log(1 + (self._counts.facts + 1) / self._counts.frequency.get(word, 1))
        return weight * (FUNCTION_WORD_WEIGHT if word in light_words() else 1.0)

    def _all_words(self) -> Iterable[str]:
        yield from lexicon_words()
        yield from self.names_by_word
        yield from self.sentences.words
        for phrase in indicator_phrases():
            yield from phrase

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the names of its places, without accents."""
        return frozenset(fold(word) for group in self.own_names.values() for name in group for word in name.words)

    def _find_own_names(self, edition: Edition) -> OwnNames:
        """The names of its places and of the larger ones they lie in; plain is what the reports also write small."""
        units = [(unit.level, unit.name) for place in self.localities.all for unit in parse_place(place)]
        names = {name for _, name in units}
        self._plain: Mapping[str, bool] = plain_names(names, edition, self.sentences, self._counts.written)
        return collect_own_names(units, self._plain.__getitem__)


class Indexer:
    """Stores, one after the other -> their indexes; what did not change is taken over from the one before."""

    def __init__(self, home_place: str = "") -> None:
        self._home_place = home_place
        self._last: Index | None = None

    def __call__(self, store: Store) -> Index:
        self._last = Index(store, self._home_place, self._last)
        return self._last


def _distance(report: ProvedReport, periods: Sequence[Period]) -> tuple[int, int, int]:
    """How far the report's time is from those, in years; of equal ones the newest is the nearest."""
    year, month = report.period.last if report.period else (0, 0)
    return min((abs(period.year - year) for period in periods), default=0), -year, -month


def _count(store: Store, counts: Counts, gone: Iterable[ProvedReport], new: Iterable[ProvedReport]) -> Counts:
    """The counts without the reports that are gone and with those that are new."""
    if counts.sentences.is_worn:
        counts, gone, new = Counts(), (), store.reports
    change = CountsChange(counts)
    for report in gone:
        change.take_out(report, read_part(report))
    for report in new:
        change.put_in(report, read_part(report))
    return change.finish({report.id: rank for rank, report in enumerate(store.reports)})
