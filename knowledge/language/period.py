"""Vietnamese words for time <-> Period."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months from `first` to `last`, both (year, month), inclusive.

    to_date: a year counted up to an unnamed day ("2018-YTD"); then last is (year, 12).
    """

    first: tuple[int, int]
    last: tuple[int, int]
    to_date: bool = False


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
