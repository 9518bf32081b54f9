"""A document from an editor -> its draft, and one message that says how far that is."""

import asyncio
import logging
import mimetypes
import shutil
from dataclasses import replace
from pathlib import Path

from telegram import Document, Update
from telegram.error import TelegramError

from handlers.context import HandlerContext
from handlers.database.database import make_private_folder
from handlers.editors.drafts.draft_report import draft_report, name_file
from handlers.editors.drafts.panels import render_draft
from handlers.editors.panels.panel import edit_panel, send_panel, write_panel
from handlers.memory.drafts import (
    CLOSED,
    OPEN,
    READING,
    Draft,
    close_draft,
    find_begun,
    find_ending,
    open_draft,
    save_draft,
)
from knowledge.documents.formats import HUGE, MAX_BYTES
from knowledge.documents.layout.document import DocumentError

READING_WORDS = "Đang đọc {name}…"
NO_NAME = "tai-lieu"
FETCH_S = 45.0  # in all; the editor hears within a minute
FETCH_PAUSES_S = (1.0, 3.0)  # between tries
REFUSED = "Telegram không đưa được tệp này; hãy gửi lại tệp, nếu vẫn thế hãy đợi ít phút"
BROKEN = "tải về không trọn vẹn; hãy gửi lại tệp"
SLOW = "tải từ Telegram quá lâu; hãy gửi lại khi mạng tốt hơn, hay chia thành tệp nhỏ hơn"

logger = logging.getLogger(__name__)


async def on_document(update: Update, context: HandlerContext) -> None:
    """Read the document into a draft, and say in one message how far that is."""
    message, services = update.effective_message, context.bot_data
    if not message or not message.document:
        return
    name = name_document(message.document)
    draft = await open_draft(services.state, update.update_id, message.chat_id)
    if draft.stage == CLOSED:  # before a kill, perhaps without having told so
        told = await find_ending(services.state, draft.id)
        if draft.message_id and told:
            await edit_panel(update, context, write_panel([told]), draft.message_id)
        return
    if not draft.message_id:
        panel = write_panel([READING_WORDS.format(name=name)])
        draft = replace(draft, message_id=await send_panel(update, context, panel))
        await save_draft(services.state, draft)
    try:
        if draft.stage == READING:
            draft = await _read(update, context, draft, name)
        desk = services.desk
        panel = await asyncio.to_thread(render_draft, draft, draft.find_folder(desk.drafts), desk.reports)
    except DocumentError as error:
        await edit_panel(update, context, write_panel([str(error)]), draft.message_id)
        return await end_draft(context, draft, str(error))
    await edit_panel(update, context, panel, draft.message_id)


def name_document(document: Document) -> str:
    """The name it was sent under; without one, an ending at least that its kind tells."""
    return document.file_name or NO_NAME + (mimetypes.guess_extension(document.mime_type or "") or ".txt")


async def close_unread(update: Update, context: HandlerContext, told: str) -> bool:
    """Was the update a document that is not done with? Then its panel says what became of it, and the draft is over."""
    draft = await find_begun(context.bot_data.state, update.update_id)
    if draft is None or not draft.message_id:
        return False
    await end_draft(context, draft, told)
    await edit_panel(update, context, write_panel([told]), draft.message_id)
    return True


async def end_draft(context: HandlerContext, draft: Draft, told: str) -> None:
    """The draft is over, and what became of it is written down; its folder goes after that."""
    await close_draft(context.bot_data.state, draft, told)
    folder = context.bot_data.desk.drafts / str(draft.id)
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


async def _read(update: Update, context: HandlerContext, draft: Draft, name: str) -> Draft:
    """The draft with its folder written. Raises DocumentError."""
    services = context.bot_data
    file = name_file(services.desk.drafts / str(draft.id), name)
    assert update.effective_message is not None and update.effective_message.document is not None
    content = await fetch(context, update.effective_message.document)
    await asyncio.to_thread(_write, file, content)
    report = await services.readers.run(lambda: draft_report(file, name, services.desk.reports))
    draft = replace(draft, report=report, stage=OPEN)
    await save_draft(services.state, draft)
    return draft


async def fetch(context: HandlerContext, document: Document) -> bytes:
    """The file as it was sent. Raises DocumentError within FETCH_S if Telegram does not hand it out whole."""
    name = name_document(document)
    if (document.file_size or 0) > MAX_BYTES:
        raise DocumentError(HUGE.format(megabytes=MAX_BYTES // 1_000_000), name)
    try:
        async with context.bot_data.fetches, asyncio.timeout(FETCH_S):
            for pause_s in FETCH_PAUSES_S:
                try:
                    return await _fetch_once(context, document)
                except DocumentError as error:
                    logger.warning("a document could not be fetched (%s), again in %.1f s", error.reason, pause_s)
                    await asyncio.sleep(pause_s)
            return await _fetch_once(context, document)
    except TimeoutError as error:
        raise DocumentError(SLOW, name) from error


async def _fetch_once(context: HandlerContext, document: Document) -> bytes:
    """The file. Raises DocumentError: too large, refused, broken on the way, or another than was sent."""
    name = name_document(document)
    try:
        content = await (await context.bot.get_file(document.file_id)).download_as_bytearray()
    except TelegramError as error:
        logger.warning("Telegram does not hand out a document: %r", error)
        huge = HUGE.format(megabytes=MAX_BYTES // 1_000_000)
        raise DocumentError(huge if "too big" in str(error) else REFUSED, name) from error
    if document.file_size and len(content) != document.file_size:
        raise DocumentError(BROKEN, name)
    return bytes(content)


def _write(file: Path, content: bytes) -> None:
    make_private_folder(file.parent)
    file.write_bytes(content)
