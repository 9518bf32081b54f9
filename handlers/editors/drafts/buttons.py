"""A pressed button of a draft -> the next panel."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.drafts.draft_report import find_sent, part_draft
from handlers.editors.drafts.edits import BEFORE_FILE, HINTS, REPORT_FIELDS, keep_before, set_report_field, take_back
from handlers.editors.drafts.fact_buttons import Typed, edit_fact, review_fact, set_field_typed
from handlers.editors.drafts.fact_panels import render_all
from handlers.editors.drafts.panels import (
    GONE,
    ask_words,
    render_draft,
    render_drop,
    render_gone,
    render_head_fields,
    render_proposal,
)
from handlers.editors.drafts.sent_document import end_draft
from handlers.editors.panels.history import UNDO, describe, make_author
from handlers.editors.panels.panel import NOT_WRITTEN, Panel, describe_error, parse_number, write_panel
from handlers.library import is_served
from handlers.memory.asked import list_recent
from handlers.memory.drafts import Draft, find_draft, find_ending, save_draft
from knowledge.documents.layout.document import DocumentError
from knowledge.facts.record.errors import DataError, StaleError
from knowledge.facts.versions.audit import list_changes, note_event
from knowledge.facts.versions.publish import publish
from knowledge.facts.versions.served_folders import FACTS_FILE
from knowledge.review.proposal import propose

CLOSED_WORDS = "Bản nháp này không còn nữa."
DROPPED_WORDS = "Đã xóa bản nháp {report}."
PARTED_WORDS = "Nay là báo cáo khác, mã {report}."
STALE_WORDS = "Trong lúc đó đã có thay đổi; đây là khác biệt mới:"
SERVED_WORDS = "Bản này đang được phục vụ rồi, không có gì mới."


async def on_draft_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """The panel after a button of draft `arguments[0]`; what became of the draft where it is over."""
    number = parse_number(arguments[0]) if arguments else None
    draft = await find_draft(context.bot_data.state, number) if number is not None else None
    if number is None or draft is None:
        return write_panel([(await find_ending(context.bot_data.state, number or 0)) or CLOSED_WORDS])
    action, key, value = (*arguments[1:], "", "", "")[:3]
    if action == "X":
        return await _drop(update, context, draft)
    if not (draft.find_folder(context.bot_data.desk.drafts) / FACTS_FILE).is_file():
        return render_gone(draft, GONE)
    try:
        return await _act(update, context, draft, (action, key, value))
    except DataError as error:
        return render_gone(draft, f"Không đọc được bản nháp này:\n{describe_error(error)}")


async def _act(update: Update, context: HandlerContext, draft: Draft, pressed: tuple[str, str, str]) -> Panel:
    """v h l y n i: the doubtful facts; e f s S o a: any fact; r R: the report; p P x k z: the draft as a whole."""
    folder, reports = draft.find_folder(context.bot_data.desk.drafts), context.bot_data.desk.reports
    action, key, _ = pressed
    match action:
        case "v" | "h" | "l" | "y" | "n" | "i":
            return await review_fact(update, context, draft, (action, key))
        case "e" | "f" | "s" | "S" | "o":
            return await edit_fact(update, context, draft, pressed)
        case "a":
            return await asyncio.to_thread(render_all, draft, folder, parse_number(key) or 0)
        case "r":
            return await asyncio.to_thread(render_head_fields, draft, folder)
        case "R" if key in REPORT_FIELDS:
            return await ask_words(update, context, draft, f"R:{key}", (REPORT_FIELDS[key], draft.report, HINTS[key]))
        case "p":
            return await _propose(context, draft)
        case "P":
            return await _publish(update, context, draft, key)
        case "x":
            return render_drop(draft)
        case "k":
            return await _part(context, draft)
        case "z":
            about, author = f"{draft.report}: lấy lại bước vừa rồi", make_author(update.effective_user)
            if (folder.parent / BEFORE_FILE).is_file():
                await asyncio.to_thread(note_event, reports, author, "decision", about)
                await asyncio.to_thread(take_back, folder)
    return await asyncio.to_thread(render_draft, draft, folder, reports)


async def on_draft_words(update: Update, context: HandlerContext, arguments: list[str], text: str) -> Panel:
    """The panel after an editor typed what a button of draft `arguments[0]` asked for."""
    number, action, key, name = (*arguments, "", "", "", "")[:4]
    draft = await find_draft(context.bot_data.state, parse_number(number) or 0)
    folder = draft.find_folder(context.bot_data.desk.drafts) if draft else Path()
    if draft is None or not (folder / FACTS_FILE).is_file():
        return await on_draft_button(update, context, [number])
    reports = context.bot_data.desk.reports
    if action == "R" and key in REPORT_FIELDS:
        about, author = f"{draft.report}: sửa {REPORT_FIELDS[key]} của báo cáo", make_author(update.effective_user)
        refusal = await asyncio.to_thread(
            keep_before,
            folder,
            lambda: set_report_field(folder, key, text),
            lambda: note_event(reports, author, "decision", about),
        )
        head = f"Chưa ghi được: {refusal}" if refusal else "Đã ghi."
        return await asyncio.to_thread(render_draft, draft, folder, reports, head)
    typed = Typed(key, name, text, make_author(update.effective_user))
    return await asyncio.to_thread(set_field_typed, draft, folder, typed, reports)


async def _propose(context: HandlerContext, draft: Draft, head: str = "") -> Panel:
    """What publishing would change, also to what people asked lately."""
    desk = context.bot_data.desk
    asked = await list_recent(context.bot_data.state)
    try:
        folder = draft.find_folder(desk.drafts)
        proposal = await asyncio.to_thread(propose, desk.reports, folder, asked, desk.home_place)
    except DataError as error:
        return write_panel(["Chưa công bố được:", describe_error(error)], _back(draft))
    return render_proposal(draft, proposal, head)


async def _publish(update: Update, context: HandlerContext, draft: Draft, seen: str) -> Panel:
    """Serve what was seen; what was done and how it is taken back, or what has changed meanwhile."""
    desk, author = context.bot_data.desk, make_author(update.effective_user)
    folder = draft.find_folder(desk.drafts)
    try:
        if not seen:
            return await _propose(context, draft)
        change = await asyncio.to_thread(publish, desk.reports, folder, author, seen)
    except StaleError:
        if not await asyncio.to_thread(is_served, desk.reports, folder):
            return await _propose(context, draft, STALE_WORDS)
        change = None
    except OSError:
        return write_panel([NOT_WRITTEN], _back(draft))
    except DataError as error:
        return write_panel(["Chưa công bố được:", describe_error(error)], _back(draft))
    last = change or next(reversed(list_changes(desk.reports, draft.report)), None)
    told = "\n".join([*([] if change else [SERVED_WORDS]), *([describe(last, author), UNDO] if last else [])])
    await end_draft(context, draft, told)
    return write_panel([told])


async def _part(context: HandlerContext, draft: Draft) -> Panel:
    """The draft as a report of its own, read anew from the file that was sent; one that is that already stays."""
    desk, folder = context.bot_data.desk, draft.find_folder(context.bot_data.desk.drafts)
    file = await asyncio.to_thread(find_sent, folder)
    if file is None:
        return render_gone(draft)
    if not (desk.reports / draft.report / FACTS_FILE).is_file():
        return await asyncio.to_thread(render_draft, draft, folder, desk.reports)
    try:
        report = await asyncio.to_thread(part_draft, file, desk.reports)
    except DocumentError as error:
        return await asyncio.to_thread(render_draft, draft, folder, desk.reports, str(error))
    draft = replace(draft, report=report, cursor="")
    await save_draft(context.bot_data.state, draft)
    (folder.parent / BEFORE_FILE).unlink(missing_ok=True)
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    head = PARTED_WORDS.format(report=draft.report)
    return await asyncio.to_thread(render_draft, draft, draft.find_folder(desk.drafts), desk.reports, head)


async def _drop(update: Update, context: HandlerContext, draft: Draft) -> Panel:
    """The draft goes, and the log knows who let it go."""
    told, reports = DROPPED_WORDS.format(report=draft.report), context.bot_data.desk.reports
    await asyncio.to_thread(note_event, reports, make_author(update.effective_user), "drop", draft.report)
    await end_draft(context, draft, told)
    return write_panel([told])


def _back(draft: Draft) -> tuple[tuple[str, str], ...]:
    return (("Quay lại", f"d:{draft.id}:b"),)
