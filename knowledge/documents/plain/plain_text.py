"""The text of a .txt or .md file -> Document."""

import re
from collections.abc import Iterator
from itertools import groupby

from knowledge.documents.layout.cleaning import clean_text
from knowledge.documents.layout.document import Document, load_words
from knowledge.documents.layout.lines import Line, join_lines, mark_full, opens_item
from knowledge.documents.layout.paragraphs import build_document, parse_line
from knowledge.documents.layout.table_rows import build_rows
from knowledge.documents.layout.table_units import Part, with_units
from knowledge.documents.plain.markdown import BAR, strip_markdown
from knowledge.language.text.tokens import normalize

_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BRACKET = re.compile(r"\[(?P<words>[^\[\]]{1,40})\]")
_ORNAMENT = re.compile(r"(?:[^\w%]|_)*(?:\[[0-9]{1,3}\]\s*)*")
_STAR = re.compile(r"(?<![0-9])\*+|\*+(?![0-9])")
_FREE_STAR = re.compile(r"(?<=\S) \* (?=\S)")
_STRUCK = re.compile(r"~~(?=[^\s~])(?:[^~\n]|\n(?!\s*\n)){0,2000}(?<=[^\s~])~~ ?")
_TABLE_RULE = re.compile(r"[\s|:=-]+")


def parse_text(text: str, is_markdown: bool = False) -> Document:
    """The document of a plain text; markdown and wiki marks are understood in both kinds of file.

    >>> [p.text for p in parse_text("# Báo cáo\\n\\n*Thu* đạt 433 tỷ\\nđồng.[5]\\n").paragraphs]
    ['Báo cáo', 'Thu đạt 433 tỷ đồng.[5]']
    """
    text = _STRUCK.sub("", text)
    lines = list(_find_lines(strip_markdown(text) if is_markdown else text))
    return build_document(list(with_units(_build_parts(join_lines(mark_full(lines))))))


def _find_lines(text: str) -> Iterator[Line]:
    """The printed lines, normalised; ornaments and lone reference marks become blank lines."""
    indent, hangs = 0, False
    for raw in _BREAKS.sub("\n", text).split("\n"):
        line = strip_edit_link(clean_text(raw)).removeprefix("> ")
        previous, indent = indent, len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        is_rule = _ORNAMENT.fullmatch(line) is not None
        yield Line("" if is_rule else line, is_start=indent >= previous + 2 and not hangs)
        hangs = opens_item(line)


def strip_edit_link(line: str) -> str:
    """The line without an encyclopaedia's "[sửa | sửa mã nguồn]" at its start or end.

    >>> strip_edit_link("[sửa | sửa mã nguồn]Thu 5 tỷ.[5]"), strip_edit_link("Kinh tế[sửa]")
    ('Thu 5 tỷ.[5]', 'Kinh tế')
    """
    words = load_words("edit_link")
    if (first := _BRACKET.match(line)) and first["words"].casefold() in words:
        line = line[first.end() :].strip()
    if (last := _BRACKET.fullmatch(line, max(0, line.rfind("[")))) and last["words"].casefold() in words:
        line = line[: last.start()].strip()
    return line


def _build_parts(logical: list[str]) -> Iterator[Part]:
    for is_table, group in groupby(logical, key=lambda line: line.startswith("|") and line.count("|") > 2):
        if is_table:
            yield build_rows([_cells(line) for line in group if not _TABLE_RULE.fullmatch(line)])
            continue
        for line in group:
            text, is_emphasised = _strip_emphasis(line)
            paragraph = parse_line(text.replace(BAR, "|"), is_emphasised)
            if paragraph.text:
                yield paragraph


def _cells(line: str) -> list[str]:
    return [_strip_emphasis(cell.strip())[0].replace(BAR, "|") for cell in line.strip().strip("|").split("|")]


def _strip_emphasis(line: str) -> tuple[str, bool]:
    """The line without emphasis marks, and whether they held all of it. A star between figures or blanks stays."""
    is_emphasised = line.startswith("*") and not line.startswith("* ") and line.endswith("*")
    bullet = "* " if line.startswith("* ") else ""
    parts = _FREE_STAR.split(line[len(bullet) :])
    bare = " * ".join(_STAR.sub("", part) for part in parts)
    return bullet + normalize(bare), is_emphasised
