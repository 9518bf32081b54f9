"""A figure at a place of a text: a number, a range, "34/202", "825 tỷ 776 triệu", with the unit that follows."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from knowledge.language.numbers.number import NumberError, parse_number
from knowledge.language.numbers.unit import UnitMatch, match_unit
from knowledge.language.table import load_table
from knowledge.language.text.aligned import Aligned
from knowledge.language.text.tokens import fold
from knowledge.language.text.word_patterns import compile_words

DIGITS = r"[0-9]+(?:[.,][0-9]+)*(?:[\u00a0\u202f][0-9]{3}(?![0-9]))*(?:,[0-9]+)?"

_RUN = r"[0-9](?:[0-9.,]*[0-9])?"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the aligned text; unit "" and kind "" if no unit of the table follows."""

    value: Decimal
    start: int
    end: int
    unit: str = ""
    kind: str = ""
    value_max: Decimal | None = None
    total: Decimal | None = None

    def with_unit(self, unit: UnitMatch | None) -> "Figure":
        """The same number, counted in the unit."""
        return self if unit is None else replace(self, unit=unit.spelling, kind=unit.kind, end=unit.end)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "number": re.compile(DIGITS),
        "slash": re.compile(r" ?/ ?(?=[0-9])"),
        "dash": compile_words(r"(?: ?[-–—] ?| {to} )(?=[0-9])"),
        # "3 250", "1 58,3", "158 ,3", "3. 250": one number or two, nobody knows
        "loose": re.compile(rf"{_RUN}(?:(?: +[.,]?|\. (?=[0-9]{{3}}(?![0-9.,]))){_RUN})+"),
        "glued": re.compile(r"(?P<scale>[^\W\d_]+)(?P<number>[0-9]{1,3})(?![\w/]|[.,][0-9])"),
        "half": re.compile(rf" (?:{'|'.join(_half_words())})(?!\w)"),
        "tenth": re.compile(r" (?P<number>[1-9])(?= ?(?:$|[?!;)]))"),
        "run": re.compile(r"[0-9](?:[0-9.,/]*[0-9])?"),
    }


def _half_words() -> list[str]:
    return [
        form for word, kind, *_ in load_table("units/number_words") if kind == "half" for form in (word, fold(word))
    ]


def read_figure(aligned: Aligned, start: int, limit: int) -> Figure | None:
    """The figure whose first digit is at `start`, ending by `limit`; None if the number is badly written."""
    first = _read_number(aligned, start, limit)
    if first is None or _patterns()["loose"].match(aligned.text, start, limit):
        return None
    if slash := _patterns()["slash"].match(aligned.lower, first.end, limit):
        return _read_total(aligned, first, slash.end(), limit)
    return _read_range(aligned, first, limit) or _read_parts(aligned, first, limit)


def end_of_run(aligned: Aligned, start: int) -> int:
    """Where the digits and marks end that begin at `start`: what is refused when a number is badly written."""
    run = _patterns()["loose"].match(aligned.text, start) or _patterns()["run"].match(aligned.lower, start)
    return run.end() if run else start + 1


def _read_number(aligned: Aligned, start: int, limit: int) -> Figure | None:
    match = _patterns()["number"].match(aligned.text, start, limit)
    try:
        return Figure(parse_number(match[0]), start, match.end()) if match else None
    except NumberError:
        return None


def _read_total(aligned: Aligned, first: Figure, start: int, limit: int) -> Figure | None:
    """34 of 202: the second number has the unit."""
    second = _read_number(aligned, start, limit)
    if second is None or _patterns()["slash"].match(aligned.lower, second.end):
        return None
    figure = replace(first, total=second.value, end=second.end)
    return figure.with_unit(match_unit(aligned, second.end, limit))


def _read_range(aligned: Aligned, first: Figure, limit: int) -> Figure | None:
    """From a number to a larger one of the same unit, which may stand after both."""
    unit = match_unit(aligned, first.end, limit)
    dash = _patterns()["dash"].match(aligned.lower, unit.end if unit else first.end, limit)
    second = _read_number(aligned, dash.end(), limit) if dash else None
    if second is None or second.value <= first.value:
        return None
    last = match_unit(aligned, second.end, limit)
    if unit and not (last and last.spelling.startswith(unit.spelling)):
        return None
    return replace(first, value_max=second.value, end=second.end).with_unit(last)


def _read_parts(aligned: Aligned, first: Figure, limit: int) -> Figure:
    """One number with its unit; "825 tỷ 776 triệu đồng", "3tr2" and "1 tỷ 2" count in the first unit."""
    unit = match_unit(aligned, first.end, limit)
    if unit is None and (glued := _patterns()["glued"].match(aligned.lower, first.end, limit)):
        unit = match_unit(aligned, first.end, glued.end("scale"))
        if unit and unit.kind == "scale" and unit.end == glued.end("scale"):
            return _add_tail(aligned, first.with_unit(unit), glued, glued["number"])
        return first
    if unit is None or unit.kind != "scale" or "/" in unit.spelling:
        return first.with_unit(unit)
    if tenth := _patterns()["tenth"].match(aligned.lower, unit.end, limit):
        return _add_tail(aligned, first.with_unit(unit), tenth, tenth["number"])
    if half := _patterns()["half"].match(aligned.lower, unit.end, limit):
        return _add_tail(aligned, first.with_unit(unit), half, "5")
    return _add_parts(aligned, first, unit, limit)


def _add_tail(aligned: Aligned, figure: Figure, tail: re.Match[str], decimals: str) -> Figure:
    """What follows a scale are decimals of it: "3tr2" is 3,2, "3tr25" 3,25, "2 tỷ rưỡi" 2,5."""
    figure = replace(figure, value=figure.value + Decimal(f"0.{decimals}"), end=tail.end())
    base = match_unit(aligned, tail.end(), tail.endpos)
    if base is None or base.kind == "scale":
        return figure
    return replace(figure, unit=f"{figure.unit} {base.spelling}", kind=base.kind, end=base.end)


def _add_parts(aligned: Aligned, first: Figure, unit: UnitMatch, limit: int) -> Figure:
    """Add every further number whose smaller scale carries on: tỷ … triệu … nghìn …"""
    figure, last = first.with_unit(unit), unit.scale
    while aligned.lower.startswith(" ", figure.end) and (part := _read_number(aligned, figure.end + 1, limit)):
        scaled = match_unit(aligned, part.end, limit)
        if scaled is None or scaled.scale == 1 or part.value >= 1000:
            break
        if last == unit.scale < scaled.scale:  # "1 nghìn 200 tỷ": the second scale belongs to both
            return replace(
                figure,
                value=figure.value + part.value / unit.scale,
                unit=f"{unit.spelling} {scaled.spelling}",
                kind=scaled.kind,
                end=scaled.end,
            )
        if part.value * scaled.scale >= last:
            break
        value = figure.value + part.value * scaled.scale / unit.scale
        figure = replace(
            figure, value=value, unit=f"{unit.spelling} {scaled.tail}".strip(), kind=scaled.kind, end=scaled.end
        )
        last = scaled.scale
        if scaled.tail:
            break
    return figure
