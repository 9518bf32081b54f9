"""Vietnamese words for time <-> Period."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from knowledge.language.numbers.number_names import find_names
from knowledge.language.text.aligned import Aligned, align
from knowledge.language.text.word_patterns import compile_words, value_of
from knowledge.language.times.form_choice import YEARLESS, find_times
from knowledge.language.times.form_to_period import read_period
from knowledge.language.times.forms import TimeMatch
from knowledge.language.times.period import (
    MAX_YEAR,
    MIN_YEAR,
    Period,
    PeriodError,
    format_period,
    months,
    parse_period,
    period_words,
)

__all__ = [
    "Period",
    "PeriodError",
    "PeriodMention",
    "Role",
    "find_periods",
    "format_period",
    "parse_period",
    "period_words",
]


class Role(StrEnum):
    """What the words of a period do in their sentence."""

    WHEN = "when"  # the figure's own period: "năm 2021", "6 tháng đầu năm"
    AS_OF = "as_of"  # a stock's day: "đến ngày 31/12/2021", "đến nay"
    BASE = "base"  # what is compared with: "so với năm 2020", "cùng kỳ"
    BY = "by"  # a horizon: "đến năm 2025", "tầm nhìn 2045"
    STANDARD = "standard"  # belongs to a name: "chuẩn nghèo giai đoạn 2022-2025", "giá so sánh 2010"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period found in a text: what, where, in which role.

    relative: the words name no year of their own ("năm nay", "quý II") and were anchored.
    """

    period: Period
    role: Role
    start: int
    end: int
    relative: bool = False
    surface: str = field(default="", compare=False)


CUE_WINDOW = 48  # characters before a period in which the words of its role stand


def find_periods(text: str, anchor: Period | None = None) -> list[PeriodMention]:
    """The periods of a text, in order, not overlapping; [] if there is none.

    anchor: the report's own period; without it words that name no year ("năm nay", "quý II") are left out.

    >>> [format_period(mention.period) for mention in find_periods("So với 6 tháng đầu năm 2021 và quý I/2022")]
    ['2021-H1', '2022-Q1']
    """
    aligned = align(text)
    mentions: list[PeriodMention] = []
    for match in _with_shared_year(aligned, find_times(aligned, find_names(aligned))):
        period = read_period(match, anchor)
        if period is not None and MIN_YEAR <= period.first[0] <= period.year <= MAX_YEAR:
            least = mentions[-1].end if mentions else 0
            mentions.append(_mention(aligned, match, period, anchor, least))
    return [_in_given_text(aligned, text, mention) for mention in mentions]


def _in_given_text(aligned: Aligned, text: str, mention: PeriodMention) -> PeriodMention:
    start, end = aligned.at(mention.start), aligned.at(mention.end)
    return replace(mention, start=start, end=end, surface=text[start:end])


def _with_shared_year(aligned: Aligned, matches: list[TimeMatch]) -> list[TimeMatch]:
    """In "quý III và 9 tháng năm 2022" the quarter takes the year of what follows."""
    shared = list(matches)
    for index in range(len(shared) - 2, -1, -1):
        match, following = shared[index], shared[index + 1]
        between = aligned.lower[match.end : following.start].strip()
        year = following.groups.get("y")
        is_joined = between in ("", ",", "-", "–") or value_of("and", between.lstrip(", ")) is not None
        if match.form in YEARLESS and "y" not in match.groups and year and is_joined and following.form in YEARLESS:
            shared[index] = replace(match, groups={**match.groups, "y": year})
    return shared


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    """Patterns for the end of the words before a period: of those that belong to it, and of a base or a standard."""
    number = r"[0-9]+(?:[.,][0-9]+)*"
    return {
        "until": compile_words(r"(?<!\w){until}$"),
        "not-base": compile_words(r"(?<!\w){not-base}$"),
        "base": compile_words(r"(?<!\w){base}(?: {filler}){0,3}$"),
        "ratio": compile_words(rf"(?<!\w){{ratio}}(?: \w{{1,8}})? {number}(?: ?%| {{times}})(?: {{filler}})?$"),
        "standard": compile_words(r"(?<!\w){standard}(?: {filler}){0,4}$"),
    }


def _mention(aligned: Aligned, match: TimeMatch, period: Period, anchor: Period | None, least: int) -> PeriodMention:
    """The period in its role; the words for "until" that stand before it belong to it."""
    window = max(least, match.start - CUE_WINDOW)
    head, start, cue = aligned.lower[window : match.start].rstrip(" "), match.start, ""
    if until := _cues()["until"].search(head):
        cue, start = value_of("until", until[0]) or "", window + until.start()
        head = head[: until.start()].rstrip(" ")
    relative = ("y" not in match.groups and match.form not in ("years", "dates")) or (
        match.form == "since" and bool(anchor)
    )
    role = _outer_role(match, head) or _inner_role(match, cue, period, anchor)
    return PeriodMention(_as_in(role, match, period), role, start, match.end, relative)


def _outer_role(match: TimeMatch, head: str) -> Role | None:
    """The role by the words before the period that do not belong to it."""
    cues = _cues()
    if cues["standard"].search(head):
        return Role.STANDARD
    if match.form == "same" or cues["ratio"].search(head):
        return Role.BASE
    return Role.BASE if cues["base"].search(head) and not cues["not-base"].search(head) else None


def _inner_role(match: TimeMatch, cue: str, period: Period, anchor: Period | None) -> Role:
    """The role by the words for "until": a day that is past or a horizon; a year alone after "đến" is a horizon."""
    phrase = value_of("relative", match.groups.get("phrase", ""))
    is_future = anchor is not None and period.year > anchor.year
    if cue == "by":
        return Role.BY
    if phrase in ("now", "end"):
        return Role.AS_OF
    if cue in ("to", "as-of", "end"):
        is_horizon = is_future or (cue == "to" and match.form in ("year", "years") and anchor is None)
        return Role.BY if is_horizon else Role.AS_OF
    if match.form in ("date", "day") and (match.groups["d"], match.groups["m"]) == ("31", "12"):
        return Role.AS_OF
    return Role.BY if cue == "at" and is_future else Role.WHEN


def _as_in(role: Role, match: TimeMatch, period: Period) -> Period:
    """The period that the role asks for: a stock's counts from January on; "so với đầu năm" means the year before."""
    if role is Role.AS_OF and match.form != "relative" and period.first[0] == period.year:
        return months(period.year, 1, period.last[1])
    if role is Role.BASE and value_of("relative", match.groups.get("phrase", "")) == "start":
        return period.previous_year()
    return period
