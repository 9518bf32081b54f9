"""The audit log: who changed what and when, a line of JSON each, on the disk before the change is called done."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.facts.durable import append_durably
from knowledge.facts.folders import VERSIONS_FOLDER

AUDIT_FILE = "audit.jsonl"


@dataclass(frozen=True, slots=True)
class Author:
    """Who publishes, and when (ISO 8601)."""

    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the audit log.

    what: publish, rollback, or edit (someone edited the file itself; found and kept at the next change).
    version: what is served since, 0 if the report is no more; undo: the version that takes the change back.
    """

    when: str
    who: str
    what: str
    report: str
    version: int
    undo: int

    def to_json(self) -> str:
        """One line; `from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: bytes) -> "Change":
        """The change in that line. Raises ValueError or TypeError if there is none."""
        return cls(**json.loads(line))


def list_changes(directory: Path, report: str | None = None) -> list[Change]:
    """The audit log, oldest first; a line that a power cut left unfinished is skipped."""
    path = directory / VERSIONS_FOLDER / AUDIT_FILE
    changes = []
    for line in path.read_bytes().splitlines() if path.exists() else []:
        with suppress(ValueError, TypeError):
            changes.append(Change.from_json(line))
    return [c for c in changes if report in (None, c.report)]


def append_change(directory: Path, change: Change) -> None:
    """Write the change down; one that is the last already was written before a power cut."""
    if list_changes(directory)[-1:] != [change]:
        append_durably(directory / VERSIONS_FOLDER / AUDIT_FILE, change.to_json())
