"""Places named in a row -> paths, smallest first: "xã X thuộc huyện Y" is one place, "xã X và huyện Y" are two."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.language.places.gazetteer import load_levels
from knowledge.language.places.place_mentions import PlaceMention
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Token, fold

_STOPS = re.compile(r"[\s,()–-]*")


def find_paths(mentions: Sequence[PlaceMention], tokens: Sequence[Token], text: str) -> list[str]:
    """Every place the mentions make, in order: names in a row, the smaller first, are one path."""
    paths: list[list[PlaceMention]] = []
    for mention in mentions:
        if paths and _is_within(paths[-1][-1], mention) and _is_linked(paths[-1][-1], mention, tokens, text):
            paths[-1].append(mention)
        else:
            paths.append([mention])
    return [", ".join(name_of(m) for m in path) for path in paths]


def name_of(mention: PlaceMention) -> str:
    """The place as reports write it: "tỉnh Hà Giang"."""
    return f"{mention.level} {mention.name}".strip()


def _is_within(small: PlaceMention, large: PlaceMention) -> bool:
    """May the one lie in the other, by their levels?"""
    return "" in (small.level, large.level) or _ranks()[small.level] < _ranks()[large.level]


def _is_linked(small: PlaceMention, large: PlaceMention, tokens: Sequence[Token], text: str) -> bool:
    """Do the two stand side by side, with at most a comma or a word for "in" between them?"""
    bounds = [tokens[small.end - 1], *tokens[small.end : large.start], tokens[large.start]]
    gaps = [text[one.end : other.start] for one, other in pairwise(bounds)]
    between = " ".join(token.text for token in bounds[1:-1])
    is_link = not between or between.casefold() in _links() or between in {fold(link) for link in _links()}
    return is_link and all(_STOPS.fullmatch(gap) for gap in gaps)


def asks_where(tokens: Sequence[Token]) -> bool:
    """Do the words ask which place it is: "nơi nào", "huyện nào"?"""
    words = [token.text.casefold() for token in tokens]
    runs = {" ".join(words[at : at + size]) for at in range(len(words)) for size in (2, 3)}
    return bool(runs & _asking())


@lru_cache(maxsize=1)
def _asking() -> frozenset[str]:
    """As written, and without accents."""
    return frozenset(form for (words,) in load_table("question/place_asks") for form in (words, fold(words)))


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {level.level: level.rank for levels in load_levels().values() for level in levels}


@lru_cache(maxsize=1)
def _links() -> frozenset[str]:
    return frozenset(words for (words,) in load_table("places/place_links"))
