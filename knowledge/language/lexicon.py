"""The words of questions: cues that fill slots, synonyms, spelling confusions, small talk; all read from tables/."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from knowledge.language.table import load_table
from knowledge.language.text import accented_key, folded_key, tokenize

Keys = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that fill a slot of a question: ("so", "với", "kế", "hoạch") fills measure with pct_of_plan."""

    words: Keys
    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that mean the canonical ones."""

    words: Keys
    canonical: Keys


def to_keys(phrase: str) -> Keys:
    """The accented keys of a phrase's words.

    >>> to_keys("Số hộ")
    ('sô2', 'hô5')
    """
    return tuple(accented_key(t.text) for t in tokenize(phrase))


@lru_cache(maxsize=1)
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """Every cue by its first word, longest first."""
    cues = [Cue(to_keys(phrase), slot, value) for phrase, slot, value in load_table("cues")]
    cues += [Cue(to_keys(phrase), "smalltalk", topic) for phrase, topic in load_table("smalltalk")]
    return _by_first(cues, lambda cue: cue.words)


@lru_cache(maxsize=1)
def load_synonyms() -> dict[str, tuple[Synonym, ...]]:
    """Every variant by its first word, longest first."""
    synonyms = []
    for canonical, variants in load_table("synonyms"):
        keys = to_keys(canonical)  # the canonical words stand for themselves, so that no part of them is replaced
        synonyms += [Synonym(keys, keys), *(Synonym(to_keys(v), keys) for v in variants.split("|"))]
    return _by_first(synonyms, lambda synonym: synonym.words)


def canonicalize(keys: Keys) -> Keys:
    """The words with every synonym replaced by its canonical form, longest first.

    >>> canonicalize(to_keys("Số HTX")) == to_keys("Số hợp tác xã")
    True
    """
    result: list[str] = []
    i = 0
    while i < len(keys):
        for synonym in load_synonyms().get(keys[i], ()):
            if keys[i : i + len(synonym.words)] == synonym.words:
                result.extend(synonym.canonical)
                i += len(synonym.words)
                break
        else:
            result.append(keys[i])
            i += 1
    return tuple(result)


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """The word as it may sound anywhere in the country, without accents: xản = sản, nượng = lượng.

    >>> sound_key("xản") == sound_key("sản"), sound_key("da") == sound_key("gia")
    (True, True)
    """
    folded = folded_key(word)
    for part, written, sounds in _confusions():
        if part == "initial" and folded.startswith(written) and len(folded) > len(written):
            folded = sounds + folded[len(written) :]
            break
    for part, written, sounds in _confusions():
        if part == "final" and folded.endswith(written) and len(folded) > len(written) + 1:
            return folded[: -len(written)] + sounds
    return folded


@lru_cache(maxsize=1)
def _confusions() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(load_table("confusions"), key=lambda row: -len(row[1])))


def lexicon_words() -> Iterator[str]:
    """The accented keys of every word in cues and synonyms."""
    for cues in load_cues().values():
        for cue in cues:
            yield from cue.words
    for synonyms in load_synonyms().values():
        for synonym in synonyms:
            yield from synonym.words
            yield from synonym.canonical


def _by_first(items: Sequence[T], words: Callable[[T], Keys]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for item in sorted(items, key=lambda item: -len(words(item))):
        if words(item):
            found.setdefault(words(item)[0], []).append(item)
    return {first: tuple(rest) for first, rest in found.items()}


@lru_cache(maxsize=2)
def contrast_words(is_asked: bool = False) -> frozenset[str]:
    """Words that make of a name the name of something else, by their keys; is_asked: in a question, too.

    >>> sorted(contrast_words(is_asked=True) - contrast_words())
    []
    """
    rows = load_table("contrast_words")
    return frozenset(key for word, where in rows if where == "both" or not is_asked for key in to_keys(word))
