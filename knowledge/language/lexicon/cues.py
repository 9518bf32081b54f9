"""Cues: phrases that fill a slot of a question; small talk.

Source: tables/question/cues.tsv, level_phrases.tsv, smalltalk.tsv."""

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
    cues += [Cue(to_keys(phrase), "level", kind) for phrase, kind in level_rows()]
    cues += [Cue(to_keys(phrase), "smalltalk", topic) for phrase, topic in load_table("question/smalltalk")]
    return by_first(cues, lambda cue: cue.words)


def level_rows() -> list[tuple[str, str]]:
    """Phrases that ask for a place by its level alone, and the kind of the level: ("toàn huyện", "district")."""
    levels = [(word, kind, is_alone) for word, _, _, _, kind, is_alone in load_table("places/place_levels") if kind]
    phrases = [phrase for (phrase,) in load_table("question/level_phrases")]
    around = [(phrase.replace("…", word), kind) for phrase in phrases for word, kind, _ in levels]
    return around + [(word, kind) for word, kind, is_alone in levels if is_alone]


def by_first(items: Sequence[T], words: Callable[[T], Keys]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for item in sorted(items, key=lambda item: -len(words(item))):
        if words(item):
            found.setdefault(words(item)[0], []).append(item)
    return {first: tuple(rest) for first, rest in found.items()}
