"""A document that was sent -> a report's draft folder. No Telegram: it runs in a thread."""

import shutil
from pathlib import Path

from knowledge.extraction.command import prove_extraction, write_report
from knowledge.extraction.extract import Extraction
from knowledge.extraction.paragraph import DocumentError
from knowledge.extraction.sandbox import extract_file
from knowledge.extraction.slug import slug
from knowledge.facts.errors import DataError
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import FACTS_FILE
from knowledge.language.places import same_place
from knowledge.language.text import normalize

NO_FIGURES = "đọc được chữ nhưng không thấy số liệu nào; hãy kiểm tra lại tệp"
UNPROVED = "đọc được nhưng có số liệu không khớp nguyên văn; hãy dùng python bot.py extract để xem"


def name_file(folder: Path, sent_as: str) -> Path:
    """Where to put a file that came under that name: a safe name of our own with the same ending."""
    path = Path(sent_as or "tep.txt")
    ending = "".join(char for char in path.suffix.lower()[:8] if char.isalnum() or char == ".")
    return folder / (slug(path.stem) + ending)


def draft_report(file: Path, sent_as: str, reports: Path) -> str:
    """The id of the report whose folder now lies beside the file.

    Raises DocumentError, whose line names the file as it was sent, if there is nothing to serve in it.
    """
    try:
        extraction = extract_file(file)
        if not any(fact.figure or fact.compared for fact in extraction.record.facts):
            raise DocumentError(NO_FIGURES)
        report = choose_id(slug(Path(sent_as).stem), extraction, reports)
        prove_extraction(extraction, report)
    except DocumentError as error:
        raise DocumentError(error.reason, " ".join(sent_as.split())) from error
    except DataError as error:
        raise DocumentError(UNPROVED, " ".join(sent_as.split())) from error
    into = file.parent / report
    shutil.rmtree(into, ignore_errors=True)  # left by a try that was cut short
    write_report(extraction, into)
    return report


def choose_id(wanted: str, extraction: Extraction, reports: Path) -> str:
    """The wanted id, or with a number behind it where another report is served under that."""
    report, number = wanted, 1
    while (reports / report / FACTS_FILE).is_file() and not _is_same(reports / report, extraction):
        number += 1
        report = f"{wanted}-{number}"
    return report


def _is_same(served: Path, extraction: Extraction) -> bool:
    """Is this the report that is served there, perhaps in a newer wording? One title, place and period."""
    try:
        old = load_report_folder(served).record
    except DataError:
        return False
    new = extraction.record
    ours, theirs = ((normalize(r.title).casefold(), r.period) for r in (new, old))
    return ours == theirs and (new.place == old.place or same_place(new.place or "", old.place or ""))
