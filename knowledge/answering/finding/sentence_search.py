"""Query -> the sentence that answers it, where no fact has the name: BM25 over words, coverage against guessing.

In a report with figures every word of the question must be explained. A report of words alone states no figure that
could be mistaken, so there a rarer paraphrase is let through: what is missed is told by weight, kind of answer and gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.index.index import UNKNOWN_WORD_WEIGHT, Index
from knowledge.answering.index.passages import Passages, Ranked
from knowledge.answering.index.sentence_words import SentenceWords
from knowledge.answering.reading.asked_for import Interrogative, has_answer_of, parse_interrogative
from knowledge.answering.reading.query import Query
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.text.tokens import to_keys

COVERAGE = 0.75  # of the weight of a long question's content words that one sentence must have
SHORT = 5  # content words; of a shorter question every word must be in the sentence
WORD_TRUST = 0.75  # of a spelling: with no name to lean on, a word is not found by its sound
MIN_WORDS = 2  # one shared word ties too many sentences
K1, B = 0.75, 0.5  # sentences are short: FINDINGS of the retrieval literature for passages give 0.6 to 0.9

# Of texts without figures, chosen with tests.benchmarks.statements
SURE, FAIR = 0.55, 0.25  # coverage that answers; that answers where the next sentence is far behind
STRICT = 0.7  # coverage that answers a question that may be after a figure of another report
FAR = 0.7  # of the best score: a second sentence with less is far behind
COUNTED = 0.95  # coverage that answers "bao nhiêu"
SAID = 0.75  # trust of a word that is in the sentence, perhaps repaired
KIND_BONUS = 0.15  # of a score, for a sentence that has the kind of answer asked for
OFFER, SHY = 0.4, 0.3  # coverage that is worth an offer; how far below the one that answers an offer may be
OFFERED = 3  # sentences to choose from where none is sure
NEAR = 0.6  # of the best score: a sentence with less is no offer


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence and the share of the question's weight it covers, 0..1; is_sure: enough to answer with it."""

    fact: Fact
    score: float
    coverage: float
    is_sure: bool = True


def find_in_texts(query: Query, index: Index) -> list[Found]:
    """The sentences nearest the question, best first, of reports that state no figures; [] if none is near."""
    passages = _passages(index)
    asked = parse_interrogative(query.text)
    if not passages.all or len(asked.content) < (1 if asked.asking else MIN_WORDS):
        return []
    ranked, weights = passages.rank(asked.tokens, asked.is_bare)
    found = sorted((_judge(r, weights, asked) for r in ranked[: 4 * OFFERED]), key=lambda f: -f.score)
    if not found:
        return []
    gap = found[1].score / found[0].score if len(found) > 1 else 0.0
    least = _least_coverage(query, index, asked, gap)
    is_clear = bool(asked.asking) or gap <= FAR  # words that ask nothing may be the topic of many sentences
    best = replace(found[0], is_sure=found[0].is_sure and found[0].coverage >= least and is_clear)
    if not best.is_sure and best.coverage < max(OFFER, least - SHY):
        return []
    return [best, *(f for f in found[1:OFFERED] if f.score >= NEAR * best.score)]


def _least_coverage(query: Query, index: Index, asked: Interrogative, gap: float) -> float:
    """What a sentence must cover to answer; more where the question may be after what another report states."""
    if "number" in asked.kinds:
        return COUNTED
    if "whether" in asked.kinds:
        return STRICT
    if index.facts and (not asked.asking or query.known or query.periods or query.quantities):
        return STRICT
    return SURE if gap > FAR else FAIR


def _judge(ranked: Ranked, weights: Sequence[float], asked: Interrogative) -> Found:
    is_of_kind = all(has_answer_of(kind, ranked.passage.words, asked) for kind in asked.kinds)
    said = sum(ranked.trusts[i] >= SAID for i in asked.content)
    has_numbers = all(ranked.trusts[i] for i, t in enumerate(asked.tokens) if t.text[0].isdigit())
    covered = sum(weights[i] * ranked.trusts[i] for i in asked.content)
    coverage = covered / sum(weights[i] for i in asked.content)
    score = ranked.score * (1 + KIND_BONUS * is_of_kind)
    return Found(
        ranked.passage.fact,
        score,
        coverage,
        is_sure=is_of_kind and has_numbers and said >= min(MIN_WORDS, len(asked.content)),
    )


@lru_cache(maxsize=1)
def _passages(index: Index) -> Passages:
    texts = (report for report in index.store.reports if report.id not in index.with_figures)
    return Passages(statement for report in texts for statement in report.statements)


def find_statements(query: Query, index: Index) -> list[Found]:
    """Sentences of reports with figures that cover the question, best first; [] if none covers enough of it."""
    places = sorted(query.hard or frozenset(range(len(query.words))) - query.period_words)
    weights = {i: _weight(query, i, index) for i in places}
    total = sum(weights.values())
    if total == 0 or len(query.hard) < MIN_WORDS:
        return []
    said = {i: [key for key, trust in query.words[i].spellings.items() if trust >= WORD_TRUST] for i in places}
    numbers = _find_likely(said, weights, index.sentences)
    having = {i: _trusts(query, i, said[i], numbers, index.sentences) for i in places}
    found = []
    is_asking = not query.known or any(c.cue.slot == "ask" for c in query.cues)  # of a bare indicator nothing is left
    for number in sorted(numbers):
        fact = index.sentences.statement(number)
        if fact.report not in index.with_figures:
            continue
        trusts = {i: having[i].get(number, 0.0) for i in places}
        coverage = sum(weights[i] * t for i, t in trusts.items()) / total
        left = frozenset(i for i, trust in trusts.items() if trust == 0 or not _is_in_phrase(query, i, fact))
        is_covered = is_asking and coverage >= COVERAGE and len(places) >= SHORT and not left & query.place_words
        if any(n.place in left or number not in index.sentences.having(n.keys) for n in query.negators):
            continue
        if (not left or is_covered) and len(places) - len(left) >= MIN_WORDS and _names_years(query, fact):
            length = 1 - B + B * index.sentences.length_of(number) / index.sentences.mean
            score = sum(weights[i] * t * (K1 + 1) / (1 + K1 * length) for i, t in trusts.items())
            found.append(Found(fact, score, coverage))
    return sorted(found, key=lambda f: -f.score)


def _weight(query: Query, i: int, index: Index) -> float:
    known = [index.sentences.weigh(key) for key in query.words[i].spellings if key in index.sentences]
    return max(known, default=UNKNOWN_WORD_WEIGHT)


def _find_likely(said: dict[int, list[str]], weights: dict[int, float], sentences: SentenceWords) -> set[int]:
    """The sentences that have one of the question's rarest words: any that covers enough of it has one of these."""
    left, total = sum(weights.values()), sum(weights.values())
    numbers: set[int] = set()
    for i in sorted(said, key=lambda i: sentences.how_many(said[i])):
        if left < COVERAGE * total:
            break
        numbers |= sentences.having(said[i])
        left -= weights[i]
        if len(said) < SHORT:
            break  # every word of so short a question must be there
    return numbers


def _trusts(query: Query, i: int, keys: list[str], numbers: set[int], sentences: SentenceWords) -> dict[int, float]:
    """Of the sentences that have the word, how far it is trusted to be meant."""
    ordered = sorted(keys, key=query.words[i].trust)
    return {number: query.words[i].trust(key) for key in ordered for number in sentences.among(numbers, key)}


def _is_in_phrase(query: Query, i: int, fact: Fact) -> bool:
    """Does a word follow or lead one of its neighbours in the sentence too: "minh" of "thông minh", not of "văn minh"?

    A word without a neighbour that tells something stands for itself, and so does a number.
    """
    pairs = [(j, j + 1) for j in (i - 1, i) if {j, j + 1} <= query.hard]
    own = _pairs_of(fact.sentence)
    words = query.words
    return not pairs or any(
        (one, two) in own
        for first, second in pairs
        for one in words[first].spellings
        for two in words[second].spellings
    )


@lru_cache(maxsize=4096)
def _pairs_of(sentence: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(canonicalize(to_keys(sentence))))


def _names_years(query: Query, fact: Fact) -> bool:
    """Every year asked about is the report's own or stands in the sentence."""
    years = {str(p.period.first[0]) for p in query.periods if not p.relative}
    return all(year in fact.sentence or (fact.period and str(fact.period.first[0]) == year) for year in years)
