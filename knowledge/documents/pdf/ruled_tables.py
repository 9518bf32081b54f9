"""The lines drawn on a page -> the tables they rule.

Word draws a border as many short thin rectangles, a drawing program as long lines: both are rules once joined.
Distances are points from the page's upper left corner.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

NEAR = 3.0  # points: rules nearer than that are one, and a rule that ends so near to another reaches it
MAX_RULES = 600  # joined rules of a page; more are a drawing, not tables


class Rule(NamedTuple):
    """A line across the page (or down): at which distance from the top (the left), from where to where."""

    is_across: bool
    at: float
    start: float
    end: float


class Box(NamedTuple):
    """What a cell or a table covers."""

    left: float
    top: float
    right: float
    bottom: float


class Crossing(NamedTuple):
    """Where two rules meet, and which of the joined ones they are."""

    x: float
    y: float
    across: int
    down: int


Row = tuple[Box | None, ...]  # a cell a column; None where another cell reaches over it


def find_tables(rules: Iterable[Rule]) -> list[tuple[Row, ...]]:
    """The rows of every table of more than one cell, from top to bottom; [] for a drawing.

    >>> lines = [Rule(True, y, 0, 40) for y in (0, 10)] + [Rule(False, x, 0, 10) for x in (0, 20, 40)]
    >>> [[cell.right for cell in row if cell] for row in find_tables(lines)[0]]
    [[20.0, 40.0]]
    """
    joined = list(_join(rules))
    if len(joined) > MAX_RULES:
        return []
    groups = _group(_find_cells(_find_crossings(joined)))
    return [_build_rows(cells) for cells in groups if len(cells) > 1]


def _join(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules with those that lie beside or behind one another made one; scraps are left out."""
    by_direction = sorted(rules)
    for is_across, some in groupby(by_direction, lambda rule: rule.is_across):
        for line in _gather(list(some)):
            at = sum(rule.at for rule in line) / len(line)
            start, end = line[0].start, line[0].end
            for rule in sorted(line, key=lambda rule: rule.start):
                if rule.start > end + NEAR and end - start >= NEAR:
                    yield Rule(is_across, at, start, end)
                if rule.start > end + NEAR:
                    start, end = rule.start, rule.end
                start, end = min(start, rule.start), max(end, rule.end)
            if end - start >= NEAR:
                yield Rule(is_across, at, start, end)


def _gather(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules of one direction that lie on one line. rules: in the order of their distance."""
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[-1].at > NEAR:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _find_crossings(rules: Sequence[Rule]) -> list[Crossing]:
    """Every place where a rule meets one of the other direction, from top to bottom, left to right."""
    across = [(number, rule) for number, rule in enumerate(rules) if rule.is_across]
    down = [(number, rule) for number, rule in enumerate(rules) if not rule.is_across]
    return sorted(
        (
            Crossing(float(upright.at), float(level.at), first, second)
            for first, level in across
            for second, upright in down
            if level.start - NEAR <= upright.at <= level.end + NEAR
            and upright.start - NEAR <= level.at <= upright.end + NEAR
        ),
        key=lambda crossing: (crossing.y, crossing.x),
    )


def _find_cells(crossings: Sequence[Crossing]) -> list[Box]:
    """The smallest box below and to the right of each crossing, if rules close it."""
    known = {(crossing.across, crossing.down) for crossing in crossings}
    by_across: dict[int, list[Crossing]] = {}
    by_down: dict[int, list[Crossing]] = {}
    for crossing in crossings:
        by_across.setdefault(crossing.across, []).append(crossing)
        by_down.setdefault(crossing.down, []).append(crossing)
    found = (_close(crossing, by_across[crossing.across], by_down[crossing.down], known) for crossing in crossings)
    return [box for box in found if box is not None]


def _close(
    corner: Crossing, level: Sequence[Crossing], upright: Sequence[Crossing], known: set[tuple[int, int]]
) -> Box | None:
    """The smallest box whose upper left corner it is. level, upright: the crossings on its two rules."""
    beside = level[bisect_right(level, corner.x, key=lambda crossing: crossing.x) :]
    for below in upright[bisect_right(upright, corner.y, key=lambda crossing: crossing.y) :]:
        for right in beside:
            if (below.across, right.down) in known:
                return Box(corner.x, corner.y, right.x, below.y)
    return None


def _group(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """The cells of each table: those that share corners, directly or through others."""
    by_corner: dict[tuple[float, float], list[Box]] = {}
    for cell in cells:
        for corner in _corners(cell):
            by_corner.setdefault(corner, []).append(cell)
    seen: set[Box] = set()
    for cell in cells:
        if cell not in seen:
            yield sorted(_spread(cell, by_corner, seen))


def _spread(cell: Box, by_corner: Mapping[tuple[float, float], Sequence[Box]], seen: set[Box]) -> list[Box]:
    """The cell and all that hang together with it; they are added to `seen`."""
    found, waiting = [], [cell]
    seen.add(cell)
    while waiting:
        found.append(current := waiting.pop())
        for corner in _corners(current):
            fresh = [near for near in by_corner[corner] if near not in seen]
            seen.update(fresh)
            waiting += fresh
    return found


def _corners(cell: Box) -> tuple[tuple[float, float], ...]:
    return (cell.left, cell.top), (cell.right, cell.top), (cell.left, cell.bottom), (cell.right, cell.bottom)


def _build_rows(cells: Sequence[Box]) -> tuple[Row, ...]:
    """The cells by their upper edges, a place for each left edge there is."""
    lefts = sorted({cell.left for cell in cells})
    known = {(cell.top, cell.left): cell for cell in cells}
    return tuple(tuple(known.get((top, left)) for left in lefts) for top in sorted({cell.top for cell in cells}))
