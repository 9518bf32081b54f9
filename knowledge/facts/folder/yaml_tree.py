"""YAML -> plain values, every scalar as text, and the line of each: 3.250 stays "3.250", no stays "no"."""

from collections.abc import Iterator
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
    reader = _Reader(str(path), read_text(path) if source is None else source)
    try:
        tree = reader.read()
    except yaml.MarkedYAMLError as error:
        raise DataError((_syntax_problem(str(path), error),)) from error
    except yaml.YAMLError as error:
        raise DataError((Problem(str(path), 0, "", f"không phải YAML: {error}".replace("\n", " ")),)) from error
    if not isinstance(tree, dict):
        raise DataError((Problem(str(path), 1, "", f"cần bắt đầu bằng '{first}'"),))
    if reader.problems:
        raise DataError(tuple(reader.problems))
    return tree, reader.lines


class _Reader:
    """The events of a YAML text, read once: what is not allowed is told where it stands."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._events = self._check(yaml.parse(source, Loader=_Loader))
        self._depth = 0

    def read(self) -> Tree:
        """The tree of the only document; "" of an empty text."""
        tree: Tree = ""
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "chỉ viết một tài liệu YAML trong một tệp; bỏ dòng '---' này")
                tree = self._node(next(self._events), ())
        return tree

    def _check(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        for event in events:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._refuse(event, "không dùng & và * của YAML; viết lại giá trị")
            if getattr(event, "tag", None):
                self._refuse(event, "không dùng thẻ ! của YAML; viết giá trị thường")
            self._depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if self._depth > MAX_DEPTH:
                self._refuse(event, "lồng quá sâu; xem mẫu trong README")
            yield event

    def _refuse(self, event: yaml.Event, message: str) -> None:
        raise DataError((Problem(self.path, _line(event.start_mark), "", message),))

    def _node(self, event: yaml.Event, place: Place) -> Tree:
        self.lines[place] = _line(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Tree] = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(event, (*place, len(items))))
            return items
        return self._mapping(event, place)

    def _mapping(self, start: yaml.Event, place: Place) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        event = next(self._events)
        if getattr(start, "flow_style", False) and not isinstance(event, yaml.MappingEndEvent):
            message = "không viết {…} trên một dòng (dấu phẩy thập phân sẽ bị cắt); mỗi trường một dòng"
            self.problems.append(Problem(self.path, self.lines[place], field_name(place), message))
            self._skip_rest(event)
            return tree
        while not isinstance(event, yaml.MappingEndEvent):
            self._field(event, place, tree)
            event = next(self._events)
        return tree

    def _field(self, key: yaml.Event, place: Place, tree: dict[str, Tree]) -> None:
        """Read the key, which has begun, and its value into the tree."""
        line = _line(key.start_mark)
        if not isinstance(key, yaml.ScalarEvent):
            message = "tên trường phải là chữ, không phải danh sách hay nhóm trường; viết 'tên: giá trị'"
            self.problems.append(Problem(self.path, line, field_name(place), message))
            self._skip(key)
            self._skip(next(self._events))
            return
        name = str(key.value)
        if name in tree:
            message = "trường này đã có ở trên; xóa một trong hai"
            self.problems.append(Problem(self.path, line, field_name((*place, name)), message))
        value = next(self._events)
        tree[name] = self._node(value, (*place, name))
        self.lines[(*place, name)] = line
        if tree[name] == "" and isinstance(value, yaml.ScalarEvent) and not value.style:
            del tree[name]  # "author:" with nothing after it is the same as no author

    def _skip(self, event: yaml.Event) -> None:
        """Pass over the node that begins with the event."""
        if isinstance(event, yaml.CollectionStartEvent):
            self._skip_rest(next(self._events))

    def _skip_rest(self, event: yaml.Event) -> None:
        """Pass over the rest of the collection that is open, of which the event is the next."""
        depth = 1
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            event = next(self._events)


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


def _line(mark: object) -> int:
    """The line of a YAML mark as editors count, 0 where there is no mark."""
    line = getattr(mark, "line", None)
    return line + 1 if isinstance(line, int) else 0


def field_name(place: Place) -> str:
    """The place as a person reads it: facts[3].period, items counted from 1."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".")
