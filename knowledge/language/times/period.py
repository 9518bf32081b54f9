"""Whole months in a row: the Period of a figure, its code and its name."""

import re
from dataclasses import dataclass
from functools import lru_cache

MIN_YEAR, MAX_YEAR = 1900, 2100
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_CODE = (
    r"(?P<year>[0-9]{4})(?:-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<month>0[1-9]|1[0-2])"
    r"|-M(?P<first>0[1-9]|1[0-2])\.\.M(?P<last>0[1-9]|1[0-2])|-(?P<to_date>YTD)|\.\.(?P<until>[0-9]{4}))?"
)


class PeriodError(ValueError):
    """The code or the dates make no period."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months from `first` to `last`, both (year, month), inclusive.

    to_date: a year counted up to an unnamed day ("2018-YTD"); then last is (year, 12).
    """

    first: tuple[int, int]
    last: tuple[int, int]
    to_date: bool = False

    @property
    def year(self) -> int:
        """The last year touched."""
        return self.last[0]

    @property
    def is_year(self) -> bool:
        """Is it one whole calendar year?"""
        return self == whole_year(self.first[0])

    def contains(self, other: "Period") -> bool:
        """Does every month of the other lie in this period?"""
        return self.first <= other.first and other.last <= self.last

    def moved(self, years: int) -> "Period":
        """The same months, so many years later (earlier if negative)."""
        first, last = self.first, self.last
        return Period((first[0] + years, first[1]), (last[0] + years, last[1]), self.to_date)

    def previous_year(self) -> "Period":
        """The same months of the year before."""
        return self.moved(-1)


def whole_year(year: int) -> Period:
    """January to December."""
    return Period((year, 1), (year, 12))


def months(year: int, first: int, last: int) -> Period:
    """Months of one year, 1..12, both inclusive."""
    return Period((year, first), (year, last))


@lru_cache(maxsize=1024)  # thousands of facts are of the same few periods
def parse_period(code: str) -> Period:
    """The period of a code: 2021, 2021-Q1, 2021-H1, 2021-08, 2021-M01..M09, 2018-YTD, 2011..2015.

    Raises PeriodError if the code has none of these forms, a year beyond 1900..2100, or an end before its start.

    >>> parse_period("2021-Q3")
    Period(first=(2021, 7), last=(2021, 9), to_date=False)
    """
    match = _code_pattern().fullmatch(code.strip())
    if match is None:
        raise PeriodError(
            f"“{code}” không phải là thời kỳ; ví dụ: 2021, 2021-Q1, 2021-H1, 2021-08, 2021-M01..M09, 2011..2015"
        )
    period = _from_code(match)
    if not MIN_YEAR <= period.first[0] <= period.last[0] <= MAX_YEAR or period.first > period.last:
        raise PeriodError(f"Thời kỳ “{code}” phải nằm trong {MIN_YEAR}..{MAX_YEAR}, năm sau không trước năm đầu")
    return period


@lru_cache(maxsize=1)
def _code_pattern() -> re.Pattern[str]:
    return re.compile(_CODE)


def _from_code(match: re.Match[str]) -> Period:
    year = int(match["year"])
    if match["quarter"]:
        return months(year, 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"]))
    if match["half"]:
        return months(year, 6 * int(match["half"]) - 5, 6 * int(match["half"]))
    if match["month"]:
        return months(year, int(match["month"]), int(match["month"]))
    if match["first"]:
        return months(year, int(match["first"]), int(match["last"]))
    if match["until"]:
        return Period((year, 1), (int(match["until"]), 12))
    return Period((year, 1), (year, 12), match["to_date"] is not None)


def format_period(period: Period) -> str:
    """The code of the period, the shortest that has it. Raises PeriodError if months of several years have no code.

    >>> format_period(Period((2022, 1), (2022, 6))), format_period(Period((2022, 1), (2022, 9)))
    ('2022-H1', '2022-M01..M09')
    """
    (year, first), (until, last) = period.first, period.last
    if period.to_date:
        return f"{year}-YTD"
    if year != until:
        if (first, last) != (1, 12):
            raise PeriodError(f"Thời kỳ từ tháng {first}/{year} đến tháng {last}/{until} không có mã")
        return f"{year}..{until}"
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02}"
    if first % 3 == 1 and last == first + 2:
        return f"{year}-Q{last // 3}"
    return f"{year}-H{last // 6}" if first % 6 == 1 and last == first + 5 else f"{year}-M{first:02}..M{last:02}"


def period_words(period: Period) -> str:
    """The period as a reader calls it.

    >>> period_words(Period((2022, 1), (2022, 9))), period_words(Period((2021, 1), (2025, 12)))
    ('9 tháng đầu năm 2022', 'giai đoạn 2021–2025')
    """
    (year, first), (until, last) = period.first, period.last
    if period.to_date:
        return f"từ đầu năm {year}"
    if year != until:
        whole = (first, last) == (1, 12)
        return f"giai đoạn {year}–{until}" if whole else f"từ tháng {first}/{year} đến tháng {last}/{until}"
    if (first, last) == (1, 12):
        return f"năm {year}"
    if first == last:
        return f"tháng {first}/{year}"
    if first % 3 == 1 and last == first + 2:
        return f"quý {_ROMAN[last // 3]}/{year}"
    if first == 1:
        return f"{last} tháng đầu năm {year}"
    return f"{13 - first} tháng cuối năm {year}" if last == 12 else f"từ tháng {first} đến tháng {last}/{year}"
