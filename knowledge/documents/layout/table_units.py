"""What the figures of a table are counted in, where a line above it says so: "Đơn vị tính: triệu đồng"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.documents.layout.document import Paragraph, load_words
from knowledge.language.numbers.unit import match_unit
from knowledge.language.table import any_of
from knowledge.language.text.aligned import align

Part = Paragraph | Sequence[Paragraph]  # a paragraph, or the rows of a table

_TOLD = re.compile(
    rf"{any_of(load_words('unit_told'))}\s*[:.]?\s*(?P<unit>(?:1\.000 )?[^():;.]{{1,40}})", re.IGNORECASE
)
_BRACKET = re.compile(r"\((?P<words>[^()]{1,60})\)")
_SCALE = re.compile(r"1\.?000\s")
MAX_BETWEEN = 2  # paragraphs between the line and its table
MAX_LINE = 200  # characters of a line above a table


def find_table_unit(line: str) -> str:
    """The unit that a line above a table tells; "" if it tells none.

    >>> find_table_unit("Đơn vị tính: triệu đồng"), find_table_unit("Biểu 1: Thu ngân sách (ĐVT: tỷ đồng)")
    ('triệu đồng', 'tỷ đồng')
    >>> find_table_unit("Thu ngân sách năm 2023 (tỷ đồng)"), find_table_unit("Đơn vị thực hiện: xã Mẫu")
    ('tỷ đồng', '')
    """
    if len(line) > MAX_LINE:
        return ""
    found = [match["unit"].strip() for match in _TOLD.finditer(line)]
    found += [match["words"].strip() for match in _BRACKET.finditer(line)]
    return next((unit for unit in found if is_unit(unit)), "")


def is_unit(words: str) -> bool:
    """Are the words a known unit and nothing else?

    >>> is_unit("triệu đồng/người"), is_unit("1.000 con"), is_unit("kể cả đất")
    (True, True, False)
    """
    aligned = align(_SCALE.sub("", words.strip(), count=1))
    match = match_unit(aligned, 0, len(aligned.lower))
    return match is not None and match.end == len(aligned.lower)


def with_units(parts: Iterable[Part]) -> Iterator[Paragraph]:
    """The paragraphs in order; the rows of a table have the unit that was told above it or in its first rows."""
    unit, age = "", 0
    for part in parts:
        if isinstance(part, Paragraph):
            found = find_table_unit(part.text)
            unit, age = (found, 0) if found else (unit if age < MAX_BETWEEN else "", age + 1)
            yield part
            continue
        for row in part:
            if row.kind == "cell_row":
                yield replace(row, unit=unit)
            else:
                unit = find_table_unit(row.text) or unit
                yield row
        unit = ""
