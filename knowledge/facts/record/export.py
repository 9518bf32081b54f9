"""Fact -> the JSON that scripts read; names and shapes are a contract."""

from decimal import Decimal

from knowledge.facts.record.fact import Fact
from knowledge.language.times.period import format_period

Json = dict[str, object]


def export_fact(fact: Fact) -> Json:
    """The fact; `value` is a number in the unit as written, null for a statement."""
    quantity = fact.quantity
    exported: Json = {
        "id": fact.id,
        "indicator": fact.indicator or None,
        "place": fact.place or None,
        "period": format_period(fact.period) if fact.period else None,
        "status": str(fact.status) if fact.status else None,
        "figure": fact.figure,
        "value": export_number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "qualifier": (quantity.qualifier or None) if quantity else None,
        "relation": str(fact.relation) if fact.relation else None,
        "of": fact.of,
        "sentence": fact.sentence,
        "report": fact.report,
        "title": fact.title,
    }
    if quantity and quantity.value_max is not None:
        exported["value_max"] = export_number(quantity.value_max)
    if quantity and quantity.total is not None:
        exported |= {"total": export_number(quantity.total), "total_is": fact.total_is or "total"}
    if fact.direction:
        exported["direction"] = fact.direction
    return exported


def export_number(value: Decimal) -> int | float:
    """The decimal as JSON writes it; a whole number without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
