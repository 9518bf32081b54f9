"""Turn -> the JSON that scripts read; names and shapes are a contract.

text, outcome, reading, answers (facts, derived, verdict where there is one), choices (facts, in the order shown),
reply.
A fact is written by knowledge/facts/record/export.py.
"""

from knowledge.answering.answer.answer import Entry
from knowledge.answering.dialogue import Turn
from knowledge.facts.record.export import Json, export_fact, export_number


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


def _export_entry(entry: Entry) -> Json:
    derived = [{"operation": str(d.operation), "value": export_number(d.value), "unit": d.unit} for d in entry.derived]
    exported: Json = {"facts": [export_fact(f) for f in entry.facts], "derived": derived}
    if entry.asked:
        exported["asked"] = entry.asked
    if entry.verdict:
        exported["verdict"] = str(entry.verdict)
    return exported
