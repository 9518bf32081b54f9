"""The checks that make a report trusted: nothing is served that they do not prove."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from sys import intern

from knowledge.facts.folder.report_folder import ReportFolder
from knowledge.facts.folder.yaml_tree import Place
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.record.fact import Fact, Relation, Status
from knowledge.facts.record.report_record import ComparisonRecord, FactRecord, parse_last_day
from knowledge.language.quantities.quantity import Quantity, QuantityError, parse_quantity
from knowledge.language.text.sentences import find_sentences
from knowledge.language.text.tokens import normalize
from knowledge.language.times.period_mentions import Period, format_period, parse_period

_DIGITS = frozenset("0123456789")
_NUMBER = re.compile(r"[0-9]+(?:[.,/-][0-9]+)*")


@dataclass(frozen=True)
class ProvedReport:
    """A report whose every fact is proved. statements: each sentence of the text, ids s1, s2 …

    warnings do not stop serving: conflicting figures and numbers of the text neither covered nor ignored.
    issued: the day by which reports are told older from newer: when it was published, else the end of its period.
    """

    id: str
    title: str
    author: str
    place: str
    period: Period | None
    facts: tuple[Fact, ...]
    statements: tuple[Fact, ...]
    warnings: tuple[Problem, ...]
    covered_numbers: int
    ignored_numbers: int
    left_numbers: int
    issued: date = date.min

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        return {f.id: f for f in (*self.statements, *self.facts)}

    @cached_property
    def by_base(self) -> dict[str, list[Fact]]:
        """Of the id of each fact that is compared, the facts that compare it, in order."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.of is not None:
                found.setdefault(fact.of, []).append(fact)
        return found

    @cached_property
    def keys(self) -> "array[int]":
        """The buttons' keys of `by_id` as numbers, in its order."""
        return array("Q", (int(fact.key, 16) for fact in self.by_id.values()))


def prove(folder: ReportFolder) -> ProvedReport:
    """The trusted report. Raises DataError with every fact that is not proved by the text, line by line."""
    prover = _Prover(folder)
    for i, record in enumerate(folder.record.facts):
        prover.add(record, ("facts", i))
    for i, ignored in enumerate(folder.record.ignored):
        prover.ignore(normalize(ignored.text), ("ignored", i))
    if prover.problems:
        raise DataError(tuple(prover.problems))
    return prover.report()


def find_figure(figure: str, sentence: str, occurrence: int = 0) -> tuple[int, int] | None:
    """Where the figure stands in the sentence as whole words, counted from 0; the last one if there are fewer.

    >>> find_figure("58,3 tỷ", "Thu đạt 158,3 tỷ đồng") is None
    True
    """
    spans = _find_places(figure, sentence)
    return spans[min(occurrence, len(spans) - 1)] if spans else None


@lru_cache(maxsize=4096)  # a figure is looked for when it is read, when it is covered and when it is proved
def _find_places(figure: str, sentence: str) -> tuple[tuple[int, int], ...]:
    """A pattern, which is slow to make, is needed only where the sentence writes the figure's blanks otherwise."""
    starts = list(find_all(figure, sentence))
    if len(starts) == "".join(sentence.split()).count("".join(figure.split())):
        spans = ((start, start + len(figure)) for start in starts)
        return tuple(span for span in spans if _is_whole(sentence, *span))
    pattern = r"(?<![\w.,])" + r"\s*".join(re.escape(part) for part in figure.split()) + r"(?![\w])(?![.,][0-9])"
    return tuple(m.span() for m in re.finditer(pattern, sentence))


def _is_whole(sentence: str, start: int, end: int) -> bool:
    """Does no word or number go on before or after it?"""
    before, after = sentence[max(0, start - 1) : start], sentence[end : end + 2]
    goes_on = _is_word(after[:1]) or (after[:1] in {".", ","} and after[1:] in _DIGITS)
    return not (_is_word(before) or before in {".", ","} or goes_on)


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def find_all(words: str, text: str) -> Iterator[int]:
    """Every place of the words in the text, overlapping ones too."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _find_day(published: str | None, period: Period | None) -> date:
    """When it was published, else the last day of its period; the earliest of all where neither is known."""
    if published:
        return parse_last_day(published)
    return parse_last_day(f"{period.last[0]:04}-{period.last[1]:02}") if period else date.min


class _Prover:
    """Collects facts and problems of one folder."""

    def __init__(self, folder: ReportFolder) -> None:
        self.folder = folder
        self.text = " ".join(folder.text.split())
        self.facts: list[Fact] = []
        self.problems: list[Problem] = []
        self.where: dict[str, Place] = {}
        self.seen: Counter[tuple[str, str]] = Counter()
        self.places: dict[str, tuple[int, ...]] = {}  # where a sentence stands in the text
        self.marks = bytearray(len(self.text))  # of each character of the text: 1 covered by a fact, 2 ignored
        self.period = parse_period(folder.record.period) if folder.record.period else None
        self.published = folder.record.published or folder.record.period or ""
        self.year = self.published[:4]
        self.issued = _find_day(folder.record.published, self.period)

    def fail(self, place: Place, message: str) -> None:
        self.problems.append(self.folder.problem(place, message))

    def add(self, record: FactRecord, place: Place) -> None:
        """Prove one fact and the comparisons below it."""
        sentence = self._sentence(record.sentence, (*place, "sentence"))
        full_id = self._id(record.id, (*place, "id"))
        if sentence is None:
            return
        quantity, span = self._figure(record.figure, sentence, (*place, "figure"))
        period = parse_period(record.period) if record.period else self.period
        status = record.status or (Status.ACTUAL if record.figure or record.compared else None)
        fact = Fact(
            id=full_id,
            indicator=intern(record.indicator),  # many reports have the same
            aliases=tuple(map(intern, record.aliases)),
            sentence=sentence,
            report=self.folder.id,
            title=self.folder.record.title,
            author=self.folder.record.author or "",
            place=record.place or self.folder.record.place or "",
            period=period,
            as_of=record.as_of or "",
            status=status,
            figure=record.figure,
            quantity=quantity,
            figure_span=span,
            total_is=record.total_is or "",
            report_year=self.year,
            published=self.published,
            issued=self.issued,
            is_compared=bool(record.compared),
            is_period_inherited=record.period is None,
        )
        self.facts.append(fact)
        for i, comparison in enumerate(record.compared):
            self._add_comparison(comparison, fact, (*place, "compared", i))

    def _add_comparison(self, record: ComparisonRecord, fact: Fact, place: Place) -> None:
        sentence = self._sentence(record.sentence, (*place, "sentence")) if record.sentence else fact.sentence
        full_id = self._id(record.id or f"{fact.id.rpartition('/')[2]}.{record.relation}", (*place, "id"))
        if sentence is None:
            return
        quantity, span = self._figure(record.figure, sentence, (*place, "figure"))
        is_change = record.relation in (Relation.PCT_CHANGE, Relation.ABS_CHANGE)
        self.facts.append(
            replace(
                fact,
                id=full_id,
                sentence=sentence,
                figure=record.figure,
                quantity=quantity,
                figure_span=span,
                relation=record.relation,
                of=fact.id,
                direction=record.direction or ("up" if is_change else None),
                against=record.against or "",
                total_is="",
                is_compared=False,
            )
        )

    def _id(self, name: str, place: Place) -> str:
        if name in self.where:
            self.fail(place, f"id '{name}' đã dùng ở {self.folder.problem(self.where[name], '').field}; đặt id khác")
        self.where.setdefault(name, place)
        return f"{self.folder.id}/{name}"

    def _sentence(self, sentence: str, place: Place) -> str | None:
        flat = " ".join(normalize(sentence).split())
        if flat not in self.places:
            self.places[flat] = tuple(find_all(flat, self.text))
        if not self.places[flat]:
            self.fail(
                place, f"câu không có nguyên văn trong report.txt (từ chỗ '{self._mismatch(flat)}'); chép lại từ đó"
            )
            return None
        return flat

    def _mismatch(self, sentence: str) -> str:
        """The words at which the sentence leaves the text."""
        low, high = 0, len(sentence)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if sentence[:middle] in self.text else (low, middle - 1)
        return sentence[max(0, low - 10) : low + 30].strip()

    def _figure(
        self, figure: str | None, sentence: str, place: Place
    ) -> tuple[Quantity | None, tuple[int, int] | None]:
        if figure is None:
            return None, None
        figure = normalize(figure)
        span = find_figure(figure, sentence, self.seen[(figure, sentence)])
        self.seen[(figure, sentence)] += 1
        if span is None:
            self.fail(place, f"'{figure}' không đứng trong câu; chép đúng như câu viết")
            return None, None
        if not all(self.marks[self.places[sentence][-1] + at] == 1 for at in range(*span)):
            for start in self.places[sentence]:
                self.marks[start + span[0] : start + span[1]] = b"\x01" * (span[1] - span[0])
        try:
            return parse_quantity(figure), span
        except QuantityError as error:
            self.fail(place, str(error))
            return None, None

    def ignore(self, words: str, place: Place) -> None:
        """Mark every place of the words in the text."""
        flat = " ".join(words.split())
        start = -1
        for start in find_all(flat, self.text):
            self.marks[start : start + len(flat)] = self.marks[start : start + len(flat)].replace(b"\x00", b"\x02")
        if start < 0:
            self.fail((*place, "text"), f"'{flat}' không có trong report.txt; xóa mục này hoặc chép lại")

    def report(self) -> ProvedReport:
        """What was proved, with warnings."""
        numbers = [(m, max(self.marks[m.start() : m.end()])) for m in _NUMBER.finditer(self.text)]
        left = [m for m, mark in numbers if not mark]
        record = self.folder.record
        return ProvedReport(
            id=self.folder.id,
            title=record.title,
            author=record.author or "",
            place=record.place or "",
            period=self.period,
            facts=tuple(self.facts),
            statements=self._statements(),
            warnings=(*self._conflicts(), *(self._left_over(m) for m in left)),
            covered_numbers=sum(mark == 1 for _, mark in numbers),
            ignored_numbers=sum(mark == 2 for _, mark in numbers),
            left_numbers=len(left),
            issued=self.issued,
        )

    def _left_over(self, number: re.Match[str]) -> Problem:
        around = self.text[max(0, number.start() - 30) : number.end() + 30]
        message = f"số chưa có trong facts hay ignored: …{around}…"
        return Problem(str(self.folder.path / "report.txt"), 0, number.group(), message)

    def _conflicts(self) -> list[Problem]:
        def slots(fact: Fact) -> tuple[str, ...]:
            period = format_period(fact.period) if fact.period else ""
            return (fact.indicator, fact.place, period, fact.status or "", fact.relation or "", fact.against)

        found = []
        figures = [f for f in self.facts if f.quantity]
        for same, group in groupby(sorted(figures, key=slots), key=slots):
            facts = list(group)
            if len({f.quantity for f in facts}) > 1:
                ids = ", ".join(f.id.rpartition("/")[2] for f in facts)
                place = self.where[facts[-1].id.rpartition("/")[2]]
                found.append(
                    self.folder.problem(place, f"'{same[0]}' có nhiều số khác nhau ({ids}); cả hai đều được nêu")
                )
        return found

    def _statements(self) -> tuple[Fact, ...]:
        record = self.folder.record
        known = {sentence: sentence for sentence in self.places}  # a fact's own, kept once
        return tuple(
            Fact(
                id=f"{self.folder.id}/s{i}",
                indicator="",
                sentence=known.get(flat := " ".join(sentence.text.split()), flat),
                report=self.folder.id,
                title=record.title,
                author=record.author or "",
                place=record.place or "",
                period=self.period,
                report_year=self.year,
                issued=self.issued,
                is_period_inherited=True,
            )
            for i, sentence in enumerate(find_sentences(self.folder.text), start=1)
        )
