"""How answers would differ after publishing, in words for an editor."""

from collections.abc import Iterable

from handlers.difference import OUTCOME_WORDS
from knowledge.answering.answer import Answer
from knowledge.answering.proposal import AnswerChange
from knowledge.answering.wording import label_of

NOTHING_TO_ASK = "chưa có gì để hỏi"
REFUSAL = "Nếu công bố, câu “{}” sẽ không còn được trả lời như cũ ({} → {})."


def describe_effects(changes: Iterable[AnswerChange]) -> list[str]:
    """A line for each question that would be answered in other words."""
    told = ((change.question, say(change.old), say(change.new)) for change in changes)
    return [f"• “{question}”: {old} → {new}" for question, old, new in told if old != new]


def describe_refusals(broken: Iterable[AnswerChange]) -> list[str]:
    """A line for each question that must be answered as before and would not be."""
    return [REFUSAL.format(change.question, say(change.old), say(change.new)) for change in broken]


def say(answer: Answer | None) -> str:
    """The figure and what it is of; for lack of one what the bot would do."""
    if answer is None:
        return NOTHING_TO_ASK
    said = answer.facts
    return f"{said[0].figure or said[0].sentence} · {label_of(said[0])}" if said else OUTCOME_WORDS[answer.outcome]
