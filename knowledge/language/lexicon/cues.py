"""Cues: phrases that fill a slot of a question; small talk. Source: tables/question/cues.tsv, smalltalk.tsv."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from knowledge.language.lexicon.comparing import question_rows
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that fill a slot of a question: ("so", "với", "kế", "hoạch") fills measure with pct_of_plan."""

    words: Keys
    slot: str
    value: str


@lru_cache(maxsize=1)
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """Every cue by its first word, longest first."""
    cues = [
        Cue(to_keys(phrase), slot, value) for phrase, slot, value in (*load_table("question/cues"), *question_rows())
    ]
    chat = ((phrase, topic) for phrase, topic, whole in load_table("question/smalltalk") if not whole)
    cues += [Cue(to_keys(phrase), "smalltalk", topic) for phrase, topic in chat]
    return by_first(cues, lambda cue: cue.words)


def by_first(items: Sequence[T], words: Callable[[T], Keys]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for item in sorted(items, key=lambda item: -len(words(item))):
        if words(item):
            found.setdefault(words(item)[0], []).append(item)
    return {first: tuple(rest) for first, rest in found.items()}
