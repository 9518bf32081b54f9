"""Sentences of a report -> the headings and opening lines that stand above each of them."""

import re
from collections.abc import Iterable

from knowledge.documents.layout.document import load_words
from knowledge.facts.record.fact import Fact
from knowledge.language.table import any_of

MAX_NUMBER, MAX_HEADING = 2, 12  # words of a number that stands alone; of a heading
MIN_OPENING, MAX_OPENING = 4, 30  # words of a line that opens a list with a colon: "trong đó:" tells nothing
_ENDED = '.!?…;”")'
_LEVELS = re.compile(
    rf"""{any_of(load_words("article"))}\s[0-9IVX]+[.:]?\s | (?P<roman>[IVX]+[.)]\s) | (?P<deep>[0-9]+\.[0-9]+[.)]?\s)
    | (?P<number>[0-9]+[.)]\s) | (?P<letter>[a-zđ]\)\s)""",
    re.VERBOSE | re.IGNORECASE,
)
_DEPTH = {None: 1, "roman": 1, "number": 2, "deep": 3, "letter": 4}
_PLAIN, _OPENING = 2, 5  # depths of a heading without a number, and of a line that opens a list


def find_above(statements: Iterable[Fact]) -> dict[tuple[str, str], str]:
    """Of each sentence, by its report and its words, the headings and opening lines it is under, outermost first."""
    above: dict[tuple[str, str], str] = {}
    open_lines: dict[int, str] = {}
    report = number = ""
    for statement in statements:
        if statement.report != report:
            report, open_lines = statement.report, {}
        sentence = statement.sentence
        if sentence.count(" ") < MAX_NUMBER and _LEVELS.fullmatch(f"{sentence} "):
            number = sentence  # "Điều 2." ends like a sentence; what follows is its heading
            continue
        above.setdefault((report, sentence), " ".join(open_lines.values()))
        if (depth := _depth(f"{number} {sentence}".strip())) is not None:
            open_lines = {d: line for d, line in open_lines.items() if d < depth} | {depth: sentence}
        number = ""
    return above


def _depth(line: str) -> int | None:
    """How deep the heading is that the line is; None if it is none.

    >>> _depth("II. Chăn nuôi"), _depth("1.2. Vụ Xuân"), _depth("Kết quả như sau:"), _depth("Thu đạt 5 tỷ đồng.")
    (1, 3, 5, None)
    """
    if line[-1:] in _ENDED:
        return None  # nearly all lines: a sentence
    size = len(line.split())
    numbered = _LEVELS.match(line)
    if line.endswith(":") and MIN_OPENING <= size <= MAX_OPENING:
        return _DEPTH[numbered.lastgroup] if numbered else _OPENING
    if size > MAX_HEADING:
        return None
    if numbered:
        return _DEPTH[numbered.lastgroup]
    return 1 if line.isupper() else _PLAIN
