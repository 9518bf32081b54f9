"""A level figure, the words around it, what the sentence said before -> the name of its indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.extraction.approach import VERBS, Approach, words_of
from knowledge.extraction.chunks import Chunk, Kind
from knowledge.extraction.draft import Draft
from knowledge.extraction.heads import find_head, head_of, is_event
from knowledge.extraction.names import (
    MAX_NAME,
    capitalize,
    complete,
    count_name,
    is_bare,
    lower_first,
    measure_name,
    shared_head,
)
from knowledge.facts.fact import Status
from knowledge.language.quantity import Quantity

MAX_TAIL_WORDS = 14  # of the noun after a figure
FROM_BEFORE, FROM_TOPIC, NO_NAME = "tên ghép từ số liệu trước", "tên lấy từ chủ đề của đoạn", "không rõ tên chỉ tiêu"


@dataclass(slots=True)
class Frame:
    """What a figure may inherit: the level before it, the level its parts belong to, the status they share.

    is_part: "trong đó", "gồm" was said after `whole`. topic: what the paragraph is about. Of a bracket: reference, the
    words before it; is_after_base: they end with "cùng kỳ"; is_after_figure: there are none.
    """

    anchor: Draft | None = None
    whole: Draft | None = None
    head: str = ""
    note: str = ""
    status: Status | None = None
    is_part: bool = False
    is_bracket: bool = False
    topic: str = ""
    reference: str = ""
    is_after_base: bool = False
    is_after_figure: bool = False


@dataclass(slots=True)
class LevelName:
    """The name of a level figure. used: chunks after the figure that belong to the name."""

    name: str
    event: str = ""
    used: int = 0
    doubts: list[str] = field(default_factory=list)


def name_level(approach: Approach, quantity: Quantity, kind: str, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    """The full name of the indicator whose figure this is."""
    words, head = words_of(approach.name, text), find_head(approach.name)
    if not words:
        found = _name_without_words(quantity, kind, after, text, frame)
    elif head is not None and not (is_event(words) and kind == "count"):
        found = _name_with_head(words, after, text, frame)
    elif kind == "count":
        found = _name_count(words, quantity.unit, after, text, frame)
    else:
        found = _name_measured(words, quantity.unit, kind, approach, frame)
    if approach.note:
        found.name = f"{found.name} {approach.note}"
    found.name = capitalize(found.name)[:MAX_NAME]
    return found


def _name_with_head(words: str, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    if not is_bare(words, head_of(words)):
        return LevelName(words)
    used = noun_end(after)
    if used and used <= 4 and not find_head(after):
        return LevelName(complete(words, words_of(after[:used], text)), used=used)
    noun = frame.anchor.noun if frame.anchor else ""
    if noun and not frame.topic.lower().startswith("vụ "):
        return LevelName(complete(words, noun), doubts=[FROM_BEFORE])
    if frame.topic and frame.topic.lower() not in words.lower():
        return LevelName(complete(words, frame.topic), doubts=[FROM_TOPIC])
    return LevelName(words)


def _name_count(words: str, unit: str, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    if is_event(words):
        used = noun_end(after)
        return LevelName(count_name(unit, words_of(after[:used], text), words), event=words, used=used)
    is_same = frame.anchor is not None and frame.anchor.quantity is not None and frame.anchor.quantity.unit == unit
    if frame.head and is_same and not frame.head.lower().startswith(("số", "tổng số")):
        return LevelName(f"{frame.head} {lower_first(words)}", doubts=[FROM_BEFORE])
    if words.lower().startswith((unit.lower(), "số ")):
        return LevelName(f"Số {lower_first(words)}" if not words.lower().startswith("số ") else words)
    return LevelName(f"Số {unit} {lower_first(words)}")


def _name_measured(words: str, unit: str, kind: str, approach: Approach, frame: Frame) -> LevelName:
    """Money, a measure or a percentage of something that no head names: a part, or what was done."""
    if is_event(words):
        topic = head_of(frame.topic)
        if topic is not None and kind in topic.measures:
            return LevelName(frame.topic, event=words, doubts=[FROM_TOPIC])
        name = measure_name(unit) if kind == "measure" else ""
        return LevelName(f"{name} {lower_first(words)}".strip(), event=words)
    is_same = frame.anchor is not None and frame.anchor.kind == kind
    if frame.head and is_same and (frame.is_part or frame.is_bracket or approach.verb is None):
        name = f"{frame.head} {lower_first(_without_branch(words))} {frame.note}".strip()
        return LevelName(name, doubts=[] if frame.is_part else [FROM_BEFORE])
    return LevelName(words)


def _without_branch(words: str) -> str:
    """"ngành nông nghiệp" is "nông nghiệp" as a part."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() == "ngành" and rest else words


def _name_without_words(quantity: Quantity, kind: str, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    """The noun after the figure names it; else what the sentence or the paragraph is about."""
    used = noun_end(after)
    noun = words_of(after[:used], text)
    if kind == "count":
        return LevelName(count_name(quantity.unit, noun, ""), used=used)
    if noun and find_head(after):
        return LevelName(noun, used=used)
    if noun and kind == "measure" and measure_name(quantity.unit):
        return LevelName(complete(measure_name(quantity.unit), noun), used=used)
    anchor = frame.anchor
    if kind == "percent" and anchor is not None and anchor.kind == "count" and anchor.noun:
        return LevelName(f"Tỷ lệ {anchor.noun}", doubts=[FROM_BEFORE])
    if anchor is not None and (anchor.kind == kind or anchor.quantity is None):
        return LevelName(anchor.name, doubts=[FROM_BEFORE])
    if frame.topic:
        return LevelName(frame.topic, doubts=[FROM_TOPIC])
    return LevelName(measure_name(quantity.unit) or "Số liệu", doubts=[NO_NAME])


def noun_end(after: Sequence[Chunk]) -> int:
    """How many chunks after a figure make the noun phrase that it counts: up to a mark, "với" or the next verb."""
    end = 0
    for at, chunk in enumerate(after[:MAX_TAIL_WORDS]):
        if chunk.kind in (Kind.MARK, Kind.FIGURE, Kind.TIME) or chunk.text.lower() in ("với", "-", "–", "—"):
            break
        if chunk.is_cue(*VERBS, "status", "part") and _leads_to_figure(after[at:]):
            break
        if chunk.text.lower() == "và" and _leads_to_figure(after[at:], until_mark=True):
            break
        end = at + 1 if not chunk.is_cue("lead", "soft", "start", "versus", "from", "now", "level") else end
    return end


def _leads_to_figure(chunks: Sequence[Chunk], until_mark: bool = False) -> bool:
    """Do only verbs and soft words stand before the next figure (or, with until_mark, any words but no mark)?"""
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE:
            return True
        if chunk.kind is Kind.MARK or not (until_mark or chunk.kind in (Kind.CUE, Kind.TIME)):
            return False
    return False


def share_name(approach: Approach, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    """The name of "X chiếm 34 % trong Y"."""
    words = words_of(approach.name, text)
    subject = words or (frame.anchor.name if frame.anchor else frame.topic)
    whole = _whole(after, text) or (frame.whole.name if frame.is_part and frame.whole else "")
    name = f"Tỷ trọng {lower_first(subject)}".strip()
    return LevelName(f"{name} trong {lower_first(whole)}" if whole else name, doubts=[] if words else [FROM_BEFORE])


def _whole(after: Sequence[Chunk], text: str) -> str:
    """Y of "trong Y", or "tổng số …", after this figure or, in a list, after the last share of it."""
    for at, chunk in enumerate(after):
        if chunk.is_mark(";()"):
            break
        if chunk.text.lower() in ("trong", "tổng", "tổng số", "so với") and (at == 0 or after[at - 1].kind is Kind.FIGURE):
            start = at if chunk.text.lower().startswith("tổng") else at + 1
            end = start
            while end < len(after) and after[end].kind in (Kind.WORD, Kind.CUE) and not after[end].is_cue("share"):
                end += 1
            return words_of(after[start:end], text)
    return ""


def head_for_parts(name: str) -> str:
    """The words that parts of the figure of that name take over."""
    return shared_head(name.split(" (")[0])
