"""A document -> the period that it reports on."""

import re
from collections import Counter
from dataclasses import dataclass

from knowledge.documents.layout.document import Document, load_words
from knowledge.documents.layout.paragraphs import find_outlook
from knowledge.extraction.sentence.chunks import Kind, find_chunks
from knowledge.extraction.sentence.figure_period import DAY
from knowledge.facts.record.fact import Status
from knowledge.language.table import any_of
from knowledge.language.text.sentences import find_sentences
from knowledge.language.times.period_mentions import Period, Role

MIN_VOTES = 2  # of one year among several: a text with a year here and there is of none
_TERM = re.compile(any_of(load_words("term")), re.IGNORECASE)
_ABOUT = re.compile(rf"^(?:{any_of(load_words('title_lead'))}\s+)*", re.IGNORECASE)
FROM_TITLE, FROM_HEADING, FROM_REPORT = "năm lấy từ tiêu đề báo cáo", "năm lấy từ đề mục", "năm lấy từ toàn báo cáo"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The period that a document reports on, None if nothing tells it; source: in words how it is known.

    horizon: the last year of a term of office, by which its aims are to be reached. status: PLAN or TARGET where the
    whole document says what is to come.
    """

    period: Period | None = None
    source: str = ""
    horizon: Period | None = None
    status: Status = Status.ACTUAL


def choose_anchor(document: Document) -> Anchor:
    """The period that the document as a whole reports on and how it is known."""
    title = document.title or ""
    whens = _whens(title, None)
    single = [period for period in whens if _is_in_year(period)]
    if single:  # of two the first was done, the other is to come; it may share the year of the other
        first = next((p for p in _whens(title, single[-1]) if _is_in_year(p)), single[0])
        return Anchor(min(first, single[0], key=lambda p: p.first), FROM_TITLE, status=_status_of(title))
    if whens and _TERM.search(title):
        return Anchor(_year(whens[-1].first[0]), FROM_TITLE, _year(whens[-1].last[0]))
    for paragraph in document.paragraphs:
        if paragraph.kind == "heading" and find_outlook(paragraph.text) is None:
            periods = [p for p in _whens(paragraph.text, None) if _is_in_year(p)]
            if periods:
                return Anchor(periods[-1], FROM_HEADING)
    if whens:
        return Anchor(whens[-1], FROM_TITLE, status=_status_of(title))
    year = _vote(document, None)
    return Anchor((_vote(document, year) or year) if year else None, FROM_REPORT)


def _status_of(title: str) -> Status:
    """What a resolution "về dự toán …" or a "kế hoạch …" states."""
    words = title.casefold()
    for genre in sorted(load_words("genre") - load_words("plan_genre"), key=len, reverse=True):
        words = words.removeprefix(genre).strip(" :")
    return Status(find_outlook(_ABOUT.sub("", words), is_title=True) or Status.ACTUAL)


def _is_in_year(period: Period) -> bool:
    return period.first[0] == period.year


def _year(year: int) -> Period:
    return Period((year, 1), (year, 12))


def _vote(document: Document, anchor: Period | None) -> Period | None:
    """The year named most often; with an anchor the part of that year named most often. Aims have no vote."""
    votes: Counter[Period] = Counter()
    for paragraph in document.paragraphs:
        for sentence in find_sentences(paragraph.text) if paragraph.kind != "heading" else ():
            for period in _whens(sentence.text, anchor):
                if _is_in_year(period) and (anchor is None or period.year == anchor.year):
                    votes[period if anchor else _year(period.year)] += 1
    winner = max(votes, key=lambda period: votes[period], default=None)
    return winner if winner and (votes[winner] >= MIN_VOTES or len(votes) == 1) else None


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
