"""Words that begin the name of an indicator, and verbs that begin what was done to the things counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.extraction.sentence.chunks import Chunk
from knowledge.language.numbers.unit import match_unit
from knowledge.language.table import load_table
from knowledge.language.text.aligned import align
from knowledge.language.text.tokens import Keys, to_keys


@dataclass(frozen=True, slots=True)
class Head:
    """A row of tables/report/heads.tsv. size: its words. measures: kinds of unit that fit it.

    is_shared: parts take the words over. is_open: alone they do not say of what ("diện tích").
    """

    words: str
    size: int
    measures: frozenset[str]
    is_shared: bool
    is_open: bool


@lru_cache(maxsize=1)
def _heads() -> dict[Keys, Head | None]:
    found: dict[Keys, Head | None] = {}
    for words, measures, shares in load_table("report/heads"):
        keys = to_keys(words)
        head = Head(words, len(keys), frozenset(measures.split()), shares in ("yes", "full"), shares == "yes")
        found[keys] = None if shares == "none" else head
    return found


@lru_cache(maxsize=1)
def _events() -> frozenset[Keys]:
    return frozenset(to_keys(words) for (words,) in load_table("report/events"))


def find_head(chunks: Sequence[Chunk]) -> Head | None:
    """The longest head that the words begin with; None if they begin with none."""
    return head_of(" ".join(chunk.text for chunk in chunks[:8]))


def head_of(words: str) -> Head | None:
    """The longest head that the words begin with.

    >>> head_of("Tổng giá trị sản xuất nông nghiệp").words
    'tổng giá trị sản xuất'
    """
    keys = to_keys(words)
    for size in range(min(len(keys), 7), 0, -1):
        if keys[:size] in _heads():
            return _heads()[keys[:size]]
    return None


def begins_with_event(chunks: Sequence[Chunk]) -> bool:
    """Do the words begin with a verb of tables/report/events.tsv?"""
    return is_event(" ".join(chunk.text for chunk in chunks[:4]))


def is_event(words: str) -> bool:
    """Do the words begin with such a verb?

    >>> is_event("thành lập mới HTX"), is_event("hợp tác xã")
    (True, False)
    """
    keys = to_keys(words)
    return any(keys[:size] in _events() for size in range(min(len(keys), 4), 0, -1))


@lru_cache(maxsize=4096)
def unit_kind(unit: str) -> str:
    """The kind of a unit: money, percent, measure, time, count, scale; "" if there is no unit."""
    aligned = align(unit)
    match = match_unit(aligned, 0, len(aligned.lower)) if unit else None
    kind = match.kind if match else ("count" if unit else "")
    return "count" if kind == "time" and unit.split("/", maxsplit=1)[0] not in idle_units() else kind


@lru_cache(maxsize=1)
def idle_units() -> frozenset[str]:
    """Units that count nothing of note: lengths of time, "cấp", "lần"."""
    return frozenset(unit for (unit,) in load_table("report/idle_units"))


@lru_cache(maxsize=4096)
def things(unit: str) -> str:
    """The unit without the scale before it.

    >>> things("triệu lượt khách"), things("HTX")
    ('lượt khách', 'HTX')
    """
    aligned = align(unit)
    match = match_unit(aligned, 0, len(aligned.lower)) if unit else None
    return match.tail if match and match.scale != 1 and match.tail else unit
