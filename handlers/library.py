"""A served report, changed and published, whatever else is published at that moment; it runs in a thread."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.facts.folder.contents import read_contents
from knowledge.facts.record.errors import DataError, Problem, StaleError
from knowledge.facts.versions.audit import Author, Change
from knowledge.facts.versions.publish import publish
from knowledge.review.answer_changes import AnswerChange
from knowledge.review.proposal import propose

TRIES = 8  # each time another change came first
BUSY = "có người khác đang sửa báo cáo này cùng lúc; hãy thử lại sau ít phút"


@dataclass(frozen=True, slots=True)
class Served:
    """change: None where nothing was to be changed; broken: the golden questions for whose sake nothing was."""

    change: Change | None
    broken: tuple[AnswerChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """The folder of all reports, and the place meant where a question names none."""

    reports: Path
    home_place: str = ""


def change_served(library: Library, report: str, change: Callable[[Path], bool], author: Author, note: str) -> Served:
    """Copy the served report, let `change` write into the copy, publish it; all again if another change came first.

    change: did it change anything? Raises DataError if the report would not be proved, or others never cease.
    """
    for _ in range(TRIES):
        with copy_served(library.reports, report) as draft:
            before = read_contents(draft)
            if not change(draft):
                return Served(None)
            proposal = propose(library.reports, draft, home_place=library.home_place)
            if proposal.broken:
                return Served(None, proposal.broken)
            if read_contents(library.reports / report) != before:
                continue
            try:
                return Served(publish(library.reports, draft, author, proposal.seen, note))
            except StaleError:
                continue
    raise DataError((Problem(report, 0, "", BUSY),))


@contextmanager
def copy_served(reports: Path, report: str) -> Iterator[Path]:
    """A folder with the report's files as they are served, gone afterwards."""
    with tempfile.TemporaryDirectory() as temporary:
        draft = Path(temporary) / report
        draft.mkdir()
        for name in read_contents(reports / report):
            shutil.copyfile(reports / report / name, draft / name)
        yield draft


def is_served(reports: Path, draft: Path) -> bool:
    """Are the draft's files those that are served?"""
    served = read_contents(reports / draft.name)
    return all(served.get(name) == data for name, data in read_contents(draft).items())
