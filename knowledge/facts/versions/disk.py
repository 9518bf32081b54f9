"""Bytes -> disk, so that after a power cut a file is the old one or the new one, whole; one writer at a time."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.facts.folder.contents import VERSIONS_FOLDER
from knowledge.facts.record.errors import DataError, Problem

_ABANDONED_AFTER_S = 24 * 3600.0  # of a file whose process seems to live: its number may be another's by now
_TEMPORARY = re.compile(r"\..+\.(?P<process>[0-9]+)\.tmp")

_LOCK_FILE = "lock"


def write_durably(path: Path, data: bytes) -> None:
    """Replace the file in one step; when this returns, the new one is on the disk."""
    sweep(path.parent)
    put(prepare(path, data), path)


def prepare(path: Path, data: bytes) -> Path:
    """A file beside it with those bytes, down on the disk and ready to take its place; none is left if that fails."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write_synced(temporary, data)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o7777)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def put(temporary: Path, path: Path) -> None:
    """Give a prepared file its name; if that fails it is gone."""
    try:
        os.replace(temporary, path)  # noqa: PTH105  # the one step everything here rests on: named as the system does
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left prepared in the folder."""
    for path in folder.glob(".*.tmp"):
        match = _TEMPORARY.fullmatch(path.name)
        if match and _is_abandoned(path, int(match["process"])):
            path.unlink(missing_ok=True)


def _is_abandoned(path: Path, process: int) -> bool:
    try:
        is_old = time.time() - path.stat().st_mtime > _ABANDONED_AFTER_S
    except OSError:
        return False  # gone a moment ago
    return is_old or not _is_alive(process)


def _is_alive(process: int) -> bool:
    """Is there such a process? Taken for granted where asking would end it, as on Windows."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # another person's
    return True


def append_durably(path: Path, line: str) -> None:
    """Add one line; a line that an earlier power cut left unfinished stays a line of its own."""
    with path.open("ab+") as file:
        is_torn = file.seek(0, os.SEEK_END) > 0 and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n"
        file.write((b"\n" if is_torn else b"") + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file that nobody reads yet, down to the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Bring the names in a folder to the disk; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def hold_lock(directory: Path) -> Iterator[Path]:
    """The folder of versions, made if need be, while nobody else writes there.

    Raises DataError if there is no folder of reports; OSError if nothing can be written in it.
    """
    if not directory.is_dir():
        message = "không có thư mục này; kiểm tra KNOWLEDGE_DIR hay --knowledge"
        raise DataError((Problem(str(directory), 0, "", message),))
    versions = directory / VERSIONS_FOLDER
    versions.mkdir(exist_ok=True)
    with (versions / _LOCK_FILE).open("w") as lock:
        with suppress(ImportError):  # Windows has no fcntl: there one person publishes at a time by custom
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield versions
