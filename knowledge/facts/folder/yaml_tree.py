"""YAML -> plain values, every scalar as text, and the line of each: 3.250 stays "3.250", no stays "no"."""

from pathlib import Path

import yaml

from knowledge.facts.folder.contents import read_text
from knowledge.facts.record.errors import DataError, Problem

MAX_DEPTH = 12  # a fact's comparison's field is 6 deep; the C composer overflows its stack at some thousands
_Loader: type[yaml.CBaseLoader] = yaml.CBaseLoader

Tree = str | list["Tree"] | dict[str, "Tree"]
Place = tuple[str | int, ...]


def load_tree(path: Path, source: str | None = None, first: str = "title: …") -> tuple[Tree, dict[Place, int]]:
    """A YAML mapping in plain values, every scalar as text, and the line of each. Raises DataError if it is none.

    source: read instead of the file; first: how such a file begins.
    """
    root = _compose(path, read_text(path) if source is None else source)
    if not isinstance(root, yaml.MappingNode):
        raise DataError((Problem(str(path), 1, "", f"cần bắt đầu bằng '{first}'"),))
    lines: dict[Place, int] = {}
    problems: list[Problem] = []
    tree = _to_tree(root, (), lines, problems, str(path))
    if problems:
        raise DataError(tuple(problems))
    return tree, lines


def _compose(path: Path, source: str) -> yaml.Node | None:
    try:
        _check_events(source, path)
        root: yaml.Node | None = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise DataError((_syntax_problem(str(path), error),)) from error
    except yaml.YAMLError as error:
        raise DataError((Problem(str(path), 0, "", f"không phải YAML: {error}".replace("\n", " ")),)) from error
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
        problems.append(Problem(path, lines[place], field_name(place), message))
        return tree
    for key, value in node.value:
        line = _line(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            message = "tên trường phải là chữ, không phải danh sách hay nhóm trường; viết 'tên: giá trị'"
            problems.append(Problem(path, line, field_name(place), message))
            continue
        name = str(key.value)
        if name in tree:
            message = "trường này đã có ở trên; xóa một trong hai"
            problems.append(Problem(path, line, field_name((*place, name)), message))
        tree[name] = _to_tree(value, (*place, name), lines, problems, path)
        lines[(*place, name)] = line
        if tree[name] == "" and isinstance(value, yaml.ScalarNode) and not value.style:
            del tree[name]  # "author:" with nothing after it is the same as no author
    return tree


def _line(mark: object) -> int:
    """The line of a YAML mark as editors count, 0 where there is no mark."""
    line = getattr(mark, "line", None)
    return line + 1 if isinstance(line, int) else 0


def field_name(place: Place) -> str:
    """The place as a person reads it: facts[3].period, items counted from 1."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".")
