"""What every reader of documents yields."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["heading", "text", "item", "cell_row"]


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
