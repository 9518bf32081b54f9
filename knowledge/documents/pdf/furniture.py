"""Pages without what is printed around their text: running heads and feet, page numbers, notes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from knowledge.documents.layout.document import load_words
from knowledge.documents.pdf.letters import PrintedLine
from knowledge.documents.pdf.page import Part, PrintedPage
from knowledge.language.table import any_of

EDGE_LINES = 3  # at the top and the bottom of a page, where heads and feet may stand
SAME_HEIGHT = 4  # points: a running line stands at the same height on every page
SAME_SIZE = 0.5  # points
LONG_HEAD = 60  # characters; a longer one near the text and of its size is text
REPEATED = 0.4  # of the pages; heads of odd and even pages are on half of them each
SMALL = 0.9  # of the size of the text: notes are smaller
_PAGE_NUMBER = re.compile(
    rf"\W*(?:{any_of(load_words('page_word'))}\b[ .:]*)?(?P<number>[0-9]{{1,4}})"
    rf"(?:\s*(?:/|{any_of(load_words('page_of'))})\s*[0-9]{{1,4}})?\W*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:\(?[0-9]{1,2}[.)]?|[*†]+)\s*(?=[^\W\d_])")


def drop_furniture(pages: Sequence[PrintedPage]) -> tuple[list[PrintedPage], str]:
    """The pages without it, and the running head of the first page, which may be the title; "" if there is none."""
    repeated = _find_repeated(pages)
    offsets = _find_offsets(pages)
    kept, head = [], ""
    usual = median([part.size for page in pages for part in page.parts if isinstance(part, PrintedLine)] or [0.0])
    for number, page in enumerate((_drop_notes(page, usual) for page in pages), 1):
        edge = _find_edge(page, number, repeated, offsets)
        if number == 1:
            tops = [part for at, part in enumerate(page.parts[:EDGE_LINES]) if at in edge]
            head = next((part.text for part in tops if isinstance(part, PrintedLine) and not _number(part)), "")
        kept.append(replace(page, parts=[part for at, part in enumerate(page.parts) if at not in edge]))
    return kept, head


def _find_edge(
    page: PrintedPage, number: int, repeated: set[tuple[str, int]], offsets: frozenset[int]
) -> frozenset[int]:
    """Where on the page the furniture stands: from each edge inwards, as far as there is some."""
    found: set[int] = set()
    size = len(page.parts)
    for places in (range(min(EDGE_LINES, size)), range(size - 1, max(-1, size - 1 - EDGE_LINES), -1)):
        for at in places:
            part = page.parts[at]
            if not isinstance(part, PrintedLine) or not _is_furniture(part, number, repeated, offsets):
                break
            inner = page.parts[at + places.step] if 0 <= at + places.step < size else None
            if isinstance(inner, PrintedLine) and _is_prose(part, inner):
                break
            found.add(at)
    return frozenset(found)


def _is_furniture(line: PrintedLine, number: int, repeated: set[tuple[str, int]], offsets: frozenset[int]) -> bool:
    told = _number(line)
    if told is not None and (int(told) - number in offsets or not line.text.strip(" -–—.").isdigit()):
        return True
    if any((_key(line, number), height) in repeated for height in _heights(line)):
        return True
    return line.text.casefold().startswith(tuple(load_words("page_edge")))


def _is_prose(line: PrintedLine, inner: PrintedLine) -> bool:
    """Does it go on with a sentence, or is it a line of the paragraph beside it?"""
    if line.text[:1].islower() and _number(line) is None:
        return True
    gap = max(inner.top - line.bottom, line.top - inner.bottom)
    is_near = gap < line.bottom - line.top and abs(line.size - inner.size) < SAME_SIZE
    return is_near and len(line.text) > LONG_HEAD


def _find_offsets(pages: Sequence[PrintedPage]) -> frozenset[int]:
    """How far printed page numbers are from the page's own: 0, and what two pages have in common."""
    told = Counter(
        int(number) - at
        for at, page in enumerate(pages, 1)
        for number in {_number(part) for part in _edge_parts(page)}
        if number is not None
    )
    return frozenset([0, *(offset for offset, count in told.items() if count > 1 and count * 2 >= len(pages))])


def _find_repeated(pages: Sequence[PrintedPage]) -> set[tuple[str, int]]:
    """The lines that stand at the edge of several pages, with their heights."""
    counts = Counter(
        place
        for number, page in enumerate(pages, 1)
        for place in {(_key(part, number), height) for part in _edge_parts(page) for height in _heights(part)}
    )
    return {place for place, count in counts.items() if count > 1 and count >= REPEATED * len(pages)}


def _edge_parts(page: PrintedPage) -> list[PrintedLine]:
    edge = {id(part): part for part in (*page.parts[:EDGE_LINES], *page.parts[-EDGE_LINES:])}
    return [part for part in edge.values() if isinstance(part, PrintedLine)]


def _number(part: Part) -> str | None:
    """The page number that the line is and nothing else; None if it is none."""
    match = _PAGE_NUMBER.fullmatch(part.text) if isinstance(part, PrintedLine) else None
    return match["number"] if match else None


def _key(line: PrintedLine, number: int) -> str:
    """The line with the number of its page left open."""
    return re.sub(rf"(?<![0-9]){number}(?![0-9])", "#", line.text)


def _heights(line: PrintedLine) -> tuple[int, int]:
    """Two roundings of its height, of which lines of nearly the same height share one."""
    return int(line.top // SAME_HEIGHT), int(line.top // SAME_HEIGHT) + 1


def _drop_notes(page: PrintedPage, usual: float) -> PrintedPage:
    """The page without the notes below its text: smaller lines at its foot, the first of which begins with a mark.

    usual: the size of the text.
    """
    start = len(page.parts)
    for at in range(len(page.parts) - 1, -1, -1):
        part = page.parts[at]
        if not isinstance(part, PrintedLine) or (part.size > SMALL * usual and not part.is_note):
            return replace(page, parts=page.parts[:start])
        if part.is_note or _NOTE.match(part.text):
            start = at
    return page  # all of it is small: an appendix
