"""The versions of the reports in Telegram: what was published, by whom, and taking the last change back."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from telegram import Update, User

from handlers.context import HandlerContext
from handlers.panel import Panel, describe_error, write_panel
from handlers.publishing import describe_answers, describe_broken, describe_change
from knowledge.answering.proposal import propose
from knowledge.facts.audit import Author, Change, list_changes
from knowledge.facts.errors import DataError
from knowledge.facts.versions import publish, rollback

CHANGES_SHOWN = 10
NO_CHANGES = "Chưa có bản nào được công bố."
CHANGED_MEANWHILE = "Trong lúc đó đã có thay đổi khác; hiện nay:"
UNDO = "Hoàn tác: /hoantac"


def make_author(user: User | None) -> Author:
    """The person at Telegram, now; their id, not their name."""
    return Author(f"telegram:{user.id if user else 0}", datetime.now().astimezone().isoformat(timespec="seconds"))


def publish_draft(reports: Path, folder: Path, author: Author, asked: Iterable[str] = ()) -> tuple[str, bool]:
    """What to tell, and whether the draft is served now; it is not where a golden question would break.

    asked: questions whose new answers are told. Raises DataError if the draft is not proved.
    """
    proposal = propose(reports, folder, asked)
    if proposal.broken:
        return "\n".join(map(describe_broken, proposal.broken)), False
    change = publish(reports, folder, author)
    if change is None:
        return "Bản này đang được phục vụ rồi, không có gì mới.", True
    answers = describe_answers(proposal) if asked else []
    return "\n".join([describe(change), *answers, UNDO]), True


def describe(change: Change) -> str:
    """A line for one change."""
    return f"{change.report}: {describe_change(change)}"


async def show_versions(_: Update, context: HandlerContext) -> Panel:
    """The last changes, the latest first, each with the version that takes it back."""
    return write_panel(_list_changes(context.bot_data.desk.reports))


async def ask_undo(_: Update, context: HandlerContext) -> Panel:
    """Asks whether the last change is to be taken back."""
    changes = list_changes(context.bot_data.desk.reports)
    if not changes:
        return write_panel([NO_CHANGES])
    last = changes[-1]
    if last.undo == last.version:
        return write_panel([f"Lần sau cùng: {describe(last)}", "Đó là bản đầu tiên, không có bản trước để trở về."])
    target = f"trở về bản {last.undo}" if last.undo else "gỡ báo cáo này khỏi phục vụ"
    lines = [f"Lần sau cùng: {describe(last)}", f"Hoàn tác: {target}?"]
    return write_panel(lines, (("Hoàn tác", f"u:{len(changes)}"), ("Thôi", "u:0")))


async def on_undo_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """Take the last change back if it still is the one that was asked about; `arguments[0]`: how many there were."""
    reports, number = context.bot_data.desk.reports, arguments[0] if arguments else ""
    changes = list_changes(reports)
    if number == "0":
        return write_panel(["Giữ nguyên."])
    if not changes or number != str(len(changes)):
        return write_panel([CHANGED_MEANWHILE, *_list_changes(reports)])
    last, author = changes[-1], make_author(update.effective_user)
    try:
        change = await asyncio.to_thread(rollback, reports, last.report, last.undo, author)
    except DataError as error:
        return write_panel(["Chưa hoàn tác được:", describe_error(error)])
    return write_panel([describe(change), UNDO])


def _list_changes(reports: Path) -> list[str]:
    latest = list_changes(reports)[: -CHANGES_SHOWN - 1 : -1]
    return [f"{describe(change)} · hoàn tác: bản {change.undo}" for change in latest] or [NO_CHANGES]
