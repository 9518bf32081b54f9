"""Query -> matches: which facts the question's words name, and why a fact must not be said all the same."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.answering.index import UNKNOWN_WORD_WEIGHT, Index, Name
from knowledge.answering.query import Query
from knowledge.answering.slots import Slots, read_slots
from knowledge.facts.fact import Fact
from knowledge.language.lexicon import load_cues, to_keys
from knowledge.language.places import same_place
from knowledge.language.table import load_table
from knowledge.language.text import tokenize
from knowledge.language.unit import base_unit

NAME_SHARE = 0.6  # of a score is how much of the name was said, the rest how much of the question is explained
CLAUSE_TRUST = 0.7  # a word found beside the figure, not in the name
MIN_NAME_SHARE = 0.12  # less said of a name is no mention of it
NEAR_SHARE = 0.25  # less said of a name that does not explain the question is not worth an offer
CLAUSE_NAME_SHARE = 0.5  # the words beside a figure only help one whose name was half said
SLOT_SHARE = 0.5  # what a name loses for a slot word it does not have
CLAUSE_UNIT_SHARE = 0.25  # less of the name is enough where the question counts in the figure's own unit
MIN_TRUST = 0.6  # mean over the question's hard words


class Veto(StrEnum):
    """Why a fact whose name fits is not the one asked for."""

    PERIOD = "period"
    PLACE = "place"
    STATUS = "status"
    MEASURE = "measure"
    UNIT = "unit"
    SCOPE = "scope"
    KIND = "kind"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Match:
    """A fact whose name the question says. score: 0..1; said: share of the name's weight; covered: words it explains.

    unexplained: hard words that neither the name nor the figure's clause has; beside: those only the clause has.
    """

    fact: Fact
    name: Name
    score: float
    said: float
    covered: frozenset[int]
    unexplained: frozenset[int]
    beside: frozenset[int]
    slots: Slots


def find_matches(query: Query, index: Index) -> list[Match]:
    """The best match of each fact, best first."""
    matcher = _Matcher(query, index)
    best: dict[str, Match] = {}
    for n, hits in matcher.hits().items():
        for match in matcher.match_name(index.names[n], hits):
            old = best.get(match.fact.id)
            if old is None or _strength(match) > _strength(old):
                best[match.fact.id] = match
    return sorted(best.values(), key=_strength, reverse=True)


def _strength(match: Match) -> tuple[bool, float, int, float]:
    return (not match.unexplained, round(match.score, 4), len(match.covered), match.said)


_Hits = list[tuple[int, str, float]]  # a place in the question, the word of a name it may be, trust


@dataclass(frozen=True, slots=True)
class _Told:
    """What the question says of one name. by_place: trust of each word of the question that the name has."""

    name: Name
    said: float
    by_place: dict[int, float]
    covered: frozenset[int]
    slot_fit: float


class _Matcher:
    """One question against the names of an index; what does not depend on the name is worked out once."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query = query
        self.index = index
        self.weights = [self._weight(i) for i in range(len(query.words))]
        self.hard_weight = sum(self.weights[i] for i in query.hard)
        cue_words = frozenset(i for c in query.cues for i in (*c.places, max(c.places) + 1))
        self.slot_words = cue_words | query.period_words | query.quantity_words | query.place_words
        self.slots: dict[frozenset[int], Slots] = {}
        telling = ("scope", "kind", "direction")
        self.telling = frozenset(i for c in query.cues if c.cue.slot in telling for i in c.places)
        self.weight = sum(self.weights)

    def _weight(self, i: int) -> float:
        spellings = self.query.words[i].spellings
        known = [self.index.weigh(key) for key in spellings if key in self.index.names_by_word]
        return max(known, default=UNKNOWN_WORD_WEIGHT)

    def hits(self) -> dict[int, _Hits]:
        """By the number of each name that has a word of the question, where they meet."""
        found: dict[int, _Hits] = defaultdict(list)
        for i, word in enumerate(self.query.words):
            for key, trust in word.spellings.items():
                for n in self.index.names_by_word.get(key, ()):
                    found[n].append((i, key, trust))
        return found

    def match_name(self, name: Name, hits: _Hits) -> list[Match]:
        """A match for each fact of the name; [] if too little of it is said, or no word that tells."""
        if self.query.hard and not any(i in self.query.hard for i, _, _ in hits):
            return []
        by_key: dict[str, float] = {}
        by_place: dict[int, float] = {}
        for i, key, trust in hits:
            by_key[key] = max(trust, by_key.get(key, 0.0))
            by_place[i] = max(trust, by_place.get(i, 0.0))
        said = sum(self.index.weigh(key) * trust for key, trust in by_key.items()) / name.weight
        if said < MIN_NAME_SHARE:
            return []
        covered = frozenset(by_place)
        if said < NEAR_SHARE and self.query.hard - covered:
            return []  # neither an answer nor worth an offer
        told = _Told(name, said, by_place, covered, self._slot_fit(covered))
        found = (self._match_fact(fact, told) for fact in name.facts)
        return [match for match in found if match]

    def _slot_fit(self, covered: frozenset[int]) -> float:
        """1 where the name has the telling slot words of the question ("mới", "tỷ lệ"), less where it lacks some."""
        lacking = self.telling - covered
        return 1 - SLOT_SHARE * sum(self.weights[i] for i in lacking) / self.weight if lacking and self.weight else 1.0

    def _match_fact(self, fact: Fact, told: _Told) -> Match | None:
        said, covered = told.said, told.covered
        leans = said >= CLAUSE_NAME_SHARE or (said >= CLAUSE_UNIT_SHARE and has_asked_unit(fact, self._slots(covered)))
        lacking = self.query.hard - covered if leans and not fact.is_statement else ()
        beside = {i: _clause_trust(self.query, self.index, fact, i) for i in lacking}
        trusts = {i: told.by_place.get(i, 0.0) or beside.get(i, 0.0) for i in self.query.hard}
        explained = 1.0
        if self.hard_weight:
            explained = sum(self.weights[i] * trust for i, trust in trusts.items()) / self.hard_weight
        near = frozenset(i for i, trust in beside.items() if trust)
        unexplained = frozenset(i for i in trusts if not trusts[i]) | self._broken_phrases(covered, near)
        if explained < MIN_TRUST and not unexplained:
            return None
        score = told.slot_fit * explained * (1 - NAME_SHARE + NAME_SHARE * min(said, 1.0))
        return Match(fact, told.name, score, said, covered, unexplained, near, self._slots(covered))

    def _broken_phrases(self, covered: frozenset[int], near: frozenset[int]) -> frozenset[int]:
        """Words of a known indicator's name that this name does not have all of: "dân" of "dân số" says nothing.

        Beside the figure they may stand only whole.
        """
        broken = [p.needed for p in self.query.known if not (p.needed <= covered or p.needed <= near)]
        return frozenset(i for needed in broken for i in needed & self.query.hard)

    def _slots(self, covered: frozenset[int]) -> Slots:
        taken = covered & self.slot_words
        if taken not in self.slots:
            self.slots[taken] = read_slots(self.query, taken)
        return self.slots[taken]


def _clause_trust(query: Query, index: Index, fact: Fact, i: int) -> float:
    if i in query.place_words:
        return 0.0
    clause = index.clause_words[fact.id]
    return max(
        (CLAUSE_TRUST * t for key, t in query.words[i].spellings.items() if key in clause and t > 0.9), default=0.0
    )


def find_veto(fact: Fact, slots: Slots) -> Veto | None:
    """The first slot of the question that the fact does not fit; None if it may be said."""
    checks = (
        (Veto.PLACE, not fits_place(fact, slots)),
        (Veto.SCOPE, not _fits_scope(fact, slots)),
        (Veto.KIND, not _fits_kind(fact, slots)),
        (Veto.PERIOD, bool(slots.periods) and not any(fits_period(fact, p) for p in slots.periods)),
        (Veto.STATUS, not _fits_status(fact, slots)),
        (Veto.FIGURE, slots.asks_figure and fact.is_statement),
        (Veto.UNIT, not (slots.measure or slots.operation) and not _fits_unit(fact, slots)),
    )
    return next((veto for veto, is_unfit in checks if is_unfit), None)


def fits_period(fact: Fact, period: object) -> bool:
    """Is the fact about exactly that period? A sentence may also name the year itself."""
    if fact.period is None or fact.period == period:
        return True
    year = getattr(period, "first", (0,))[0]
    return fact.figure is None and str(year) in fact.sentence


def fits_place(fact: Fact, slots: Slots) -> bool:
    """Does the fact hold for the place asked about? Without a place in the question or the fact, yes."""
    if not fact.place:
        return True
    own_level = fact.place.split(",")[0].strip().casefold()
    if slots.level and not any(own_level.startswith(word) for word in _LEVEL_WORDS[slots.level]):
        return False
    return all(same_place(fact.place, place) for place in slots.places)


_LEVEL_WORDS = {
    "nation": ("việt nam", "cả nước"),
    "province": ("tỉnh",),
    "district": ("huyện", "thị xã", "quận"),
    "city": ("thành phố", "tp"),
    "commune": ("xã", "thị trấn"),
    "ward": ("phường",),
}


def _fits_scope(fact: Fact, slots: Slots) -> bool:
    if not slots.scope:
        return True
    scopes = scopes_of(fact)
    return not scopes or slots.scope in scopes if slots.scope == "total" else "new" in scopes


def scopes_of(fact: Fact) -> frozenset[str]:
    """Whether the fact's label counts what is new, the whole, or says neither."""
    keys = to_keys(fact.indicator)
    found = set()
    for i, first in enumerate(keys):
        for cue in load_cues().get(first, ()):
            if cue.slot == "scope" and keys[i : i + len(cue.words)] == cue.words:
                found.add(cue.value)
    return frozenset(found)


def strip_scope(label: str) -> str:
    """The label without the words that say how much of the thing is counted: "Số HTX thành lập mới" -> "HTX"."""
    words = tokenize(label)
    keys = [t.accented for t in words]
    kept: list[str] = []
    i = 0
    while i < len(words):
        cues = [c for c in load_cues().get(keys[i], ()) if tuple(keys[i : i + len(c.words)]) == c.words]
        scope = max((len(c.words) for c in cues if c.slot in ("scope", "kind")), default=0)
        kept += [] if scope else [words[i].text]
        i += scope or 1
    return " ".join(kept)


def _fits_kind(fact: Fact, slots: Slots) -> bool:
    if not slots.kind or fact.quantity is None or slots.measure:
        return True
    return (base_unit(fact.quantity.unit)[1] in ("%", "‰")) == (slots.kind == "rate")


def _fits_status(fact: Fact, slots: Slots) -> bool:
    if slots.is_planned is None or fact.status is None:
        return True
    return fact.status.is_planned == slots.is_planned


def _fits_unit(fact: Fact, slots: Slots) -> bool:
    if slots.unit is None or fact.is_statement:
        return True
    if fact.quantity is None:
        return slots.unit.kind == "percent"  # told by its comparisons alone
    asked, own = slots.unit.base, base_unit(fact.quantity.unit)[1]
    if slots.unit.kind == "scale":  # "bao nhiêu tỷ": money, or whatever comes in thousands
        return not own.startswith("%")
    if (
        own.split("/")[0] == asked.split("/")[0]
        or f"{own} ".startswith(f"{asked} ")
        or f"{asked} ".startswith(f"{own} ")
    ):
        return True
    if own.startswith("%"):
        return False
    return _unit_class(asked) in ("any", _unit_class(own)) or to_keys(asked)[0] in _heads(
        (fact.indicator, *fact.aliases)
    )


@lru_cache(maxsize=65536)
def _heads(names: tuple[str, ...]) -> frozenset[str]:
    """The word each name begins with, framing left out: what the name counts."""
    stripped = (to_keys(strip_scope(name)) for name in names)
    return frozenset(keys[0] for keys in stripped if keys)


def _unit_class(unit: str) -> str:
    """The class of a count noun, found by its head: "đảng viên mới" counts like "đảng viên"; itself if it has none."""
    words = unit.split(" ")
    heads = (" ".join(words[:length]).rstrip(",") for length in range(len(words), 0, -1))
    return next((_unit_classes()[head] for head in heads if head in _unit_classes()), unit)


def has_asked_unit(fact: Fact, slots: Slots) -> bool:
    """Is the fact counted in the very unit the question names?"""
    if slots.unit is None or fact.quantity is None:
        return False
    return base_unit(fact.quantity.unit)[1] == slots.unit.base


@lru_cache(maxsize=1)
def _unit_classes() -> dict[str, str]:
    """Base unit -> the class of units it may be asked by."""
    return {base_unit(unit)[1]: name for unit, name in load_table("unit_classes")}
