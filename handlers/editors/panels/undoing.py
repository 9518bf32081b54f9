"""Going back to an earlier version: a step, or to a chosen one; what that changes is shown before."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.panels.difference import describe_effects, describe_facts, describe_refusals, describe_warnings
from handlers.editors.panels.history import (
    NO_CHANGES,
    UNDO,
    describe,
    key_of,
    list_reports,
    make_author,
    render_report,
    render_reports,
)
from handlers.editors.panels.panel import Panel, describe_error, parse_number, write_panel
from handlers.library import Library
from knowledge.facts.record.errors import DataError, Problem, StaleError
from knowledge.facts.versions.audit import Author, Change, list_changes
from knowledge.facts.versions.publish import find_target, is_edited, rollback
from knowledge.facts.versions.served_folders import FACTS_FILE
from knowledge.review.proposal import Proposal, propose_rollback

CHANGED_MEANWHILE = "Trong lúc đó đã có thay đổi khác; hiện nay:"
KEPT = "Giữ nguyên."
EDITED = "⚠ Tệp của báo cáo đã được sửa thẳng sau lần đó; phần sửa ấy thôi phục vụ, và được giữ thành một bản riêng."
NO_STEP = "không còn bước nào để hoàn tác; muốn phục vụ lại một bản khác, xem Các bản"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button asks for. version: to go back to, None for a step; count: of all changes then; seen: as shown."""

    version: int | None
    count: int
    seen: str


async def on_version_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """The panel after a button of a report: g its page of the list, v its versions, r asks to go back, R goes back."""
    library, author = context.bot_data.desk.library, make_author(update.effective_user)
    reports = library.reports
    key, action, *numbers = (*arguments, "", "", "", "", "")[:5]
    first, second = parse_number(numbers[0]), parse_number(numbers[1])
    report = next((name for name in list_reports(list_changes(reports)) if key_of(name) == key), "")
    if not report or action == "g":
        return await asyncio.to_thread(render_reports, reports, author, first or 0)
    if action == "r" and first is not None:
        return await asyncio.to_thread(_ask_return, library, report, first)
    if action == "R" and first is not None and second is not None and numbers[2]:
        return await asyncio.to_thread(_roll_back, reports, report, Asked(first, second, numbers[2]), author)
    return await asyncio.to_thread(render_report, reports, report, author, first or 0)


async def ask_undo(update: Update, context: HandlerContext) -> Panel:
    """Asks whether the last change is to be taken back, a step further than the one taken back before."""
    return await asyncio.to_thread(_ask_undo, context.bot_data.desk.library, make_author(update.effective_user))


async def on_undo_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """Take the last change back if it still is the one that was asked about.

    arguments: how many changes there were, and what was seen.
    """
    reports, author = context.bot_data.desk.reports, make_author(update.effective_user)
    count, seen = (*arguments, "", "")[:2]
    number, changes = parse_number(count), list_changes(reports)
    if number == 0:
        return write_panel([KEPT])
    if number is None or number > len(changes) or not seen:
        return await asyncio.to_thread(render_reports, reports, author, 0)
    return await asyncio.to_thread(_roll_back, reports, changes[number - 1].report, Asked(None, number, seen), author)


def _ask_return(library: Library, report: str, version: int) -> Panel:
    """What going back to that version would change."""
    reports, key = library.reports, key_of(report)
    count = len(list_changes(reports))
    try:
        proposal = propose_rollback(reports, report, find_target(reports, report, version), library.home_place)
    except DataError as error:
        return write_panel([describe_error(error)], (("Quay lại", f"h:{key}:v:0"),))
    lines = [f"Trở về bản {version} của {report}?", *_say_edited(reports, report), *_describe_proposal(proposal)]
    go = ("Trở về", f"h:{key}:R:{version}:{count}:{proposal.seen}")
    return write_panel(lines, (go, ("Thôi", f"h:{key}:v:0")))


def _ask_undo(library: Library, reader: Author) -> Panel:
    """What taking the last change back would change."""
    reports = library.reports
    changes = list_changes(reports)
    if not changes:
        return write_panel([NO_CHANGES])
    last = changes[-1]
    lines = [f"Lần sau cùng: {describe(last, reader)}"]
    try:
        target = _find_step(reports, last.report)
        proposal = propose_rollback(reports, last.report, target, library.home_place)
    except DataError as error:
        return write_panel([*lines, describe_error(error)], (("Các bản", "h:0:g:0"),))
    words = f"trở về bản {target}" if target else "gỡ báo cáo này khỏi phục vụ"
    lines += [f"Hoàn tác: {words}?", *_say_edited(reports, last.report), *_describe_proposal(proposal)]
    return write_panel(lines, (("Hoàn tác", f"u:{len(changes)}:{proposal.seen}"), ("Thôi", "u:0")))


def _describe_proposal(proposal: Proposal) -> list[str]:
    """What would change, the questions that must be answered as before first; they are told, and nothing refused."""
    broken = [f"⚠ {line}" for line in describe_refusals(proposal.broken)]
    effects = describe_effects(change for change in proposal.answers if not change.is_broken)
    return [*broken, *describe_warnings(proposal.warnings), *effects, *describe_facts(proposal)[1:]]


def _roll_back(reports: Path, report: str, asked: Asked, author: Author) -> Panel:
    """Do what was asked, unless it is done, or others changed something since."""
    try:
        if not (since := list_changes(reports)[asked.count :]):
            step = asked.version
            target = _find_step(reports, report) if step is None else find_target(reports, report, step)
            change = rollback(reports, report, target, author, asked.seen)
            return write_panel([describe(change, author), UNDO])
    except StaleError:
        since = list_changes(reports)[asked.count :]
    except DataError as error:
        return write_panel(["Chưa hoàn tác được:", describe_error(error)])
    return _tell_since(reports, since, author)


def _find_step(reports: Path, report: str) -> int:
    """The version a step back; 0 for the first one of a report that was not there before. Raises DataError if none."""
    try:
        return find_target(reports, report, None)
    except DataError as error:
        changes = list_changes(reports, report)
        if changes[0].undo or changes[-1].version != changes[0].version:
            raise DataError((Problem(report, 0, "", NO_STEP),)) from error
        return find_target(reports, report, 0)


def _tell_since(reports: Path, since: list[Change], reader: Author) -> Panel:
    """What became of a button pressed twice, or before a kill: done; else what others did meanwhile."""
    own = [change for change in since if change.what == "rollback" and change.who == reader.who]
    if own:
        return write_panel([f"Đã làm rồi: {describe(own[0], reader)}", UNDO])
    shown = render_reports(reports, reader, 0)
    head = write_panel([CHANGED_MEANWHILE]).reply.paragraphs
    return Panel(type(shown.reply)((*head, *shown.reply.paragraphs)), shown.rows)


def _say_edited(reports: Path, report: str) -> list[str]:
    """That the served folder was edited by hand; one that is taken away was not."""
    return [EDITED] if (reports / report / FACTS_FILE).is_file() and is_edited(reports, report) else []
