"""Query -> matches: which facts the question's words name, and how well."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from knowledge.answering.finding.candidates import best_names, choose_facts, read_wanted
from knowledge.answering.finding.veto import find_veto, has_asked_unit
from knowledge.answering.index.index import UNKNOWN_WORD_WEIGHT, Index, Name, official_names
from knowledge.answering.index.joint_names import find_halves
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots, read_slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.synonyms import contrast_words

NAME_SHARE = 0.6  # of a score is how much of the name was said, the rest how much of the question is explained
SURE = 0.9  # trust of a spelling that is no guess
CLAUSE_TRUST = 0.7  # a word found beside the figure, not in the name
MIN_NAME_SHARE = 0.12  # less said of a name is no mention of it
NEAR_SHARE = 0.25  # less said of a name that does not explain the question is not worth an offer
CLAUSE_NAME_SHARE = 0.5  # the words beside a figure only help one whose name was half said
ABOVE_NAME_SHARE = 0.35  # headings speak of all that is below them: less of the name is enough
SLOT_SHARE = 0.5  # what a name loses for a slot word it does not have
CLAUSE_UNIT_SHARE = 0.25  # less of the name is enough where the question counts in the figure's own unit
WHOLE_ALIAS = 0.9  # of an alias's weight: less must share a word with the label
MIN_TRUST = 0.6  # mean over the question's hard words
LONE_TRUST = 0.75  # of the only one: by its sound alone "giàu" is no "dâu"
_Hits = list[tuple[int, str, float]]  # a place in the question, the word of a name it may be, trust


@dataclass(frozen=True, slots=True)
class Match:
    """A fact whose name the question says. score: 0..1; said: share of the name's weight; covered: words it explains.

    unexplained: hard words that neither the name nor the figure's clause has; beside: those only the clause has.
    joint: words that name half of a joint name ("gia súc, gia cầm"), which says nothing of that half.
    """

    fact: Fact
    name: Name
    score: float
    said: float
    covered: frozenset[int]
    unexplained: frozenset[int]
    beside: frozenset[int]
    slots: Slots
    joint: frozenset[int] = frozenset()


def find_matches(query: Query, index: Index, here: str = "") -> list[Match]:
    """The best match of each fact worth a look, best first. here: the place the chat is about."""
    return _named_first(best_of_each(find_by_each_name(query, index, here)))


def best_of_each(matches: Iterable[Match]) -> list[Match]:
    """The best match of each fact, best first."""
    best: dict[str, Match] = {}
    for match in matches:
        old = best.get(match.fact.id)
        if old is None or _strength(match) > _strength(old):
            best[match.fact.id] = match
    return sorted(best.values(), key=_strength, reverse=True)


def find_by_each_name(query: Query, index: Index, here: str = "") -> Iterator[Match]:
    """A match of each fact worth a look by each of its names that is said."""
    matcher = _Matcher(query, index)
    bounds = best_names(query, index, matcher.weights)
    facts = choose_facts(bounds, index, read_wanted(query, index, here)) if bounds else {}
    for n, hits in matcher.hits(sorted(facts)).items():
        yield from matcher.match_name(index.names[n], hits, facts[n])


def _named_first(matches: list[Match]) -> list[Match]:
    """Without those that need the words beside their figure, where a name has every hard word itself."""
    named = (m for m in matches if not (m.unexplained or m.beside) and m.said >= NEAR_SHARE)
    if not any(find_veto(match.fact, match.slots) is None for match in named):
        return matches
    return [match for match in matches if not match.beside]


def _strength(match: Match) -> tuple[bool, float, int, float]:
    return (not match.unexplained, round(match.score, 4), len(match.covered), match.said)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the question says of one name. weight: of its hard words; covered: all it has; lacking: the hard others."""

    name: Name
    said: float
    weight: float
    covered: frozenset[int]
    lacking: frozenset[int]
    slot_fit: float
    keys: frozenset[str]


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
        self.broken: dict[tuple[frozenset[int], frozenset[int]], frozenset[int]] = {}
        self.near: dict[str, frozenset[int]] = {}
        self.sure = [[key for key, trust in word.spellings.items() if trust > SURE] for word in query.words]
        self.places_of: dict[str, list[int]] = defaultdict(list)
        for i in query.hard - query.place_words:
            for key in self.sure[i]:
                self.places_of[key].append(i)

    def _weight(self, i: int) -> float:
        spellings = self.query.words[i].spellings
        known = [self.index.weigh(key) for key in spellings if key in self.index.names_by_word]
        return max(known, default=UNKNOWN_WORD_WEIGHT)

    def hits(self, names: Sequence[int]) -> dict[int, _Hits]:
        """By the number of each of those names that has a word of the question, where they meet."""
        found: dict[int, _Hits] = defaultdict(list)
        for i, word in enumerate(self.query.words):
            for key, trust in word.spellings.items():
                for n in names:
                    if key in self.index.names[n].words:
                        found[n].append((i, key, trust))
        return found

    def match_name(self, name: Name, hits: _Hits, facts: Sequence[Fact]) -> list[Match]:
        """A match for each of those facts of the name; [] if too little of it is said, or no word that tells."""
        if self.query.hard and not any(i in self.query.hard for i, _, _ in hits):
            return []
        by_key: dict[str, float] = {}
        by_place: dict[int, float] = {}
        for i, key, trust in hits:
            by_key[key] = max(trust, by_key.get(key, 0.0))
            by_place[i] = max(trust, by_place.get(i, 0.0))
        if any(word in contrast_words() and word not in by_key for word in name.words):
            return []  # "kinh tế ngoài nhà nước" is not what "kinh tế nhà nước" asks for
        if self._is_other_indicator(name):
            return []
        said = fsum(self.index.weigh(key) * trust for key, trust in by_key.items()) / name.weight
        if said < MIN_NAME_SHARE:
            return []
        covered = frozenset(by_place)
        if said < NEAR_SHARE and self.query.hard - covered:
            return []  # neither an answer nor worth an offer
        weight = fsum(self.weights[i] * by_place[i] for i in self.query.hard & covered)
        lacking = self.query.hard - covered
        told = _Told(name, said, weight, covered, lacking, self._slot_fit(covered), frozenset(by_key))
        found = (self._match_fact(fact, told) for fact in facts)
        return [match for match in found if match]

    def _is_other_indicator(self, name: Name) -> bool:
        """Does the question name one statistical indicator, nothing more, and the name another: GRDP, GRDP a head?"""
        asked = [p for p in self.query.known if self.query.hard <= set(p.places) and frozenset(p.keys) < name.words]
        own = official_names(name.order)
        return bool(own) and any(names and names != own for names in (official_names(p.keys) for p in asked))

    def _slot_fit(self, covered: frozenset[int]) -> float:
        """1 where the name has the telling slot words of the question ("mới", "tỷ lệ"), less where it lacks some."""
        lacking = self.telling - covered
        return 1 - SLOT_SHARE * sum(self.weights[i] for i in lacking) / self.weight if lacking and self.weight else 1.0

    def _match_fact(self, fact: Fact, told: _Told) -> Match | None:
        said, covered = told.said, told.covered
        if said < WHOLE_ALIAS and not told.keys & self.index.label_words_of(fact):
            return None  # part of a lay alias, and nothing of what the fact is called
        leans = said >= CLAUSE_NAME_SHARE or (said >= CLAUSE_UNIT_SHARE and has_asked_unit(fact, self._slots(covered)))
        lacking = told.lacking if not fact.is_statement else frozenset[int]()
        lacking &= self._near(fact)
        if not leans:
            lacking = frozenset(i for i in lacking if said >= ABOVE_NAME_SHARE and self._is_above(fact, i))
        near = frozenset(i for i in lacking if self._stands_beside(fact, i))
        explained = 1.0
        if self.hard_weight:
            weight = told.weight + CLAUSE_TRUST * fsum(self.weights[i] for i in near)
            explained = weight / self.hard_weight
        above = frozenset(i for i in near if self._is_above(fact, i))
        unexplained = (told.lacking - near) | self._broken_phrases(covered | above, near) | self._denied(fact, told)
        if explained < (MIN_TRUST if len(self.query.hard) > 1 else LONE_TRUST) and not unexplained:
            return None
        joint = self._half_said(fact, told)
        score = told.slot_fit * explained * (1 - NAME_SHARE + NAME_SHARE * min(said, 1.0))
        return Match(fact, told.name, score, said, covered, unexplained | joint, near, self._slots(covered), joint)

    def _half_said(self, fact: Fact, told: _Told) -> frozenset[int]:
        """The words that name one half of the fact's joint label, where nothing of the other half is said."""
        halves = None if told.name.words <= told.keys else find_halves(fact.indicator)
        if halves is None:
            return frozenset()
        for own, other in (halves, halves[::-1]):
            if own <= told.keys and not other & told.keys:
                words = self.query.words
                return frozenset(i for i in told.covered & self.query.hard if own & words[i].spellings.keys())
        return frozenset()

    def _denied(self, fact: Fact, told: _Told) -> frozenset[int]:
        """The negators of the question that neither the name nor the words beside the figure have before that word."""
        pairs = self.index.surroundings[fact.id].pairs if self.query.negators else frozenset()
        keys = told.name.words
        return frozenset(
            n.place
            for n in self.query.negators
            if not (n.key in keys and n.keys & keys) and not any((n.key, key) in pairs for key in n.keys)
        )

    def _is_above(self, fact: Fact, i: int) -> bool:
        """Does a heading over the fact have the word?"""
        above = self.index.surroundings[fact.id].above
        return any(key in above for key in self.sure[i])

    def _broken_phrases(self, covered: frozenset[int], near: frozenset[int]) -> frozenset[int]:
        """Words of a known indicator's name that this name does not have all of: "dân" of "dân số" says nothing.

        Beside the figure they may stand only whole.
        """
        found = self.broken.get((covered, near))
        if found is None:
            broken = [p.needed for p in self.query.known if not (p.needed <= covered or p.needed <= near)]
            found = self.broken[covered, near] = frozenset(i for needed in broken for i in needed & self.query.hard)
        return found

    def _slots(self, covered: frozenset[int]) -> Slots:
        taken = covered & self.slot_words
        if taken not in self.slots:
            self.slots[taken] = read_slots(self.query, taken)
        return self.slots[taken]

    def _near(self, fact: Fact) -> frozenset[int]:
        """The hard words that stand near the figure, but for those of places."""
        found = self.near.get(fact.id)
        if found is None:
            keys = self.index.surroundings[fact.id].words & self.places_of.keys()
            found = self.near[fact.id] = frozenset(i for key in keys for i in self.places_of[key])
        return found

    def _stands_beside(self, fact: Fact, i: int) -> bool:
        """Is a word near the figure explained by that, together with its neighbour in the question?"""
        near = self.index.surroundings[fact.id]
        keys = [key for key in self.sure[i] if key in near.words]
        before, after = (self.sure[j] if j in self.query.hard else [] for j in (i - 1, i + 1))
        is_lone = not (before or after)
        is_paired = any((other, key) in near.pairs for key in keys for other in before)
        is_paired = is_paired or any((key, other) in near.pairs for key in keys for other in after)
        return is_lone or is_paired
