"""A sentence -> its chunks: figures, times, cue words, marks, and the other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from knowledge.documents.layout.lines import ENUMERATOR
from knowledge.language.lexicon.comparing import report_rows
from knowledge.language.places.gazetteer import level_words
from knowledge.language.quantities.quantity import Quantity, find_quantities
from knowledge.language.table import load_table, load_words
from knowledge.language.text.tokens import Token, to_keys, tokenize
from knowledge.language.times.period_mentions import Period, PeriodMention, find_periods

_MARKS = frozenset(",;:()…[]")
_REFERENCE = re.compile(r"\[[0-9]{1,3}\]")
_DASHES = frozenset("-–—")
_PLACE_LEVEL = "place_level"


class Kind(StrEnum):
    """What a chunk is."""

    FIGURE = "figure"
    TIME = "time"
    CUE = "cue"
    MARK = "mark"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a sentence. cue: the kind of its row in tables/report/words.tsv, value: what the row says."""

    kind: Kind
    text: str
    start: int
    end: int
    cue: str = ""
    value: str = ""
    quantity: Quantity | None = None
    mention: PeriodMention | None = None

    def is_mark(self, marks: str) -> bool:
        """Is it one of these marks?"""
        return self.kind is Kind.MARK and self.text in marks

    def is_cue(self, *kinds: str) -> bool:
        """Is it a cue word of one of these kinds?"""
        return self.kind is Kind.CUE and self.cue in kinds

    def is_word(self, *kinds: str) -> bool:
        """Is it a word of one of these kinds in tables/report/function_words.tsv?"""
        return self.text.lower() in function_words(*kinds)


@cache
def function_words(*kinds: str) -> tuple[str, ...]:
    """The words of these kinds in tables/report/function_words.tsv; of places, the words for their levels too."""
    levels = level_words() if _PLACE_LEVEL in kinds else ()
    return (*levels, *(word for kind in kinds for word in load_words("report/function_words", kind)))


def opens_with(words: str, *kinds: str) -> bool:
    """Does a function word of these kinds stand in front of others?

    >>> opens_with("Tổng số hộ", "total_count"), opens_with("số", "count")
    (True, False)
    """
    return words.lower().startswith(tuple(f"{word} " for word in function_words(*kinds)))


def drop_opening(words: str, *kinds: str) -> str:
    """The words without the function word in front of them.

    >>> drop_opening("Số hộ nghèo", "count"), drop_opening("thu", "count")
    ('hộ nghèo', 'thu')
    """
    first = next((word for word in function_words(*kinds) if words.lower().startswith(f"{word} ")), "")
    return words[len(first) + 1 :] if first else words


@lru_cache(maxsize=1)
def _cues() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word -> the cues that begin with it, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for words, kind, value in (*load_table("report/words"), *report_rows()):
        keys = to_keys(words)
        found.setdefault(keys[0], []).append((keys, kind, value))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


def find_chunks(text: str, anchor: Period | None) -> list[Chunk]:
    """The chunks in order. anchor: the period that "trong năm", "6 tháng đầu năm" are read by.

    >>> [c.kind.value for c in find_chunks("Thu đạt 5 tỷ đồng, tăng 2%", None)]
    ['word', 'cue', 'figure', 'mark', 'cue', 'figure']
    """
    spans = _times(text, anchor)
    spans += [chunk for chunk in _figures(text) if not any(_overlap(chunk, other) for other in spans)]
    spans += [Chunk(Kind.MARK, "]", m.start(), m.end()) for m in _REFERENCE.finditer(text)]
    if enumerator := ENUMERATOR.match(text):
        spans.append(Chunk(Kind.MARK, "]", 0, len(enumerator[0].rstrip())))
        spans = [span for span in spans if span is spans[-1] or not _overlap(span, spans[-1])]
    spans.sort(key=lambda chunk: chunk.start)
    chunks: list[Chunk] = []
    at = 0
    for span in spans:
        chunks += _plain_chunks(text, at, span.start)
        chunks.append(span)
        at = span.end
    return chunks + _plain_chunks(text, at, len(text))


def _times(text: str, anchor: Period | None) -> list[Chunk]:
    return [Chunk(Kind.TIME, m.surface, m.start, m.end, mention=m) for m in find_periods(text, anchor)]


def _figures(text: str) -> list[Chunk]:
    return [Chunk(Kind.FIGURE, q.surface, q.start, q.end, quantity=q) for q in find_quantities(text)]


def _overlap(one: Chunk, other: Chunk) -> bool:
    return one.start < other.end and other.start < one.end


def _plain_chunks(text: str, start: int, end: int) -> list[Chunk]:
    """Cues, words and marks of a stretch without figures and times."""
    tokens = [Token(t.text, t.start + start, t.end + start) for t in tokenize(text[start:end])]
    chunks: list[Chunk] = []
    at, place = 0, start
    while at < len(tokens):
        chunks += _marks(text, place, tokens[at].start)
        size, kind, value = _match_cue(text, tokens, at)
        last = tokens[at + size - 1]
        words = text[tokens[at].start : last.end]
        chunks.append(Chunk(Kind.CUE if kind else Kind.WORD, words, tokens[at].start, last.end, kind, value))
        at, place = at + size, last.end
    return chunks + _marks(text, place, end)


def _match_cue(text: str, tokens: list[Token], at: int) -> tuple[int, str, str]:
    """How many words the longest cue here takes (1 if there is none), its kind and value."""
    for keys, kind, value in _cues().get(tokens[at].accented, ()):
        run = tokens[at : at + len(keys)]
        if tuple(token.accented for token in run) == keys and not text[run[0].start : run[-1].end].count(","):
            return len(keys), "" if kind == "word" else kind, value
    return 1, "", ""


def _marks(text: str, start: int, end: int) -> list[Chunk]:
    """The marks of a stretch; a dash with blanks around it is a word of its own, for names keep it."""
    return [
        Chunk(Kind.WORD if text[i] in _DASHES else Kind.MARK, text[i], i, i + 1)
        for i in range(start, end)
        if text[i] in _MARKS
        or (text[i] in _DASHES and text[i - 1 : i] == " " == text[i + 1 : i + 2])
        or (text[i] == "." and not text[i + 1 : i + 2].strip())
    ]


def find_pairs(chunks: Sequence[Chunk]) -> frozenset[int]:
    """The places of the brackets that open and close among the chunks."""
    opened: list[int] = []
    paired: set[int] = set()
    for at, chunk in enumerate(chunks):
        if chunk.is_mark("("):
            opened.append(at)
        elif chunk.is_mark(")") and opened:
            paired |= {opened.pop(), at}
    return frozenset(paired)


def words_of(chunks: Sequence[Chunk], text: str) -> str:
    """The words of the chunks as the text writes them; what was left out between them becomes one blank."""
    if not chunks:
        return ""
    words = chunks[0].text
    for before, chunk in pairwise(chunks):
        gap = text[before.end : chunk.start]
        words += (gap if len(gap) <= 2 and not set(gap) & set("()[]") else " ") + chunk.text
    return _with_quotes(" ".join(words.split()).strip(" ,;:–-."), text[chunks[0].start - 1 : chunks[0].start])


def _with_quotes(words: str, before: str) -> str:
    """The words with both quotation marks or neither."""
    words = before + words if before in ("“", '"') and words.count(before) == words.count("”") else words
    if words.count("“") > words.count("”"):
        return words + "”"
    return words + '"' if words.count('"') % 2 else words
