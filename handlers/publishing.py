"""The publish, versions and rollback commands: what would change is shown before it does."""

import asyncio
import getpass
import sys
from datetime import datetime
from pathlib import Path

from knowledge.answering.answer import Answer, Outcome
from knowledge.answering.proposal import AnswerChange, FactChange, Proposal, propose
from knowledge.answering.wording import label_of, status_words, when_words
from knowledge.facts.audit import Author, Change, list_changes
from knowledge.facts.fact import Fact
from knowledge.facts.versions import is_edited, publish, rollback

OK, REFUSED = 0, 1
FIELD_WORDS = {
    "indicator": "chỉ tiêu", "aliases": "tên khác", "place": "nơi", "period": "thời kỳ", "as_of": "tính đến",
    "status": "tình trạng", "figure": "số liệu", "total_is": "mẫu số", "relation": "so sánh", "direction": "chiều",
    "against": "so với", "sentence": "câu",
}  # fmt: skip
OUTCOME_WORDS = {
    Outcome.ANSWERED: "có trả lời",
    Outcome.CHOOSE: "hỏi lại để chọn",
    Outcome.NOT_FOUND: "không có số liệu",
    Outcome.CHAT: "không hiểu là câu hỏi",
}
CHANGE_WORDS = {"publish": "công bố", "rollback": "trở về", "edit": "sửa thẳng trong tệp"}


def run_publish(directory: Path, draft: Path, is_agreed: bool, database_url: str) -> int:
    """Show what would change and do it if agreed; 1 if a golden question breaks or the person declines.

    database_url: where the bot counts what people ask. Raises DataError if the draft is not proved.
    """
    proposal = propose(directory, draft, _load_recent(database_url))
    print(describe_proposal(proposal))
    if proposal.broken:
        for broken in proposal.broken:
            print(describe_broken(broken), file=sys.stderr)
        return REFUSED
    if not (is_agreed or _is_confirmed()):
        print("Chưa công bố. Công bố không hỏi lại: thêm --yes", file=sys.stderr)
        return REFUSED
    change = publish(directory, draft, find_author())
    print(describe_done(change) if change else "Bản này đang được phục vụ rồi, không có gì mới.")
    return OK


def _load_recent(database_url: str) -> list[str]:
    """What people asked lately; [] and a line that says so if the database cannot be read."""
    from sqlalchemy.exc import SQLAlchemyError  # half a second that the other commands here do not pay

    from handlers.asked import list_recent
    from handlers.state import State

    async def load() -> list[str]:
        async with State(database_url) as state:
            return await list_recent(state)

    try:
        return asyncio.run(load())
    except (SQLAlchemyError, OSError, ImportError):
        print("DATABASE_URL: không mở được, nên không đối chiếu các câu người dùng đã hỏi gần đây", file=sys.stderr)
        return []


def run_versions(directory: Path, report: str | None) -> int:
    """List the changes of each report, oldest first; 1 if a report is named that has none."""
    changes = list_changes(directory, report)
    for name in dict.fromkeys(change.report for change in changes):
        own = [change for change in changes if change.report == name]
        edited = " (tệp đã sửa thêm sau đó, chưa công bố)" if own[-1].version and is_edited(directory, name) else ""
        print(f"{name}: {_serving(own[-1])}{edited}")
        print("\n".join(f"  {describe_change(change)}" for change in own))
    if not changes:
        print("Chưa có bản nào được công bố" + (f" của {report}." if report else "."))
    return REFUSED if report and not changes else OK


def run_rollback(directory: Path, report: str, number: int | None) -> int:
    """Serve an earlier version again. Raises DataError if there is none."""
    print(describe_done(rollback(directory, report, number, find_author())))
    return OK


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


def describe_done(change: Change) -> str:
    """What was done and how it is taken back."""
    if change.undo == change.version:
        return f"{change.report}: {_serving(change)}."
    return f"{change.report}: {_serving(change)}. Hoàn tác: python bot.py rollback {change.report} {change.undo}"


def describe_proposal(proposal: Proposal) -> str:
    """What publishing would change, a line each, and what is left to do in the terminal."""
    lines = [*describe_facts(proposal), *describe_answers(proposal)]
    if proposal.doubts:
        lines.append(f"Còn {proposal.doubts} mục chưa xem: python bot.py review THƯ_MỤC")
    left = proposal.report.left_numbers
    if left:
        lines.append(f"Còn {left} số của báo cáo chưa có trong facts hay ignored (vẫn công bố được)")
    return "\n".join(lines)


def describe_facts(proposal: Proposal) -> list[str]:
    """The report, and which of its facts publishing would change, a line each."""
    report, changes = proposal.report, proposal.facts
    lines = [f"{report.id}: {report.title} · {len(report.facts)} mục, mục nào cũng có nguyên văn trong báo cáo"]
    if not changes:
        lines.append("Số liệu: như bản đang phục vụ")
    elif not proposal.base:
        lines.append(f"Số liệu: công bố lần đầu, {len(changes)} mục")
    else:
        lines.append(_count(changes))
        lines += [f"  {line}" for change in changes for line in describe_fact_change(change)]
    return lines


def describe_answers(proposal: Proposal) -> list[str]:
    """Which questions would be answered differently, a line each."""
    return [f"  ? {change.question}: {_say(change.old)} -> {_say(change.new)}" for change in proposal.answers]


def _count(changes: tuple[FactChange, ...]) -> str:
    added = sum(change.old is None for change in changes)
    removed = sum(change.new is None for change in changes)
    return f"Số liệu: thêm {added}, sửa {len(changes) - added - removed}, bỏ {removed}"


def describe_fact_change(change: FactChange) -> list[str]:
    """ "+" added, "-" removed, "~" changed and each field of it."""
    if change.old is None or change.new is None:
        fact = change.new or change.old
        return [f"{'+' if change.new else '-'} {_label(fact)}"] if fact else []
    words = [
        f"    {FIELD_WORDS[name]}: {_value(change.old, name)} -> {_value(change.new, name)}" for name in change.fields
    ]
    return [f"~ {_label(change.new)}", *words]


def _label(fact: Fact) -> str:
    return f"{fact.id.rpartition('/')[2]}  {label_of(fact)}"


def _value(fact: Fact, name: str) -> str:
    text = when_words(fact) if name == "period" else status_words(fact) if name == "status" else getattr(fact, name)
    text = ", ".join(text) if isinstance(text, tuple) else str(text or "(không)")
    return text if len(text) <= 90 else text[:87] + "…"


def _say(answer: Answer | None) -> str:
    if answer is None:
        return "chưa có gì để hỏi"
    said = answer.facts
    return f"{said[0].figure or said[0].sentence} ({said[0].id})" if said else OUTCOME_WORDS[answer.outcome]


def describe_broken(change: AnswerChange) -> str:
    """A golden question that would break, and what to do."""
    wanted = f"cần {change.expected}" if change.expected else "cần không trả lời"
    return (
        f"câu hỏi mẫu '{change.question}' {wanted}, nay {_say(change.new)}; "
        "thêm bí danh hay sửa mục đó trong facts.yaml, hoặc sửa golden.yaml nếu câu trả lời mới mới là đúng"
    )


def _is_confirmed() -> bool:
    print("Công bố? [c = có, k = không] ", end="", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print()
    return line.strip().casefold() in {"c", "có", "co", "y", "yes"}
