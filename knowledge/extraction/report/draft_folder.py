"""Extraction -> a new report folder, and the proof that its text states every figure."""

import shutil
import tempfile
from pathlib import Path

from knowledge.extraction.report.extract import Extraction
from knowledge.facts.folder.format import format_report
from knowledge.facts.folder.proof import prove
from knowledge.facts.folder.report_folder import FACTS_FILE, REPORT_FILE, ReportFolder
from knowledge.facts.record.fact import Fact
from knowledge.language.text.tokens import normalize


def prove_extraction(extraction: Extraction, name: str) -> tuple[Fact, ...]:
    """The facts as they will be served. Raises DataError if the text does not prove one, which would be a bug."""
    return prove(ReportFolder(Path(name), extraction.record, normalize(extraction.text), {})).facts


def write_report(extraction: Extraction, into: Path) -> None:
    """Both files of the report's folder, whole or not at all. Raises OSError."""
    into.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{into.name}-", dir=into.parent))
    try:
        (draft / REPORT_FILE).write_text(extraction.text, encoding="utf-8")
        (draft / FACTS_FILE).write_text(format_report(extraction.record), encoding="utf-8")
        draft.chmod(0o755)
        draft.rename(into)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
