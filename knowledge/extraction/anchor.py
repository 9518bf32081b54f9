"""A document -> the period that it reports on."""

from collections import Counter

from knowledge.extraction.chunks import Kind, find_chunks
from knowledge.extraction.clock import DAY
from knowledge.extraction.paragraph import Document
from knowledge.language.lexicon import to_keys
from knowledge.language.period import Period, Role
from knowledge.language.sentences import find_sentences
from knowledge.language.table import load_table

FROM_TITLE, FROM_HEADING, FROM_REPORT = "năm lấy từ tiêu đề báo cáo", "năm lấy từ đề mục", "năm lấy từ toàn báo cáo"


def begins_with_outlook(heading: str) -> bool:
    """Does the heading open a part about what is to come?

    >>> begins_with_outlook("II. Phương hướng năm 2022"), begins_with_outlook("1. Kết quả thực hiện mục tiêu")
    (True, False)
    """
    keys = [key for key in to_keys(heading) if len(key) > 1 and not key[0].isdigit() and key not in ("ii", "iii", "iv")]
    rows = (to_keys(words) for (words,) in load_table("extraction_outlook"))
    return any(tuple(keys[: len(row)]) == row for row in rows)


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
