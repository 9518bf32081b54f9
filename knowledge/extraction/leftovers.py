"""The numbers of a report that no fact covers -> what they are."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from knowledge.facts.fact import FactRecord, IgnoredRecord
from knowledge.facts.proof import find_figure
from knowledge.language.quantity import find_non_quantities

_NUMBER = re.compile(r"[0-9]+(?:[.,/-][0-9]+)*")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]{1,20}[ .-]{1,2}){0,2}$")
UNKNOWN = "không phải số liệu của một chỉ tiêu"


def find_leftovers(lines: Sequence[str], facts: Iterable[FactRecord], reasons: dict[str, str]) -> list[IgnoredRecord]:
    """What each number is that no fact covers, in the order of the text; each wording once.

    reasons: of figures that the reader passed over, by their wording.
    """
    text = " ".join(lines)
    covered = _covered(text, facts)
    found: dict[str, str] = {}
    start = 0
    for line in lines:
        names = [(n.start, n.end, n.surface, n.reason) for n in find_non_quantities(line)]
        for number in _NUMBER.finditer(line):
            if not any(covered[start + number.start() : start + number.end()]):
                words, reason = _explain(line, number, names, reasons)
                found.setdefault(words, reason)
        start += len(line) + 1
    return [IgnoredRecord(text=words, reason=reason) for words, reason in found.items()]


def _covered(text: str, facts: Iterable[FactRecord]) -> bytearray:
    """For each character of the text whether a fact's figure covers it."""
    marks = bytearray(len(text))
    seen: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        for figure in [fact.figure, *(comparison.figure for comparison in fact.compared)]:
            if figure is None:
                continue
            span = find_figure(figure, fact.sentence, seen[(figure, fact.sentence)])
            seen[(figure, fact.sentence)] += 1
            at = text.find(fact.sentence)
            while span is not None and at >= 0:
                marks[at + span[0] : at + span[1]] = b"\x01" * (span[1] - span[0])
                at = text.find(fact.sentence, at + 1)
    return marks


def _explain(
    line: str, number: re.Match[str], names: list[tuple[int, int, str, str]], reasons: dict[str, str]
) -> tuple[str, str]:
    """The number with enough words around it to be known again, and why it is no fact."""
    at = bisect_right(names, number.start(), key=lambda name: name[0]) - 1
    if at >= 0 and number.start() < names[at][1]:
        begin, end, surface, reason = names[at]
        is_short = len(surface) <= 6 and surface[0].isdigit()
        return (
            _with_words(line, begin, max(end, number.end())) if is_short else line[begin : max(end, number.end())]
        ), reason
    for figure, reason in reasons.items():
        place = line.find(figure, max(0, number.start() - len(figure)))
        if 0 <= place <= number.start() < place + len(figure):
            return _with_words(line, place, max(place + len(figure), number.end())), reason
    return _with_words(line, number.start(), number.end()), UNKNOWN


def _with_words(line: str, start: int, end: int) -> str:
    before = _WORDS_BEFORE.search(line, max(0, start - 44), start)
    return line[before.start() if before else start : end].strip()
