"""Markdown -> plain text with the marks that plain text may have: headings, bullets, tables between bars."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from knowledge.documents.layout.cleaning import to_raised

BAR = "\ue000"  # stands for a bar that is part of a cell
_FRONT = re.compile(r"\A---\n(?:(?!---\n)[^\n]*\n){1,50}---\n")
_NOTE = re.compile(r"(?m)^\[\^[^\]\n]{1,40}\]:[^\n]*(?:\n(?:[ \t]+[^\n]*))*")
_NOTE_MARK = re.compile(r"\[\^[^\]\n]{1,40}\]")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\)){0,500}(?: +\"[^\"\n]*\")?\)")
_RAISED = re.compile(r"<sup>(?P<text>[^<>\n]{0,40})</sup>", re.IGNORECASE)
_STRUCK = re.compile(r"<(?P<tag>del|s|strike)>[^<>\n]{0,2000}</(?P=tag)>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_UNDERLINES = re.compile(r"(?<!\w)(?P<marks>_{1,3})(?=[^\s_])(?P<text>[^_\n]{1,2000})(?<=[^\s_])(?P=marks)(?!\w)")
_CODE = re.compile(r"`+([^`\n]+)`+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")
_SETEXT = re.compile(r"(?P<mark>=|-)(?P=mark){2,}\s*")
_NO_HEADING = re.compile(r"\s*(?:[-+*#>|]|[0-9]+[.)]\s)")


def strip_markdown(text: str) -> str:
    """The text without what Markdown does not show; tables and headings in the marks that plain text has.

    >>> strip_markdown("Kinh tế\\n====\\n\\n__Thu__ <b>5</b> tỷ[^1] <!-- 6 -->")
    '# Kinh tế\\n\\nThu 5 tỷ '
    """
    text = _NOTE.sub("", _FRONT.sub("", _drop_between(text.replace("\r\n", "\n"), "<!--", "-->")))
    lines = list(_mark_headings(_drop_fences(text.split("\n"))))
    return "\n".join(_strip_line(line) for line in _bar_tables(lines))


def _drop_between(text: str, opening: str, closing: str) -> str:
    """The text without comments; one that does not end is kept."""
    parts: list[str] = []
    start = 0
    while (at := text.find(opening, start)) >= 0 and (end := text.find(closing, at)) >= 0:
        parts.append(text[start:at])
        start = end + len(closing)
    return "".join([*parts, text[start:]])


def _drop_fences(lines: Sequence[str]) -> list[str]:
    """The lines without program code between fences; all of them if a fence is not closed."""
    kept, is_code = [], False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code:
            kept.append(line)
    return list(lines) if is_code else kept


def _mark_headings(lines: Sequence[str]) -> Iterator[str]:
    """The lines, a heading underlined with "===" or "---" marked with "#"."""
    at = 0
    while at < len(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        stands_alone = at == 0 or not lines[at - 1].strip()
        is_words = bool(lines[at].strip()) and not _NO_HEADING.match(lines[at])
        if stands_alone and is_words and (rule := _SETEXT.fullmatch(following)):
            yield ("# " if rule["mark"] == "=" else "## ") + lines[at].strip()
            at += 2
        else:
            yield lines[at]
            at += 1


def _bar_tables(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those of a table without outer bars put between bars."""
    table: set[int] = set()
    for at, line in enumerate(lines):
        if at and "|" in lines[at - 1] and _RULE.fullmatch(line):
            table |= {at - 1, at}
        elif at - 1 in table and "|" in line:
            table.add(at)
    for at, line in enumerate(lines):
        bare = line.strip()
        yield line if at not in table or bare.startswith("|") else f"| {bare.removesuffix('|')} |"


def _strip_line(line: str) -> str:
    """A line without links, tags, emphasis by underlines and escapes."""
    line = _LINK.sub(r"\g<text>", _IMAGE.sub("", _NOTE_MARK.sub("", line)))
    line = _RAISED.sub(lambda match: to_raised(match["text"]), _STRUCK.sub("", line))
    line = _TAG.sub("", _BREAK.sub(" ", line))
    line = _CODE.sub(r"\1", _UNDERLINES.sub(r"\g<text>", line))
    return unescape(_ESCAPED.sub(r"\1", line.replace(r"\|", BAR)))
