"""Every digit of a text: in a figure, or in something that is none."""

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from knowledge.language.numbers.figure import Figure, end_of_run, read_figure
from knowledge.language.numbers.number_names import Name, Spans, find_names, lead_of
from knowledge.language.numbers.qualifier import qualifier_after
from knowledge.language.numbers.worded_figures import find_worded
from knowledge.language.table import any_of, load_words
from knowledge.language.text.aligned import Aligned
from knowledge.language.times.form_choice import find_times

T = TypeVar("T", Figure, Name)
MALFORMED, NAME, DOCUMENT = "số viết sai dạng", "tên riêng", "số hiệu văn bản"
DATE, PERIOD, FRACTION = "ngày tháng", "thời kỳ", "ngày tháng hoặc phân số"
_WORDS = r"[^\d.;:?!\n]{0,80}"  # the longest unit a clerk writes is a phrase, no sentence


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "digit": re.compile(r"[0-9]"),
        "glued": re.compile(r"[0-9](?:[0-9.,/-]*[0-9])?\w*"),
        "list": re.compile(rf"(?:,| {any_of(load_words('units/unit_words', 'joins'))}| -|-) ?"),
        "hangs": re.compile(r"(?<=[^\W\d_])-$|[^\W\d_]$"),  # a letter before the digits, or a letter and a hyphen
        "minus": re.compile(r"(?<![^ (\n])[-−]$"),
        "capitals": re.compile(r"(?<!\w)[A-ZĐ]{2,8} $"),
        "unit": re.compile(rf" ?(?:[^\W\d_]|[%‰°/,]){_WORDS}(?:(?<=[^\W\d_])[0-9]{_WORDS})?"),
    }


@lru_cache(maxsize=4096)  # a sentence of a report is read several times
def scan(aligned: Aligned) -> tuple[tuple[Figure, ...], tuple[Name, ...]]:
    """The figures and the other stretches with digits, each in order; none overlaps another."""
    blocks = _blocks(aligned)
    spans = Spans((block.start, block.end) for block in blocks)
    limits = [*spans.starts, len(aligned.lower)]
    figures, names, place = [], [block for block in blocks if _has_digit(aligned, block)], 0
    last: Name | None = None
    while digit := _patterns()["digit"].search(aligned.lower, place):
        place = spans.last_before(digit.end())[1]
        if place > digit.start():
            continue
        item = _classify(aligned, digit.start(), limits[bisect_left(spans.starts, digit.end())], last)
        place = item.end
        if isinstance(item, Figure):
            figures.append(item)
        else:
            names.append(last := item)
    worded = _free(find_worded(aligned), [spans, Spans((figure.start, figure.end) for figure in figures)])
    free = _free(names, [Spans((figure.start, figure.end) for figure in worded)])  # the 2 of "hai km2" is its unit's
    return tuple(sorted(figures + worded, key=lambda f: f.start)), tuple(sorted(free, key=lambda n: n.start))


def read_whole(aligned: Aligned) -> Figure | None:
    """The figure in a text that states nothing else; its unit is all the words after the number; or None."""
    digit = _patterns()["digit"].search(aligned.lower)
    if digit is None:
        worded = find_worded(aligned, is_alone=True)
        return _with_whole_unit(aligned, worded[0]) if worded else None
    if any(match.form in ("date", "dates", "years") for match in find_times(aligned, [])):
        return None
    figure = read_figure(aligned, digit.start(), len(aligned.lower))
    return _with_whole_unit(aligned, _signed(aligned, figure)) if figure else None


def _blocks(aligned: Aligned) -> list[Name]:
    """Names and times, in order."""
    names = find_names(aligned)
    times = [
        Name(match.start, match.end, DATE if match.form in ("date", "day", "dates") else PERIOD)
        for match in find_times(aligned, names)
    ]
    taken = Spans((time.start, time.end) for time in times)
    return sorted(times + _free(names, [taken]), key=lambda name: name.start)


def _free(items: list[T], taken: list[Spans]) -> list[T]:
    """The items that overlap none of the stretches taken."""
    return [item for item in items if not any(spans.overlap(item.start, item.end) for spans in taken)]


def _has_digit(aligned: Aligned, name: Name) -> bool:
    return _patterns()["digit"].search(aligned.lower, name.start, name.end) is not None


def _classify(aligned: Aligned, start: int, limit: int, last: Name | None) -> Figure | Name:
    """What the digit at `start` begins; it ends by `limit`. `last` is the name before it, which a list may carry on."""
    lead = lead_of(aligned, start)
    if lead is not None and lead.is_strong:
        return Name(start, min(end_of_run(aligned, start), limit), lead.reason)
    hangs = _patterns()["hangs"].search(aligned.lower, max(0, start - 2), start)
    if hangs and hangs[0] != "-":
        return _glued(aligned, start, limit)
    figure = read_figure(aligned, start, limit)
    if figure is None:
        return Name(start, min(end_of_run(aligned, start), limit), MALFORMED, is_malformed=True)
    if not figure.unit and (hangs or aligned.lower[figure.end : figure.end + 1].isalpha()):
        return _glued(aligned, start, limit)
    reason = None if figure.unit else _reason(aligned, figure, lead.reason if lead else None, last)
    return Name(start, figure.end, reason) if reason else _signed(aligned, figure)


def _glued(aligned: Aligned, start: int, limit: int) -> Name:
    """Digits that hang on letters: Covid-19, ST25, 1A."""
    match = _patterns()["glued"].match(aligned.lower, start, limit)
    return Name(start, match.end() if match else start + 1, NAME)


def _reason(aligned: Aligned, figure: Figure, lead: str | None, last: Name | None) -> str | None:
    """Why a number that no unit follows is none; None if it is one."""
    if figure.total is not None:
        return lead or _reason_of_fraction(figure)
    digits = aligned.lower[figure.start : figure.end]
    if not digits.isdigit() or len(digits) > 4:
        return None
    if last and not last.is_malformed and _patterns()["list"].fullmatch(aligned.lower, last.end, figure.start):
        return last.reason
    return lead or (
        NAME if _patterns()["capitals"].search(aligned.text, max(0, figure.start - 10), figure.start) else None
    )


def _reason_of_fraction(figure: Figure) -> str | None:
    """3/8 may be the third of August, 5/2021 a month or a document."""
    if figure.total is None:
        return None
    if 1 <= figure.value <= 31 and 1 <= figure.total <= 12:
        return FRACTION
    return DOCUMENT if 1900 <= figure.total <= 2100 and figure.value < 10000 else None


def _signed(aligned: Aligned, figure: Figure) -> Figure:
    """Below zero if a minus stands at the number and after a blank; at the start of a line the mark is a bullet."""
    if not _patterns()["minus"].search(aligned.lower, max(0, figure.start - 2), figure.start):
        return figure
    if aligned.lower[max(0, figure.start - 8) : figure.start - 1].rstrip(" ").endswith("\n"):
        return figure
    return replace(figure, value=-figure.value, start=figure.start - 1)


def _with_whole_unit(aligned: Aligned, figure: Figure) -> Figure | None:
    """The figure with all the words after its number as unit; None if they are more than a unit."""
    after = qualifier_after(aligned, figure.end)
    tail = aligned.text[figure.end :] if after is None else ""
    if not tail.strip():
        return None if not figure.unit and _reason_of_fraction(figure) else figure
    for phrase_start in range(len(tail)):
        if qualifier_after(aligned, figure.end + phrase_start):
            tail = tail[:phrase_start]
            break
    is_phrase = _patterns()["unit"].fullmatch(tail) is not None
    if not is_phrase or ("," in tail and figure.kind not in ("", "count")):
        return None
    unit = " ".join(f"{figure.unit}{tail}".split())
    return replace(figure, unit=unit, end=figure.end + len(tail), kind=figure.kind or "count")
