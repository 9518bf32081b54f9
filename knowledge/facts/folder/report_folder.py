"""A report's folder (report.txt and facts.yaml) <-> the record in it.

Every scalar of the YAML is read as text; pydantic does the typing: 3.250 stays "3.250", no stays "no".
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from knowledge.facts.folder.contents import FACTS_FILE, REPORT_FILE, Contents, read_text
from knowledge.facts.folder.yaml_tree import Place, field_name, load_tree
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.record.report_record import ReportRecord
from knowledge.language.text.tokens import normalize

__all__ = ["FACTS_FILE", "REPORT_FILE", "ReportFolder", "load_report_folder"]


@dataclass(frozen=True)
class ReportFolder:
    """What a folder holds, typed but not yet proved. lines: the line of each field, by its place in the record."""

    path: Path
    record: ReportRecord
    text: str
    lines: dict[Place, int]

    @property
    def id(self) -> str:
        return self.path.name

    def problem(self, place: Place, message: str) -> Problem:
        """A mistake at that place of facts.yaml."""
        return Problem(str(self.path / FACTS_FILE), _line_of(place, self.lines), field_name(place), message)


def load_report_folder(path: Path, facts: str | None = None, contents: Contents | None = None) -> ReportFolder:
    """The record and text of one report. Raises DataError with every mistake of form, line by line.

    facts: what would stand in facts.yaml, to see what would become of it. contents: read instead of the disk.
    """
    facts_path = path / FACTS_FILE
    tree, lines = load_tree(facts_path, read_text(facts_path, contents) if facts is None else facts)
    try:
        record = ReportRecord.model_validate(tree)
    except ValidationError as error:
        found = [_to_problem(str(facts_path), dict(e), lines) for e in error.errors(include_url=False)]
        raise DataError(tuple(found)) from error
    return ReportFolder(path, record, normalize(read_text(path / REPORT_FILE, contents)), lines)


_MESSAGES = {
    "missing": "thiếu trường này; thêm vào",
    "extra_forbidden": "không có trường tên này; kiểm tra chính tả (xem facts.schema.json)",
    "string_too_short": "để trống; điền giá trị hoặc xóa dòng",
    "string_too_long": "dài quá; rút ngắn",
    "string_pattern_mismatch": "viết sai khuôn; id chỉ gồm a-z, 0-9 và dấu -, ngày viết 2021-12-31",
    "list_type": "cần một danh sách, mỗi mục một dòng bắt đầu bằng '- '",
    "tuple_type": "cần một danh sách, mỗi mục một dòng bắt đầu bằng '- '",
    "model_type": "cần các trường con, mỗi trường một dòng",
    "string_type": "cần một giá trị chữ, không phải danh sách hay nhóm trường",
}


def _to_problem(path: str, error: dict[str, object], lines: dict[Place, int]) -> Problem:
    place = tuple(part for part in error["loc"] if isinstance(part, str | int))  # type: ignore[attr-defined]
    kind = str(error["type"])
    if kind in ("enum", "literal_error"):
        expected = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")  # type: ignore[attr-defined]
        message = f"giá trị lạ; dùng một trong: {expected}"
    elif kind == "value_error":
        message = str(error["msg"]).removeprefix("Value error, ")
    else:
        message = _MESSAGES.get(kind, str(error["msg"]))
    return Problem(path, _line_of(place, lines), field_name(place), message)


def _line_of(place: Place, lines: dict[Place, int]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 0)
