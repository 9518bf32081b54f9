"""HTML -> its blocks of text, in one pass and without recursion.

The parser is libxml2's, linear on hostile input; the standard library's takes 32 s for 60 kB of broken tags.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from knowledge.documents.layout.cleaning import to_raised
from knowledge.documents.layout.document import DocumentError, load_words

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = load_words("html_block") | frozenset(HEADINGS)
_SKIPPED = load_words("html_skipped")
_FURNITURE = load_words("html_furniture")
_CONTAINERS = load_words("html_container")
_NEVER_FURNITURE = frozenset(["html", "body", "main", "article", "h1"])
_PART = re.compile(r"[a-z]+")
_NOTE_LINK = re.compile(r"#(?:foot|end)note-")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
MAX_DEPTH = 400  # elements inside one another; real pages stay below 60
MAX_SPAN = 40  # columns or rows one cell may claim
TOO_DEEP = "các phần tử lồng nhau quá sâu; hãy chép phần chữ sang tệp .txt hoặc .docx rồi gửi lại"


@dataclass(frozen=True, slots=True)
class Block:
    """The text between two block tags, "\\n" where it breaks the line. path: numbers of the containers around it.

    tag: h1 … h6, li, dt, dd, figcaption or p. depth: of a list item. linked, bold: letters in links, in bold.
    furniture: numbers of the elements around it that look like a menu, a footer or the like.
    """

    text: str
    tag: str
    depth: int
    path: tuple[int, ...]
    linked: int = 0
    bold: int = 0
    furniture: tuple[int, ...] = ()


@dataclass(slots=True)
class Cell:
    """What one cell of a table holds, and how many columns and rows it spans."""

    content: "list[Block | Table]" = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(slots=True)
class Table:
    """The cells, row by row, as written."""

    path: tuple[int, ...]
    rows: list[list[Cell]] = field(default_factory=list)
    furniture: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The content in reading order; title: of the page's head. mains: numbers of its article and main elements."""

    content: "list[Block | Table]"
    title: str
    mains: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    number: int
    is_skipped: bool
    furniture: tuple[int, ...]


def parse_page(html: str) -> Page:
    """The page. Raises DocumentError if its elements are nested too deeply."""
    parser = etree.HTMLParser(target=(builder := _Builder()), encoding="utf-8")
    parser.feed(html.encode("utf-8", "replace"))
    parser.close()
    builder.flush()
    return Page(builder.content, " ".join(builder.title.split()), frozenset(builder.mains))


class _Builder:
    """Receives the parser's events; the names of its methods are the parser's."""

    def __init__(self) -> None:
        self.content: list[Block | Table] = []
        self.title = ""
        self.mains: set[int] = set()
        self._stack: list[_Element] = []
        self._tables: list[Table] = []
        self._sinks: list[list[Block | Table]] = [self.content]
        self._parts: list[str] = []
        self._linked = self._bold = self._count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise DocumentError(TOO_DEEP)
        if tag in _BLOCKS:
            self.flush()
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "meta" and attributes.get("property") == "og:title":
            self.title = attributes.get("content", "")
        self._count += 1
        self._stack.append(self._describe(tag, attributes))
        self._open_table_part(tag, attributes)
        if tag in ("article", "main") or attributes.get("itemprop") == "articleBody":
            self.mains.add(self._count)

    def data(self, text: str) -> None:
        top = self._stack[-1] if self._stack else None
        if top and top.tag == "title":
            self.title = self.title or text
        if not top or top.is_skipped:
            return
        if top.tag != "pre":
            text = text.replace("\r", " ").replace("\n", " ")
        tags = {element.tag for element in self._stack[-12:]}
        text = to_raised(text) if "sup" in tags else text
        self._parts.append(text)
        self._linked += len(text.strip()) if "a" in tags else 0
        self._bold += len(text.strip()) if tags & {"b", "strong", "th", "em", "i"} else 0

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        del self._stack[-1:]
        if tag in ("td", "th") and len(self._sinks) > 1:
            self._sinks.pop()
        elif tag == "table" and self._tables:
            self._sinks[-1].append(self._tables.pop())

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def close(self) -> None:
        """The content is read from the attributes."""

    def flush(self) -> None:
        """End the block under way."""
        text = "".join(self._parts).strip()
        if text:
            furniture = self._stack[-1].furniture if self._stack else ()
            block = Block(text, *self._kind(), self._path(), self._linked, self._bold, furniture)
            self._sinks[-1].append(block)
        self._parts, self._linked, self._bold = [], 0, 0

    def _path(self) -> tuple[int, ...]:
        return tuple(element.number for element in self._stack if element.tag in _CONTAINERS)

    def _kind(self) -> tuple[str, int]:
        for element in reversed(self._stack):
            if element.tag in ("li", "figcaption", "dt", "dd") or element.tag in HEADINGS:
                return element.tag, sum(outer.tag in ("ul", "ol") for outer in self._stack)
            if element.tag in ("td", "th"):
                break
        return "p", 0

    def _describe(self, tag: str, attributes: Mapping[str, str]) -> _Element:
        top = self._stack[-1] if self._stack else _Element("", 0, False, ())
        is_furniture = tag in _FURNITURE or (tag not in _NEVER_FURNITURE and _is_furniture_class(attributes))
        is_hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None
        is_note = tag == "a" and _NOTE_LINK.match(attributes.get("href", "")) is not None
        is_aside = is_note or (is_furniture and tag not in _BLOCKS)  # inside a sentence: a reference mark, a button
        is_skipped = top.is_skipped or tag in _SKIPPED or is_hidden or is_aside
        furniture = (*top.furniture, self._count) if is_furniture and tag in _BLOCKS else top.furniture
        return _Element(tag, self._count, is_skipped, furniture)

    def _open_table_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self._tables.append(Table(self._path(), furniture=self._stack[-1].furniture))
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
        elif tag in ("td", "th"):
            cell = Cell([], _span(attributes, "colspan"), _span(attributes, "rowspan"), tag == "th")
            if self._tables and self._tables[-1].rows:
                self._tables[-1].rows[-1].append(cell)
                self._sinks.append(cell.content)
            else:
                self._sinks.append(self._sinks[-1])


def _span(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "")
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def _is_furniture_class(attributes: Mapping[str, str]) -> bool:
    """True if the class, id or role begins or ends with a word of the table: "related-news", "main_menu"."""
    words = load_words("furniture_class")
    tokens = " ".join(attributes.get(name, "") for name in ("class", "id", "role"))[:400].lower().split()
    parts = [_PART.findall(token) or [""] for token in tokens]
    return any(part[0] in words or part[-1] in words for part in parts)
