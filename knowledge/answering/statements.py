"""Query -> the sentence that answers it, where no fact has the name: BM25 over words, coverage against guessing."""

from dataclasses import dataclass

from knowledge.answering.index import UNKNOWN_WORD_WEIGHT, Index
from knowledge.answering.query import Query
from knowledge.facts.fact import Fact

COVERAGE = 0.75  # of the weight of a long question's content words that one sentence must have
SHORT = 5  # content words; of a shorter question every word must be in the sentence
MIN_WORDS = 2  # one shared word ties too many sentences
K1, B = 0.75, 0.5  # sentences are short: FINDINGS of the retrieval literature for passages give 0.6 to 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence and the share of the question's weight it covers, 0..1."""

    fact: Fact
    score: float
    coverage: float


def find_statements(query: Query, index: Index) -> list[Found]:
    """Sentences that cover the question, best first; [] if none covers enough of it."""
    places = sorted(query.hard or frozenset(range(len(query.words))) - query.period_words)
    weights = {i: _weight(query, i, index) for i in places}
    total = sum(weights.values())
    if total == 0 or len(query.hard) < MIN_WORDS:
        return []
    mean = sum(map(len, index.sentences)) / max(1, len(index.sentences))
    found = []
    for fact, words in zip(index.store.statements, index.sentences, strict=True):
        trusts = {i: _trust(query, i, words) for i in places}
        coverage = sum(weights[i] * t for i, t in trusts.items()) / total
        left = frozenset(i for i, trust in trusts.items() if trust == 0)
        is_covered = coverage >= COVERAGE and len(places) >= SHORT and not left & query.place_words
        if (not left or is_covered) and len(places) - len(left) >= MIN_WORDS and _names_years(query, fact):
            length = 1 - B + B * len(words) / mean
            score = sum(weights[i] * t * (K1 + 1) / (1 + K1 * length) for i, t in trusts.items())
            found.append(Found(fact, score, coverage))
    return sorted(found, key=lambda f: -f.score)


def _weight(query: Query, i: int, index: Index) -> float:
    known = [index.weigh_in_sentences(key) for key in query.words[i].spellings if index.is_in_sentences(key)]
    return max(known, default=UNKNOWN_WORD_WEIGHT)


def _trust(query: Query, i: int, words: frozenset[str]) -> float:
    return max((t for key, t in query.words[i].spellings.items() if key in words), default=0.0)


def _names_years(query: Query, fact: Fact) -> bool:
    """Every year asked about is the report's own or stands in the sentence."""
    years = {str(p.period.first[0]) for p in query.periods if not p.relative}
    return all(year in fact.sentence or (fact.period and str(fact.period.first[0]) == year) for year in years)
