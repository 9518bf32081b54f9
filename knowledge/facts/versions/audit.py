"""The audit log: who changed what and when, a line of JSON each, on the disk before the change is called done."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.facts.folder.contents import AUDIT_FILE, MARKER, VERSIONS_FOLDER
from knowledge.facts.versions.disk import append_durably, hold_lock


@dataclass(frozen=True, slots=True)
class Author:
    """Who publishes, and when (ISO 8601)."""

    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the audit log.

    what: publish, rollback, edit (someone edited the served file itself; found and kept at the next change), or file
    (the same of a report that was never published).
    version: what is served since, 0 if the report is no more; undo: the version that takes the change back.
    note: why, in a person's words; "" if none were given.
    """

    when: str
    who: str
    what: str
    report: str
    version: int
    undo: int
    note: str = ""

    def to_json(self) -> str:
        """One line; `from_json` reads it back."""
        return json.dumps({k: v for k, v in asdict(self).items() if k != "note" or v}, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: bytes) -> "Change":
        """The change in that line. Raises ValueError or TypeError if there is none."""
        return cls(**json.loads(line))


def list_changes(directory: Path, report: str | None = None) -> list[Change]:
    """The audit log, oldest first, and the changes that count already but are not yet written there.

    A line that a power cut left unfinished is skipped, and so are events (`note_event`).
    """
    versions = directory / VERSIONS_FOLDER
    pending = list(_read_markers(versions))  # before the log: one finished meanwhile is in it then
    changes = list(_read_log(versions))
    changes += [change for change in pending if not _is_last(change, changes)]
    return [c for c in changes if report in (None, c.report)]


def open_log(directory: Path) -> None:
    """See that a line can be written there. Raises OSError if not."""
    with (directory / VERSIONS_FOLDER / AUDIT_FILE).open("ab"):
        pass


def append_change(directory: Path, change: Change) -> None:
    """Write the change down; one that is the last of its report already was written before a power cut."""
    versions = directory / VERSIONS_FOLDER
    if not _is_last(change, list(_read_log(versions))):
        append_durably(versions / AUDIT_FILE, change.to_json())


def note_event(directory: Path, author: Author, what: str, about: str) -> None:
    """Write down what changes no version. what: absent, skipped, drop, decision; about: a line that says of what.

    Raises OSError if it cannot be written.
    """
    event = {"when": author.when, "who": author.who, "what": what, "about": about}
    with hold_lock(directory) as versions:
        append_durably(versions / AUDIT_FILE, json.dumps(event, ensure_ascii=False))


def _read_log(versions: Path) -> Iterator[Change]:
    path = versions / AUDIT_FILE
    for line in path.read_bytes().splitlines() if path.exists() else []:
        with suppress(ValueError, TypeError):
            yield Change.from_json(line)


def _read_markers(versions: Path) -> Iterator[Change]:
    for marker in sorted(versions.glob(f"*{MARKER}")):
        with suppress(FileNotFoundError, ValueError, TypeError):  # finished a moment ago, or not ours
            yield Change.from_json(marker.read_bytes())


def _is_last(change: Change, changes: list[Change]) -> bool:
    return [c for c in changes if c.report == change.report][-1:] == [change]
