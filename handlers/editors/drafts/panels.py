"""A draft -> its panels: what was read, what publishing would change, what an editor is to type."""

from pathlib import Path

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.drafts.edits import BEFORE_FILE, REPORT_FIELDS, is_last_a_drop
from handlers.editors.panels.difference import describe_effects, describe_facts, describe_refusals, describe_warnings
from handlers.editors.panels.panel import Panel, Row, write_panel
from handlers.memory.drafts import Draft
from handlers.memory.prompts import Prompt, save_prompt
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.report_record import ReportRecord
from knowledge.facts.versions.served_folders import FACTS_FILE
from knowledge.language.times.period_mentions import parse_period, period_words
from knowledge.review.proposal import Proposal

ALL_SEEN = "Đã xem hết. Công bố được rồi."
GONE = "Tệp của bản nháp này không còn trên máy chủ. Hãy gửi lại tài liệu, hoặc xóa bản nháp."
NOT_ALL_SEEN = "⚠ Còn {} số liệu chưa xem; nên xem hết rồi mới công bố."
FIRST_TIME = "Số liệu: công bố lần đầu, {} số liệu."
LOOK_FIRST = "Hãy xem qua tất cả trước khi công bố."

TYPE_WORDS = "Gõ {what} mới cho “{of}”. {hint}"


def count_facts(record: ReportRecord) -> str:
    """How many figures were read, and how many of them are to be looked at."""
    doubtful = sum(bool(fact.doubts) for fact in record.facts)
    return f"{len(record.facts)} số liệu, {len(record.facts) - doubtful} chắc chắn, {doubtful} cần xem"


def render_draft(draft: Draft, folder: Path, reports: Path, head: str = "") -> Panel:
    """What was read, and what can be done with it."""
    record = load_report_folder(folder).record
    doubtful = sum(bool(fact.doubts) for fact in record.facts)
    period = period_words(parse_period(record.period)) if record.period else "không rõ thời kỳ"
    served = _find_title(reports / draft.report)
    lines = [
        *([head] if head else []),
        record.title,
        f"{record.place or 'không rõ địa phương'} · {period} · mã: {draft.report}",
        *([f"Thay báo cáo đang phục vụ “{served}”."] if served else []),
        f"Đọc được {count_facts(record)}.",
    ]
    look: tuple[Row, ...] = (((f"Xem {doubtful} mục cần xem", f"d:{draft.id}:v"),),) if doubtful else ()
    part: tuple[Row, ...] = ((("Là báo cáo khác", f"d:{draft.id}:k"),),) if served else ()
    rows: list[Row] = [
        *look,
        (("Xem tất cả", f"d:{draft.id}:a:0"), ("Sửa tiêu đề, nơi, thời kỳ", f"d:{draft.id}:r")),
        *undo_row(draft, folder),
        *part,
        (("Công bố", f"d:{draft.id}:p"), ("Xóa bản nháp", f"d:{draft.id}:x")),
    ]
    return write_panel(lines, *rows)


def render_head_fields(draft: Draft, folder: Path) -> Panel:
    """Which field of the report itself is to be changed?"""
    record = load_report_folder(folder).record
    lines = [f"{words.capitalize()}: {getattr(record, name) or '(trống)'}" for name, words in REPORT_FIELDS.items()]
    buttons = tuple((words.capitalize(), f"d:{draft.id}:R:{name}") for name, words in REPORT_FIELDS.items())
    return write_panel(["Sửa gì của báo cáo?", *lines], buttons, (("Thôi", f"d:{draft.id}:b"),))


def render_proposal(draft: Draft, proposal: Proposal, head: str = "") -> Panel:
    """What publishing would change; the button that does it only where nothing breaks."""
    title = f"{proposal.report.title} · mã: {proposal.report.id}"
    doubts = [NOT_ALL_SEEN.format(proposal.doubts)] if proposal.doubts else []
    facts = describe_facts(proposal)[1:] if proposal.base else [_count_first(proposal), LOOK_FIRST]
    effects = describe_effects(change for change in proposal.answers if not change.is_broken)
    warnings = describe_warnings(proposal.warnings)
    lines = [title, *doubts, *warnings, *effects, *facts]  # a long list is cut at its end
    look = (("Xem tất cả", f"d:{draft.id}:a:0"),)
    back = ("Quay lại", f"d:{draft.id}:b")
    if proposal.broken:
        return write_panel(["Chưa công bố được.", *describe_refusals(proposal.broken), *lines], look, (back,))
    go = ("Công bố ngay", f"d:{draft.id}:P:{proposal.seen}")
    return write_panel([head or "Công bố bản này?", *lines], (go, back), look)


def _count_first(proposal: Proposal) -> str:
    """How many figures would be served for the first time, each with its comparisons."""
    return FIRST_TIME.format(len({fact.of or fact.id for fact in proposal.report.facts}))


def render_drop(draft: Draft) -> Panel:
    """Asks whether the draft is to go."""
    return write_panel(
        [f"Xóa bản nháp {draft.report}? Tệp đã gửi vẫn còn trong cuộc trò chuyện này."],
        (("Xóa hẳn", f"d:{draft.id}:X"), ("Quay lại", f"d:{draft.id}:b")),
    )


def render_gone(draft: Draft, told: str = GONE) -> Panel:
    """What can be done where the draft's folder cannot be read."""
    return write_panel([told], (("Xóa bản nháp", f"d:{draft.id}:X"),))


def _find_title(served: Path) -> str:
    """The title of the report that is served there; "" if none is."""
    if not (served / FACTS_FILE).is_file():
        return ""
    try:
        return load_report_folder(served).record.title
    except DataError:
        return served.name


def undo_row(draft: Draft, folder: Path) -> tuple[Row, ...]:
    """The button that takes the last decision back, where there is one."""
    if not (folder.parent / BEFORE_FILE).is_file():
        return ()
    words = "Lấy lại mục vừa bỏ" if is_last_a_drop(folder) else "Lấy lại bước vừa rồi"
    return (((words, f"d:{draft.id}:z"),),)


async def ask_words(
    update: Update, context: HandlerContext, draft: Draft, data: str, asked: tuple[str, str, str]
) -> Panel:
    """Wait for the editor's next words. asked: what is to be typed, for what, and a hint."""
    query, chat = update.callback_query, update.effective_chat
    if query and query.message and chat:
        prompt = Prompt(chat.id, f"d:{draft.id}:{data}", query.message.message_id)
        await save_prompt(context.bot_data.state, prompt)
    what, of, hint = asked
    key = data.split(":")[1]
    back = f"d:{draft.id}:r" if data.startswith("R") else f"d:{draft.id}:e:{key}"
    return write_panel([TYPE_WORDS.format(what=what, of=of, hint=hint)], (("Thôi", back),))
