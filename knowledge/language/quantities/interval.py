"""A number with what bounds it -> the values that it allows: "trên 150", "gần 200", "từ 5 đến 7", "không quá 3".

Source: tables/units/qualifiers.tsv for the words that bound a number.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from knowledge.language.quantities.quantity import Quantity
from knowledge.language.table import load_table
from knowledge.language.text.tokens import fold


class Bound(StrEnum):
    """How a number is bounded; the names of the tables. PLAIN: by nothing, as people quote a figure."""

    PLAIN = "plain"
    EXACT = "exact"
    ABOVE = "above"
    BELOW = "below"
    LEAST = "least"
    MOST = "most"
    NEAR = "near"
    UNDER = "under"  # near, but below: "gần 200", "ngót 200"


# Shares of the number: what "khoảng", "gần" surely mean, and what they can mean at most; from figures of reports
# beside their roundings.
_SURELY, _AT_MOST = Decimal("0.03"), Decimal("0.10")
# Who writes "trên 3.250" has counted less than 3.270: how many of the last digit written, and never more than a share.
_DIGITS_MORE, _SHARE_MORE = 2, Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from low to high; None where there is no end. is_open: without that end itself."""

    low: Decimal | None
    high: Decimal | None
    is_low_open: bool = False
    is_high_open: bool = False

    @property
    def point(self) -> Decimal | None:
        """The only value, if there is just one."""
        return self.low if self.low == self.high else None

    def lies_in(self, other: "Interval") -> bool:
        """Is every value of this one in the other?"""
        return not (_is_below(self, other) or _is_below(_turned(self), _turned(other)))

    def meets(self, other: "Interval") -> bool:
        """Is there a value in both?"""
        return not (_is_apart(self, other) or _is_apart(other, self))

    def moved(self, by: Decimal) -> "Interval":
        return replace(
            self,
            low=None if self.low is None else self.low + by,
            high=None if self.high is None else self.high + by,
        )

    def less(self, other: "Interval") -> "Interval":
        """All that the difference may be."""
        return Interval(_apply(self.low, other.high), _apply(self.high, other.low))

    def over(self, other: "Interval", scale: Decimal) -> "Interval":
        """All that the ratio of two positive values may be, times the scale."""
        low = None if self.low is None or not other.high else self.low / other.high * scale
        return Interval(low, None if self.high is None or not other.low else self.high / other.low * scale)

    def turned(self) -> "Interval":
        """The same values with the other sign."""
        return _turned(self)


def possible(quantity: Quantity, factor: Decimal) -> Interval:
    """All that the quantity of a report may be, its unit being `factor` of a base."""
    if quantity.value_max is not None:
        return Interval(quantity.value * factor, quantity.value_max * factor)
    bound, value = bound_of(quantity.qualifier), quantity.value * factor
    if bound is Bound.ABOVE and value > 0:
        more = Decimal(1).scaleb(_last_digit(quantity.value)) * factor * _DIGITS_MORE
        return Interval(value, value + min(more, value * _SHARE_MORE), True)
    return spread(bound, value, _AT_MOST)


def allowed(bound: Bound, value: Decimal, value_max: Decimal | None = None) -> tuple[Interval, Interval]:
    """What surely bears out who says so, and outside of which it is surely not so."""
    if value_max is not None:
        return Interval(value, value_max), Interval(value, value_max)
    return spread(bound, value, _SURELY), spread(bound, value, _AT_MOST)


def spread(bound: Bound, value: Decimal, share: Decimal) -> Interval:
    """The values so bounded; share: how far from the number "near" reaches."""
    margin = abs(value) * share
    match bound:
        case Bound.ABOVE:
            return Interval(value, None, is_low_open=True)
        case Bound.BELOW:
            return Interval(None, value, is_high_open=True)
        case Bound.LEAST:
            return Interval(value, None)
        case Bound.MOST:
            return Interval(None, value)
        case Bound.NEAR:
            return Interval(value - margin, value + margin)
        case Bound.UNDER:
            return Interval(value - margin, value, is_high_open=True)
        case Bound.PLAIN | Bound.EXACT:
            return Interval(value, value)


def bound_of(qualifier: str) -> Bound:
    """What the qualifier of a quantity bounds it by; of a chain ("khoảng trên") the last word that is known.

    >>> bound_of("trên"), bound_of("không quá"), bound_of("")
    (<Bound.ABOVE: 'above'>, <Bound.MOST: 'most'>, <Bound.PLAIN: 'plain'>)
    """
    words = qualifier.split()
    for start in range(len(words)):
        if bound := _bounds().get(" ".join(words[start:])):
            return bound
    return Bound.NEAR if words else Bound.PLAIN


def _last_digit(value: Decimal) -> int:
    """The power of ten of the last digit that is not 0: 1 of 3250, -1 of 158.3."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


@cache
def _bounds() -> dict[str, Bound]:
    rows = [(words, Bound(bound)) for words, _, bound in load_table("units/qualifiers") if bound]
    return {fold(words): bound for words, bound in reversed(rows)} | dict(rows)


def _is_below(one: Interval, other: Interval) -> bool:
    """Has the one values below the other's low end?"""
    if other.low is None:
        return False
    if one.low is None or one.low < other.low:
        return True
    return one.low == other.low and other.is_low_open and not one.is_low_open


def _is_apart(one: Interval, other: Interval) -> bool:
    """Does the one end before the other begins?"""
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.is_high_open or other.is_low_open))


def _apply(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _turned(one: Interval) -> Interval:
    low = None if one.high is None else -one.high
    return Interval(low, None if one.low is None else -one.low, one.is_high_open, one.is_low_open)
