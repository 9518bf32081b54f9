"""The listed places of Việt Nam and the words for their levels.

Source: tables/places/places.tsv (provinces and districts, before and after July 2025), tables/places/place_levels.tsv.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.tokens import Token, accented_key, folded_key, tokenize


@dataclass(frozen=True, slots=True)
class Level:
    """A word for a kind of place. rank: 4 province, 3 district, 2 commune, 1 part of one.

    kind: what a question that names the level alone asks for, "" if it cannot.
    """

    words: tuple[str, ...]
    level: str
    rank: int
    is_numbered: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table under one of its names.

    province: "" for a province. merged_into: the province it became part of. needs_level: "" if the name is no ordinary
    word, "folded" if it is one without accents, "always" if it is one in lower case. words: this name, syllables.
    """

    level: str
    name: str
    province: str
    merged_into: str
    needs_level: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def load_places() -> dict[str, tuple[Place, ...]]:
    """Every name and alias by the folded key of its first word: the longest first, then the least like a word."""
    found: dict[str, list[Place]] = {}
    for level, name, province, merged_into, needs_level, aliases, _ in load_table("places/places"):
        for alias in (name, *filter(None, aliases.split(" | "))):
            words = tuple(token.text for token in tokenize(alias))
            if not words[0].isdecimal():  # quận 1 is read by its level
                place = Place(level, name, province, merged_into, needs_level, words)
                found.setdefault(folded_key(words[0]), []).append(place)
    return {key: tuple(sorted(places, key=_precedence)) for key, places in found.items()}


def _precedence(place: Place) -> tuple[int, int]:
    return -len(place.words), ("", "folded", "always").index(place.needs_level)


@lru_cache(maxsize=1)
def load_levels() -> dict[str, tuple[Level, ...]]:
    """Every level word by the folded key of its first word, the longest first."""
    found: dict[str, list[Level]] = {}
    for phrase, level, rank, is_numbered, kind, _ in load_table("places/place_levels"):
        words = tuple(phrase.split())
        found.setdefault(folded_key(words[0]), []).append(Level(words, level, int(rank), bool(is_numbered), kind))
    return {key: tuple(sorted(levels, key=lambda level: -len(level.words))) for key, levels in found.items()}


def level_words() -> tuple[str, ...]:
    """The words for the levels that have figures of their own: "tỉnh", "thị trấn"."""
    return tuple(" ".join(level.words) for levels in load_levels().values() for level in levels if level.kind)


@lru_cache(maxsize=4096)
def kind_of_place(place: str) -> str:
    """The kind of the level that the place's name begins with; "" if it begins with none.

    >>> kind_of_place("huyện Mới, tỉnh Mẫu"), kind_of_place("Việt Nam")
    ('district', '')
    """
    words = [token.accented for token in tokenize(place.partition(",")[0])]
    for levels in load_levels().values():
        for level in levels:
            own = [accented_key(word) for word in level.words]
            if level.kind and words[: len(own)] == own:
                return level.kind
    return ""


def find_place(tokens: Sequence[Token], at: int, level: str = "") -> Place | None:
    """The longest listed name that begins at tokens[at]; of several, one of this level, or the least like a word.

    Where the accents left out would tell two of them apart, the name is the one typed.
    """
    places = load_places().get(tokens[at].folded, ()) if at < len(tokens) else ()
    fitting = [place for place in places if is_phrase(tokens, at, place.words)]
    if not fitting:
        return None
    longest = [place for place in fitting if len(place.words) == len(fitting[0].words)]
    best = [place for place in longest if place.level == level]
    best = best or [place for place in longest if place.needs_level == longest[0].needs_level]
    typed = " ".join(token.text for token in tokens[at : at + len(best[0].words)])
    return best[0] if len({place.name for place in best}) == 1 else replace(best[0], name=typed)


def find_level(tokens: Sequence[Token], at: int) -> Level | None:
    """The longest level word that begins at tokens[at]."""
    levels = load_levels().get(tokens[at].folded, ()) if at < len(tokens) else ()
    return next((level for level in levels if is_phrase(tokens, at, level.words)), None)


def is_phrase(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """Whether the words begin at tokens[at], each with its own accents or none."""
    typed = tokens[at : at + len(words)]
    return len(typed) == len(words) and all(map(_is_spelled, typed, words))


def _is_spelled(token: Token, word: str) -> bool:
    if token.text.isascii():
        return token.folded == folded_key(word)
    return token.accented == accented_key(word)
