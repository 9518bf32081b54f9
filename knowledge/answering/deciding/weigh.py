"""A question that no name explains whole -> answer, offer or decline: one weighing of the candidates behind the vetoes.

Each candidate's ledger, score and nearness are a row of features; a logistic weighing makes of them the chance that a
reader would accept it, and two bars part the chances in three. Weights and bars: tables/question/weighing.tsv, made by
training/weighing.py on reports of different shape.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import exp, fsum

from knowledge.answering.finding.ledger import Kind, Ledger, read_ledger
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.nearness import labels_of, nearness
from knowledge.answering.finding.veto import find_veto, has_asked_unit
from knowledge.answering.index.index import Index
from knowledge.answering.reading.query import Query
from knowledge.language.table import load_table

WEIGHED = 8  # candidates, best first; what stands further down was never the one
LEAST_SAID = 0.2  # of a name's weight: less is no candidate
COSTS = (Kind.QUALIFIER, Kind.INSIDE, Kind.LEADING, Kind.UNKNOWN, Kind.ASIDE)
WITHIN = (Kind.QUALIFIER, Kind.INSIDE, Kind.LEADING)  # in the clause that names what is asked for


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


def bar_of(candidates: Sequence[Candidate]) -> Bar:
    """Which bar the likeliest candidate passes."""
    chance = candidates[0].chance if candidates else 0.0
    table = _table()
    if chance >= table["bar.answer"]:
        return Bar.ANSWER
    return Bar.OFFER if chance >= table["bar.offer"] else Bar.DECLINE


def chance_of(features: Mapping[str, float]) -> float:
    """The logistic of the weighted features."""
    total = fsum(_table().get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def _table() -> dict[str, float]:
    return {name: float(value) for name, value in load_table("question/weighing")}


def features_of(
    query: Query, matches: Sequence[Match], index: Index
) -> list[tuple[Match, Ledger, Mapping[str, float]]]:
    """The best matches that nothing vetoes, each with its ledger and what is weighed of it."""
    allowed = [m for m in matches if m.said >= LEAST_SAID and find_veto(m.fact, m.slots) is None][:WEIGHED]
    read = [(match, ledger) for match in allowed if not (ledger := read_ledger(query, match, index)).is_vetoed]
    if not read:
        return []
    near = labels_of(index).near(query.text)
    return [(match, ledger, _features(query, match, ledger, allowed, near, index)) for match, ledger in read]


def _features(
    query: Query, match: Match, ledger: Ledger, allowed: Sequence[Match], near: Mapping[str, float], index: Index
) -> Mapping[str, float]:
    label = match.fact.indicator
    own = near.get(label, 0.0)
    other = max((value for text, value in near.items() if text != label), default=0.0)
    rival = max((m.score for m in allowed if m.fact.indicator != label), default=0.0)
    hard = max(1, len(query.hard))
    shares = {kind.value: sum(k is kind for k in ledger.kinds) / hard for kind in COSTS}
    without = query.surface(frozenset(range(len(query.words))) - ledger.left)
    return {
        "bias": 1.0,
        "said": min(match.said, 1.0),
        "score": match.score,
        "gap": match.score - rival,
        "near": own,
        "margin": own - other,
        "gain": nearness(without, [label])[0] - own if ledger.left else 0.0,
        "known": len(ledger.left & _known_content(query, index)) / hard,
        "title": sum(kind is Kind.TITLE for kind in ledger.kinds) / hard,
        "unit": float(has_asked_unit(match.fact, match.slots)),
        "within": float(any(kind in WITHIN for kind in ledger.kinds)),
        "statement": float(match.fact.is_statement),
        **shares,
    }


def _known_content(query: Query, index: Index) -> frozenset[int]:
    """The hard words that some name of the index has: what is known and left is another thing."""
    return frozenset(i for i in query.hard if any(key in index.names_by_word for key in query.words[i].spellings))
