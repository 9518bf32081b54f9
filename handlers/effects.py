"""How answers would differ after publishing, in words for an editor."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from handlers.difference import OUTCOME_WORDS, describe_warning
from knowledge.answering.answer import Answer
from knowledge.answering.answer_changes import AnswerChange
from knowledge.answering.wording import label_of
from knowledge.facts.errors import Problem

NOTHING_TO_ASK = "chưa có gì để hỏi"
REFUSAL = "Nếu công bố, câu “{}” sẽ không còn được trả lời như cũ ({} → {})."
EXPECTED = "Câu hỏi mẫu ở {}: thêm tên khác hay sửa số liệu, hoặc sửa dòng này nếu câu trả lời mới mới là đúng."


def describe_effects(changes: Iterable[AnswerChange]) -> list[str]:
    """A line for each question that would be answered in other words."""
    told = ((change.question, say(change.old), say(change.new)) for change in changes)
    return [f"• “{question}”: {old} → {new}" for question, old, new in told if old != new]


def describe_refusals(broken: Iterable[AnswerChange]) -> list[str]:
    """A line for each question that must be answered as before and would not be, where it is written, what to do."""
    return [_refuse(change) for change in broken]


def describe_warnings(warnings: Iterable[Problem]) -> list[str]:
    """A line for each mistake in golden questions of other reports."""
    named = [replace(warning, path=_name_file(Path(warning.path))) for warning in warnings]
    return [f"Lưu ý: {describe_warning(warning)}" for warning in named]


def _refuse(change: AnswerChange) -> str:
    refusal = REFUSAL.format(change.question, say(change.old), say(change.new))
    golden = change.golden
    return f"{refusal} {EXPECTED.format(f'{_name_file(golden.path)}:{golden.line}')}" if golden else refusal


def _name_file(path: Path) -> str:
    """The report and the file's name: nobody there sees our folders."""
    return f"{path.parent.name}/{path.name}"


def say(answer: Answer | None) -> str:
    """The figure and what it is of; for lack of one what the bot would do."""
    if answer is None:
        return NOTHING_TO_ASK
    said = answer.facts
    return f"{said[0].figure or said[0].sentence} · {label_of(said[0])}" if said else OUTCOME_WORDS[answer.outcome]
