"""The command "extract": a file -> its draft facts, printed or written into a new report folder."""

import json
import sys
from pathlib import Path

from knowledge.documents.layout.document import DocumentError
from knowledge.extraction.report.draft_folder import prove_extraction, write_report
from knowledge.extraction.report.extract import Extraction
from knowledge.extraction.report.records import slug
from knowledge.extraction.sandbox import extract_file
from knowledge.facts.folder.report_folder import FACTS_FILE, REPORT_FILE
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.export import export_fact
from knowledge.facts.record.fact import RELATION_WORDS, STATUS_WORDS, Fact
from knowledge.facts.versions.publish import find_report_id

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
