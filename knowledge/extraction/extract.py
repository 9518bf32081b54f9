"""A document -> the draft of its facts.yaml.

>>> from knowledge.extraction.plain_text import parse_text
>>> found = extract(parse_text("Huyện Na Rì năm 2021\\n\\nThu ngân sách đạt 158,3 tỷ đồng, bằng 102% kế hoạch."))
>>> [(fact.indicator, fact.period, fact.figure, fact.compared[0].relation.value) for fact in found.record.facts]
[('Thu ngân sách', '2021', '158,3 tỷ đồng', 'pct_of_plan')]
"""

from dataclasses import dataclass

from knowledge.extraction.carry import Carry
from knowledge.extraction.chunks import find_chunks
from knowledge.extraction.leftovers import find_leftovers
from knowledge.extraction.paragraph import Document, Paragraph
from knowledge.extraction.reader import read_sentence
from knowledge.extraction.records import to_record
from knowledge.extraction.slug import Ids
from knowledge.extraction.where import find_report_place
from knowledge.facts.fact import FactRecord, ReportRecord
from knowledge.language.period import format_period
from knowledge.language.sentences import find_sentences
from knowledge.language.text import normalize

MAX_TITLE = 300
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
        facts += _read_paragraph(line, paragraph, carry, ids, reasons)
    record = ReportRecord(
        title=(document.title or next(filter(None, lines), "") or NO_TITLE)[:MAX_TITLE],
        place=find_report_place(document) or None,
        period=format_period(carry.base.period) if carry.base.period else None,
        facts=tuple(facts),
        ignored=tuple(find_leftovers(lines, facts, reasons)),
    )
    return Extraction(record, "\n\n".join(lines) + "\n")


def _read_paragraph(
    line: str, paragraph: Paragraph, carry: Carry, ids: Ids, reasons: dict[str, str]
) -> list[FactRecord]:
    facts: list[FactRecord] = []
    for sentence in find_sentences(line) if paragraph.kind != "heading" else ():
        chunks = find_chunks(sentence.text, carry.read_by())
        outcome = read_sentence(sentence.text, chunks, carry.setting(chunks, sentence.text))
        records = (to_record(draft, sentence.text, ids) for draft in outcome.drafts)
        facts += [record for record in records if record is not None]
        reasons.update((chunk.text, reason) for chunk, reason in outcome.idle)
        carry.leave(outcome, paragraph)
    return facts
