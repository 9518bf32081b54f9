"""The command "extract": a file -> its draft facts, printed or written into a new report folder."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from knowledge.extraction.extract import Extraction
from knowledge.extraction.paragraph import DocumentError
from knowledge.extraction.sandbox import extract_file
from knowledge.extraction.slug import slug
from knowledge.facts.errors import DataError
from knowledge.facts.export import export_fact
from knowledge.facts.fact import Fact
from knowledge.facts.fact_words import RELATION_WORDS, STATUS_WORDS
from knowledge.facts.files import FACTS_FILE, REPORT_FILE, ReportFolder
from knowledge.facts.format import format_report
from knowledge.facts.proof import prove
from knowledge.facts.versions import find_report_id
from knowledge.language.text import normalize

OK, INPUT_ERROR = 0, 1


def run(file: Path, into: Path | None, as_json: bool) -> int:
    """Extract, print, write; the exit code. A mistake is one line on stderr."""
    try:
        if into is not None and into.exists():
            print(f"{into}: đã có; chọn một thư mục chưa có", file=sys.stderr)
            return INPUT_ERROR
        if into is not None:
            find_report_id(into)
        extraction = extract_file(file)
        if into is not None:
            write_report(extraction, into)
    except (DocumentError, DataError) as error:
        print(error, file=sys.stderr)
        return INPUT_ERROR
    except OSError as error:
        print(f"{into}: không ghi được ({error.strerror}); chọn thư mục khác", file=sys.stderr)
        return INPUT_ERROR
    facts = prove_extraction(extraction, into.name if into else slug(file.stem))
    print(to_json(extraction, facts) if as_json else to_summary(extraction, facts))
    if into is not None and not as_json:
        print(f"Đã ghi {into / REPORT_FILE} và {into / FACTS_FILE}.")
    return OK


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


def to_json(extraction: Extraction, facts: tuple[Fact, ...]) -> str:
    """{"facts": [...], "ignored": [...]} for scripts; doubts go with the fact they are about."""
    doubts = {record.id: list(record.doubts) for record in extraction.record.facts}
    exported = [export_fact(f) | {"doubts": doubts.get((f.of or f.id).rpartition("/")[2], [])} for f in facts]
    ignored = [item.model_dump() for item in extraction.record.ignored]
    return json.dumps({"facts": exported, "ignored": ignored}, ensure_ascii=False, indent=1)


def to_summary(extraction: Extraction, facts: tuple[Fact, ...]) -> str:
    """What was read, for a person: each fact on a line, doubts below it."""
    record = extraction.record
    figures = sum(fact.figure is not None for fact in facts)
    doubtful = sum(bool(item.doubts) for item in record.facts)
    lines = [f"{record.title} · {record.place or 'không rõ địa phương'} · {record.period or 'không rõ thời kỳ'}", ""]
    for item in record.facts:
        slots = " · ".join(filter(None, (item.period, STATUS_WORDS[item.status] if item.status else "")))
        compared = "".join(f"; {c.figure} {RELATION_WORDS[c.relation]}" for c in item.compared)
        lines.append(f"- {item.indicator}: {item.figure or 'không có số gốc'} ({slots}){compared}")
        lines += [f"    ? {doubt}" for doubt in item.doubts]
    lines += ["", f"Đọc được {figures} số liệu trong {len(record.facts)} mục, {doubtful} mục cần xem;"]
    return "\n".join(lines) + f" bỏ qua {len(record.ignored)} chỗ có số mà không phải số liệu."
