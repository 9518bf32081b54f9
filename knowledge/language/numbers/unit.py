"""Units after a number: a scale (nghìn tỷ), a base (đồng, tấn, HTX), a rate (/người/năm)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.aligned import Aligned, align
from knowledge.language.text.tokens import accented_key, fold

_TOKEN = re.compile(r" ?(?P<token>[^\W_]+|[^\w\s])")
_SLASH = re.compile(r" ?/ ?")
MAX_SCALES = 2  # "nghìn tỷ"; a third would be a list of figures


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of tables/units/units.tsv: one `spelling` is `factor` times `base`."""

    spelling: str
    kind: str
    factor: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit read at a place of a text: how to write it, where it ends, one of it in its base, the kind of its head.

    scale: the factor of its scale words alone, 1 if there are none; tail: the spelling without them.
    """

    spelling: str
    end: int
    factor: Decimal
    base: str
    kind: str
    scale: Decimal = Decimal(1)
    tail: str = ""


@dataclass(slots=True)
class _Node:
    """Words read so far; `unit` where they make one, the keys of `after` the words that may follow."""

    unit: Unit | None = None
    after: dict[str, "_Node"] = field(default_factory=dict)

    def grow(self, keys: list[str], unit: Unit) -> None:
        node = self
        for key in keys:
            node = node.after.setdefault(key, _Node())
        node.unit = node.unit or unit


@lru_cache(maxsize=1)
def _tries() -> tuple[_Node, _Node, _Node]:
    """Units by accented words, by words without accents, and of these the sure ones."""
    accented, plain, sure = _Node(), _Node(), _Node()
    for spelling, kind, factor, base in load_table("units/units"):
        unit = Unit(spelling, kind, Decimal(factor or "1"), "" if kind == "scale" else base or spelling)
        words = [m["token"] for m in _TOKEN.finditer(spelling)]
        folded = [fold(word) for word in words]
        accented.grow([accented_key(word) for word in words], unit)
        plain.grow(folded, unit)
        if kind in ("scale", "money", "percent"):
            sure.grow(folded, unit)
    return accented, plain, sure


def match_unit(aligned: Aligned, start: int, limit: int) -> UnitMatch | None:
    """The longest unit that begins at `start` (a blank may come before) and ends by `limit`; None if there is none."""
    scales, scale, end, found = "", Decimal(1), start, _longest(aligned, start, limit)
    for _ in range(MAX_SCALES):
        if found is None or found[0].kind != "scale":
            break
        scales = f"{scales} {_written(aligned, end, found[1], found[0])}".strip()
        scale, end = scale * found[0].factor, found[1]
        found = _longest(aligned, end, limit)
    if found is None or found[0].kind == "scale":
        return _with_rate(aligned, UnitMatch(scales, end, scale, "", "scale", scale), limit) if scales else None
    unit, stop = found
    tail = _written(aligned, end, stop, unit)
    match = UnitMatch(f"{scales} {tail}".strip(), stop, scale * unit.factor, unit.base, unit.kind, scale, tail)
    return _with_rate(aligned, match, limit)


def _with_rate(aligned: Aligned, match: UnitMatch, limit: int) -> UnitMatch:
    """The match with the "/người", "/năm" that follow it."""
    while slash := _SLASH.match(aligned.lower, match.end, limit):
        found = _longest(aligned, slash.end(), limit)
        if found is None or found[0].kind == "scale":
            break
        unit, end = found
        rate = f"/{_written(aligned, slash.end(), end, unit)}"
        match = replace(
            match,
            spelling=match.spelling + rate,
            tail=match.tail + rate,
            end=end,
            factor=match.factor / unit.factor,
            base=f"{match.base}/{unit.base}",
        )
    return match


def _longest(aligned: Aligned, start: int, limit: int) -> tuple[Unit, int] | None:
    accented, plain, sure = _tries()
    found = _walk(accented, aligned, start, limit, accented_key)
    found = found or _walk(plain if aligned.is_plain else sure, aligned, start, limit, str)
    return None if found and found[0].kind == "none" else found


def _walk(node: _Node, aligned: Aligned, start: int, limit: int, key: Callable[[str], str]) -> tuple[Unit, int] | None:
    best = None
    while (token := _TOKEN.match(aligned.lower, start, limit)) and (after := node.after.get(key(token["token"]))):
        node, start = after, token.end()
        best = (node.unit, start) if node.unit else best
    return best


def _written(aligned: Aligned, start: int, end: int, unit: Unit) -> str:
    """The unit as the text writes it, but in the table's case and, where the text has no accents, with the table's."""
    words = " ".join(aligned.text[start:end].split())
    same = fold(words) == fold(unit.spelling)
    return (
        unit.spelling if same and (words.casefold() == unit.spelling.casefold() or words.isascii()) else words.lower()
    )


@lru_cache(maxsize=4096)
def base_unit(spelling: str) -> tuple[Decimal, str]:
    """How many of which base one such unit is; words that the table does not know stay as they are.

    >>> base_unit("nghìn tỷ đồng"), base_unit("HTX kiểu mới")
    ((Decimal('1000000000000'), 'đồng'), (Decimal('1'), 'hợp tác xã kiểu mới'))
    """
    aligned = align(spelling)
    match = match_unit(aligned, 0, len(aligned.lower))
    if match is None:
        return Decimal(1), spelling
    return match.factor, f"{match.base}{aligned.text[match.end :]}".strip()
