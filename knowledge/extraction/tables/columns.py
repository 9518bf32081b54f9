"""What the header of a table's column says of the figures under it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.documents.layout.document import load_words
from knowledge.documents.layout.table_units import is_unit
from knowledge.extraction.sentence.chunks import Chunk, Kind, find_chunks, words_of
from knowledge.facts.record.fact import Relation, Status
from knowledge.language.table import any_of
from knowledge.language.text.tokens import fold
from knowledge.language.times.period_mentions import Period, Role

_COMPARES = re.compile(rf"\b{any_of(load_words('column_compares'))}\b", re.IGNORECASE)
_AGAINST = re.compile(rf"\s*\b{any_of(load_words('column_against'))}\b\s*", re.IGNORECASE)
_VERSUS = re.compile(
    rf"\s*(?:\b{any_of(load_words('column_versus'))}\b|(?<![0-9])/|/(?![0-9])|(?<=[0-9]{{4}})/(?=[0-9]{{4}}))\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"\s*\({any_of(load_words('unit_told'))}?:?\s*(?P<words>[^()]{{1,40}})\)", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[^a-z0-9%]+")
_STATUS = {"target": Status.TARGET, "plan": Status.PLAN}


@dataclass(frozen=True, slots=True)
class Column:
    """name: words that are no time, status or unit. unit: of the figures, told in brackets.

    period, status: of the figures, None if the header does not tell. Of a column that compares: relation, None if it
    cannot be told; period and status are those of what is compared.
    """

    name: str = ""
    unit: str = ""
    period: Period | None = None
    status: Status | None = None
    is_compared: bool = False
    relation: Relation | None = None


@lru_cache(maxsize=1024)
def read_column(head: str, anchor: Period | None) -> Column:
    """What a header says. anchor: the period by which "6 tháng đầu năm" is read.

    >>> read_column("Thực hiện 2022", None).status, read_column("So với KH (%)", None).relation
    (<Status.ACTUAL: 'actual'>, <Relation.PCT_OF_PLAN: 'pct_of_plan'>)
    """
    unit = next((m["words"].strip() for m in _BRACKET.finditer(head) if is_unit(m["words"])), "")
    bare = _BRACKET.sub(lambda m: "" if is_unit(m["words"]) else m[0], head)
    subject, base = _split(bare)
    level = _read_level(subject if base is not None else bare, anchor)
    if base is None:
        relation = _told_relation(head, bare, anchor)
        if relation is None:
            return replace(level, unit=unit)
        return replace(level, unit=unit, status=None, is_compared=True, relation=relation)
    has_percent = "%" in head
    return replace(level, unit=unit, is_compared=True, relation=_relation(subject, base, has_percent, anchor))


def _split(head: str) -> tuple[str, str | None]:
    """What is compared and what with; None if the header compares nothing."""
    if _COMPARES.search(head):
        rest = _COMPARES.sub("", head, count=1).replace("%", " ").strip(" ,:")
        first, *others = _AGAINST.split(rest, maxsplit=1)
        slashed = _VERSUS.split(rest, maxsplit=1)
        if len(slashed) == 2 and not others:
            return slashed[0], slashed[1]
        return (first, others[0]) if others else ("", rest)
    subject, *others = _VERSUS.split(head, maxsplit=1)
    return (subject, others[0]) if others else (head, None)


def _read_level(words: str, anchor: Period | None) -> Column:
    chunks = find_chunks(words, anchor)
    times = [c.mention.period for c in chunks if c.mention and c.mention.role is not Role.BASE]
    name = [c for c in chunks if c.kind in (Kind.WORD, Kind.CUE) and not _tells_status(c) and c.text != "%"]
    return Column(words_of(name, words), "", times[-1] if times else None, _status(words, chunks))


def _tells_status(chunk: Chunk) -> bool:
    return chunk.is_cue("plan", "status") or fold(chunk.text) in load_words("column_actual")


def _status(words: str, chunks: list[Chunk]) -> Status | None:
    """ "Kế hoạch 2022", "Ước thực hiện", "TH 2023"; None if the words tell none."""
    for chunk in chunks:
        if chunk.is_cue("plan", "status") and chunk.value:
            return _STATUS.get(chunk.value, Status.ESTIMATE)
    return Status.ACTUAL if has_words(words, "column_actual") else None


def has_words(text: str, kind: str) -> bool:
    """Are words of that kind in tables/report/documents.tsv in the text, as whole words, whatever its accents?"""
    folded = f" {bare_words(text)} "
    return any(f" {words} " in folded for words in load_words(kind))


def bare_words(text: str) -> str:
    """The words without accents and marks.

    >>> bare_words("Xã, phường")
    'xa phuong'
    """
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


def _told_relation(head: str, bare: str, anchor: Period | None) -> Relation | None:
    """What a header without "so với" compares: "Tăng, giảm (%)", "% kế hoạch", "Tỷ lệ hoàn thành KH (%)"."""
    chunks = find_chunks(bare, anchor)
    if any(chunk.is_cue("change") for chunk in chunks):
        return Relation.PCT_CHANGE if "%" in head else Relation.ABS_CHANGE
    if "%" not in head or (chunks and chunks[0].is_cue("plan")):
        return None
    return _base_relation(chunks, bare)


def _base_relation(chunks: list[Chunk], words: str) -> Relation | None:
    if any(chunk.is_cue("plan") for chunk in chunks):
        return Relation.PCT_OF_PLAN
    is_previous = any(chunk.is_cue("previous") or chunk.mention for chunk in chunks)
    return Relation.PCT_OF_PREVIOUS if is_previous or has_words(words, "column_actual") else None


def _relation(subject: str, base: str, has_percent: bool, anchor: Period | None) -> Relation | None:
    """What "TH 2023" / "KH 2023", "" / "cùng kỳ" compare; None if that cannot be told."""
    told = _base_relation([c for c in find_chunks(f"so với {base}", anchor) if not c.is_cue("versus")], base)
    changes = any(chunk.is_cue("change") for chunk in find_chunks(subject, anchor))
    if not changes or told is None:
        return told
    if told is Relation.PCT_OF_PLAN:
        return Relation.PCT_OVER_PLAN if has_percent else None
    return Relation.PCT_CHANGE if has_percent else Relation.ABS_CHANGE
