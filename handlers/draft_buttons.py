"""A document from an editor -> its draft; a pressed button of a draft -> the next panel."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

from telegram import Update
from telegram.error import BadRequest

from handlers.asked import list_recent
from handlers.context import HandlerContext
from handlers.decisions import accept_fact, drop_fact, ignore_fact
from handlers.delivery import attempt
from handlers.draft_panels import (
    find_next,
    find_shown,
    key_of,
    load_facts,
    render_doubtful,
    render_draft,
    render_drop,
    render_proposal,
)
from handlers.drafts import CLOSED, OPEN, READING, Draft, find_draft, list_open, open_draft, save_draft
from handlers.history import make_author, publish_draft
from handlers.panel import Panel, describe_error, edit_panel, send_panel, write_panel
from handlers.reading import draft_report, name_file
from knowledge.answering.proposal import propose
from knowledge.extraction.documents import HUGE, MAX_BYTES
from knowledge.extraction.paragraph import DocumentError
from knowledge.facts.errors import DataError

READING_WORDS = "Đang đọc {name}…"
CLOSED_WORDS = "Bản nháp này đã được công bố hay bỏ rồi."
DROPPED_WORDS = "Đã bỏ bản nháp {report}."
NO_DRAFTS = "Không có bản nháp nào. Gửi vào đây một tệp .docx, .pdf, .html, .md hay .txt để bắt đầu."
DRAFTS_WORDS = "Các bản nháp chưa công bố:"
DRAFTS_SHOWN = 8
DECISIONS = {"y": accept_fact, "n": drop_fact, "i": ignore_fact}


async def on_document(update: Update, context: HandlerContext) -> None:
    """Read the document into a draft, and say in one message how far that is."""
    message, services = update.effective_message, context.bot_data
    if not message or not message.document:
        return
    name = message.document.file_name or "tep.txt"
    draft = await open_draft(services.state, update.update_id, message.chat_id)
    if not draft.message_id:
        panel = write_panel([READING_WORDS.format(name=name)])
        draft = replace(draft, message_id=await send_panel(update, context, panel))
        await save_draft(services.state, draft)
    if draft.stage == CLOSED:
        return
    try:
        if draft.stage == READING:
            draft = await _read(update, context, draft, name)
        panel = render_draft(draft, draft.find_folder(services.desk.drafts))
    except DocumentError as error:
        await edit_panel(update, context, write_panel([str(error)]), draft.message_id)
        return await _close(context, draft)
    await edit_panel(update, context, panel, draft.message_id)


async def _read(update: Update, context: HandlerContext, draft: Draft, name: str) -> Draft:
    """The draft with its folder written. Raises DocumentError."""
    services = context.bot_data
    file = name_file(services.desk.drafts / str(draft.id), name)
    await _download(update, context, file)
    report = await asyncio.to_thread(draft_report, file, name, services.desk.reports)
    draft = replace(draft, report=report, stage=OPEN)
    await save_draft(services.state, draft)
    return draft


async def show_drafts(update: Update, context: HandlerContext) -> Panel:
    """The drafts of this chat, a button each."""
    chat = update.effective_chat
    drafts = await list_open(context.bot_data.state, chat.id) if chat else []
    if not drafts:
        return write_panel([NO_DRAFTS])
    return write_panel([DRAFTS_WORDS], *(((draft.report, f"d:{draft.id}:b"),) for draft in drafts[:DRAFTS_SHOWN]))


async def on_draft_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """The panel after a button of draft `arguments[0]`: v view, y n i l decide, p P publish, x X drop, b back."""
    services, chat = context.bot_data, update.effective_chat
    number, action, key = (*arguments, "", "", "")[:3]
    draft = await find_draft(services.state, int(number), chat.id) if chat and number.isdigit() else None
    if draft is None:
        return write_panel([CLOSED_WORDS])
    folder = draft.find_folder(services.desk.drafts)
    match action:
        case "v" | "y" | "n" | "i" | "l":
            decided, refusal = await asyncio.to_thread(_decide, draft, folder, action, key)
            await save_draft(services.state, decided)
            return await asyncio.to_thread(render_doubtful, decided, folder, refusal)
        case "p":
            return await _propose(context, draft)
        case "P":
            return await _publish(update, context, draft)
        case "x":
            return render_drop(draft)
        case "X":
            await _close(context, draft)
            return write_panel([DROPPED_WORDS.format(report=draft.report)])
        case _:
            return await asyncio.to_thread(render_draft, draft, folder)


def _decide(draft: Draft, folder: Path, action: str, key: str) -> tuple[Draft, str]:
    """The draft after the decision on the fact of that key, and why it was refused; a fact decided before stays."""
    facts = load_facts(folder)
    fact = next((fact for fact in facts if fact.doubts and key_of(fact) == key), None)
    if fact is None:
        shown = find_shown(facts, draft.cursor)
        return replace(draft, cursor=shown.id if shown else ""), ""
    following = find_next(facts, fact.id)
    refusal = DECISIONS[action](folder, fact) if action in DECISIONS else ""
    return (replace(draft, cursor=fact.id), refusal) if refusal else (replace(draft, cursor=following), "")


async def _download(update: Update, context: HandlerContext, file: Path) -> None:
    """Put the document there. Raises DocumentError if it is too large for Telegram to hand out."""
    document = update.effective_message.document if update.effective_message else None
    assert document is not None
    huge = DocumentError(HUGE.format(megabytes=MAX_BYTES // 1_000_000), document.file_name or "")
    if (document.file_size or 0) > MAX_BYTES:
        raise huge
    try:
        found = await attempt(lambda: context.bot.get_file(document.file_id))
        content = await attempt(found.download_as_bytearray)
    except BadRequest as error:
        if "too big" in str(error):
            raise huge from error
        raise
    await asyncio.to_thread(_write, file, bytes(content))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


async def _propose(context: HandlerContext, draft: Draft) -> Panel:
    """What publishing would change, also to what people asked lately."""
    desk = context.bot_data.desk
    asked = await list_recent(context.bot_data.state)
    try:
        proposal = await asyncio.to_thread(propose, desk.reports, draft.find_folder(desk.drafts), asked)
    except DataError as error:
        return write_panel(["Chưa công bố được:", describe_error(error)], (("Quay lại", f"d:{draft.id}:b"),))
    return render_proposal(draft, proposal)


async def _publish(update: Update, context: HandlerContext, draft: Draft) -> Panel:
    """Serve it; what was done and how it is taken back, or why not."""
    desk, user = context.bot_data.desk, update.effective_user
    folder = draft.find_folder(desk.drafts)
    try:
        told, is_done = await asyncio.to_thread(publish_draft, desk.reports, folder, make_author(user))
    except DataError as error:
        told, is_done = describe_error(error), False
    if not is_done:
        return write_panel(["Chưa công bố được:", told], (("Quay lại", f"d:{draft.id}:b"),))
    await _close(context, draft)
    return write_panel([told])


async def _close(context: HandlerContext, draft: Draft) -> None:
    """The draft is over; its folder goes after that is written down."""
    await save_draft(context.bot_data.state, replace(draft, stage=CLOSED))
    folder = context.bot_data.desk.drafts / str(draft.id)
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
