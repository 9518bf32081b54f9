"""A proposal -> the lines in which a person reads what it would change: in the terminal, and in fewer words at
Telegram.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from knowledge.answering.answer.answer import Answer, Outcome
from knowledge.answering.answer.phrases import label_of, status_words, when_words
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.errors import Problem
from knowledge.facts.record.fact import Fact
from knowledge.review.answer_changes import AnswerChange
from knowledge.review.difference import FactChange, FieldChange
from knowledge.review.proposal import Proposal

LONGEST = 90  # characters of a value in a line of the terminal
SAID = 3  # facts of an answer
FIELD_WORDS = {
    "indicator": "chỉ tiêu", "aliases": "tên khác", "place": "nơi", "period": "thời kỳ", "as_of": "tính đến",
    "status": "tình trạng", "figure": "số liệu", "total_is": "mẫu số", "relation": "so sánh", "direction": "chiều",
    "against": "so với", "sentence": "câu",
}  # fmt: skip
HEAD_WORDS = {
    "title": "tên báo cáo", "author": "tác giả", "publisher": "nơi đăng", "published": "ngày đăng", "place": "nơi",
    "period": "thời kỳ", "ignored": "số bỏ qua", "golden": "câu hỏi mẫu",
}  # fmt: skip
OUTCOME_WORDS = {
    Outcome.ANSWERED: "có trả lời",
    Outcome.CHOOSE: "hỏi lại để chọn",
    Outcome.NOT_FOUND: "không có số liệu",
    Outcome.CHAT: "không hiểu là câu hỏi",
}

NOTHING_TO_ASK = "chưa có gì để hỏi"
REFUSAL = "Nếu công bố, câu “{}” sẽ không còn được trả lời như cũ ({} → {})."
EXPECTED = "Câu hỏi mẫu ở {}: thêm tên khác hay sửa số liệu, hoặc sửa dòng này nếu câu trả lời mới mới là đúng."
CHANGE_WORDS = {"publish": "công bố", "rollback": "trở về", "edit": "sửa thẳng trong tệp", "file": "đưa vào bằng tệp"}


def describe_facts(proposal: Proposal) -> list[str]:
    """The report, and which of its fields and facts publishing would change, a line each."""
    report, changes = proposal.report, proposal.facts
    proved = "gỡ khỏi phục vụ" if proposal.is_removal else _count_facts(report)
    lines = [f"{report.id}: {report.title} · {proved}", *_describe_fields(proposal.fields)]
    if not proposal.base:
        lines.append(f"Số liệu: công bố lần đầu, {len(changes)} mục")
    else:
        lines.append(_count(changes) if changes else "Số liệu: như bản đang phục vụ")
    return [*lines, *(f"  {line}" for change in changes for line in describe_fact_change(change))]


def _count_facts(report: ProvedReport) -> str:
    return f"{len(report.facts)} mục, mục nào cũng có nguyên văn trong báo cáo"


def _describe_fields(changes: tuple[FieldChange, ...]) -> list[str]:
    """ "~" changed, "+" added, "-" removed; of the sentences of the text only how many."""
    shown = [change for change in changes if change.name != "text"]
    added = sum(bool(change.new) for change in changes if change.name == "text")
    removed = len(changes) - len(shown) - added
    lines = [f"  {_describe_field(change)}" for change in shown]
    return lines + ([f"  ~ toàn văn: thêm {added} câu, bỏ {removed} câu"] if added or removed else [])


def _describe_field(change: FieldChange) -> str:
    name = HEAD_WORDS[change.name]
    if change.old and change.new:
        return f"~ {name}: {_cut(change.old)} -> {_cut(change.new)}"
    return f"+ {name}: {_cut(change.new)}" if change.new else f"- {name}: {_cut(change.old)}"


def describe_answers(proposal: Proposal) -> list[str]:
    """Which questions would be answered differently, a line each."""
    told = [(change, _say(change.old), _say(change.new)) for change in proposal.answers]
    return [f"  ? {change.question}: {old} -> {new}" for change, old, new in told if old != new]


def _count(changes: tuple[FactChange, ...]) -> str:
    added = sum(change.old is None for change in changes)
    removed = sum(change.new is None for change in changes)
    return f"Số liệu: thêm {added}, sửa {len(changes) - added - removed}, bỏ {removed}"


def describe_fact_change(change: FactChange) -> list[str]:
    """ "+" added, "-" removed, each with its figure, "~" changed and each field of it."""
    if change.old is None or change.new is None:
        fact = change.new or change.old
        return [f"{'+' if change.new else '-'} {_label(fact)}: {_cut(fact.figure or fact.sentence)}"] if fact else []
    words = [
        f"    {FIELD_WORDS[name]}: {_value(change.old, name)} -> {_value(change.new, name)}" for name in change.fields
    ]
    return [f"~ {_label(change.new)}", *words]


def _label(fact: Fact) -> str:
    return f"{fact.id.rpartition('/')[2]}  {label_of(fact)}"


def _value(fact: Fact, name: str) -> str:
    text = when_words(fact) if name == "period" else status_words(fact) if name == "status" else getattr(fact, name)
    return _cut(", ".join(text) if isinstance(text, tuple) else str(text or "(không)"))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "…"


def _say(answer: Answer | None) -> str:
    """The facts of an answer, the first few of many; else what kind of answer it is."""
    if answer is None:
        return "chưa có gì để hỏi"
    said = [f"{_cut(fact.figure or fact.sentence)} ({fact.id})" for fact in answer.facts]
    more = f" và {len(said) - SAID} mục nữa" if len(said) > SAID else ""
    return "; ".join(said[:SAID]) + more if said else OUTCOME_WORDS[answer.outcome]


def describe_broken(change: AnswerChange) -> str:
    """A golden question that would break, where it stands, and what to do."""
    remedy = "thêm bí danh hay sửa mục đó trong facts.yaml, hoặc sửa dòng này nếu câu trả lời mới mới là đúng"
    where = f"{change.golden.path}:{change.golden.line}: " if change.golden else ""
    return f"{where}{say_broken(change)}; {remedy}"


def describe_warning(problem: Problem) -> str:
    """What is wrong with golden questions of another report, and that they were not compared."""
    return f"{problem}; chưa đối chiếu được các câu hỏi mẫu của báo cáo này"


def say_broken(change: AnswerChange) -> str:
    """What a golden question needs and what it gets."""
    expected = change.golden.fact if change.golden else ""
    wanted = f"cần {expected}" if expected else "cần không trả lời theo báo cáo này"
    return f"câu hỏi mẫu '{change.question}' {wanted}, nay {_say(change.new)}"


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
