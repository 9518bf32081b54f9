"""The step from one version of a report to another: a marker says which counts until all its files are in place.

Before the marker is on the disk the old version counts, after that the new one. What can fail is done before it; what
still fails after it is taken back while nothing is in place, else it counts, and the next writer finishes it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.facts.folder.contents import FACTS_FILE, KEPT_FILES, MARKER, VERSIONS_FOLDER, Contents, read_contents
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.versions.audit import Change, append_change, list_changes, open_log
from knowledge.facts.versions.disk import hold_lock, prepare, put, sweep, sync_folder, write_durably

Prepared = dict[str, Path]


@contextmanager
def writing(directory: Path, report: str = "") -> Iterator[Path]:
    """The folder of versions, for one writer of that report, after what others left half done is finished.

    What cannot be finished of another report waits. Raises DataError or OSError if it is of this one.
    """
    with hold_lock(directory) as versions:
        for folder in (versions, *(path for path in directory.iterdir() if path.is_dir())):
            sweep(folder)
        for unfinished in versions.glob(".*.tmp"):
            if unfinished.is_dir():  # a version half stored: whoever stored it held the lock
                shutil.rmtree(unfinished, ignore_errors=True)
        for marker in versions.glob(f"*{MARKER}"):
            try:
                _finish(directory, marker, {})
            except (DataError, OSError, ValueError, TypeError):
                if marker.name == f"{report}{MARKER}":
                    raise
        yield versions


def finish_switches(directory: Path) -> None:
    """Finish what a power cut left half done; nothing to do is the rule."""
    if any((directory / VERSIONS_FOLDER).glob(f"*{MARKER}")):
        with writing(directory):
            pass  # whoever writes finishes first


def switch(directory: Path, change: Change) -> Change:
    """Make the change. Raises OSError if it cannot be written; then all is as before."""
    marker = directory / VERSIONS_FOLDER / f"{change.report}{MARKER}"
    live, version = directory / change.report, marker.parent / str(change.version) / change.report
    present = read_contents(live)
    is_new = not live.exists()
    prepared: Prepared = {}
    try:
        _prepare(live, read_contents(version), present, prepared)
        open_log(directory)
        write_durably(marker, change.to_json().encode())
        _finish(directory, marker, prepared)
    except OSError:
        if _is_counted(directory, change, present, marker):
            return change
        _clean(live, prepared, is_new)
        raise
    return change


def _prepare(live: Path, wanted: Contents, present: Contents, prepared: Prepared) -> None:
    if wanted:
        live.mkdir(exist_ok=True)
    for name, data in wanted.items():
        if data != present.get(name):
            prepared[name] = prepare(live / name, data)


def _is_counted(directory: Path, change: Change, present: Contents, marker: Path) -> bool:
    """Does the change count, after the marker was taken away if all is as before?"""
    if marker.exists() and read_contents(directory / change.report) == present:
        with suppress(OSError):
            marker.unlink()
            sync_folder(marker.parent)
    return list_changes(directory, change.report)[-1:] == [change]


def _clean(live: Path, prepared: Prepared, is_new: bool) -> None:
    with suppress(OSError):
        for path in prepared.values():
            path.unlink(missing_ok=True)
        if is_new:
            live.rmdir()


def _finish(directory: Path, marker: Path, prepared: Prepared) -> None:
    """Put the files in place, note it, take the marker away; doing it twice is doing it once."""
    change = Change.from_json(marker.read_bytes())
    live, version = directory / change.report, marker.parent / str(change.version) / change.report
    wanted, present = read_contents(version), read_contents(live)
    if change.version and FACTS_FILE not in wanted:
        message = "bản này không còn trên đĩa; chép lại thư mục này từ bản sao lưu"
        raise DataError((Problem(str(version), 0, "", message),))
    for name in KEPT_FILES:
        if name in wanted and wanted[name] != present.get(name):
            live.mkdir(exist_ok=True)
            put(prepared[name] if name in prepared else prepare(live / name, wanted[name]), live / name)
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
