"""Store -> Index: every name a fact goes by, the words in them and how much each word tells."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import fsum, log

from knowledge.answering.index.headings_above import find_above
from knowledge.facts.record.fact import Fact, Relation
from knowledge.facts.store import Store
from knowledge.language.lexicon.cues import load_cues
from knowledge.language.lexicon.indicators import load_indicators
from knowledge.language.lexicon.synonyms import canonicalize, lexicon_words
from knowledge.language.places.administrative_units import same_place
from knowledge.language.spelling.vocabulary import Vocabulary
from knowledge.language.table import load_table
from knowledge.language.text.sentences import find_clauses
from knowledge.language.text.tokens import Keys, fold, to_keys, tokenize
from knowledge.language.times.period_mentions import Period

FUNCTION_WORD_WEIGHT = 0.25  # of a content word's: "trên", "của", "số" in a name tell little
MAX_INITIALS = 3  # readings of an abbreviation that no table has
UNKNOWN_WORD_WEIGHT = 3.0  # as a word that one name in twenty has


@dataclass(frozen=True, slots=True)
class Name:
    """A label or alias in canonical words, and the facts that go by it."""

    words: frozenset[str]
    weight: float
    facts: tuple[Fact, ...]
    order: Keys
    is_label: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words near a figure that its name may lack. above: of its headings; pairs: those that follow each other."""

    words: frozenset[str]
    above: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class Index:
    """What the questions are matched against; built once from a store."""

    def __init__(self, store: Store, home_place: str = "") -> None:
        self.store = store
        self.home_place = home_place
        self.facts = tuple(f for f in store.facts if f.relation is None)
        self._growth = tuple(f for f in store.facts if f.relation is Relation.PCT_CHANGE)
        named = _collect_names(self.facts, self._growth)
        self._document_count = len(self.facts) + 1
        self._frequency = _count_documents(named)
        self._weights: dict[str, float] = {}
        self.names = tuple(
            Name(frozenset(keys), fsum(map(self.weigh, set(keys))), facts, keys, is_label)
            for keys, (facts, is_label) in named.items()
        )
        self.names_by_word: dict[str, list[int]] = defaultdict(list)
        for i, name in enumerate(self.names):
            for word in name.words:
                self.names_by_word[word].append(i)
        self.sentences = tuple(_sentence_words(f) for f in store.statements)
        self.vocabulary = Vocabulary(self._all_words(), {word for phrase in indicator_phrases() for word in phrase})

    @property
    def _named(self) -> tuple[Fact, ...]:
        return self.facts + self._growth

    @cached_property
    def initials(self) -> dict[str, tuple[str, ...]]:
        """ "qc" -> ("quần chúng", …): two to five words in a row of a name, by their first letters."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in self.facts:
            for name in (fact.indicator, *fact.aliases):
                words = [t.text.casefold() for t in tokenize(name) if t.text[0].isalpha()]
                for length in range(2, min(5, len(words)) + 1):
                    for i in range(len(words) - length + 1):
                        run = words[i : i + length]
                        found["".join(fold(w[0]) for w in run)][" ".join(run)] += 1
        return {k: tuple(run for run, _ in runs.most_common(MAX_INITIALS)) for k, runs in found.items()}

    def figures_of(self, statement: Fact) -> list[Fact]:
        """The facts with a figure that its sentence states."""
        own = (statement.report, statement.sentence)
        return [f for f in self.facts if f.figure and (f.report, f.sentence) == own]

    def growth_of(self, fact: Fact) -> list[Fact]:
        """The facts that state, as figures of their own, how the fact has grown at that time and place."""
        names = _growth_names(canonicalize(to_keys(fact.indicator)))
        found = [f for keys in names for n in self._names_by_order.get(keys, ()) for f in n.facts]
        own = (fact.period, fact.place)
        return [f for f in dict.fromkeys(found) if f.quantity and f.relation is None and (f.period, f.place) == own]

    @cached_property
    def by_indicator(self) -> dict[str, list[Fact]]:
        """The facts of each label, in the reports' order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.indicator].append(fact)
        return found

    @cached_property
    def name_of(self) -> dict[str, Name]:
        """Of the id of each fact that has a name, its first one."""
        return {fact.id: name for name in reversed(self.names) for fact in name.facts}

    @cached_property
    def _names_by_order(self) -> dict[Keys, list[Name]]:
        found: dict[Keys, list[Name]] = defaultdict(list)
        for name in self.names:
            found[name.order].append(name)
        return found

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The words that follow each other in some name."""
        return frozenset(pair for name in self.names for pair in zip(name.order, name.order[1:], strict=False))

    @cached_property
    def anchor(self) -> Period | None:
        """What "năm nay" means: the period of the latest report."""
        periods = [r.period for r in self.store.reports if r.period]
        return max(periods, key=lambda p: p.last, default=None)

    @cached_property
    def places(self) -> frozenset[str]:
        """Every place that a report or fact is about."""
        return frozenset({r.place for r in self.store.reports} | {f.place for f in self.facts}) - {""}

    def is_about(self, place: str) -> bool:
        """Is some report or fact about that very place?"""
        return any(same_place(own, place) for own in self.places)

    @cached_property
    def label_words(self) -> dict[str, frozenset[str]]:
        """Of each fact's id, the telling words of its label."""
        light = framing_words() | function_words()
        return {f.id: frozenset(canonicalize(to_keys(f.indicator))) - light for f in self._named}

    @cached_property
    def surroundings(self) -> dict[str, "Surroundings"]:
        """Of each fact's id, the words around its figure up to the next semicolon, and those above its sentence."""
        above = find_above(self.store.statements)
        return {f.id: _surroundings(_clause(f), above.get((f.report, f.sentence), "")) for f in self._named}

    def weigh(self, word: str) -> float:
        """How much a word of a name tells, from its rarity among the facts."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._weigh(word)
        return known

    def _weigh(self, word: str) -> float:
        weight = log(1 + self._document_count / self._frequency.get(word, 1))
        return weight * (FUNCTION_WORD_WEIGHT if word in _light_words() else 1.0)

    @cached_property
    def _sentence_frequency(self) -> Counter[str]:
        return Counter(word for words in self.sentences for word in words)

    def is_in_sentences(self, word: str) -> bool:
        return word in self._sentence_frequency

    def weigh_in_sentences(self, word: str) -> float:
        """How much a word of a sentence tells, from its rarity among the sentences."""
        return log(1 + (len(self.sentences) + 1) / self._sentence_frequency[word])

    def _all_words(self) -> Iterable[str]:
        yield from lexicon_words()
        for name in self.names:
            yield from name.words
        for words in self.sentences:
            yield from words
        for phrase in indicator_phrases():
            yield from phrase


def _collect_names(facts: Iterable[Fact], growth: Iterable[Fact]) -> dict[Keys, tuple[tuple[Fact, ...], bool]]:
    """Canonical words -> the facts called so, and whether it is the label of one of them."""
    found: dict[Keys, list[Fact]] = defaultdict(list)
    labels: set[Keys] = set()
    own: set[tuple[Keys, str]] = set()
    for fact in facts:
        label = canonicalize(to_keys(fact.indicator))
        labels.add(label)
        for keys in dict.fromkeys([label, *(canonicalize(to_keys(a)) for a in fact.aliases)]):
            found[keys].append(fact)
            own.add((keys, fact.id))
    for fact in facts:  # what the statistical system calls the same thing, unless one that could be meant has that name
        for keys in dict.fromkeys(name for own in _own_names(fact) for name in official_names(own)):
            if not any(_competes(other, fact) for other in found.get(keys, [])) and (keys, fact.id) not in own:
                found[keys].append(fact)
                own.add((keys, fact.id))
    for fact in growth:
        for keys in _growth_names(canonicalize(to_keys(fact.indicator))):
            if not any(_competes(other, fact) for other in found.get(keys, [])):
                found[keys].append(fact)
    return {keys: (tuple(named), keys in labels) for keys, named in found.items() if keys}


def _own_names(fact: Fact) -> list[Keys]:
    """The label, and abbreviations: of other aliases many are looser than what they stand for ("hộ nghèo")."""
    return [canonicalize(to_keys(name)) for name in (fact.indicator, *filter(str.isupper, fact.aliases))]


def _competes(other: Fact, fact: Fact) -> bool:
    """Would the two be taken for each other under one name: other things at the same time, place and status?"""
    is_same_time = other.period is None or fact.period is None or other.period == fact.period
    is_same_sort = other.status is None or fact.status is None or other.status.is_planned == fact.status.is_planned
    return other.indicator != fact.indicator and other.place == fact.place and is_same_time and is_same_sort


def _growth_names(label: Keys) -> Iterable[Keys]:
    """ "tốc độ tăng trưởng GRDP", "tăng trưởng kinh tế" for what GRDP has changed by."""
    leads = [canonicalize(to_keys(words)) for (words,) in load_table("question/growth_words")]
    if any(label[: len(lead)] == lead for lead in leads):
        return []
    names = [lead + label for lead in leads]
    return dict.fromkeys([*names, *(official for name in names for official in official_names(name))])


def official_names(label: Keys) -> tuple[Keys, ...]:
    """Every name of the statistical indicator that the words name; () if they name none."""
    return _classes_by_name().get(frozenset(label), ())


@lru_cache(maxsize=1)
def _classes_by_name() -> dict[frozenset[str], tuple[Keys, ...]]:
    """The names of each statistical indicator, by the words of any of them."""
    classes: dict[frozenset[str], tuple[Keys, ...]] = {}
    for row in load_indicators():
        names = tuple(canonicalize(to_keys(n)) for n in (row.name, *row.aliases))
        for name in names:
            classes.setdefault(frozenset(name), names)
    return classes


def indicator_phrases() -> Iterable[Keys]:
    """Every known indicator's names in canonical words, but those with a question word in them ("mấy huyện")."""
    asking = _single_words("ask") | {word for cue in load_cues().get("bao", ()) for word in cue.words}
    return (name for names in _classes_by_name().values() for name in names if not asking & set(name))


def _count_documents(named: dict[Keys, tuple[tuple[Fact, ...], bool]]) -> dict[str, int]:
    seen: dict[str, set[str]] = defaultdict(set)
    for keys, (facts, _) in named.items():
        for word in keys:
            seen[word].update(f.id for f in facts)
    return {word: len(ids) for word, ids in seen.items()}


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that tell nothing by themselves, in names as in questions."""
    return _single_words("filler")


@lru_cache(maxsize=1)
def framing_words() -> frozenset[str]:
    """Words before a name that say how it is counted: "số", "tỷ lệ", "tổng", or nothing."""
    return _single_words("kind", "scope", "weak")


@lru_cache(maxsize=1)
def _light_words() -> frozenset[str]:
    return _single_words("filler", "kind")


def _single_words(*slots: str) -> frozenset[str]:
    cues = (cue for cues in load_cues().values() for cue in cues)
    return frozenset(c.words[0] for c in cues if len(c.words) == 1 and c.slot in slots)


def _surroundings(clause: str, above: str) -> Surroundings:
    runs = [canonicalize(to_keys(text)) for text in (clause, above)]
    pairs = frozenset(pair for run in runs for pair in pairwise(run))
    return Surroundings(frozenset(key for run in runs for key in run), frozenset(runs[1]), pairs)


def _clause(fact: Fact) -> str:
    if fact.figure_span is None:
        return fact.sentence
    middle = fact.figure_span[0]
    for start, end in find_clauses(fact.sentence):
        if start <= middle < end:
            return fact.sentence[start:end]
    return fact.sentence


def _sentence_words(fact: Fact) -> frozenset[str]:
    return frozenset(canonicalize(to_keys(fact.sentence)))
