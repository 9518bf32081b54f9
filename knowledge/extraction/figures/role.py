"""A figure, the words around it -> what the figure is: a level, a share, a comparison with what; or no fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.extraction.sentence.chunks import Chunk, Kind, function_words, words_of
from knowledge.extraction.sentence.comparison_base import Base, has_authority
from knowledge.extraction.sentence.head_words import find_head, idle_units
from knowledge.extraction.sentence.sentence_context import Frame
from knowledge.extraction.sentence.words_before import Sighting
from knowledge.facts.record.fact import Direction, Relation
from knowledge.language.table import load_words
from knowledge.language.times.period_mentions import Role as TimeRole

MAX_AGAINST = 60  # characters: "dự toán Hội đồng nhân dân tỉnh giao"

NO_INDICATOR, LENGTH_OF_TIME = "không phải chỉ tiêu", "khoảng thời gian"
NO_UNIT, IN_WORDS = "số không có đơn vị", "số viết bằng chữ"


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a figure. base: what it is compared with. used: how many chunks belong to the figure.

    against: the words of the plan where an authority is named. about: what "về …" says has changed.
    """

    base: Base = ""
    used: int = 0
    against: str = ""
    about: tuple[Chunk, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureRole:
    """relation None: a level, or with `is_share` a share."""

    relation: Relation | None = None
    direction: Direction | None = None
    is_share: bool = False
    is_same: bool = False


def read_tail(chunks: Sequence[Chunk], text: str) -> Tail:
    """The base right after a figure: "so với kế hoạch", "cùng kỳ", "dự toán Trung ương giao"."""
    if chunks and chunks[0].is_word("about"):
        end = _end_of_words(chunks, 1)
        return Tail(about=tuple(chunks[1:end]), used=end)
    if chunks and chunks[0].is_cue("plan") and text[chunks[0].start - 1] == "/":
        return Tail()  # "8%/KH 7%": the plan has a figure of its own
    at, versus = 0, False
    while at < len(chunks) and (chunks[at].is_cue("versus", "soft", "level", "lead") or chunks[at].is_word("with")):
        versus = versus or chunks[at].is_cue("versus")
        at += 1
    if at == len(chunks):
        return Tail()
    first = chunks[at]
    if first.is_cue("plan"):
        end = _end_of_words(chunks, at)
        words = words_of(chunks[at:end], text)
        extra = words_of(chunks[at + 1 : end], text) + (" giao" if "giao" in first.text.lower().split() else "")
        return Tail("plan", end, words if has_authority(extra) and len(words) <= MAX_AGAINST else "")
    is_base = first.mention is not None and first.mention.role is TimeRole.BASE
    if first.is_cue("previous") or is_base or (versus and first.kind is Kind.TIME):
        return Tail("previous", at + 1)
    if versus:
        return Tail("other", _end_of_words(chunks, at))
    return Tail()


def _end_of_words(chunks: Sequence[Chunk], start: int) -> int:
    """Where the phrase ends that begins at `start`: at a mark, at "và", at the verb of the next figure."""
    for at in range(start, len(chunks)):
        chunk = chunks[at]
        if chunk.kind is Kind.MARK or chunk.is_word("and"):
            return at
        if at > start and chunk.is_cue("reach", "exceed", "times", "share", "change", "level", "status", "part"):
            return at
    return len(chunks)


def choose_role(sighting: Sighting, base: Base) -> FigureRole:
    """What the figure is, by its verb, the kind of its unit and what it is compared with."""
    approach, is_percent = sighting.approach, sighting.is_percent
    verb = approach.relation
    direction: Direction = "down" if approach.verb is not None and approach.verb.value == "down" else "up"
    if sighting.quantity.unit in load_words("units/unit_words", "times") and verb in ("times", "change", "reach"):
        return FigureRole(Relation.RATIO, direction)
    if not verb and approach.is_more and (is_percent or base == "previous"):
        return FigureRole(Relation.PCT_CHANGE if is_percent else Relation.ABS_CHANGE, "up")
    if is_percent and not approach.name and _has_plus(sighting):
        return FigureRole(Relation.PCT_CHANGE, "up")
    match verb:
        case "change" if base or not (is_percent and _is_growth(approach.name)):
            return FigureRole(Relation.PCT_CHANGE if is_percent else Relation.ABS_CHANGE, direction)
        case "exceed" if is_percent or base or not approach.name:
            return FigureRole(Relation.PCT_OVER_PLAN if is_percent else Relation.ABS_CHANGE, "up")
        case "share" if is_percent:
            return FigureRole(is_share=True)
        case "same" if not (is_percent and base):
            return FigureRole(is_same=True)
    if is_percent and base == "plan":
        return FigureRole(Relation.PCT_OF_PLAN)
    if is_percent and base == "previous" and not _is_growth(approach.name):
        return FigureRole(Relation.PCT_OF_PREVIOUS)
    return FigureRole()


def _is_growth(name: Sequence[Chunk]) -> bool:
    """Is the name that of a growth: "tốc độ tăng GRDP"?"""
    head = find_head(name)
    return head is not None and head.words.startswith(function_words("rate", "growth", "growth_amount"))


def _has_plus(sighting: Sighting) -> bool:
    """Does a plus stand at the figure: "(+14,9%)"?"""
    return sighting.text[max(0, sighting.quantity.start - 1) : sighting.quantity.start] == "+"


def why_idle(sighting: Sighting, frame: Frame) -> str:
    """Why the figure states no fact, in Vietnamese; "" if it states one."""
    approach, quantity = sighting.approach, sighting.quantity
    head = find_head(approach.name)
    if approach.is_idle:
        return NO_INDICATOR
    if sighting.kind == "time":
        return "" if head and "time" in head.measures else LENGTH_OF_TIME
    unit = quantity.unit.split("/", maxsplit=1)[0]
    if unit in idle_units() and head is None and approach.relation not in ("times", "change"):
        return NO_INDICATOR
    if not sighting.kind and head is None and approach.relation not in ("change", "exceed", "reach"):
        before = frame.anchor or frame.whole
        return "" if before is not None and before.kind == "count" and approach.name else NO_UNIT
    is_word = not any(char.isdigit() for char in quantity.surface)
    return IN_WORDS if is_word and not (approach.verb or approach.name) else ""
