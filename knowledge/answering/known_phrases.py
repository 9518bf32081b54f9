"""Words -> the statistical indicators they name, whether the reports have them or not."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.answering.index import framing_words, function_words, indicator_phrases
from knowledge.answering.words import Word, find_longest
from knowledge.language.lexicon import Keys


@dataclass(frozen=True, slots=True)
class KnownPhrase:
    """Words of the question, by place, that name a statistical indicator; needed: those that carry its meaning."""

    places: tuple[int, ...]
    needed: frozenset[int]


def find_known(words: list[Word], taken: frozenset[int]) -> tuple[KnownPhrase, ...]:
    """The statistical indicators named; longest at each place, none inside another, none that ends in a `taken` word.

    taken: the words of periods and places.
    """
    found: list[KnownPhrase] = []
    i = 0
    while i < len(words):
        keys = find_longest(words, i, _phrases_by_first(), lambda k: k)
        if keys is not None and i + len(keys) - 1 in taken and i not in taken:
            keys = find_longest(words[: min(p for p in taken if p > i)], i, _phrases_by_first(), lambda k: k)
        if keys is None:
            i += 1
            continue
        places = tuple(range(i, i + len(keys)))
        start = next((at for at, key in enumerate(keys) if key not in framing_words()), 0)
        needed = frozenset(
            p for p, key in zip(places[start:], keys[start:], strict=True) if key not in function_words()
        )
        found.append(KnownPhrase(places, needed))
        i += len(keys)
    return tuple(sorted(found, key=lambda phrase: -len(phrase.places)))


@lru_cache(maxsize=1)
def _phrases_by_first() -> dict[str, tuple[Keys, ...]]:
    found: dict[str, set[Keys]] = {}
    for keys in indicator_phrases():
        if keys:
            found.setdefault(keys[0], set()).add(keys)
    return {first: tuple(sorted(all_keys, key=lambda k: (-len(k), k))) for first, all_keys in found.items()}
