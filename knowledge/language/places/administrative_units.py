"""A place in words -> its units, smallest first, and whether two places are the same."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.places.gazetteer import find_level, find_place, load_places
from knowledge.language.text.tokens import Token, accented_key, folded_key, tokenize


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a place: its level ("" if not written) and name."""

    level: str
    name: str


@lru_cache(maxsize=4096)
def parse_place(text: str) -> tuple[Unit, ...]:
    """The units of a place, smallest first; a name is written as the gazetteer has it.

    >>> parse_place("xã Ea Na, tỉnh Đắc Lắc")
    (Unit(level='xã', name='Ea Na'), Unit(level='tỉnh', name='Đắk Lắk'))
    """
    return tuple(_parse_unit(tokens) for part in text.split(",") if (tokens := tokenize(part)))


def _parse_unit(tokens: list[Token]) -> Unit:
    level = find_level(tokens, 0)
    at = len(level.words) if level and len(level.words) < len(tokens) else 0
    place = find_place(tokens, at, level.level if level and at else "")
    is_listed = place is not None and at + len(place.words) == len(tokens)
    name = place.name if place and is_listed else " ".join(token.text for token in tokens[at:])
    return Unit(level.level if level and at else "", name)


@lru_cache(maxsize=65536)
def same_place(one: str, other: str) -> bool:
    """Whether both name one place; a level that is not written fits any, other levels are other places.

    >>> same_place("TP Cao Bằng", "cao bang"), same_place("TP Cao Bằng", "tỉnh Cao Bằng")
    (True, False)
    """
    first, second = parse_place(one), parse_place(other)
    return bool(first and second) and _fits(first, second)


def covers(whole: str, part: str) -> bool:
    """Whether the part is the whole or lies in it, as far as it is written or its district is in one province only.

    >>> covers("tỉnh Cao Bằng", "xã Đàm Thủy, huyện Trùng Khánh, tỉnh Cao Bằng"), covers("Cao Bằng", "huyện Hà Quảng")
    (True, True)
    """
    outer, inner = parse_place(whole), _with_province(parse_place(part))
    return bool(outer) and any(_fits(outer, inner[at:]) for at in range(len(inner)))


def _fits(one: tuple[Unit, ...], other: tuple[Unit, ...]) -> bool:
    """Whether the smallest units are the same, and no larger ones differ that are of one level or of none."""
    if not _is_same(one[0], other[0]):
        return False
    is_of_level = all(_is_same(a, b) for a in one[1:] for b in other[1:] if a.level == b.level != "")
    return is_of_level and _has_larger(one, other) and _has_larger(other, one)


def _has_larger(whole: tuple[Unit, ...], part: tuple[Unit, ...]) -> bool:
    """Whether every larger unit of the part that has no level is one of the whole's, if larger ones are known of it."""
    larger = _with_province(whole)[1:]
    return not larger or all(any(_is_same(a, b) for b in larger) for a in part[1:] if not a.level)


def _is_same(one: Unit, other: Unit) -> bool:
    first, second = tokenize(one.name), tokenize(other.name)
    is_bare = one.name.isascii() or other.name.isascii()
    key = folded_key if is_bare else accented_key
    is_level = one.level == other.level or "" in (one.level, other.level)
    return is_level and [key(token.text) for token in first] == [key(token.text) for token in second]


def _with_province(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units and the province of the last one, if only one province has such a district."""
    if not units:
        return units
    rows = load_places().get(folded_key(units[-1].name.split()[0]), ())
    provinces = {row.province for row in rows if _is_same(units[-1], Unit(row.level, row.name))}
    return (*units, Unit("", *provinces)) if len(provinces) == 1 and "" not in provinces else units
