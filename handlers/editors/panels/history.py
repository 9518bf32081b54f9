"""/phienban: what was published, when and by whom; the versions of each report."""

import asyncio
from hashlib import blake2s
from pathlib import Path

from telegram import Update, User

from handlers.context import HandlerContext
from handlers.editors.panels.difference import CHANGE_WORDS
from handlers.editors.panels.moments import format_moment, tell_now
from handlers.editors.panels.panel import Panel, find_page, write_panel
from knowledge.facts.versions.audit import Author, Change, list_changes

CHANGES_SHOWN, REPORTS_SHOWN = 8, 8
NO_CHANGES = "Chưa có bản nào được công bố."
UNDO = "Hoàn tác: /hoantac"
TELEGRAM = "telegram:"


def make_author(user: User | None) -> Author:
    """The person at Telegram, now; their id, not their name."""
    return Author(f"{TELEGRAM}{user.id if user else 0}", tell_now())


def describe(change: Change, reader: Author) -> str:
    """A line for one change: which report and version, what, when, who."""
    version = f"bản {change.version}" if change.version else "gỡ khỏi phục vụ"
    who = "bạn" if change.who == reader.who else change.who.removeprefix(TELEGRAM)
    parts = (version, CHANGE_WORDS.get(change.what, change.what), format_moment(change.when), who, change.note)
    return f"{change.report}: {' · '.join(part for part in parts if part)}"


async def show_versions(update: Update, context: HandlerContext) -> Panel:
    """The last changes, the latest first, and a button for each report."""
    return await asyncio.to_thread(render_reports, context.bot_data.desk.reports, make_author(update.effective_user), 0)


def render_reports(reports: Path, reader: Author, number: int) -> Panel:
    """The last changes, and a page of the reports that have any, a button each."""
    changes = list_changes(reports)
    if not changes:
        return write_panel([NO_CHANGES])
    lines = [describe(change, reader) for change in changes[: -CHANGES_SHOWN - 1 : -1]]
    page = find_page(list_reports(changes), number, REPORTS_SHOWN)
    rows = [((f"Các bản của {name}", f"h:{key_of(name)}:v:0"),) for name in page.items]
    return write_panel(lines, *rows, *page.turn_row("h:0:g:{}"))


def render_report(reports: Path, report: str, reader: Author, number: int) -> Panel:
    """The changes of one report, the latest first, and a button for each version that is not served."""
    changes = list_changes(reports, report)
    page, served = find_page(changes[::-1], number, CHANGES_SHOWN), changes[-1].version
    lines = [describe(change, reader) for change in page.items]
    now = f"Đang phục vụ bản {served}." if served else "Báo cáo này đã gỡ khỏi phục vụ."
    versions = dict.fromkeys(change.version for change in page.items if change.version not in (0, served))
    key = key_of(report)
    rows = [((f"Trở về bản {version}", f"h:{key}:r:{version}"),) for version in versions]
    return write_panel([now, *lines], *rows, *page.turn_row(f"h:{key}:v:{{}}"), (("Các báo cáo", "h:0:g:0"),))


def list_reports(changes: list[Change]) -> list[str]:
    """The reports, the latest changed first."""
    return list(dict.fromkeys(change.report for change in reversed(changes)))


def key_of(report: str) -> str:
    """A short name of the report: a button holds no long one."""
    return blake2s(report.encode(), digest_size=4).hexdigest()
