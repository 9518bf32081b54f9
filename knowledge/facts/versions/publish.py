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

from knowledge.facts.folder.contents import (
    FACTS_FILE,
    GOLDEN_FILE,
    VERSIONS_FOLDER,
    Contents,
    name_contents,
    read_contents,
)
from knowledge.facts.folder.proof import prove
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError, Problem, StaleError
from knowledge.facts.versions.audit import Author, Change, append_change, list_changes
from knowledge.facts.versions.disk import sync_folder, write_synced
from knowledge.facts.versions.served_folders import find_report_folders, find_version
from knowledge.facts.versions.switch import switch, writing
from knowledge.language.text.tokens import fold

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
    report = find_report_id(draft)
    live, version = read_contents(directory / report), find_version(directory, report)
    is_gone = FACTS_FILE not in live and version is not None
    return Snapshot(read_contents(draft), read_contents(version) if version and is_gone else live)


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
        prove(load_report_folder(draft, contents=snapshot.wanted))
        served = _served_version(directory, report) if is_live else _keep_edits(directory, report, author)
        if snapshot.wanted == read_contents(versions / str(served) / report) == read_contents(live):
            return None
        number = _store(versions, report, snapshot.wanted)
        undo = served or (number if is_live else 0)
        return switch(directory, Change(author.when, author.who, "publish", report, number, undo, note))


def rollback(
    directory: Path, report: str, number: int | None, author: Author, seen: str = "", *, note: str = ""
) -> Change:
    """Serve an earlier version again, the one a step further back if none is named; 0 takes the report away.

    seen: the fingerprint of the version's folder as a draft. Raises DataError if there is no such version or no report
    would be left, StaleError if it is not what was seen.
    """
    with writing(directory, report):
        target = find_target(directory, report, number)
        if seen not in ("", fingerprint(directory, find_folder(directory, report, target))):
            raise StaleError((Problem(str(directory / report), 0, "", STALE),))
        served = _keep_edits(directory, report, author)
        return switch(directory, Change(author.when, author.who, "rollback", report, target, served, note))


def find_target(directory: Path, report: str, number: int | None) -> int:
    """The version to go back to. Raises DataError if that cannot be served."""
    changes, live = list_changes(directory, report), directory / report
    served = changes[-1].version if changes else 0
    is_untouched = not is_edited(directory, report)
    target = number if number is not None else _find_earlier(changes, is_untouched)
    if target is None:
        raise _error(live, _say_nothing_before(served, changes, is_untouched))
    if target == served and is_untouched:
        raise _error(live, f"không có bản nào khác để trở về; các bản: {_join(changes)}")
    if target:
        folder = find_folder(directory, report, target)
        if not folder.is_dir():
            raise _error(live, f"không có bản {target}; các bản: {_join(changes)}")
        prove(load_report_folder(folder))
    elif [path.name for path in find_report_folders(directory)] == [report]:
        raise _error(live, "là báo cáo duy nhất, gỡ đi thì không còn gì để trả lời")
    return target


def _find_earlier(changes: list[Change], is_untouched: bool) -> int | None:
    """The version a step back; each step back is remembered, so that the next goes further. None if there is none."""
    way: list[int] = []
    for change in changes:
        if change.version in way:
            del way[way.index(change.version) + 1 :]
        else:
            way = [*way, change.version] if change.version else []
    if not is_untouched:
        return way[-1] if way else None
    return way[-2] if len(way) > 1 else None


def find_folder(directory: Path, report: str, number: int) -> Path:
    """Where that version is kept; version 0 is never there."""
    return directory / VERSIONS_FOLDER / str(number) / report


def is_edited(directory: Path, report: str) -> bool:
    """Does the served folder differ from the version last put there? Also if none ever was."""
    version = find_folder(directory, report, _served_version(directory, report))
    return read_contents(directory / report) != read_contents(version)


def find_report_id(draft: Path) -> str:
    """The folder's name. Raises DataError if that can be no id."""
    name = draft.resolve().name
    if not _REPORT_ID.fullmatch(name):
        wanted = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "xa-mau-2022"
        raise _error(draft, f"tên thư mục là mã báo cáo, chỉ gồm a-z, 0-9 và dấu -; đổi tên, ví dụ {wanted}")
    return name


def find_base(directory: Path, draft: Path) -> Path | None:
    """The folder a draft is to be compared with: the served one, or its last version where the draft is that itself."""
    live = directory / find_report_id(draft)
    if live.resolve() != draft.resolve() and (live / FACTS_FILE).is_file():
        return live
    return find_version(directory, live.name)


def _served_version(directory: Path, report: str) -> int:
    changes = list_changes(directory, report)
    return changes[-1].version if changes else 0


def _keep_edits(directory: Path, report: str, author: Author) -> int:
    """The number of the version that is served, after what a person typed into it became a version too."""
    last, served = _served_version(directory, report), read_contents(directory / report)
    if FACTS_FILE not in served or not is_edited(directory, report):
        return last
    number = _store(directory / VERSIONS_FOLDER, report, served)
    change = Change(author.when, "", "edit" if last else "file", report, number, last or number)
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


def _say_nothing_before(served: int, changes: list[Change], is_untouched: bool) -> str:
    if served or not is_untouched:
        name = f"bản {served}" if served else "bản đang có"
        return f"trước {name} không có bản nào; muốn gỡ báo cáo thì nêu rõ số 0"
    if changes:
        return f"đã gỡ khỏi phục vụ; nêu số của bản cần phục vụ lại: {_join(changes)}"
    return "không có báo cáo này; kiểm tra mã báo cáo"


def _join(changes: list[Change]) -> str:
    return ", ".join(str(n) for n in sorted({c.version for c in changes}) if n) or "chưa có"


def _error(path: Path, message: str) -> DataError:
    return DataError((Problem(str(path), 0, "", message),))
