"""What every reader of documents yields, how long it may be, and the words that all readers know."""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from knowledge.language.table import load_table

Kind = Literal["heading", "text", "item", "cell_row"]

MAX_WORDS = 120_000  # about 300 pages; a table repeats its header in every row. They take a fifth of the CPU there is
TOO_MANY_WORDS = "văn bản dài hơn 120.000 chữ (khoảng 300 trang); hãy tách thành các tệp nhỏ hơn rồi gửi lại"
MAX_RECORDS = 20_000  # figures and other numbers; a report of 100 pages of tables has about 12,000
TOO_MANY_NUMBERS = "văn bản có hơn 20.000 con số; hãy tách thành các tệp nhỏ hơn rồi gửi lại"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One logical line of a document, in NFC, verbatim apart from markup and blanks; it holds no line break.

    level: of a heading 1 (the title) to 6, of an item its depth from 1; otherwise 0. Of a row of a table, cells: the
    header and the value of each cell that is not empty; unit: what the table as a whole is counted in, "" if untold.
    """

    text: str
    kind: Kind = "text"
    level: int = 0
    cells: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    unit: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs in reading order, and the title where one could be told."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None


class DocumentError(Exception):
    """A file that cannot be read. reason: one Vietnamese line that says what to do; name: the file's, once known."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(f"{name}: {reason}" if name else reason)
        self.reason = reason
        self.name = name


@cache
def load_words(kind: str) -> frozenset[str]:
    """The words of one kind in tables/report/documents.tsv; empty if there is no such kind.

    >>> "báo cáo" in load_words("genre")
    True
    """
    return frozenset(words for row_kind, words in load_table("report/documents") if row_kind == kind)
