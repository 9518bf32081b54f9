"""Entries -> how the question was understood: indicator, comparison, place, period, status."""

from collections.abc import Iterable, Sequence

from knowledge.answering.answer import Entry
from knowledge.answering.localities import localities_of
from knowledge.answering.wording import lower_first, relation_words, status_words, when_words
from knowledge.facts.fact import Fact
from knowledge.facts.store import Store


def read_back(entries: Sequence[Entry], store: Store) -> str:
    """What the entries are about, each of its words once; "" for bare sentences."""
    facts = [fact for entry in entries for fact in _asked_for(entry)]
    figures = [fact for fact in facts if fact.figure]
    slots = (
        _once(lower_first(f.indicator) for f in facts),
        _once(map(relation_words, facts)),
        _once((localities_of(store).words_of(f) for f in facts if f.indicator), "; "),
        _once(map(when_words, figures)),
        _once(map(status_words, figures)),
    )
    return " · ".join(words for words in slots if words)


def _asked_for(entry: Entry) -> tuple[Fact, ...]:
    """The first fact; of a computation the figures it was computed from."""
    levels = tuple(fact for fact in entry.facts if fact.relation is None)
    return levels if entry.derived and len(levels) > 1 and entry.facts[0].relation is None else entry.facts[:1]


def _once(words: Iterable[str], joint: str = ", ") -> str:
    return joint.join(dict.fromkeys(word for word in words if word))
