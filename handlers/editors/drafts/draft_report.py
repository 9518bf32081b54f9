"""A document that was sent -> a report's draft folder. No Telegram: it runs in a thread."""

import shutil
from dataclasses import replace
from pathlib import Path

from handlers.editors.drafts.edits import BEFORE_FILE
from knowledge.documents.layout.document import DocumentError
from knowledge.extraction.report.draft_folder import prove_extraction, write_report
from knowledge.extraction.report.extract import Extraction
from knowledge.extraction.report.merge import count_standing, is_same_text, merge_served
from knowledge.extraction.report.records import slug
from knowledge.extraction.sandbox import extract_file
from knowledge.facts.folder.report_folder import ReportFolder, load_report_folder
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.report_record import ReportRecord
from knowledge.facts.versions.served_folders import FACTS_FILE, REPORT_FILE, find_report_folders
from knowledge.language.places.administrative_units import same_place
from knowledge.language.text.tokens import normalize

NO_FIGURES = "đọc được chữ nhưng không thấy số liệu nào; hãy kiểm tra lại tệp"
UNPROVED = "đọc được nhưng có số liệu không khớp nguyên văn; hãy dùng python bot.py extract để xem"


def name_file(folder: Path, sent_as: str) -> Path:
    """Where to put a file that came under that name: a safe name of our own with the same ending."""
    path = Path(sent_as or "tep.txt")
    ending = "".join(char for char in path.suffix.lower()[:8] if char.isalnum() or char == ".")
    return folder / (slug(path.stem) + ending)


def draft_report(file: Path, sent_as: str, reports: Path) -> str:
    """The id of the report whose folder now lies beside the file.

    Where the report is served already, the draft has its id and what was decided on it.
    Raises DocumentError, whose line names the file as it was sent, if there is nothing to serve in it.
    """
    try:
        extraction = extract_file(file)
        if not any(fact.figure or fact.compared for fact in extraction.record.facts):
            raise DocumentError(NO_FIGURES)
        served = find_served(extraction, reports)
        report = served.id if served else choose_id(slug(Path(sent_as).stem), reports)
        prove_extraction(extraction, report)
    except DocumentError as error:
        raise DocumentError(error.reason, " ".join(sent_as.split())) from error
    except DataError as error:
        raise DocumentError(UNPROVED, " ".join(sent_as.split())) from error
    into = file.parent / report
    shutil.rmtree(into, ignore_errors=True)  # left by a try that was cut short
    _write(extraction, served, into)
    return report


def find_served(extraction: Extraction, reports: Path) -> ReportFolder | None:
    """The served report of the same text, else of the same title, place and period, else with the same sentences.

    Under whatever id: a corrected copy often has another name.
    """
    folders = [folder for path in _find_folders(reports) if (folder := _load_if_good(path))]
    same_text = (folder for folder in folders if is_same_text(extraction.text, folder))
    same_head = (folder for folder in folders if _is_same(folder.record, extraction.record))
    most_like = max(folders, key=lambda folder: count_standing(extraction.text, folder), default=None)
    is_like = most_like and count_standing(extraction.text, most_like) >= max(2, len(most_like.record.facts) / 2)
    return next(same_text, next(same_head, most_like if is_like else None))


def choose_id(wanted: str, reports: Path) -> str:
    """The wanted id, or with a number behind it where another report is served under that."""
    report, number = wanted, 1
    while (reports / report / FACTS_FILE).is_file():
        number += 1
        report = f"{wanted}-{number}"
    return report


def part_draft(file: Path, reports: Path) -> str:
    """The id under which the file is a report of its own, read anew beside it, with nothing of a served one."""
    extraction = extract_file(file)
    report = choose_id(slug(file.stem), reports)
    into = file.parent / report
    shutil.rmtree(into, ignore_errors=True)
    _write(extraction, None, into)
    return report


def find_sent(folder: Path) -> Path | None:
    """The file as it was sent, beside the draft's folder."""
    return next((path for path in folder.parent.iterdir() if path.is_file() and path.name != BEFORE_FILE), None)


def _write(extraction: Extraction, served: ReportFolder | None, into: Path) -> None:
    """The draft's folder; the served files as they are where the text is the same."""
    if served and is_same_text(extraction.text, served):
        into.mkdir()
        for name in (REPORT_FILE, FACTS_FILE):
            shutil.copyfile(served.path / name, into / name)
        return
    record = merge_served(extraction.record, extraction.text, served) if served else extraction.record
    merged = replace(extraction, record=record)
    try:
        prove_extraction(merged, into.name)
    except DataError:  # a served report that a person wrote may hold what this text does not prove
        merged = extraction
    write_report(merged, into)


def _find_folders(reports: Path) -> list[Path]:
    return find_report_folders(reports) if reports.is_dir() else []


def _load_if_good(path: Path) -> ReportFolder | None:
    try:
        return load_report_folder(path)
    except DataError:
        return None


def _is_same(old: ReportRecord, new: ReportRecord) -> bool:
    """Is it one report, perhaps in a newer wording? One title, place and period."""
    ours, theirs = ((normalize(r.title).casefold(), r.period) for r in (new, old))
    is_known = bool(new.place or new.period)  # "Báo cáo" alone is the title of many
    is_same_place = not (new.place and old.place) or same_place(new.place, old.place)  # an editor may have named it
    return is_known and ours == theirs and (new.place == old.place or is_same_place)
