"""The period of each figure of a sentence, followed from left to right."""

import re
from collections.abc import Sequence

from knowledge.extraction.sentence.chunks import Chunk, Kind, find_pairs, function_words
from knowledge.extraction.sentence.comparison_base import Base, base_of
from knowledge.extraction.sentence.draft import Draft
from knowledge.extraction.sentence.sentence_context import Outcome, Setting
from knowledge.facts.record.fact import Status
from knowledge.language.table import any_of, load_words
from knowledge.language.times.period_mentions import Period, PeriodMention, Role

_MONTH, _YEAR = (any_of(load_words("units/date_words", kind)) for kind in ("month", "year"))
DAY = re.compile(
    rf"(?P<d>[0-9]{{1,2}})(?:[/.-]| {_MONTH} )(?P<m>[0-9]{{1,2}})(?:[/.-]| {_YEAR} )(?P<y>(?:19|20)[0-9]{{2}})"
)
LEVEL_FROM = "mức đầu kỳ (từ … lên …), kiểm tra lại năm"


class Clock:
    """period: of a figure that stands here; doubt: why it may be another. as_of: a stock's day, "" if none is told.

    base: the period just compared with, compared: its sort. is_told: the words right before the figure name its period.
    is_horizon: they say by when.
    """

    def __init__(self, setting: Setting, chunks: Sequence[Chunk]) -> None:
        self.period, self.doubt, self.as_of = setting.period, setting.doubt, ""
        self.base: Period | None = None
        self.compared: Base = ""
        self._given = setting.period or setting.anchor
        self.is_told = self.is_horizon = False
        self._is_undated = setting.is_encyclopaedia
        self._report = setting.anchor
        self._anchor = setting.anchor if setting.is_sure else None
        self._mentions = [c.mention for c in chunks if c.mention and c.mention.role in (Role.WHEN, Role.AS_OF)]

    def take(self, gap: Sequence[Chunk], outcome: Outcome, is_last: bool = False) -> None:
        """Follow the times between two figures, or behind the last one."""
        depth, pairs, self.is_told = 0, find_pairs(gap), False
        for at, chunk in enumerate(gap):
            if at in pairs:
                depth += 1 if chunk.is_mark("(") else -1
            mention = chunk.mention
            if mention is None or depth or mention.role is Role.STANDARD:
                continue
            if mention.role is Role.BASE:
                self._take_base(mention, outcome)
            elif outcome.drafts and _follows_figure(gap, at, is_last):
                outcome.drafts[-1].period = mention.period
            elif (is_last and (outcome.drafts or len(self._mentions) != 1)) or not (
                _governs(gap[:at], mention) or _leads(gap[at + 1 :], is_last)
            ):
                continue
            else:
                self._take_time(chunk, mention, outcome)

    def _take_time(self, chunk: Chunk, mention: PeriodMention, outcome: Outcome) -> None:
        """From here on figures are of this period; the day of an event is over with its sentence."""
        day, is_as_of = DAY.search(chunk.text), mention.role is Role.AS_OF
        is_day = bool(day) and (not is_as_of or self._is_undated)
        self.period, self.doubt, self.is_told = self._period_of(mention.period, is_day), "", True
        self.is_horizon = mention.role is Role.BY
        self.as_of = f"{day['y']}-{int(day['m']):02}-{int(day['d']):02}" if day and is_as_of else ""
        if is_as_of or not day or self._given is None:
            outcome.period, outcome.is_period_named = self.period, True

    def _period_of(self, named: Period, is_day: bool) -> Period:
        """The period named; what happened on a day belongs to the report's own period, else to the day's year."""
        if not is_day:
            return named
        given = self._given
        is_within = given is not None and given.first <= named.first and named.last <= given.last
        return given if given is not None and is_within else Period((named.year, 1), (named.year, 12))

    def _take_base(self, mention: PeriodMention, outcome: Outcome) -> None:
        """ "So với quý I/2020, …" at the start: what follows is of the same months, a year later."""
        following = mention.period.moved(1)
        if not outcome.drafts and self.period and following.year == self.period.year and not mention.relative:
            self.period, self.doubt = following, ""
            outcome.period, outcome.is_period_named = following, True

    def note_base(self, used: Sequence[Chunk]) -> None:
        """Remember what the figure just read was compared with: a bracket behind it may tell its level."""
        self.compared = next((base for base in map(base_of, used) if base), "")
        mentions = [c.mention for c in used if c.mention is not None and c.mention.role is Role.BASE]
        if not mentions and not any(chunk.is_cue("previous") for chunk in used):
            self.base = None
        elif mentions and not mentions[-1].relative:
            self.base = mentions[-1].period
        else:
            self.base = self.period.previous_year() if self.period else None

    def date_back(self, draft: Draft) -> None:
        """The level "from" which it rose is an earlier one: of the year before, unless a year is named behind it."""
        draft.period = draft.period.previous_year() if draft.period else None
        draft.status = Status.ACTUAL
        draft.doubt(LEVEL_FROM)

    @property
    def is_before_setting(self) -> bool:
        """Was an earlier period named than the one the sentence was given?"""
        given = self._given
        return given is not None and self.period is not None and self.period.last < given.first

    @property
    def is_future(self) -> bool:
        """Is the period later than a report that surely tells its own, or a horizon later than any?"""
        if self.is_horizon and self._report is not None and self.period is not None:
            return self.period.first[0] > self._report.year
        return self._anchor is not None and self.period is not None and self.period.first[0] > self._anchor.year


def _governs(before: Sequence[Chunk], mention: PeriodMention) -> bool:
    """Is the time that of the figures to come? Years of a programme ("giai đoạn 2021-2025") and of aims are not."""
    start = max((at + 1 for at, chunk in enumerate(before) if chunk.kind is Kind.MARK), default=0)
    is_led = any(chunk.kind is Kind.WORD for chunk in before[start:])
    if mention.role is Role.BY:
        return not is_led or any(chunk.is_cue("status") for chunk in before)
    return mention.period.first[0] == mention.period.year or not is_led


def _leads(after: Sequence[Chunk], is_last: bool) -> bool:
    """Does only the verb stand between the time and its figure: "đến năm 2025 đạt 17%"?"""
    return not is_last and all(chunk.kind is Kind.CUE and not chunk.is_cue("plan", "part") for chunk in after)


def _follows_figure(gap: Sequence[Chunk], at: int, is_last: bool) -> bool:
    """Does the time stand right behind the figure before the gap, with a mark, "lên" or the end after it?"""
    if any(not chunk.is_cue("lead", "soft") for chunk in gap[:at]):
        return False
    behind = gap[at + 1 :]
    if not behind:
        return is_last
    is_joined = behind[0].is_word("and") and all(chunk.is_cue("lead", "soft") for chunk in behind)
    return behind[0].is_mark(",;.)") or (is_last and behind[0].is_mark("(")) or leads_up(behind[0]) or is_joined


def leads_up(chunk: Chunk) -> bool:
    """Is it "lên", "xuống còn", "đến": does it lead from one level to another?"""
    words = chunk.text.lower().split()
    is_up = words[0] in function_words("up_to") and words[-1] not in function_words("has")
    return chunk.is_cue("level", "soft") and is_up


def goes_up(chunks: Sequence[Chunk]) -> bool:
    """Does such a word lead to the next figure, before any mark?"""
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE or chunk.is_mark(",;:()"):
            return False
        if leads_up(chunk):
            return True
    return False
