"""Vietnamese numbers with their units <-> Quantity."""

from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.language.numbers.figure import Figure
from knowledge.language.numbers.number import NumberError, parse_number
from knowledge.language.numbers.qualifier import from_before, is_after, qualifier_after, qualifier_before, times_before
from knowledge.language.numbers.unit import base_unit
from knowledge.language.quantities.digits import read_whole, scan
from knowledge.language.text.aligned import Aligned, align

__all__ = [
    "NonQuantity",
    "NumberError",
    "Quantity",
    "QuantityError",
    "base_value",
    "find_non_quantities",
    "find_quantities",
    "format_quantity",
    "parse_number",
    "parse_quantity",
]


class QuantityError(ValueError):
    """The text is not one quantity."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{text}” không phải là một số liệu (ví dụ: trên 3.250 tỷ đồng; 106,72%; 45 HTX)")


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


@dataclass(frozen=True, slots=True)
class NonQuantity:
    """Digits of the searched text that state no quantity, and why: a short Vietnamese phrase."""

    start: int
    end: int
    surface: str
    reason: str


def parse_quantity(text: str) -> Quantity:
    """The quantity that the whole text states; its unit may be any words. Raises QuantityError if it is none or more.

    >>> parse_quantity("trên 3.250 tỷ đồng").value, parse_quantity("01 chi nhánh HTX").unit
    (Decimal('3250'), 'chi nhánh HTX')
    """
    stripped = text.strip()
    aligned = align(stripped)
    figure = read_whole(aligned)
    quantity = _qualified(aligned, stripped, figure) if figure else None
    if quantity is None or quantity.end != len(stripped) or times_before(aligned, quantity.start) > 0:
        raise QuantityError(text)
    return quantity


def find_quantities(text: str) -> list[Quantity]:
    """Every number of a running text that counts or measures, in order; unit "" where no known unit follows.

    >>> [(str(q.value), q.unit) for q in find_quantities("Quý 3 thu 3.250,5 tỷ đồng, 12.50 ha")]  # 12.50: refused
    [('3250.5', 'tỷ đồng')]
    """
    aligned = align(text)
    return [_qualified(aligned, text, figure) for figure in scan(aligned)[0]]


def find_non_quantities(text: str) -> list[NonQuantity]:
    """The other digits of the text, in order: every digit is in a quantity or in one of these."""
    aligned = align(text)
    places = [(aligned.at(name.start), aligned.at(name.end), name.reason) for name in scan(aligned)[1]]
    return [NonQuantity(start, end, text[start:end], reason) for start, end, reason in places]


def base_value(quantity: Quantity) -> tuple[Decimal, str]:
    """The value in the base of its unit, so that values of different scales can be compared.

    >>> base_value(parse_quantity("44,4 nghìn tỷ đồng")) == base_value(parse_quantity("44.400 tỷ đồng"))
    True
    """
    factor, base = base_unit(quantity.unit)
    return quantity.value * factor, base


def format_quantity(quantity: Quantity) -> str:
    """The quantity in Vietnamese.

    >>> format_quantity(Quantity(Decimal("3250.5"), "tỷ đồng", "trên"))
    'trên 3.250,5 tỷ đồng'
    """
    number = format_number(quantity.value)
    if quantity.value_max is not None:
        number += f"-{format_number(quantity.value_max)}"
    if quantity.total is not None:
        number += f"/{format_number(quantity.total)}"
    gap = "" if quantity.unit[:1] in ("", "%", "‰") else " "
    return _with_qualifier(f"{number}{gap}{quantity.unit}", quantity.qualifier)


def format_number(value: Decimal) -> str:
    """The number with dots between thousands and a decimal comma.

    >>> format_number(Decimal("10367.700"))
    '10.367,700'
    """
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def _with_qualifier(figure: str, qualifier: str) -> str:
    if is_after(qualifier):
        return f"từ {figure} {qualifier}"
    return f"{qualifier} {figure}".strip()


def _qualified(aligned: Aligned, text: str, figure: Figure) -> Quantity:
    """The figure with the words around it that soften it."""
    qualifier, start, end = "", figure.start, figure.end
    if before := qualifier_before(aligned, start):
        qualifier, start = before
    elif after := qualifier_after(aligned, end):
        qualifier, end = after
    if figure.value_max is not None or end > figure.end:
        start = from_before(aligned, start)
    start, end = aligned.at(start), aligned.at(end)
    return Quantity(figure.value, figure.unit, qualifier, figure.value_max, figure.total, text[start:end], start, end)
