"""A document -> the draft of its facts.yaml.

>>> from knowledge.documents.plain.plain_text import parse_text
>>> found = extract(parse_text("Huyện Na Rì năm 2021\\n\\nThu ngân sách đạt 158,3 tỷ đồng, bằng 102% kế hoạch."))
>>> [(fact.indicator, fact.period, fact.figure, fact.compared[0].relation.value) for fact in found.record.facts]
[('Thu ngân sách', '2021', '158,3 tỷ đồng', 'pct_of_plan')]
"""

import re
from dataclasses import dataclass

from knowledge.documents.layout.document import Document, Paragraph
from knowledge.documents.layout.paragraphs import has_figure
from knowledge.extraction.figures.sentence_figures import read_sentence
from knowledge.extraction.report.records import Ids, mark_conflicts, to_record
from knowledge.extraction.report.report_context import Carry
from knowledge.extraction.report.report_place import find_report_place
from knowledge.extraction.report.unread_numbers import find_leftovers, note_idle
from knowledge.extraction.sentence.chunks import find_chunks
from knowledge.extraction.sentence.sentence_context import Outcome
from knowledge.extraction.tables.rows import is_row, read_prose, read_row
from knowledge.facts.record.report_record import FactRecord, ReportRecord
from knowledge.language.text.sentences import find_sentences
from knowledge.language.text.tokens import normalize
from knowledge.language.times.period_mentions import format_period

MAX_TITLE = 300
MAX_SENTENCE = 8_000  # characters; a longer one is a table or a list that lost its line breaks
MAX_NUMBERS = 120  # in a sentence; the same
_NUMBER = re.compile(r"[0-9]+(?:[.,/][0-9]+)*")
NO_TITLE = "Báo cáo"


@dataclass(frozen=True, slots=True)
class Extraction:
    """A report's record, not yet reviewed, and the text that proves it."""

    record: ReportRecord
    text: str


def extract(document: Document) -> Extraction:
    """Every figure-bearing fact of the document, and every other number with the reason why it is none."""
    carry, ids = Carry(document), Ids()
    facts: list[FactRecord] = []
    reasons: dict[str, str] = {}
    lines = [" ".join(normalize(paragraph.text).split()) for paragraph in document.paragraphs]
    for line, paragraph in zip(lines, document.paragraphs, strict=True):
        carry.enter(paragraph)
        for sentence in _sentences(line, paragraph):
            outcome = _read(sentence, paragraph, carry)
            records = (to_record(draft, sentence, ids) for draft in outcome.drafts)
            facts += [record for record in records if record is not None]
            for figure, reason in outcome.idle:
                note_idle(reasons, figure.text, reason)
            carry.leave(outcome, paragraph, sentence)
    facts = mark_conflicts(facts)
    record = ReportRecord(
        title=(document.title or next(filter(None, lines), "") or NO_TITLE)[:MAX_TITLE],
        place=find_report_place(document) or None,
        period=format_period(carry.base.period) if carry.base.period else None,
        facts=tuple(facts),
        ignored=tuple(find_leftovers(lines, facts, reasons)),
    )
    return Extraction(record, "\n\n".join(lines) + "\n")


def _sentences(line: str, paragraph: Paragraph) -> list[str]:
    """The sentences that may state a figure; a row of a table is one."""
    if paragraph.kind == "heading" and (paragraph.level > 1 or line.isupper() or not has_figure(line)):
        return []
    found = [line] if paragraph.kind == "cell_row" else [sentence.text for sentence in find_sentences(line)]
    return [sentence for sentence in found if len(sentence) <= MAX_SENTENCE and _count_numbers(sentence) <= MAX_NUMBERS]


def _count_numbers(sentence: str) -> int:
    return len(_NUMBER.findall(sentence))


def _read(sentence: str, paragraph: Paragraph, carry: Carry) -> Outcome:
    chunks = find_chunks(sentence, carry.read_by())
    setting = carry.setting(chunks, sentence)
    if is_row(paragraph):
        outcome = read_row(paragraph, setting)
        outcome.drafts += read_prose(paragraph, setting, carry.read_by())
        return outcome
    return read_sentence(sentence, chunks, setting)
