"""Words that mean others, and words that make of a name another one.

Source: tables/question/synonyms.tsv, contrast_words.tsv.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.lexicon.cues import by_first, load_cues
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that mean the canonical ones."""

    words: Keys
    canonical: Keys


@lru_cache(maxsize=1)
def load_synonyms() -> dict[str, tuple[Synonym, ...]]:
    """Every variant by its first word, longest first."""
    synonyms = []
    for canonical, variants in load_table("question/synonyms"):
        keys = to_keys(canonical)  # the canonical words stand for themselves, so that no part of them is replaced
        synonyms += [Synonym(keys, keys), *(Synonym(to_keys(v), keys) for v in variants.split("|"))]
    return by_first(synonyms, lambda synonym: synonym.words)


def canonicalize(keys: Keys) -> Keys:
    """The words with every synonym replaced by its canonical form, longest first.

    >>> canonicalize(to_keys("Số HTX")) == to_keys("Số hợp tác xã")
    True
    """
    known = load_synonyms()
    if known.keys().isdisjoint(keys):
        return keys
    result: list[str] = []
    i = 0
    while i < len(keys):
        for synonym in known.get(keys[i], ()):
            if keys[i : i + len(synonym.words)] == synonym.words:
                result.extend(synonym.canonical)
                i += len(synonym.words)
                break
        else:
            result.append(keys[i])
            i += 1
    return tuple(result)


def lexicon_words() -> Iterator[str]:
    """The accented keys of every word in cues and synonyms, of times and of numbers."""
    for cues in load_cues().values():
        for cue in cues:
            yield from cue.words
    for synonyms in load_synonyms().values():
        for synonym in synonyms:
            yield from synonym.words
            yield from synonym.canonical
    for _, words, _ in load_table("units/period_words"):
        yield from to_keys(words)
    for word, *_ in load_table("units/number_words"):
        yield from to_keys(word)


@lru_cache(maxsize=2)
def contrast_words(is_asked: bool = False) -> frozenset[str]:
    """Words that make of a name the name of something else, by their keys; is_asked: in a question, too.

    >>> sorted(contrast_words(is_asked=True) - contrast_words())
    []
    """
    rows = load_table("question/contrast_words")
    return frozenset(key for word, where in rows if where == "both" or not is_asked for key in to_keys(word))
