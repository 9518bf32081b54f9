"""Printed lines -> logical lines: what was wrapped at the margin is joined again.

Reports come wrapped at about 80 columns, also inside a figure ("433 tỷ⏎đồng"); others give a paragraph one long line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.documents.layout.document import load_words

BULLET = re.compile(r"[-–—+*•●○◦▪■►✓o·\uf0b7\uf02d](?=\s)\s*")
_PART = "|".join(sorted(load_words("part"), key=len, reverse=True))
ENUMERATOR = re.compile(
    rf"(?P<part>(?i:{_PART}) (?:[IVXLC]{{1,6}}|[0-9]{{1,2}})[.:])\s+"
    r"|(?P<roman>[IVXLC]{1,6}[.)/])\s+|(?P<deep>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.)]?)\s+(?![0-9])"
    r"|(?P<number>[0-9]{1,2}[.)])\s+|(?P<letter>[a-zđ][.)])\s+"
)
ENDED = re.compile(r"[.!?;:…][\"”’»)\]*]*(?:\s?\[[0-9]{1,3}\])*\**$")
_MARKUP_LINE = re.compile(r"#{1,6}\s|={2,6}[^=]|\|")
_LEADING_MARKS = re.compile(r"[*\"“‘(«]+")
_SURE_BULLETS = "•●○◦▪■►✓·\uf0b7\uf02d"  # a dash or a number may also stand in the middle of a sentence
MAX_WRAP = 130  # characters; a longer line was not wrapped by hand
LONG = 0.8  # of the width: a line that ran to the margin
OVERLONG = 1.15  # times the width: no line was wrapped beyond
LEAD = 0.35  # of the width: shorter first lines are headings
MAX_OPEN_LINES = 12  # an opened bracket or emphasis joins no more than these


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, "" for a blank one. is_full: it ran to the margin; is_start: it is indented or set apart."""

    text: str
    is_full: bool = False
    is_start: bool = False


def join_lines(lines: Sequence[Line]) -> list[str]:
    """The logical lines in order, without blank ones; wrapped lines are joined by a space.

    >>> join_lines([Line("Thu đạt (433 tỷ"), Line("đồng)."), Line("- Chi tăng."), Line(""), Line("Hết")])
    ['Thu đạt (433 tỷ đồng).', '- Chi tăng.', 'Hết']
    """
    joined: list[list[str]] = []
    previous: Line | None = None
    for number, line in enumerate(lines):
        if line.text and previous and _continues(joined[-1], previous, line, len(joined) == 1 and number == 1):
            joined[-1].append(line.text)
        elif line.text:
            joined.append([line.text])
        previous = line if line.text else None
    return [" ".join(parts) for parts in joined]


def _continues(so_far: list[str], last: Line, line: Line, after_title: bool) -> bool:
    """True if `line` goes on with the sentence or paragraph of `so_far`, whose last printed line is `last`."""
    ended = ENDED.search(last.text[-40:]) is not None
    if _MARKUP_LINE.match(last.text) or _MARKUP_LINE.match(line.text):
        return False
    if len(so_far) == 1 and ENUMERATOR.fullmatch(_LEADING_MARKS.sub("", last.text, count=1) + " "):
        return True
    if opens_item(line.text) and (ended or after_title or not last.is_full or line.text[0] in _SURE_BULLETS):
        return False
    if ended:
        return last.is_full and not line.is_start
    if _has_open_mark(so_far):
        return True
    head = _LEADING_MARKS.sub("", line.text, count=1)[:1]
    return head.islower() or (last.is_full and not line.is_start) or (head.isdigit() and not after_title)


def opens_item(text: str) -> bool:
    """True if the line begins with a bullet or an enumerator."""
    bare = _LEADING_MARKS.sub("", text, count=1)
    return BULLET.match(text) is not None or ENUMERATOR.match(bare) is not None


def _has_open_mark(parts: list[str]) -> bool:
    if len(parts) > MAX_OPEN_LINES:
        return False
    text = BULLET.sub("", parts[0], count=1) + " ".join(parts[1:])
    return text.count("(") > text.count(")") or text.count("*") % 2 == 1 or text.count("**") % 2 == 1


def mark_full(lines: Sequence[Line]) -> list[Line]:
    """The same lines, `is_full` set by the width the text was wrapped at; unchanged if it was not wrapped."""
    width = _wrap_width(lines)
    if not width:
        return list(lines)
    leads = _has_short_leads(lines, width)
    marked = []
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], Line("")], strict=True)):
        is_lead = leads and _is_lead(lines, number, width)
        marked.append(replace(line, is_full=is_lead or _is_full(line, following, width)))
    return marked


def _wrap_width(lines: Sequence[Line]) -> int:
    """The columns the text was wrapped at, 0 if lines do not run to a common margin."""
    inner = sorted(len(line.text) for line, after in pairwise(lines) if line.text and after.text)
    if not inner:
        return 0
    width = inner[int(len(inner) * 0.95)]
    long = sum(LONG * width <= length <= width for length in inner)
    return width if 40 <= width <= MAX_WRAP and long * 2 >= len(inner) and len(inner) >= 2 else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """True if the first word of `following` had no room left on `line`; nearly none if `line` ends no sentence."""
    length = len(line.text)
    if length > width * OVERLONG:
        return False
    has_room = length + 1 + len(following.text.partition(" ")[0]) <= width
    return not has_room or (length >= LONG * width and not ENDED.search(line.text[-40:]))


def _is_lead(lines: Sequence[Line], number: int, width: int) -> bool:
    """True if this first line of a block breaks off in the middle of a sentence, before the margin."""
    line = lines[number]
    opens = number > 0 and not lines[number - 1].text
    is_open = line.text.endswith(";") or not ENDED.search(line.text[-40:])
    is_prose = len(line.text) >= LEAD * width and not line.text.isupper() and is_open
    return opens and bool(line.text) and is_prose


def _has_short_leads(lines: Sequence[Line], width: int) -> bool:
    """True if most blocks of the text break their first line early: a habit of one converter of official texts."""
    leads = [number for number in range(len(lines) - 1) if lines[number + 1].text and _is_lead(lines, number, width)]
    early = [number for number in leads if not _is_full(lines[number], lines[number + 1], width)]
    goes_on = sum(lines[number + 1].text[:1].islower() for number in early)
    return goes_on * 2 > len(leads)
