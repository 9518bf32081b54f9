"""Publishing: every version of a report is kept, one takes another's place in one step, and all of it is written down.

.versions/3/xa-mau/        the third version of xa-mau, whole, never changed again
.versions/xa-mau.switch    there from the moment a version counts until all its files are in place; readers then
                           read the version itself (folders.py), and the next writer finishes the work
.versions/audit.jsonl      who did what and when, a line each
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.facts.audit import Author, Change, append_change, list_changes
from knowledge.facts.durable import sync_folder, write_durably, write_synced
from knowledge.facts.errors import DataError, Problem
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import FACTS_FILE, GOLDEN_FILE, MARKER, REPORT_FILE, VERSIONS_FOLDER, find_report_folders
from knowledge.facts.proof import prove

KEPT_FILES = (FACTS_FILE, REPORT_FILE, GOLDEN_FILE)
_REPORT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Contents = dict[str, bytes]


def publish(directory: Path, draft: Path, author: Author) -> Change | None:
    """Serve the draft as the newest version of the report its folder is named after; None if that is served already.

    The draft may be the served folder itself. Raises DataError if it is not proved; then nothing has changed.
    """
    report = find_report_id(draft)
    prove(load_report_folder(draft))
    live = directory / report
    is_live = draft.resolve() == live.resolve()
    with _writing(directory) as versions:
        contents = {**_pick(_read(live), GOLDEN_FILE), **_read(draft)}
        served = _served_version(directory, report) if is_live else _keep_edits(directory, report, author)
        if contents == _read(versions / str(served) / report) and contents == _read(live):
            return None
        number = _store(versions, report, contents)
        prove(load_report_folder(versions / str(number) / report))  # what will be served is what was proved
        undo = served or (number if is_live else 0)
        return _switch(directory, Change(author.when, author.who, "publish", report, number, undo))


def rollback(directory: Path, report: str, number: int | None, author: Author) -> Change:
    """Serve an earlier version again, the one before the last change if none is named; 0 takes the report away.

    Raises DataError if there is no such version, or no report would be left.
    """
    with _writing(directory) as versions:
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
        return _switch(directory, Change(author.when, author.who, "rollback", report, target, served))


def is_edited(directory: Path, report: str) -> bool:
    """Does the served folder differ from the version last put there? Also if none ever was."""
    version = directory / VERSIONS_FOLDER / str(_served_version(directory, report)) / report
    return _read(directory / report) != _read(version)


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


def finish_switches(directory: Path) -> None:
    """Finish what a power cut left half done; nothing to do is the rule."""
    if any((directory / VERSIONS_FOLDER).glob(f"*{MARKER}")):
        with _writing(directory):
            pass  # whoever writes finishes first


@contextmanager
def _writing(directory: Path) -> Iterator[Path]:
    """One writer at a time; the lock goes with the process that holds it."""
    versions = directory / VERSIONS_FOLDER
    versions.mkdir(parents=True, exist_ok=True)
    with (versions / "lock").open("w") as lock:
        with suppress(ImportError):  # Windows has no fcntl: there one person publishes at a time by custom
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        for marker in versions.glob(f"*{MARKER}"):
            _finish(directory, marker)
        yield versions


def _read(folder: Path) -> Contents:
    return {name: (folder / name).read_bytes() for name in KEPT_FILES if (folder / name).is_file()}


def _pick(contents: Contents, name: str) -> Contents:
    return {name: contents[name]} if name in contents else {}


def _served_version(directory: Path, report: str) -> int:
    changes = list_changes(directory, report)
    return changes[-1].version if changes else 0


def _keep_edits(directory: Path, report: str, author: Author) -> int:
    """The number of the version that is served, after what a person typed into it became a version too."""
    last, served = _served_version(directory, report), _read(directory / report)
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
    temporary = versions / f".{report}.tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    for name, data in contents.items():
        write_synced(temporary / name, data)
    sync_folder(temporary)
    target = versions / str(number) / report
    target.parent.mkdir(exist_ok=True)
    os.replace(temporary, target)  # noqa: PTH105
    sync_folder(target.parent)
    sync_folder(versions)
    return number


def _switch(directory: Path, change: Change) -> Change:
    """The one step: before the marker is on the disk the old version counts, after that the new one."""
    marker = directory / VERSIONS_FOLDER / f"{change.report}{MARKER}"
    write_durably(marker, change.to_json().encode())
    _finish(directory, marker)
    return change


def _finish(directory: Path, marker: Path) -> None:
    """Put the files in place, note it, take the marker away; doing it twice is doing it once."""
    change = Change.from_json(marker.read_bytes())
    live, version = directory / change.report, marker.parent / str(change.version) / change.report
    wanted, present = _read(version), _read(live)
    if change.version and FACTS_FILE not in wanted:
        raise _error(version, "bản này không còn trên đĩa; chép lại thư mục này từ bản sao lưu")
    for name in KEPT_FILES:
        if name in wanted and wanted[name] != present.get(name):
            live.mkdir(exist_ok=True)
            write_durably(live / name, wanted[name])
        elif name not in wanted and name in present:
            (live / name).unlink()
            sync_folder(live)
    if not wanted:
        with suppress(OSError):  # not there, or a person keeps other files in it
            live.rmdir()
    sync_folder(directory)
    append_change(directory, change)
    marker.unlink()
    sync_folder(marker.parent)


def _join(numbers: list[int]) -> str:
    return ", ".join(str(n) for n in numbers if n) or "chưa có"


def _error(path: Path, message: str) -> DataError:
    return DataError((Problem(str(path), 0, "", message),))
