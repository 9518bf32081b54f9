"""A report's folder (report.txt and facts.yaml) <-> the record in it.

Every scalar of the YAML is read as text; pydantic does the typing: 3.250 stays "3.250", no stays "no".
"""

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from knowledge.facts.errors import DataError, Problem
from knowledge.facts.fact import ReportRecord
from knowledge.facts.folders import FACTS_FILE, REPORT_FILE
from knowledge.language.text import normalize

__all__ = ["FACTS_FILE", "REPORT_FILE", "ReportFolder", "load_report_folder", "load_tree"]

MAX_BYTES = 20_000_000  # a province's yearbook is 2 MB
MAX_DEPTH = 12  # a fact's comparison's field is 6 deep; the C composer overflows its stack at some thousands
_Loader: type[yaml.CBaseLoader] = yaml.CBaseLoader

Tree = str | list["Tree"] | dict[str, "Tree"]
Place = tuple[str | int, ...]


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
        return Problem(str(self.path / FACTS_FILE), _line_of(place, self.lines), _field_name(place), message)


def load_report_folder(path: Path, facts: str | None = None) -> ReportFolder:
    """The record and text of one report. Raises DataError with every mistake of form, line by line.

    facts: what would stand in facts.yaml, to see what would become of it.
    """
    facts_path = path / FACTS_FILE
    tree, lines = load_tree(facts_path, facts)
    try:
        record = ReportRecord.model_validate(tree)
    except ValidationError as error:
        found = [_to_problem(str(facts_path), dict(e), lines) for e in error.errors(include_url=False)]
        raise DataError(tuple(found)) from error
    text = normalize(_read(path / REPORT_FILE))
    return ReportFolder(path, record, text, lines)


def load_tree(path: Path, source: str | None = None) -> tuple[Tree, dict[Place, int]]:
    """A YAML file in plain values, every scalar as text, and the line of each. source: read instead of the file."""
    root = _compose(path, _read(path) if source is None else source)
    lines: dict[Place, int] = {}
    problems: list[Problem] = []
    tree = _to_tree(root, (), lines, problems, str(path))
    if problems:
        raise DataError(tuple(problems))
    return tree, lines


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError((Problem(str(path), 0, "", "tệp quá lớn (hơn 20 MB); chia thành nhiều báo cáo"),))
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DataError((Problem(str(path), 0, "", "không có tệp này; đặt toàn văn báo cáo vào đây"),)) from error
    except UnicodeDecodeError as error:
        raise DataError((Problem(str(path), 0, "", "không phải chữ UTF-8; lưu lại bằng bảng mã UTF-8"),)) from error
    except OSError as error:
        raise DataError((Problem(str(path), 0, "", f"không đọc được: {error.strerror}"),)) from error


def _compose(path: Path, source: str) -> yaml.Node:
    try:
        _check_events(source, path)
        root: yaml.Node | None = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise DataError((_syntax_problem(str(path), error),)) from error
    except yaml.YAMLError as error:
        raise DataError((Problem(str(path), 0, "", f"không phải YAML: {error}".replace("\n", " ")),)) from error
    if not isinstance(root, yaml.MappingNode):
        raise DataError((Problem(str(path), 1, "", "cần bắt đầu bằng 'title: …'"),))
    return root


def _check_events(source: str, path: Path) -> None:
    depth = 0
    for event in yaml.parse(source, Loader=_Loader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DataError((Problem(str(path), line, "", "không dùng & và * của YAML; viết lại giá trị"),))
        if getattr(event, "tag", None):
            raise DataError((Problem(str(path), line, "", "không dùng thẻ ! của YAML; viết giá trị thường"),))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise DataError((Problem(str(path), line, "", "lồng quá sâu; xem mẫu trong README"),))


def _syntax_problem(path: str, error: yaml.MarkedYAMLError) -> Problem:
    line = _line(error.problem_mark)
    what = str(error.problem or error)
    if "mapping values" in what:
        return Problem(
            path, line, "", "dấu ': ' trong câu làm hỏng YAML; viết câu sau '>-' ở dòng dưới hoặc trong ngoặc kép"
        )
    if "found character" in what or "cannot start" in what:
        return Problem(
            path, line, "", "ký tự đầu giá trị không hợp lệ (%, @, ` hay dấu tab); đặt giá trị trong ngoặc kép"
        )
    return Problem(path, line, "", f"sai cú pháp YAML ({what}); kiểm tra thụt lề và dấu hai chấm của dòng này")


def _to_tree(node: yaml.Node, place: Place, lines: dict[Place, int], problems: list[Problem], path: str) -> Tree:
    lines[place] = _line(node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_to_tree(child, (*place, i), lines, problems, path) for i, child in enumerate(node.value)]
    tree: dict[str, Tree] = {}
    if isinstance(node, yaml.CollectionNode) and node.flow_style and node.value:
        message = "không viết {…} trên một dòng (dấu phẩy thập phân sẽ bị cắt); mỗi trường một dòng"
        problems.append(Problem(path, lines[place], _field_name(place), message))
        return tree
    for key, value in node.value:
        name = str(key.value)
        line = _line(key.start_mark)
        if name in tree:
            message = "trường này đã có ở trên; xóa một trong hai"
            problems.append(Problem(path, line, _field_name((*place, name)), message))
        tree[name] = _to_tree(value, (*place, name), lines, problems, path)
        lines[(*place, name)] = line
        if tree[name] == "" and isinstance(value, yaml.ScalarNode) and not value.style:
            del tree[name]  # "author:" with nothing after it is the same as no author
    return tree


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
    return Problem(path, _line_of(place, lines), _field_name(place), message)


def _line(mark: object) -> int:
    """The line of a YAML mark as editors count, 0 where there is no mark."""
    line = getattr(mark, "line", None)
    return line + 1 if isinstance(line, int) else 0


def _line_of(place: Place, lines: dict[Place, int]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 0)


def _field_name(place: Place) -> str:
    """The place as a person reads it: facts[3].period, items counted from 1."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".")
