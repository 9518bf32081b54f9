"""/bannhap: the drafts of all editors, a button each."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.drafts.panels import count_facts
from handlers.editors.panels.moments import find_zone
from handlers.editors.panels.panel import Panel, find_page, parse_number, write_panel
from handlers.memory.drafts import Draft, list_open
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError

NO_DRAFTS = "Không có bản nháp nào. Gửi vào đây một tệp .docx, .pdf, .html, .md hay .txt để bắt đầu."
DRAFTS_WORDS = "Các bản nháp chưa công bố:"
UNREADABLE = "không đọc được tệp trên máy chủ"
DRAFTS_SHOWN = 8


async def show_drafts(update: Update, context: HandlerContext) -> Panel:
    """The latest drafts."""
    return await on_list_button(update, context, [])


async def on_list_button(_: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """The page of drafts that `arguments[0]` names."""
    drafts = await list_open(context.bot_data.state)
    if not drafts:
        return write_panel([NO_DRAFTS])
    page = find_page(drafts, parse_number((*arguments, "")[0]) or 0, DRAFTS_SHOWN)
    folder = context.bot_data.desk.drafts
    told = await asyncio.to_thread(lambda: [_describe(draft, folder) for draft in page.items])
    lines = [f"{i}. {words}" for i, words in enumerate(told, start=page.first)]
    rows = [((f"{i}. {draft.report}", f"d:{draft.id}:b"),) for i, draft in enumerate(page.items, start=page.first)]
    return write_panel([DRAFTS_WORDS, *lines], *rows, *page.turn_row("l:{}"))


def _describe(draft: Draft, drafts: Path) -> str:
    """Title, day and count of a draft."""
    try:
        record = load_report_folder(draft.find_folder(drafts)).record
        sent = min(path.stat().st_mtime for path in (drafts / str(draft.id)).iterdir())
    except (DataError, OSError, ValueError):
        return f"{draft.report} · {UNREADABLE}"
    day = datetime.fromtimestamp(sent, UTC).astimezone(find_zone())
    return f"{record.title} · gửi ngày {day:%d/%m/%Y} · {count_facts(record)}"
