"""Publishing: every version of a report is kept, one takes another's place in one step, and all of it is written down.

.versions/3/xa-mau/        the third version of xa-mau, whole, never changed again
.versions/xa-mau.switch    there from the moment a version counts until all its files are in place; readers then
                           read the version itself (folders.py), and the next writer finishes the work
.versions/audit.jsonl      who did what and when, a line each
"""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from knowledge.facts.audit import Author, Change, append_change, list_changes
from knowledge.facts.contents import Contents, name_contents, read_contents
from knowledge.facts.durable import sync_folder, write_synced
from knowledge.facts.errors import DataError, Problem, StaleError
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import FACTS_FILE, GOLDEN_FILE, VERSIONS_FOLDER, find_report_folders
from knowledge.facts.proof import prove
from knowledge.facts.switch import switch, writing

STALE = "trong lúc đó bản nháp hay bản đang phục vụ đã đổi; xem lại rồi công bố"
_REPORT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Snapshot:
    """The bytes of a draft and of what is served under its id, read once. wanted: what publishing would serve."""

    draft: Contents
    served: Contents

    @property
    def wanted(self) -> Contents:
        """The draft; the golden questions stay where it has none."""
        return {**{name: data for name, data in self.served.items() if name == GOLDEN_FILE}, **self.draft}

    @property
    def fingerprint(self) -> str:
        return name_contents(self.draft, self.served)


def take_snapshot(directory: Path, draft: Path) -> Snapshot:
    """The draft and what is served, as they are now. Raises DataError if a file cannot be read."""
    return Snapshot(read_contents(draft), read_contents(directory / find_report_id(draft)))


def fingerprint(directory: Path, draft: Path) -> str:
    """A name for the very bytes of the draft and of what is served under its id."""
    return take_snapshot(directory, draft).fingerprint


def publish(directory: Path, draft: Path, author: Author, seen: str = "", note: str = "") -> Change | None:
    """Serve the draft as the newest version of the report its folder is named after; None if that is served already.

    The draft may be the served folder itself. seen: the fingerprint of what the author was shown.
    Raises DataError if it is not proved, StaleError if it is not what was seen; then nothing has changed.
    """
    report = find_report_id(draft)
    live = directory / report
    is_live = draft.resolve() == live.resolve()
    with writing(directory, report) as versions:
        snapshot = take_snapshot(directory, draft)
        if seen not in ("", snapshot.fingerprint):
            raise StaleError((Problem(str(draft), 0, "", STALE),))
        prove(load_report_folder(draft.resolve(), contents=snapshot.wanted))
        served = _served_version(directory, report) if is_live else _keep_edits(directory, report, author)
        if snapshot.wanted == read_contents(versions / str(served) / report) == read_contents(live):
            return None
        number = _store(versions, report, snapshot.wanted)
        undo = served or (number if is_live else 0)
        return switch(directory, Change(author.when, author.who, "publish", report, number, undo, note))


def rollback(directory: Path, report: str, number: int | None, author: Author) -> Change:
    """Serve an earlier version again, the one before the last change if none is named; 0 takes the report away.

    Raises DataError if there is no such version, or no report would be left.
    """
    with writing(directory, report) as versions:
        served = _keep_edits(directory, report, author)
        changes = list_changes(directory, report)
        known = sorted({c.version for c in changes})
        target = number if number is not None else changes[-1].undo if changes else served
        if target == served:
            raise _error(directory / report, f"không có bản nào khác để trở về; các bản: {_join(known)}")
        if target:
            folder = versions / str(target) / report
            if not folder.is_dir():
                raise _error(directory / report, f"không có bản {target}; các bản: {_join(known)}")
            prove(load_report_folder(folder))
        elif [path.name for path in find_report_folders(directory)] == [report]:
            raise _error(directory / report, "là báo cáo duy nhất, gỡ đi thì không còn gì để trả lời")
        return switch(directory, Change(author.when, author.who, "rollback", report, target, served))


def is_edited(directory: Path, report: str) -> bool:
    """Does the served folder differ from the version last put there? Also if none ever was."""
    version = directory / VERSIONS_FOLDER / str(_served_version(directory, report)) / report
    return read_contents(directory / report) != read_contents(version)


def find_report_id(draft: Path) -> str:
    """The folder's name. Raises DataError if that can be no id."""
    name = draft.resolve().name
    if not _REPORT_ID.fullmatch(name):
        raise _error(draft, "tên thư mục là mã báo cáo, chỉ gồm a-z, 0-9 và dấu -; đổi tên, ví dụ xa-mau-2022")
    return name


def find_base(directory: Path, draft: Path) -> Path | None:
    """The folder a draft is to be compared with: the served one, or its last version where the draft is that itself."""
    live = directory / find_report_id(draft)
    if live.resolve() == draft.resolve():
        live = directory / VERSIONS_FOLDER / str(_served_version(directory, live.name)) / live.name
    return live if (live / FACTS_FILE).is_file() else None


def _served_version(directory: Path, report: str) -> int:
    changes = list_changes(directory, report)
    return changes[-1].version if changes else 0


def _keep_edits(directory: Path, report: str, author: Author) -> int:
    """The number of the version that is served, after what a person typed into it became a version too."""
    last, served = _served_version(directory, report), read_contents(directory / report)
    if FACTS_FILE not in served or not is_edited(directory, report):
        return last
    number = _store(directory / VERSIONS_FOLDER, report, served)
    change = Change(author.when, "", "edit", report, number, last or number)
    append_change(directory, change)
    return number


def _store(versions: Path, report: str, contents: Contents) -> int:
    """Keep a version under the next number, whole or not at all."""
    taken = [int(path.parent.name) for path in versions.glob(f"*/{report}") if path.parent.name.isdigit()]
    number = max(taken, default=0) + 1
    temporary, target = versions / f".{report}.tmp", versions / str(number) / report
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        temporary.mkdir()
        for name, data in contents.items():
            write_synced(temporary / name, data)
        sync_folder(temporary)
        target.parent.mkdir(exist_ok=True)
        os.replace(temporary, target)  # noqa: PTH105
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    sync_folder(target.parent)
    sync_folder(versions)
    return number


def _join(numbers: list[int]) -> str:
    return ", ".join(str(n) for n in numbers if n) or "chưa có"


def _error(path: Path, message: str) -> DataError:
    return DataError((Problem(str(path), 0, "", message),))
