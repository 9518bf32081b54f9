"""What one sentence of a document hands on to the next: period, status, topic."""

from dataclasses import dataclass, replace

from knowledge.documents.layout.document import Document, Paragraph
from knowledge.documents.layout.paragraphs import find_outlook
from knowledge.extraction.report.report_period import FROM_HEADING, FROM_TITLE, choose_anchor
from knowledge.extraction.sentence.chunks import Chunk, find_chunks
from knowledge.extraction.sentence.draft import Draft
from knowledge.extraction.sentence.indicator_name import theme_of
from knowledge.extraction.sentence.sentence_context import Outcome, Setting
from knowledge.extraction.sentence.subject import find_abbreviation, find_topic
from knowledge.facts.record.fact import Status
from knowledge.language.places.place_mentions import find_places
from knowledge.language.text.tokens import tokenize
from knowledge.language.times.period_mentions import Period, Role, find_periods

FROM_BEFORE, NO_YEAR = "năm lấy từ đoạn trước", "đề mục phương hướng không ghi năm, lấy là năm kế tiếp"


@dataclass(frozen=True, slots=True)
class Span:
    """The period and status of a stretch of the document, and in words where the period comes from."""

    period: Period | None = None
    doubt: str = ""
    status: Status = Status.ACTUAL


class Carry:
    """Goes along with the reader through the paragraphs of one document."""

    def __init__(self, document: Document) -> None:
        self.is_encyclopaedia = is_place_name(document.title or "")
        found = choose_anchor(document)
        self.anchor, self.source, self.horizon = found.period, found.source, found.horizon
        self.base = Span(None if self.is_encyclopaedia else self.anchor, status=found.status)
        self.headings: dict[int, Span] = {}
        self.now = self.base
        self.before_items = self.base
        self.topic, self.is_labelled, self.abbreviation = "", False, ""
        self.before: Draft | None = None
        self.theme, self.last_theme = "", ""

    def enter(self, paragraph: Paragraph) -> None:
        """Begin a paragraph: what holds there before its first sentence."""
        if paragraph.kind != "heading" and opens_parts(paragraph.text):
            return
        self.topic, self.is_labelled, self.abbreviation, self.before = "", False, "", None
        if paragraph.kind == "heading":
            self._enter_heading(paragraph)
        elif paragraph.kind == "text":
            self.now = self._carried() if self.is_encyclopaedia else self._back()
        else:
            self.now = self.before_items

    def _enter_heading(self, heading: Paragraph) -> None:
        self.headings = {level: span for level, span in self.headings.items() if level < heading.level}
        anchor = self.now.period or self.anchor
        mentions = [m for m in find_periods(heading.text, anchor) if m.role is not Role.STANDARD]
        outlook = find_outlook(heading.text)
        if heading.level > 1 and (mentions or outlook):
            above = self._section()
            inherited = above if above.status.is_planned else Span(self._outlook(), NO_YEAR)
            period, doubt = (mentions[-1].period, "") if mentions else (inherited.period, inherited.doubt)
            is_past = period is not None and self.anchor is not None and period.year < self.anchor.year
            status = Status(outlook) if outlook and not is_past else Status.ACTUAL
            self.headings[heading.level] = Span(period, doubt, status)
        self.now = self.before_items = self._section()

    def _outlook(self) -> Period | None:
        """What a part about the time to come is of where it names no year: the next one, or the rest of this one."""
        if self.anchor is None:
            return None
        year = self.anchor.year + (self.anchor.is_year and not self.horizon)
        return Period((year, 1), (year, 12))

    def _back(self) -> Span:
        """The section's own period; doubtful after a paragraph that spoke of another one."""
        section = self._section()
        return replace(section, doubt=self.source) if self.now.period not in (None, section.period) else section

    def _section(self) -> Span:
        return self.headings[max(self.headings)] if self.headings else self.base

    def _carried(self) -> Span:
        """In an encyclopaedia a year once stated holds to the end of the section; "9 tháng" holds in its paragraph."""
        period = self.now.period
        is_part = period is not None and period.first[0] == period.year and not period.is_year
        if period is not None and is_part and period != self.anchor:
            period = Period((period.year, 1), (period.year, 12))
        return Span(period, FROM_BEFORE if period else "", self._section().status)

    def setting(self, chunks: list[Chunk], text: str) -> Setting:
        """What holds before the sentence of these chunks."""
        subject, is_label = find_topic(chunks, text)
        if is_label or not self.is_labelled:
            self.topic, self.is_labelled = subject or self.topic, is_label
        self.abbreviation = find_abbreviation(chunks) or self.abbreviation
        now, is_sure = self.now, self.source in (FROM_TITLE, FROM_HEADING) and not self.is_encyclopaedia
        return Setting(
            now.period,
            now.doubt,
            now.status,
            self.anchor,
            is_sure,
            subject,
            self.topic,
            self.is_labelled,
            self.abbreviation,
            self.theme if self.is_labelled else "",
            self.before,
            self.horizon,
            self.is_encyclopaedia,
        )

    def leave(self, outcome: Outcome, paragraph: Paragraph, sentence: str) -> None:
        """Take over what the sentence said for those after it."""
        if paragraph.kind == "text":
            self._introduce(sentence, outcome.drafts)
        status = self.now.status
        if outcome.status.is_planned or (outcome.is_period_named and self._leaves_plan(outcome.period)):
            status = outcome.status
        doubt = "" if outcome.is_period_named else self.now.doubt
        self.now = Span(outcome.period, doubt, status)
        self.before = next((draft for draft in outcome.drafts if draft.quantity is not None), self.before)
        if paragraph.kind == "text":
            self.before_items = self.now

    def _leaves_plan(self, period: Period | None) -> bool:
        """Does the sentence speak of another period; under an outlook heading, of an earlier one?"""
        if not self._section().status.is_planned:
            return period != self.now.period
        given = self.now.period or self.anchor
        return period is not None and given is not None and period.last < given.first

    def _introduce(self, sentence: str, drafts: list[Draft]) -> None:
        """ "Kết quả lúa từng vụ như sau:" makes lúa, of which the last measure was, the theme of the items to come."""
        themes = [theme_of(draft.name) for draft in drafts if draft.kind == "measure"]
        self.last_theme = next(filter(None, reversed(themes)), self.last_theme)
        self.theme = self.last_theme if sentence.endswith(":") and f" {self.last_theme} " in sentence else ""

    def read_by(self) -> Period | None:
        """The period by which "trong năm", "6 tháng đầu năm" are read here."""
        return self.now.period or self.anchor


def is_place_name(title: str) -> bool:
    """Is the title nothing but a place, as in an encyclopaedia?

    >>> is_place_name("Chợ Đồn (huyện)"), is_place_name("Chợ Đồn một năm nhiều nỗ lực")
    (True, False)
    """
    tokens = tokenize(title.split("(", maxsplit=1)[0])
    taken = sum(mention.end - mention.start for mention in find_places(tokens))
    is_short = bool(tokens) and len(tokens) <= 3 and all(token.text.istitle() for token in tokens)
    return bool(tokens) and (taken == len(tokens) or is_short)


def opens_parts(text: str) -> bool:
    """Does the paragraph go on with parts of what was said before: "Trong đó: …"?"""
    first = find_chunks(text[:40], None)[:1]
    return bool(first) and first[0].is_cue("part")
