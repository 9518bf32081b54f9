"""Vietnamese numbers with their units <-> Quantity."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as the report states it.

    value: in `unit`, never rescaled ("825 tỷ 776 triệu đồng" is 825.776 "tỷ đồng"); of a range the lower end, of
    "34/202 xã" the 34. value_max: upper end of a range. total: 202 in "34/202 xã". unit: "" where none is written.
    qualifier: trên, hơn, gần, khoảng, dưới … as written in lower case, "" if none ("ước" is a status, not here).
    start, end, surface: what was read in the searched text, qualifier included; not part of equality.
    """

    value: Decimal
    unit: str
    qualifier: str = ""
    value_max: Decimal | None = None
    total: Decimal | None = None
    surface: str = field(default="", compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
