"""Facts -> what follows from them by arithmetic, every operand a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from knowledge.facts.record.fact import Fact, Relation
from knowledge.language.numbers.unit import base_unit
from knowledge.language.quantities.quantity import Quantity, base_value
from knowledge.language.table import load_words

HUNDRED = Decimal(100)
_CENTS = Decimal("0.01")
_WIDE = Context(prec=100)  # digits: of figures as long as they are read the quotient has fewer


class Operation(StrEnum):
    """The names scripts see."""

    DIFFERENCE = "difference"
    PERCENT_CHANGE = "percent_change"
    RATIO = "ratio"
    IMPLIED_PLAN = "implied_plan"
    IMPLIED_PREVIOUS = "implied_previous"
    SUM = "sum"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed value in `unit`. is_about: an operand is "trên", "gần" …, or the result is rounded."""

    operation: Operation
    value: Decimal
    unit: str
    is_about: bool = False


def compare(new: Fact, old: Fact) -> tuple[Derived, ...]:
    """How `new` differs from `old`: the difference in `new`'s unit, and in percent unless they are percentages.

    () if they cannot be compared.
    """
    a, b = new.quantity, old.quantity
    if a is None or b is None or not is_comparable(new, old):
        return ()
    is_about = _is_about(a) or _is_about(b)
    factor = base_unit(a.unit)[0]
    before = base_value(b)[0] / factor
    difference = a.value - before
    is_share = base_unit(a.unit)[1] == "%"
    unit = load_words("units/unit_words", "points")[0] if is_share else a.unit
    derived = [Derived(Operation.DIFFERENCE, difference, unit, is_about)]
    if before and not is_share:
        derived.append(Derived(Operation.PERCENT_CHANGE, _round(difference / before * HUNDRED), "%", is_about))
        derived.append(Derived(Operation.RATIO, _round(a.value / before), "lần", is_about))
    return tuple(derived)


def share_of(part: Fact, whole: Fact) -> Derived | None:
    """The one in percent of the other; None if they cannot be compared."""
    a, b = part.quantity, whole.quantity
    if a is None or b is None or not is_comparable(part, whole) or not b.value:
        return None
    return Derived(
        Operation.RATIO, _round(base_value(a)[0] / base_value(b)[0] * HUNDRED), "%", _is_about(a) or _is_about(b)
    )


def is_comparable(a: Fact, b: Fact) -> bool:
    """Are both single numbers in units of one kind?"""
    if a.quantity is None or b.quantity is None or a.quantity.value_max or b.quantity.value_max:
        return False
    return base_value(a.quantity)[1] == base_value(b.quantity)[1]


def implied_base(fact: Fact, comparison: Fact) -> Derived | None:
    """The plan or the previous value that a fact and its comparison imply; None if they imply none."""
    a, c = fact.quantity, comparison.quantity
    if a is None or c is None or a.value_max or c.value_max:
        return None
    if comparison.relation is Relation.ABS_CHANGE:
        if base_value(a)[1] != base_value(c)[1]:
            return None
        change = base_value(c)[0] / base_unit(a.unit)[0]
        value = a.value - change if comparison.direction != "down" else a.value + change
        return Derived(Operation.IMPLIED_PREVIOUS, value, a.unit, _is_about(a) or _is_about(c))
    if base_unit(c.unit)[1] != "%":
        return None
    share = share_of_base(comparison)
    if share is None or share <= 0:
        return None
    is_plan = comparison.relation is not None and comparison.relation.is_about_plan
    operation = Operation.IMPLIED_PLAN if is_plan else Operation.IMPLIED_PREVIOUS
    return Derived(operation, _round(a.value / share * HUNDRED), a.unit, True)


def share_of_base(comparison: Fact) -> Decimal | None:
    """The fact in percent of its plan or of the previous period: "tăng 6,72 %" is 106.72; None if not told."""
    if comparison.quantity is None:
        return None
    value = comparison.quantity.value
    match comparison.relation:
        case Relation.PCT_OF_PLAN | Relation.PCT_OF_PREVIOUS:
            return value
        case Relation.PCT_OVER_PLAN:
            return HUNDRED + value
        case Relation.PCT_CHANGE:
            return HUNDRED - value if comparison.direction == "down" else HUNDRED + value
    return None


def change_of(comparison: Fact) -> Derived | None:
    """ "bằng 106,72 %" says +6.72 %, "đạt 102 % kế hoạch" 2 % over; None for what states the change itself."""
    if comparison.relation not in (Relation.PCT_OF_PLAN, Relation.PCT_OF_PREVIOUS) or comparison.quantity is None:
        return None
    return Derived(Operation.PERCENT_CHANGE, comparison.quantity.value - HUNDRED, "%", _is_about(comparison.quantity))


def total_of(facts: Sequence[Fact]) -> Derived | None:
    """The sum, in the first fact's unit; None if the units differ."""
    if not facts or not all(is_comparable(facts[0], f) for f in facts):
        return None
    quantities = [f.quantity for f in facts if f.quantity]
    factor, unit = base_unit(quantities[0].unit)[0], quantities[0].unit
    value = sum((base_value(q)[0] for q in quantities), Decimal(0)) / factor
    return Derived(Operation.SUM, value, unit, any(map(_is_about, quantities)))


def _is_about(quantity: Quantity) -> bool:
    return bool(quantity.qualifier) or quantity.value_max is not None


def _round(value: Decimal) -> Decimal:
    return value.quantize(_CENTS, rounding=ROUND_HALF_UP, context=_WIDE)
