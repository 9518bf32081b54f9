"""The folder of all reports -> the folder of each, as it is now.

Each report is a folder that a person may edit. While a new version is put in place there, a marker names that version,
which is kept whole elsewhere: until the marker is gone, the version is read instead.
"""

import json
from contextlib import suppress
from pathlib import Path

from knowledge.facts.errors import DataError, Problem

FACTS_FILE, REPORT_FILE, GOLDEN_FILE = "facts.yaml", "report.txt", "golden.yaml"
VERSIONS_FOLDER, MARKER = ".versions", ".switch"

Stamp = dict[tuple[Path, str], tuple[int, int, int] | None]


def find_report_folders(directory: Path) -> list[Path]:
    """The folders below `directory` that hold a facts.yaml, by name; entries without one are skipped."""
    if not directory.is_dir():
        raise DataError(
            (Problem(str(directory), 0, "", "không có thư mục này; kiểm tra KNOWLEDGE_DIR hay --knowledge"),)
        )
    found: dict[str, Path | None] = {path.parent.name: path.parent for path in directory.glob(f"*/{FACTS_FILE}")}
    found |= _find_unfinished(directory)
    return sorted((path for path in found.values() if path is not None), key=lambda path: path.name)


def _find_unfinished(directory: Path) -> dict[str, Path | None]:
    """Report -> the version folder to read instead; None where the report is being taken away."""
    found: dict[str, Path | None] = {}
    for marker in directory.glob(f"{VERSIONS_FOLDER}/*{MARKER}"):
        with suppress(FileNotFoundError):  # finished a moment ago: the report's own folder is whole
            report, number = marker.name.removesuffix(MARKER), json.loads(marker.read_bytes())["version"]
            found[report] = directory / VERSIONS_FOLDER / str(number) / report if number else None
    return found


def stamp_files(directory: Path) -> Stamp:
    """What tells that a file changed: time, size and inode of each file that is read; equal stamps, equal files."""
    return {
        (folder, name): _stamp(folder / name)
        for folder in find_report_folders(directory)
        for name in (FACTS_FILE, REPORT_FILE)
    }


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
