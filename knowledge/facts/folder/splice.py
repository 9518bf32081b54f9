"""Where a value of facts.yaml begins and ends in its text, and lines put in there."""

from collections.abc import Iterator

import yaml

from knowledge.facts.folder.yaml_tree import Place


class Spot:
    """A place in the text: the node of its value, and of its key where it has one."""

    def __init__(self, text: str, place: Place) -> None:
        root: yaml.Node = yaml.compose(text, Loader=yaml.CBaseLoader)  # type: ignore[assignment]  # read before
        self.node = root
        self.key: yaml.Node | None = None
        for part in place:
            if isinstance(part, int):
                self.node, self.key = self.node.value[part], None
            else:
                self.key, self.node = next((k, v) for k, v in self.node.value if k.value == part)


def find_spot(text: str, place: Place) -> Spot | None:
    """The place, None where there is no such field."""
    try:
        return Spot(text, place)
    except StopIteration:
        return None


def find_comment_lines(text: str, node: yaml.Node, start: int, end: int) -> Iterator[str]:
    """The lines of comment only between start and end; a "#" inside a folded sentence is none."""
    spans = [(s.start_mark.index, find_end(text, s)) for s in _scalars(node)]
    while start < end:
        line = text[start : find_line_end(text, start)]
        mark = start + len(line) - len(line.lstrip())
        if line.lstrip().startswith("#") and not any(a <= mark < b for a, b in spans):
            yield line
        start += len(line)


def find_comments(text: str, node: yaml.Node) -> Iterator[str]:
    """The comments within a list in brackets, also those behind an item."""
    spans = [(s.start_mark.index, find_end(text, s)) for s in _scalars(node)]
    start, end = node.start_mark.index, find_end(text, node)
    while start < end:
        line_end = min(end, find_line_end(text, start))
        marks = (i for i in range(start, line_end) if text[i] == "#" and not any(a <= i < b for a, b in spans))
        if (mark := next(marks, None)) is not None:
            yield text[mark:line_end].rstrip()
        start = line_end


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)


def find_end(text: str, node: yaml.Node) -> int:
    """Where the last character of the value stands; the marks of YAML run on to what follows."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return find_end(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def find_line_end(text: str, place: int) -> int:
    """Where the line after that of `place` begins."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


def insert_lines(text: str, place: int, lines: list[str]) -> str:
    """The text with whole lines put in, ended as its other lines are."""
    newline = "\r\n" if "\r\n" in text else "\n"
    body = "".join(line + newline for line in lines)
    gap = newline if place and text[place - 1] != "\n" else ""
    return text[:place] + gap + body + text[place:]
