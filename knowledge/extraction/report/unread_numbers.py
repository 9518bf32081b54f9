"""The numbers of a report that no fact covers -> what they are."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from knowledge.facts.folder.proof import find_all, find_figure
from knowledge.facts.record.report_record import FactRecord, IgnoredRecord
from knowledge.language.quantities.quantity import NonQuantity, find_non_quantities

_NUMBER = re.compile(r"[0-9]+(?:[.,/-][0-9]+)*")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]{1,20}[ .-]{1,2}){0,2}$")
MAX_WORDS, SHORT = 200, 6  # characters: of what is quoted whole; of what needs the words before it to be known again
UNKNOWN = "không phải số liệu của một chỉ tiêu"


def find_leftovers(lines: Sequence[str], facts: Iterable[FactRecord], reasons: dict[str, str]) -> list[IgnoredRecord]:
    """What each number is that no fact covers, in the order of the text; each wording once.

    reasons: of figures that the reader passed over, by their numbers.
    """
    text = " ".join(lines)
    covered = _covered(text, facts)
    found: dict[str, str] = {}
    start = 0
    for line in lines:
        names = find_non_quantities(line)
        for number in _NUMBER.finditer(line):
            is_covered = any(covered[start + number.start() : start + number.end()])
            if not is_covered and number.end() - number.start() <= MAX_WORDS:  # no note can quote a longer one
                words, reason = _explain(line, number, names, reasons)
                found.setdefault(words, reason)
        start += len(line) + 1
    return [IgnoredRecord(text=words, reason=reason) for words, reason in found.items()]


def _covered(text: str, facts: Iterable[FactRecord]) -> bytearray:
    """For each character of the text whether a fact's figure covers it."""
    marks = bytearray(len(text))
    seen: Counter[tuple[str, str]] = Counter()
    spans: dict[str, set[tuple[int, int]]] = {}
    for fact in facts:
        for figure in [fact.figure, *(comparison.figure for comparison in fact.compared)]:
            if figure is None:
                continue
            span = find_figure(figure, fact.sentence, seen[(figure, fact.sentence)])
            seen[(figure, fact.sentence)] += 1
            if span is not None:
                spans.setdefault(fact.sentence, set()).add(span)
    for sentence, places in spans.items():
        for at in find_all(sentence, text):
            for start, end in places:
                marks[at + start : at + end] = b"\x01" * (end - start)
    return marks


def note_idle(reasons: dict[str, str], figure: str, reason: str) -> None:
    """Remember why a figure was passed over, by each of its numbers."""
    reasons.update((number[0], reason) for number in _NUMBER.finditer(figure))


def _explain(
    line: str, number: re.Match[str], names: Sequence[NonQuantity], reasons: dict[str, str]
) -> tuple[str, str]:
    """The number with enough words around it to be known again, and why it is no fact."""
    at = bisect_right(names, number.start(), key=lambda name: name.start) - 1
    if at < 0 or number.start() >= names[at].end:
        return _with_words(line, number.start(), number.end()), reasons.get(number[0], UNKNOWN)
    name, end = names[at], max(names[at].end, number.end())
    if end - name.start > MAX_WORDS:
        return number[0], name.reason
    is_short = len(name.surface) <= SHORT and name.surface[0].isdigit()
    return (_with_words(line, name.start, end) if is_short else line[name.start : end]), name.reason


def _with_words(line: str, start: int, end: int) -> str:
    before = _WORDS_BEFORE.search(line, max(0, start - 44), start)
    return line[before.start() if before else start : end].strip()
