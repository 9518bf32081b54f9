"""Matches -> what is weighed of each candidate: its ledger, its score, how near it is in meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.finding.ledger import Kind, Ledger, read_ledger
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.nearness import labels_of, nearness
from knowledge.answering.finding.veto import find_veto, has_asked_unit
from knowledge.answering.index.index import Index
from knowledge.answering.reading.query import Query

WEIGHED = 8  # candidates, best first; what stands further down was never the one
LEAST_SAID = 0.2  # of a name's weight: less is no candidate
COSTS = (Kind.QUALIFIER, Kind.INSIDE, Kind.LEADING, Kind.UNKNOWN, Kind.ASIDE)
MARGIN = 0.3  # of nearness: in a report of few labels none is near, which is no evidence


def features_of(
    query: Query, matches: Sequence[Match], index: Index
) -> list[tuple[Match, Ledger, Mapping[str, float]]]:
    """The best matches that nothing vetoes, each with its ledger and what is weighed of it."""
    allowed = [m for m in matches if m.said >= LEAST_SAID and find_veto(m.fact, m.slots) is None][:WEIGHED]
    read = [(match, ledger) for match in allowed if not (ledger := read_ledger(query, match)).is_vetoed]
    if not read:
        return []
    near = labels_of(index).near(query.text)
    rivals = {m.fact.indicator: 0.0 for m in allowed}
    for m in allowed:
        rivals[m.fact.indicator] = max(m.score, rivals[m.fact.indicator])
    known = _known_content(query, index)
    return [(match, ledger, _features(query, match, ledger, _Rivals(near, rivals, known))) for match, ledger in read]


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Of each label how near it is and the best score of it; known: the hard words that some name has."""

    near: Mapping[str, float]
    scores: Mapping[str, float]
    known: frozenset[int]


def _features(query: Query, match: Match, ledger: Ledger, rivals: _Rivals) -> Mapping[str, float]:
    label = match.fact.indicator
    own = rivals.near.get(label, 0.0)
    other = max((value for text, value in rivals.near.items() if text != label), default=0.0)
    rival = max((value for text, value in rivals.scores.items() if text != label), default=0.0)
    hard = max(1, len(query.hard))
    shares = {kind.value: sum(k is kind for k in ledger.kinds) / hard for kind in COSTS}
    without = query.surface(frozenset(range(len(query.words))) - ledger.left)
    return {
        "bias": 1.0,
        "said": min(match.said, 1.0),
        "score": match.score,
        "gap": match.score - rival,
        "near": own,
        "margin": min(own - other, MARGIN),
        "gain": nearness(without, [label])[0] - own if ledger.left else 0.0,
        "known": len(ledger.left & rivals.known) / hard,
        "title": sum(kind is Kind.TITLE for kind in ledger.kinds) / hard,
        "unit": float(has_asked_unit(match.fact, match.slots)),
        "within": float(ledger.is_doubtful),
        "statement": float(match.fact.is_statement),
        **shares,
    }


def _known_content(query: Query, index: Index) -> frozenset[int]:
    """The hard words that some name of the index has: what is known and left is another thing."""
    return frozenset(i for i in query.hard if any(key in index.names_by_word for key in query.words[i].spellings))
