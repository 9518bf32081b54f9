"""Changes to the text of facts.yaml by splicing: comments and lines not concerned stay byte for byte.

Each change is read back: what is returned says what was asked for, or RewriteError is raised.
"""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import yaml

from knowledge.facts.folder.format import quote_scalar
from knowledge.facts.folder.splice import (
    Spot,
    find_comment_lines,
    find_comments,
    find_end,
    find_line_end,
    find_spot,
    insert_lines,
)
from knowledge.facts.folder.yaml_tree import Place, Tree, load_tree
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.report_record import FactRecord, ReportRecord

Value = str | tuple[str, ...] | None
_ORDER = {name: i for record in (ReportRecord, FactRecord) for i, name in enumerate(record.model_fields)}
_BOM = "\ufeff"


class RewriteError(Exception):
    """A change that cannot be made in this file as it is written; `place` is where."""

    def __init__(self, place: Place) -> None:
        super().__init__(f"không sửa được chỗ này trong tệp: {'.'.join(map(str, place))}; sửa bằng tay")
        self.place = place


def set_field(source: str, place: Place, value: Value) -> str:
    """The text with that field changed, added where facts.yaml usually has it, or gone if the value is None or ()."""

    def change(tree: Tree) -> None:
        parent = _at(tree, place[:-1])
        assert isinstance(parent, dict)
        parent.pop(str(place[-1]), None)
        if value:
            parent[str(place[-1])] = value if isinstance(value, str) else list(value)

    return _checked(source, place, change, lambda text: _set(text, place, value))


def drop_item(source: str, place: Place) -> str:
    """The text without that item of a list; comments above it stay."""

    def change(tree: Tree) -> None:
        items = _at(tree, place[:-1])
        assert isinstance(items, list) and isinstance(place[-1], int)
        del items[place[-1]]

    return _checked(source, place, change, lambda text: _drop_item(text, place))


def append_item(source: str, name: str, fields: dict[str, str]) -> str:
    """The text with one more item at the end of a list of the report, such as `ignored`."""

    def change(tree: Tree) -> None:
        assert isinstance(tree, dict)
        items = tree.setdefault(name, [])
        assert isinstance(items, list)
        items.append(dict(fields))

    lines = [f"{key}: {quote_scalar(value)}" for key, value in fields.items()]
    return _checked(source, (name,), change, lambda text: _append(text, (name,), lines))


def _checked(source: str, place: Place, change: Callable[[Tree], None], splice: Callable[[str], str]) -> str:
    """The spliced text if it reads as the changed tree."""
    bom, text = (_BOM, source[1:]) if source.startswith(_BOM) else ("", source)
    wanted = _to_tree(text)
    try:
        change(wanted)
        spliced = splice(text)
        found = _to_tree(spliced)
    except (DataError, AssertionError, LookupError) as error:
        raise RewriteError(place) from error
    if _without_empty(found) != _without_empty(wanted):
        raise RewriteError(place)
    return bom + spliced


def _to_tree(text: str) -> Tree:
    return deepcopy(load_tree(Path("facts.yaml"), text)[0])


def _without_empty(tree: Tree) -> Tree:
    """A list with nothing in it says the same as no list."""
    return {key: value for key, value in tree.items() if value != []} if isinstance(tree, dict) else tree


def _at(tree: Tree, place: Place) -> Tree:
    for part in place:
        tree = tree[part]  # type: ignore[index]  # a wrong place raises, and is refused
    return tree


def _set(text: str, place: Place, value: Value) -> str:
    spot = find_spot(text, place)
    if not value:
        return _remove_field(text, place) if spot else text
    if isinstance(value, tuple):
        return _set_list(text, place, value)
    if spot and isinstance(spot.node, yaml.ScalarNode):
        start, end = spot.node.start_mark.index, find_end(text, spot.node)
        space = " " if start == end and text[start - 1 : start] == ":" else ""
        return text[:start] + space + quote_scalar(value) + text[end:]
    return _insert_field(text, place, [f"{place[-1]}: {quote_scalar(value)}"])


def _set_list(text: str, place: Place, items: tuple[str, ...]) -> str:
    """Items gone are dropped, new ones appended: the lines of the others are not touched."""
    spot = find_spot(text, place)
    present = [str(node.value) for node in spot.node.value] if spot and isinstance(spot.node.value, list) else []
    kept = [item for item in present if item in items]
    if spot and spot.key and _is_flow(spot):
        return _replace_flow(text, spot.key, spot.node, items)
    if not kept or [*kept, *(item for item in items if item not in present)] != list(items):
        text = _remove_field(text, place) if spot else text
        return _insert_field(text, place, [f"{place[-1]}:", *(f"  - {quote_scalar(item)}" for item in items)])
    for i in reversed(range(len(present))):
        if present[i] not in items:
            text = _drop_item(text, (*place, i))
    for item in items:
        if item not in present:
            text = _append(text, place, [quote_scalar(item)])
    return text


def _replace_flow(text: str, key: yaml.Node, node: yaml.Node, items: tuple[str, ...]) -> str:
    """A list in brackets becomes one of lines; comments within it stand above it, one behind it stays there."""
    start, end = node.start_mark.index, find_end(text, node)
    indent = " " * int(key.start_mark.column)
    line_end = find_line_end(text, end)
    lines = [f"{indent}  - {quote_scalar(item)}" for item in items]
    head = text[:start].rstrip() + text[end:line_end]
    spliced = insert_lines(head, len(head), lines) + text[line_end:]
    line_start = text.rfind("\n", 0, key.start_mark.index) + 1
    return insert_lines(spliced, line_start, [indent + comment for comment in find_comments(text, node)])


def _is_flow(spot: Spot | None) -> bool:
    return spot is not None and isinstance(spot.node, yaml.CollectionNode) and bool(spot.node.flow_style)


def _insert_field(text: str, place: Place, lines: list[str]) -> str:
    """A field that is not there, after the last of those that usually stand before it."""
    name, mapping = str(place[-1]), Spot(text, place[:-1]).node
    before = [pair for pair in mapping.value if _ORDER.get(pair[0].value, 0) < _ORDER.get(name, len(_ORDER))]
    key, value = before[-1]
    indent = " " * int(key.start_mark.column)
    return insert_lines(text, find_line_end(text, find_end(text, value)), [indent + line for line in lines])


def _append(text: str, place: Place, lines: list[str]) -> str:
    """One more item at the end of a list, made if there is none."""
    spot = find_spot(text, place)
    if spot is None or not spot.node.value:
        text = _remove_field(text, place) if spot else text
        blank = [""] if len(place) == 1 else []
        body = [("  - " if i == 0 else "    ") + line for i, line in enumerate(lines)]
        return _insert_field(text, place, [*blank, f"{place[-1]}:", *body])
    indent = " " * int(spot.node.start_mark.column)
    body = [indent + ("- " if i == 0 else "  ") + line for i, line in enumerate(lines)]
    return insert_lines(text, find_line_end(text, find_end(text, spot.node)), body)


def _remove_field(text: str, place: Place) -> str:
    """Without the lines of a field; comments on lines of their own among them stay."""
    spot = Spot(text, place)
    assert spot.key is not None
    start, end = spot.key.start_mark.index, find_line_end(text, find_end(text, spot.node))
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():  # "- period: 2021": the next field takes its place
        following = Spot(text, place[:-1]).node.value[1][0].start_mark.index
        kept = "".join(find_comment_lines(text, spot.node, start, following))
        return text[:line_start] + kept + text[line_start:start] + text[following:]
    kept = "".join(find_comment_lines(text, spot.node, start, end))
    return text[:line_start] + kept + text[end:]


def _drop_item(text: str, place: Place) -> str:
    node = Spot(text, place).node
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    while start and not text[start:].lstrip(" ").startswith("-"):  # the dash may stand on a line above its item
        start = text.rfind("\n", 0, start - 1) + 1
    end = find_line_end(text, find_end(text, node))
    if text[:start].endswith(("\n\n", "\n\r\n")) and text[end:].lstrip(" \r").startswith("\n"):
        end = text.index("\n", end) + 1
    return text[:start] + text[end:]
