"""One writer at a time to a folder of reports; the lock goes with the process that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.facts.errors import DataError, Problem
from knowledge.facts.layout import VERSIONS_FOLDER

_LOCK_FILE = "lock"


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
