"""The publish, versions and rollback commands: what would change is shown before it does."""

import asyncio
import getpass
import sys
from datetime import datetime
from pathlib import Path

from handlers.difference import (
    describe_answers,
    describe_broken,
    describe_fact_change,
    describe_facts,
    describe_warning,
    say_broken,
)
from handlers.shell import confirm, is_terminal, write_command
from knowledge.answering.proposal import Proposal, propose, propose_rollback
from knowledge.facts.audit import Author, Change, list_changes
from knowledge.facts.errors import StaleError
from knowledge.facts.layout import FACTS_FILE
from knowledge.facts.versions import find_target, is_edited, publish, rollback

__all__ = [
    "describe_answers",
    "describe_broken",
    "describe_change",
    "describe_done",
    "describe_fact_change",
    "describe_facts",
    "describe_proposal",
    "find_author",
    "run_publish",
    "run_rollback",
    "run_versions",
]

OK, REFUSED = 0, 1
TRIES = 3  # to show again what changed while it was read
CHANGED_MEANWHILE = "Trong lúc đó bản nháp hay bản đang phục vụ đã đổi; nay là:"
CHANGE_WORDS = {"publish": "công bố", "rollback": "trở về", "edit": "sửa thẳng trong tệp", "file": "đưa vào bằng tệp"}


def run_publish(
    directory: Path,
    draft: Path,
    is_agreed: bool,
    database_url: str,
    *,
    home_place: str = "",
    knowledge: Path | None = None,
) -> int:
    """Show what would change and do just that if agreed; 1 if a golden question breaks or the person declines.

    database_url: where the bot counts what people ask. knowledge: the folder of reports where it was named.
    Raises DataError if the draft is not proved.
    """
    recent = _load_recent(database_url)
    for _ in range(TRIES):
        proposal = propose(directory, draft, recent, home_place)
        print(describe_proposal(proposal, draft))
        if proposal.broken:
            for broken in proposal.broken:
                print(describe_broken(broken), file=sys.stderr)
            return REFUSED
        if not (is_agreed or confirm("Công bố?")):
            print("Chưa công bố. Công bố không hỏi lại: thêm --yes", file=sys.stderr)
            return REFUSED
        try:
            change = publish(directory, draft, find_author(), proposal.seen)
        except StaleError:
            print(CHANGED_MEANWHILE, file=sys.stderr)
            continue
        print(describe_done(change, knowledge) if change else "Bản này đang được phục vụ rồi, không có gì mới.")
        return OK
    return REFUSED


def _load_recent(database_url: str) -> list[str]:
    """What people asked lately; [] and a line that says so if the database cannot be read."""
    from handlers.asked import list_recent  # SQLAlchemy: half a second that the other commands here do not pay
    from handlers.database import Database, StateError

    async def load() -> list[str]:
        database = Database(database_url)
        await database.open()
        try:
            return await list_recent(database)
        finally:
            await database.close()

    try:
        return asyncio.run(load())
    except StateError as error:
        print(f"{error}; không đối chiếu được các câu người dùng đã hỏi gần đây", file=sys.stderr)
        return []


def run_versions(directory: Path, report: str | None) -> int:
    """List the changes of each report, oldest first; 1 if a report is named that has none."""
    changes = list_changes(directory, report)
    for name in dict.fromkeys(change.report for change in changes):
        own = [change for change in changes if change.report == name]
        print(f"{name}: {_serving(own[-1])}{_say_edited(directory, own[-1])}")
        print("\n".join(f"  {describe_change(change)}" for change in own))
    if not changes:
        print("Chưa có bản nào được công bố" + (f" của {report}." if report else "."))
    return REFUSED if report and not changes else OK


def _say_edited(directory: Path, last: Change) -> str:
    if not last.version or not is_edited(directory, last.report):
        return ""
    is_there = (directory / last.report / FACTS_FILE).is_file()
    return " (tệp đã sửa thêm sau đó, chưa công bố)" if is_there else f" (tệp {FACTS_FILE} không còn)"


def run_rollback(
    directory: Path,
    report: str,
    number: int | None,
    is_agreed: bool,
    *,
    home_place: str = "",
    knowledge: Path | None = None,
) -> int:
    """Show what would change and serve an earlier version again if agreed; golden questions may break, and are told.

    1 if the person declines or there is nobody to ask. Raises DataError if there is no such version.
    """
    for _ in range(TRIES):
        target = find_target(directory, report, number)
        proposal = propose_rollback(directory, report, target, home_place)
        print(f"Trở về bản {target}:" if target else "Gỡ báo cáo:")
        print("\n".join([*describe_facts(proposal), *describe_answers(proposal)]))
        for broken in proposal.broken:
            print(f"Hỏng {say_broken(broken)}")
        for warning in proposal.warnings:
            print(f"Lưu ý: {describe_warning(warning)}")
        question = f"Trở về bản {target}?" if target else "Gỡ báo cáo này khỏi phục vụ?"
        if not (is_agreed or (is_terminal() and confirm(question))):
            print("Chưa làm gì. Làm mà không hỏi lại: thêm --yes", file=sys.stderr)
            return REFUSED
        try:
            print(describe_done(rollback(directory, report, target, find_author(), proposal.seen), knowledge))
        except StaleError:
            print(CHANGED_MEANWHILE, file=sys.stderr)
            continue
        return OK
    return REFUSED


def find_author() -> Author:
    """Whoever is logged in, now."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError):  # a container without names
        who = "?"
    return Author(who, datetime.now().astimezone().isoformat(timespec="seconds"))


def describe_change(change: Change) -> str:
    """A line of the audit log for a person."""
    version = f"bản {change.version}" if change.version else "gỡ khỏi phục vụ"
    who = f" · {change.who}" if change.who else ""
    note = f" · {change.note}" if change.note else ""
    return f"{version} · {CHANGE_WORDS.get(change.what, change.what)} · {change.when}{who}{note}"


def _serving(change: Change) -> str:
    return f"đang phục vụ bản {change.version}" if change.version else "đã gỡ khỏi phục vụ"


def describe_done(change: Change, knowledge: Path | None = None) -> str:
    """What was done and how it is taken back. knowledge: the folder of reports where it was named."""
    if change.undo == change.version:
        return f"{change.report}: {_serving(change)}."
    command = write_command("rollback", change.report, change.undo, knowledge=knowledge)
    return f"{change.report}: {_serving(change)}. Hoàn tác: {command}"


def describe_proposal(proposal: Proposal, draft: Path) -> str:
    """What publishing would change, a line each, and what is left to do in the terminal."""
    lines = [*describe_facts(proposal), *describe_answers(proposal)]
    lines += [f"Lưu ý: {describe_warning(warning)}" for warning in proposal.warnings]
    if proposal.doubts:
        lines.append(f"Còn {proposal.doubts} mục chưa xem: {write_command('review', draft)}")
    left = proposal.report.left_numbers
    if left:
        lines.append(f"Còn {left} số của báo cáo chưa có trong facts hay ignored (vẫn công bố được)")
    return "\n".join(lines)
