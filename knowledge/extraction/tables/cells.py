"""The cells of a table's row, each with what it is there for: name, place, time, unit, figure."""

import re
from dataclasses import dataclass, replace

from knowledge.documents.layout.document import Paragraph, load_words
from knowledge.documents.layout.lines import BULLET, ENUMERATOR
from knowledge.documents.layout.table_units import is_unit
from knowledge.extraction.tables.columns import Column, bare_words, read_column
from knowledge.language.places.gazetteer import find_level
from knowledge.language.places.place_mentions import find_places
from knowledge.language.quantities.quantity import Quantity, QuantityError, find_quantities, parse_quantity
from knowledge.language.text.tokens import tokenize
from knowledge.language.times.period_mentions import Period, find_periods

_ROMAN = re.compile(r"[IVX]{1,5}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A header, the value under it, the quantity the value states, if it states one; what the header says of it."""

    head: str
    value: str
    quantity: Quantity | None
    column: Column


@dataclass(frozen=True, slots=True)
class Row:
    """name: of the indicator, "" where the columns name it. place: the row's, None if the table is not one of places.

    period: the row's, if the table has times down its side. unit: told in a cell. figures: the cells that state one.
    prose: cells of several words with figures in them.
    """

    name: str = ""
    place: str | None = None
    period: Period | None = None
    unit: str = ""
    figures: tuple[Cell, ...] = ()
    prose: tuple[str, ...] = ()


def read_cells(paragraph: Paragraph, anchor: Period | None) -> Row:
    """The row with its cells told apart; without a name, place or period it states nothing."""
    cells = [(head, value) for head, value in paragraph.cells if bare_words(head) not in load_words("column_number")]
    if len(cells) < len(paragraph.cells) or not cells:
        first = 0
    else:  # a column of row numbers may lack its header
        first = 1 if len(cells) > 2 and not cells[0][0] and _is_number_of_row(cells[0][1]) else 0
    return _sort(cells[first:], anchor)


def _is_number_of_row(value: str) -> bool:
    return len(value) <= 4 and (value.rstrip(".)").isdigit() or _ROMAN.fullmatch(value.rstrip(".)")) is not None)


def _sort(cells: list[tuple[str, str]], anchor: Period | None) -> Row:
    if not cells:
        return Row()
    head, value = cells[0]
    row = Row(figures=tuple(_to_cell(*cell, anchor) for cell in cells[1:]))
    if (period := _period_of(head, value, anchor)) is not None:
        return _only_figures(replace(row, period=period))
    if _is_place(head, value):
        return _only_figures(replace(row, place=_to_place(head, value)))
    return _with_name(cells, anchor)


def _with_name(cells: list[tuple[str, str]], anchor: Period | None) -> Row:
    """The first text that is neither figure nor unit is the name."""
    row, figures, prose = Row(), [], []
    for head, value in cells:
        cell = _to_cell(head, value, anchor)
        if bare_words(head) in load_words("column_unit") and row.name:
            row = replace(row, unit=row.unit or value)
        elif cell.quantity is not None and (row.name or not is_text(value)):
            figures.append(cell)
        elif not row.name:
            row = replace(row, name=bare_name(value))
        elif find_quantities(value):
            prose.append(value)
    return replace(row, figures=tuple(figures), prose=tuple(prose))


def is_text(value: str) -> bool:
    """Is it rather words than a figure: "2 con bò" is, "2%" is not?"""
    return value[:1].isalpha()


def _only_figures(row: Row) -> Row:
    return replace(row, figures=tuple(cell for cell in row.figures if cell.quantity is not None))


def _to_cell(head: str, value: str, anchor: Period | None) -> Cell:
    try:
        quantity = parse_quantity(value.rstrip("."))
    except QuantityError:
        quantity = None
    return Cell(head, value, quantity, read_column(head, anchor))


def _period_of(head: str, value: str, anchor: Period | None) -> Period | None:
    """The time that a cell under "Năm", "Quý" holds; None if it holds none."""
    if bare_words(head) not in load_words("column_time"):
        return None
    words = value if any(char.isalpha() for char in value) else f"{head} {value}"
    mentions = find_periods(words, anchor)
    is_whole = len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end == len(words)
    return mentions[0].period if is_whole else None


def _is_place(head: str, value: str) -> bool:
    words = bare_words(head).split()
    if not words or not set(words) <= load_words("column_place") or is_unit(value):
        return False
    if bare_words(head) not in load_words("column_unit") and "don" not in words:
        return not value[:1].isdigit() or ENUMERATOR.match(value) is not None
    tokens = tokenize(bare_name(value))
    is_known = sum(mention.end - mention.start for mention in find_places(tokens)) == len(tokens) > 0
    return is_known or _is_total(value) or (bool(tokens) and all(token.text.istitle() for token in tokens))


def _to_place(head: str, value: str) -> str:
    """The place with its level, where the header tells it of all; "" of all places together."""
    if _is_total(value):
        return ""
    place = bare_name(value)
    tokens = tokenize(head)
    level = find_level(tokens, 0) if tokens else None
    is_level = level is not None and len(level.words) == len(tokens)
    return place if not is_level or find_level(tokenize(place), 0) else f"{head.strip().lower()} {place}"


def _is_total(value: str) -> bool:
    words = bare_words(bare_name(value)).split()
    totals = [row.split() for row in load_words("row_total")]
    return any(words[: len(t)] == t and set(words[len(t) :]) <= load_words("column_place") | {"bo"} for t in totals)


def bare_name(value: str) -> str:
    """The words of a name without its bullet, its number or "trong đó:" before it.

    >>> bare_name("1.2. Thu nội địa"), bare_name("Trong đó: Thu từ đất"), bare_name("- Lúa")
    ('Thu nội địa', 'Thu từ đất', 'Lúa')
    """
    for pattern in (BULLET, ENUMERATOR):
        if match := pattern.match(value):
            value = value[match.end() :]
    before, colon, after = value.partition(":")
    return after.strip() if colon and bare_words(before) in load_words("row_part") else value
