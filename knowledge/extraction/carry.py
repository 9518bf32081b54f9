"""What one sentence of a document hands on to the next: period, status, topic."""

from collections import Counter
from dataclasses import dataclass, replace

from knowledge.extraction.approach import VERBS, words_of
from knowledge.extraction.chunks import Chunk, Kind, find_chunks
from knowledge.extraction.draft import Draft
from knowledge.extraction.heads import find_head
from knowledge.extraction.paragraph import Document, Paragraph
from knowledge.extraction.reader import DAY, Outcome, Setting
from knowledge.facts.fact import Status
from knowledge.language.lexicon import to_keys
from knowledge.language.period import Period, Role, find_periods
from knowledge.language.places import find_places
from knowledge.language.sentences import find_sentences
from knowledge.language.table import load_table
from knowledge.language.text import tokenize

FROM_TITLE, FROM_HEADING = "năm lấy từ tiêu đề báo cáo", "năm lấy từ đề mục"
FROM_REPORT, FROM_BEFORE = "năm lấy từ toàn báo cáo", "năm lấy từ đoạn trước"
MAX_TOPIC_WORDS, MAX_LABEL_WORDS = 12, 8


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
        self.anchor, self.source = choose_anchor(document)
        self.base = Span(None if self.is_encyclopaedia else self.anchor)
        self.headings: dict[int, Span] = {}
        self.now = self.base
        self.before_items = self.base
        self.topic, self.is_labelled, self.abbreviation = "", False, ""
        self.before: Draft | None = None

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
        is_outlook = begins_with_outlook(heading.text)
        if heading.level > 1 and (mentions or is_outlook):
            period = mentions[-1].period if mentions else None
            is_past = period is not None and self.anchor is not None and period.year < self.anchor.year
            status = Status.TARGET if is_outlook and not is_past else Status.ACTUAL
            self.headings[heading.level] = Span(period, "", status)
        self.now = self.before_items = self._section()

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
            self.before,
        )

    def leave(self, outcome: Outcome, paragraph: Paragraph) -> None:
        """Take over what the sentence said for those after it."""
        status = self.now.status
        if outcome.status.is_planned or (outcome.is_period_named and outcome.period != self.now.period):
            status = outcome.status
        doubt = "" if outcome.is_period_named else self.now.doubt
        self.now = Span(outcome.period, doubt, status)
        self.before = next((draft for draft in outcome.drafts if draft.quantity is not None), self.before)
        if paragraph.kind == "text":
            self.before_items = self.now

    def read_by(self) -> Period | None:
        """The period by which "trong năm", "6 tháng đầu năm" are read here."""
        return self.now.period or self.anchor


def begins_with_outlook(heading: str) -> bool:
    """Does the heading open a part about what is to come?

    >>> begins_with_outlook("II. Phương hướng năm 2022"), begins_with_outlook("1. Kết quả thực hiện mục tiêu")
    (True, False)
    """
    keys = [key for key in to_keys(heading) if len(key) > 1 and not key[0].isdigit() and key not in ("ii", "iii", "iv")]
    rows = (to_keys(words) for (words,) in load_table("extraction_outlook"))
    return any(tuple(keys[: len(row)]) == row for row in rows)


def is_place_name(title: str) -> bool:
    """Is the title nothing but a place, as in an encyclopaedia?

    >>> is_place_name("Hồng Dân (huyện)"), is_place_name("Bắc Kạn một năm nhiều nỗ lực")
    (True, False)
    """
    tokens = tokenize(title.split("(")[0])
    taken = sum(mention.end - mention.start for mention in find_places(tokens))
    is_short = bool(tokens) and len(tokens) <= 3 and all(token.text.istitle() for token in tokens)
    return bool(tokens) and (taken == len(tokens) or is_short)


def opens_parts(text: str) -> bool:
    """Does the paragraph go on with parts of what was said before: "Trong đó: …"?"""
    first = find_chunks(text[:40], None)[:1]
    return bool(first) and first[0].is_cue("part")


def find_topic(chunks: list[Chunk], text: str) -> tuple[str, bool]:
    """What the sentence is about, "" if nothing shows it, and whether a label before a colon says so."""
    first: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE or chunk.is_mark(",;("):
            break
        if chunk.is_mark(":"):
            words = words_of(first, text)
            is_label = 0 < len(words.split()) <= MAX_LABEL_WORDS and not any(c.is_cue("part", "status") for c in first)
            return (words, True) if is_label else ("", False)
        first.append(chunk)
    subject = _until_verb(first)
    if not find_head(subject):
        return _without_topic_word(subject, text), False
    words = words_of(subject, text)
    return (words, False) if len(words.split()) <= MAX_TOPIC_WORDS else ("", False)


def find_abbreviation(chunks: list[Chunk]) -> str:
    """ "OCOP" of a label "Chương trình mỗi xã một sản phẩm (OCOP):"; "" if the sentence begins with none."""
    for at in range(len(chunks) - 3):
        if chunks[at].kind is Kind.FIGURE or chunks[at].is_mark(",;:"):
            break
        if chunks[at].is_mark("(") and chunks[at + 2].is_mark(")") and chunks[at + 3].is_mark(":"):
            return chunks[at + 1].text if chunks[at + 1].text.isupper() else ""
    return ""


def _until_verb(chunks: list[Chunk]) -> list[Chunk]:
    for at, chunk in enumerate(chunks):
        if (
            chunk.kind is Kind.TIME
            or chunk.is_cue(*VERBS, "status", "now", "part", "start")
            or (at and chunk.text.lower() in ("được", "tiếp tục"))
        ):
            return chunks[:at]
    return chunks


def _without_topic_word(chunks: list[Chunk], text: str) -> str:
    """ "Công tác giảm nghèo" is about "giảm nghèo"; "" if the words begin with no such word."""
    words = words_of(chunks, text)
    for (lead,) in load_table("extraction_topics"):
        if words.lower().startswith(lead + " ") and len(words.split()) <= MAX_TOPIC_WORDS:
            return words[len(lead) + 1 :]
    return ""


def choose_anchor(document: Document) -> tuple[Period | None, str]:
    """The period that the document as a whole reports on and in words how it is known; None if nothing tells it."""
    title = _whens(document.title or "", None)
    single = [period for period in title if period.first[0] == period.year]
    if single:
        return single[-1], FROM_TITLE
    for paragraph in document.paragraphs:
        if paragraph.kind == "heading" and not begins_with_outlook(paragraph.text):
            periods = [p for p in _whens(paragraph.text, None) if p.first[0] == p.year]
            if periods:
                return periods[-1], FROM_HEADING
    if title:
        return title[-1], FROM_TITLE
    year = _vote(document, None)
    return (_vote(document, year) or year) if year else None, FROM_REPORT


def _vote(document: Document, anchor: Period | None) -> Period | None:
    """The year named most often; with an anchor the part of that year named most often. Aims have no vote."""
    votes: Counter[Period] = Counter()
    for paragraph in document.paragraphs:
        for sentence in find_sentences(paragraph.text) if paragraph.kind != "heading" else ():
            for period in _whens(sentence.text, anchor):
                if period.first[0] == period.year and (anchor is None or period.year == anchor.year):
                    votes[period if anchor else Period((period.year, 1), (period.year, 12))] += 1
    return max(votes, key=lambda period: votes[period]) if votes else None


def _whens(text: str, anchor: Period | None) -> list[Period]:
    """The periods of the text that are neither compared with nor aimed at."""
    if not any(char.isdigit() for char in text) and anchor is None:
        return []
    chunks = find_chunks(text, anchor)
    found = []
    for at, chunk in enumerate(chunks):
        if chunk.mention is None or chunk.mention.role not in (Role.WHEN, Role.AS_OF):
            continue
        behind = next((c for c in chunks[at + 1 :] if c.kind is Kind.FIGURE or c.is_cue("status")), None)
        is_aim = behind is not None and behind.value == "target"
        is_base = any(c.is_cue("plan") for c in chunks[max(0, at - 2) : at])
        is_event = chunk.mention.role is Role.WHEN and DAY.search(chunk.text) is not None
        if not is_aim and not is_base and not is_event:
            found.append(chunk.mention.period)
    return found
