"""A question that no name explains whole -> answer, offer or refusal: one weighing of the candidates behind the vetoes.

Each candidate's ledger, score and nearness are a row of features; a logistic weighing makes of them the chance that a
reader would accept it, and two bars part the chances in three. Weights and bars: tables/question/weighing.tsv, made by
training/weighing.py on reports of different shape. A refusal serves: it names what is not stated, and carries the
nearest fact where one name is said whole, else what lies near in meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from math import exp, fsum

from knowledge.answering.answer.answer import Answer, Missing, Outcome, declined, offered
from knowledge.answering.answer.order import actual_first, one_of_each
from knowledge.answering.finding.features import features_of
from knowledge.answering.finding.ledger import Kind, Ledger, read_ledger
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.nearness import labels_of
from knowledge.answering.finding.unsaid import unsaid_words
from knowledge.answering.finding.veto import find_veto, fits_place
from knowledge.answering.index.index import Index
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.table import load_table
from knowledge.language.text.tokens import to_keys

OFFERS = 3  # of a refusal
HALF = 0.5  # of a name's weight: a refusal speaks of what is left beside a name that was half said
WHOLE = 0.9  # of a name's weight: all of it was said, give or take a function word
NEAR = 0.45  # nearness of a label whose figure may stand in a refusal
SENSIBLE = 0.55  # nearness, and what words add, of a label that a reader finds sensible to be offered: dev rows
TIE = 0.1  # of nearness: a label that much nearer is the neighbour, whatever words the other shares
MATCHED = 0.5  # of a match's score, added to its label's nearness where offers are ranked
ABSURD = (Kind.CONTRAST, Kind.INDICATOR, Kind.PLACE, Kind.NUMBER)  # left over, they make of any neighbour another thing


class Bar(StrEnum):
    """What the chance of the best candidate is enough for."""

    ANSWER = "answer"
    OFFER = "offer"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match that no slot and no word vetoes. chance: 0..1, that a reader accepts it."""

    match: Match
    ledger: Ledger
    chance: float


def weigh(query: Query, matches: Sequence[Match], index: Index) -> list[Candidate]:
    """The candidates, likeliest first."""
    rows = features_of(query, matches, index)
    weighed = [Candidate(match, ledger, chance_of(row)) for match, ledger, row in rows]
    return sorted(weighed, key=lambda candidate: -candidate.chance)


def bar_of(chance: float) -> Bar:
    """Which bar a chance passes."""
    if chance >= _table()["bar.answer"]:
        return Bar.ANSWER
    return Bar.OFFER if chance >= _table()["bar.offer"] else Bar.DECLINE


def chance_of(features: Mapping[str, float]) -> float:
    """The logistic of the weighted features."""
    total = fsum(_table().get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def _table() -> dict[str, float]:
    return {name: float(value) for name, value in load_table("question/weighing")}


def accepted_matches(candidates: Sequence[Candidate], matches: Sequence[Match]) -> list[Match]:
    """The matches of the likeliest candidate's label, as if they explained all; [] below the bar of answers.

    [] too where a word in the clause that names the thing is left, which may make it another.
    """
    if not candidates or candidates[0].ledger.is_doubtful or bar_of(candidates[0].chance) is not Bar.ANSWER:
        return []
    best = candidates[0].match
    if not best.unexplained:
        return []  # it explains all and was not told: too little of a sentence is said
    same = [m for m in matches if m.fact.indicator == best.fact.indicator and m.unexplained <= best.unexplained]
    return [replace(m, unexplained=frozenset()) for m in (best, *(m for m in same if m is not best))]


def offer_or_refuse(
    query: Query, matches: Sequence[Match], candidates: Sequence[Candidate], slots: Slots, index: Index
) -> Answer:
    """The likely candidates to choose from, with what of the question is unclear; else a refusal that serves."""
    likely = [c for c in candidates if bar_of(c.chance) is not Bar.DECLINE]
    nearest = _nearest(query, matches, index)
    is_qualified = bool(likely) and Kind.QUALIFIER in likely[0].ledger.kinds
    if not likely or (nearest and is_qualified):
        return _refuse(query, matches, nearest, slots, index)
    words = unsaid_words(query, likely[0].ledger.left, likely[0].match.covered, index)
    offers = one_of_each([c.match.fact for c in likely])[:OFFERS]
    return replace(offered(offers), missing=(Missing(words=words or query.text, is_unclear=True),))


def _refuse(query: Query, matches: Sequence[Match], nearest: Match | None, slots: Slots, index: Index) -> Answer:
    """What is not stated, in whole words, and the nearest fact with its figure, else what lies near in meaning."""
    told = nearest or next((m for m in matches if m.said >= HALF and m.unexplained), None)
    left = read_ledger(query, told).left if told else query.hard
    words = unsaid_words(query, left, told.covered if told else frozenset(), index)
    offers = rank_offers(query, matches, slots, index)
    if nearest:
        offers = [nearest.fact, *(f for f in offers if f.indicator != nearest.fact.indicator)]
    missing = Missing(words=words or query.text, nearest=nearest.fact.id if nearest else "")
    return declined(missing, offers[:OFFERS])


def _nearest(query: Query, matches: Sequence[Match], index: Index) -> Match | None:
    """The match whose name is said whole and whose figure stands a refusal: near, and nothing makes it absurd."""
    whole = [m for m in matches if m.said >= WHOLE and m.fact.quantity and find_veto(m.fact, m.slots) is None]
    for match in whole[:1]:
        ledger = read_ledger(query, match)
        labels = labels_of(index).near(query.text)
        near = labels.get(match.fact.indicator, 0.0)
        names_other = any(phrase.needed & ledger.left for phrase in query.known) or not _says_head(query, match, index)
        is_nearest = near >= max(NEAR, max(labels.values()) - TIE)
        if is_nearest and not names_other and not any(kind in ABSURD for kind in ledger.kinds):
            return match
    return None


def _says_head(query: Query, match: Match, index: Index) -> bool:
    """Does the question have the word that the fact's label begins with: of "chi ngân sách" it has not "thu"?"""
    own = index.label_words_of(match.fact)
    head = next((key for key in canonicalize(to_keys(match.fact.indicator)) if key in own), "")
    return not head or any(head in word.spellings for word in query.words)


def with_offers(answer: Answer, query: Query, matches: Sequence[Match], slots: Slots, index: Index) -> Answer:
    """A refusal without offers, with what lies near in meaning, unless it is another place that was asked for."""
    if answer.outcome is not Outcome.NOT_FOUND or answer.choices or slots.places or not query.hard:
        return answer
    return replace(answer, choices=tuple(rank_offers(query, matches, replace(slots, level=""), index)))


def rank_offers(query: Query, matches: Sequence[Match], slots: Slots, index: Index) -> list[Fact]:
    """A fact of each label that a reader finds sensible, nearest first, those that fit the slots before others."""
    near = labels_of(index).near(query.text)
    scores: dict[str, float] = {}
    for match in matches:
        scores[match.fact.indicator] = max(match.score, scores.get(match.fact.indicator, 0.0))
    worth = {label: value + MATCHED * scores.get(label, 0.0) for label, value in near.items()}
    sensible = sorted((label for label, value in worth.items() if value >= SENSIBLE), key=lambda label: -worth[label])
    offers = (_offer_of(label, matches, slots, index) for label in sensible[: 2 * OFFERS])
    return [fact for fact in offers if fact][:OFFERS]


def _offer_of(label: str, matches: Sequence[Match], slots: Slots, index: Index) -> Fact | None:
    """The fact of that label that is best said, of those that fit the slots if there are such."""
    said = [m.fact for m in matches if m.fact.indicator == label]
    facts = [f for f in (said or sorted(index.labelled(label), key=actual_first)) if fits_place(f, slots)]
    return next((f for f in facts if find_veto(f, slots) is None), facts[0] if facts else None)
