"""Turn -> the JSON that scripts read; names and shapes are a contract."""

from decimal import Decimal

from knowledge.answering.answer import Entry
from knowledge.answering.dialogue import Turn
from knowledge.facts.fact import Fact
from knowledge.language.period import format_period

Json = dict[str, object]


def export_turn(text: str, turn: Turn) -> Json:
    """The answer to `text`: outcome, reading, answers, choices, reply."""
    answer = turn.answer
    return {
        "text": text,
        "outcome": str(answer.outcome),
        "reading": answer.reading,
        "answers": [_export_entry(entry) for entry in answer.entries],
        "choices": [export_fact(fact) for fact in answer.choices],
        "reply": turn.reply.text,
    }


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
        "value": _number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "qualifier": (quantity.qualifier or None) if quantity else None,
        "relation": str(fact.relation) if fact.relation else None,
        "of": fact.of,
        "sentence": fact.sentence,
        "report": fact.report,
        "title": fact.title,
    }
    if quantity and quantity.value_max is not None:
        exported["value_max"] = _number(quantity.value_max)
    if quantity and quantity.total is not None:
        exported |= {"total": _number(quantity.total), "total_is": fact.total_is or "total"}
    if fact.direction:
        exported["direction"] = fact.direction
    return exported


def _export_entry(entry: Entry) -> Json:
    derived = [{"operation": str(d.operation), "value": _number(d.value), "unit": d.unit} for d in entry.derived]
    exported: Json = {"facts": [export_fact(f) for f in entry.facts], "derived": derived}
    if entry.verdict:
        exported["verdict"] = str(entry.verdict)
    return exported


def _number(value: Decimal) -> int | float:
    """The decimal as JSON writes it; a whole number without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
