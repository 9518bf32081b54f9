"""Sentences -> ranked sentences: BM25 over syllables as typed or without accents, unknown syllables repaired."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

from knowledge.facts.record.fact import Fact
from knowledge.language.spelling.near_words import NearWords
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, Token, fold, to_keys, tokenize

K1, B = 0.9, 0.4  # sentences are short
NEAR = 0.35  # of a word's worth where only the heading above or the sentence before has it
NEAR_PRONOUN = 0.8  # the same, where the sentence opens with "Ông", "Nó"
LIKE = 0.8  # of a word's worth where the sentence says it in other words
REPAIRED = 0.8  # of a word's worth where it had to be repaired
MAX_NEAR = 3  # known words that one word is repaired to
HEADING_WORDS = 8  # a longer line without an end mark is a sentence
END_MARKS = '.!?…:;”")'

Hits = dict[int, float]  # number of a passage -> how surely it has the word, 0..1


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, its words in order, and the words around it that may name what it is about."""

    fact: Fact
    words: tuple[Token, ...]
    around: tuple[Token, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence, its score, and for each word of the question how surely it is there, 0..1."""

    passage: Passage
    score: float
    trusts: tuple[float, ...]


class Passages:
    """All sentences of the reports, found by their syllables."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.all = _build(facts)
        lengths = [len(p.words) for p in self.all]
        self._mean = sum(lengths) / max(1, len(lengths))
        self._accented: dict[str, Hits] = defaultdict(dict)
        self._folded: dict[str, Hits] = defaultdict(dict)
        for n, passage in enumerate(self.all):
            near = NEAR_PRONOUN if passage.words[:1] and passage.words[0].accented in pronouns() else NEAR
            for token, share in (*((t, near) for t in passage.around), *((t, 1.0) for t in passage.words)):
                self._accented[token.accented][n] = self._folded[token.folded][n] = share

    @cached_property
    def _known(self) -> NearWords:
        return NearWords(sorted(key for key in self._folded if len(key) > 2 and key.isalpha()))

    def weigh(self, hits: Hits) -> float:
        """How much a word tells that those sentences have."""
        count = sum(trust == 1 for trust in hits.values())
        return log(1 + (len(self.all) - count + 0.5) / (count + 0.5))

    def find_word(self, token: Token, is_bare: bool) -> tuple[Hits, float]:
        """The sentences with the word, and how far it is trusted; a word that none has is taken for the nearest one."""
        if not is_bare and token.accented in self._accented:
            return self._accented[token.accented], 1.0
        if token.folded in self._folded:
            return self._folded[token.folded], 1.0 if is_bare else REPAIRED
        if len(token.folded) < 3 or not token.text.isalpha():
            return {}, 0.0
        hits: Hits = {}
        for key in self._known.find(token.folded, MAX_NEAR):
            hits |= self._folded[key]
        return hits, REPAIRED

    def find_like(self, tokens: Sequence[Token], is_bare: bool) -> dict[int, Hits]:
        """By the place of a word in the question, the sentences that say it in other words."""
        found: dict[int, Hits] = defaultdict(dict)
        keys = tuple(t.folded if is_bare else t.accented for t in tokens)
        for i, key in enumerate(keys):
            for phrase, others in likes(is_bare).get(key, ()):
                if keys[i : i + len(phrase)] == phrase:
                    sentences = {n for other in others for n in self._having(other)}
                    for place in range(i, i + len(phrase)):
                        found[place] |= dict.fromkeys(sentences, LIKE)
        return found

    def _having(self, phrase: Keys) -> set[int]:
        """The sentences that have every word of the phrase themselves."""
        having = [{n for n, share in self._accented.get(key, {}).items() if share == 1} for key in phrase]
        return set.intersection(*having)

    def rank(self, tokens: Sequence[Token], is_bare: bool) -> tuple[list[Ranked], list[float]]:
        """Sentences that have a word of the question, best first, and the weight of each word."""
        scores: dict[int, float] = defaultdict(float)
        trusts: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(tokens))
        weights = []
        like = self.find_like(tokens, is_bare)
        for i, token in enumerate(tokens):
            hits, trust = self.find_word(token, is_bare)
            weight = self.weigh(hits)
            weights.append(weight)
            shares = {n: trust * share for n, share in hits.items()}
            for n, share in like.get(i, {}).items():
                shares[n] = max(share, shares.get(n, 0.0))
            for n, share in shares.items():
                length = 1 - B + B * len(self.all[n].words) / self._mean
                scores[n] += weight * share * (K1 + 1) / (1 + K1 * length)
                trusts[n][i] = share
        order = sorted((n for n in scores if not self.all[n].is_heading), key=lambda n: (-scores[n], n))
        return [Ranked(self.all[n], scores[n], tuple(trusts[n])) for n in order], weights


def _build(facts: Iterable[Fact]) -> list[Passage]:
    passages: list[Passage] = []
    heading: tuple[Token, ...] = ()
    before: tuple[Token, ...] = ()
    report = ""
    for fact in facts:
        words = tuple(tokenize(fact.sentence))
        is_heading = len(words) <= HEADING_WORDS and fact.sentence[-1:] not in END_MARKS
        if fact.report != report or is_heading:
            report, heading, before = fact.report, words if is_heading else (), ()
        passages.append(Passage(fact, words, heading + before, is_heading))
        before = words
    return passages


@lru_cache(maxsize=1)
def pronouns() -> frozenset[str]:
    """Words that open a sentence about what was named before."""
    return frozenset(
        to_keys(phrase)[0] for phrase, role, _ in load_table("question/question_words") if role == "pronoun"
    )


@lru_cache(maxsize=2)
def likes(is_bare: bool) -> dict[str, tuple[tuple[Keys, tuple[Keys, ...]], ...]]:
    """By its first word, a phrase and the phrases a sentence may have in its place."""
    found: dict[str, list[tuple[Keys, tuple[Keys, ...]]]] = defaultdict(list)
    for phrase, role, others in load_table("question/question_words"):
        if role == "like":
            key = tuple(fold(k).rstrip("12345") for k in to_keys(phrase)) if is_bare else to_keys(phrase)
            found[key[0]].append((key, tuple(to_keys(other) for other in others.split("|"))))
    return {first: tuple(rows) for first, rows in found.items()}
