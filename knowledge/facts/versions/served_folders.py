"""The folder of all reports -> the folder of each, as it is now.

Each report is a folder that a person may edit. While a new version is put in place there, a marker names that version,
which is kept whole elsewhere: until the marker is gone, the version is read instead. It is read, too, where the file of
a published report is gone and nobody took the report away.
"""

import json
from contextlib import suppress
from pathlib import Path

from knowledge.facts.folder.contents import FACTS_FILE, GOLDEN_FILE, MARKER, REPORT_FILE, VERSIONS_FOLDER
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.versions.audit import list_changes

__all__ = [
    "FACTS_FILE",
    "GOLDEN_FILE",
    "REPORT_FILE",
    "Stamp",
    "check_directory",
    "find_absent",
    "find_report_folders",
    "find_version",
    "stamp_files",
]

Stamp = dict[tuple[Path, str], tuple[int, int, int] | None]


def check_directory(directory: Path) -> Path:
    """The folder of all reports. Raises DataError if it is none."""
    if directory.is_dir():
        return directory
    what = "không phải là thư mục" if directory.exists() else "không có thư mục này"
    raise DataError((Problem(str(directory), 0, "", f"{what}; kiểm tra KNOWLEDGE_DIR hay --knowledge"),))


def find_report_folders(directory: Path) -> list[Path]:
    """The folder of each report that is served, by name; entries without facts.yaml are no reports."""
    found = _find_present(directory)
    kept = {path.name: path for path in _find_kept(directory, set(found))}
    return sorted((path for path in (found | kept).values() if path is not None), key=lambda path: path.name)


def find_absent(directory: Path) -> list[Path]:
    """The version folders that are served because the published report's own facts.yaml is gone."""
    return _find_kept(directory, set(_find_present(directory)))


def find_version(directory: Path, report: str) -> Path | None:
    """The folder of the version last published or gone back to; None if there is none, or the report was taken away."""
    changes = list_changes(directory, report)
    folder = directory / VERSIONS_FOLDER / str(changes[-1].version) / report if changes else None
    return folder if folder and (folder / FACTS_FILE).is_file() else None


def _find_present(directory: Path) -> dict[str, Path | None]:
    """Report -> its folder, or the version that is being put there; None where the report is being taken away."""
    check_directory(directory)
    found: dict[str, Path | None] = {path.parent.name: path.parent for path in directory.glob(f"*/{FACTS_FILE}")}
    return found | _find_unfinished(directory)


def _find_kept(directory: Path, present: set[str]) -> list[Path]:
    versions = directory / VERSIONS_FOLDER
    names = {path.name for path in versions.glob("[0-9]*/*")} - present
    found = (find_version(directory, name) for name in sorted(names))
    return [folder for folder in found if folder is not None]


def _find_unfinished(directory: Path) -> dict[str, Path | None]:
    found: dict[str, Path | None] = {}
    for marker in directory.glob(f"{VERSIONS_FOLDER}/*{MARKER}"):
        with suppress(FileNotFoundError, ValueError, LookupError, TypeError):  # finished a moment ago, or not ours
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
