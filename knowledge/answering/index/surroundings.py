"""A fact -> the words around its figure that its name may lack, read when they are asked for."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.index.headings_above import find_above
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.text.sentences import find_clauses
from knowledge.language.text.tokens import to_keys

KEPT_FACTS, KEPT_REPORTS = 1 << 11, 1 << 11  # read lately: some 3 kB a fact, 1 kB a report


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words near a figure that its name may lack. above: of its headings; pairs: those that follow each other."""

    words: frozenset[str]
    above: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class SurroundingsOf:
    """By a fact's id, the words around its figure up to the next semicolon, and those above its sentence."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=KEPT_FACTS)(self._read_fact)
        self._above = lru_cache(maxsize=KEPT_REPORTS)(self._read_above)

    def __getitem__(self, fact_id: str) -> Surroundings:
        return self._read(fact_id)

    def _read_fact(self, fact_id: str) -> Surroundings:
        fact = self._store.by_id[fact_id]
        statements = self._store.by_report[fact.report].statements
        at = next((n for n, statement in enumerate(statements) if statement.sentence == fact.sentence), None)
        above = "" if at is None else self._above(fact.report)[at]
        runs = [canonicalize(to_keys(text)) for text in (_clause(fact), above)]
        pairs = frozenset(pair for run in runs for pair in pairwise(run))
        return Surroundings(frozenset(key for run in runs for key in run), frozenset(runs[1]), pairs)

    def _read_above(self, report: str) -> tuple[str, ...]:
        """Of each statement, what is above it."""
        statements = self._store.by_report[report].statements
        above = find_above(statements)
        same: dict[str, str] = {}
        texts = (above.get((report, statement.sentence), "") for statement in statements)
        return tuple(same.setdefault(text, text) for text in texts)


def _clause(fact: Fact) -> str:
    if fact.figure_span is None:
        return fact.sentence
    middle = fact.figure_span[0]
    for start, end in find_clauses(fact.sentence):
        if start <= middle < end:
            return fact.sentence[start:end]
    return fact.sentence
