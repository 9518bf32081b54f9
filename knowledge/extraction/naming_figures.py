"""A level figure, the words around it, what the sentence said before -> the name of its indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.extraction.approach import VERBS, Approach, words_of
from knowledge.extraction.chunks import Chunk, Kind
from knowledge.extraction.draft import Draft
from knowledge.extraction.heads import find_head, head_of, is_event, things
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

MAX_OWNER = 4  # words of what the things counted belong to
MAX_PLAIN_EVENT = 2  # words: "thu hoạch", "sản xuất được" say nothing of what
MAX_TAIL_WORDS = 24  # of the noun after a figure
FROM_BEFORE, FROM_TOPIC, NO_NAME = "tên ghép từ số liệu trước", "tên lấy từ chủ đề của đoạn", "không rõ tên chỉ tiêu"


@dataclass(slots=True)
class Frame:
    """What a figure may inherit: the level before it, the level its parts belong to, the status they share.

    owner: the things counted to which what follows "với" belongs. theme: "lúa" after "diện tích lúa".
    is_part: "trong đó", "gồm" was said after `whole`; is_share: "chiếm" was. subject: what the sentence
    begins with, topic: what the paragraph is about, is_labelled: it says so before a colon. Of a bracket: reference, the
    words before it; is_after_base: they end with "cùng kỳ"; is_after_figure: there are none.
    """

    anchor: Draft | None = None
    owner: Draft | None = None
    theme: str = ""
    whole: Draft | None = None
    head: str = ""
    note: str = ""
    status: Status | None = None
    is_part: bool = False
    is_share: bool = False
    is_bracket: bool = False
    subject: str = ""
    topic: str = ""
    is_labelled: bool = False
    reference: str = ""
    is_after_base: bool = False
    is_after_figure: bool = False


@dataclass(slots=True)
class LevelName:
    """The name of a level figure. noun: the thing counted. used: chunks after the figure that belong to the name."""

    name: str
    event: str = ""
    noun: str = ""
    used: int = 0
    doubts: list[str] = field(default_factory=list)


def name_level(
    approach: Approach, quantity: Quantity, kind: str, after: Sequence[Chunk], text: str, frame: Frame
) -> LevelName:
    """The full name of the indicator whose figure this is."""
    words, head = words_of(approach.name, text), find_head(approach.name)
    if not words:
        found = _name_without_words(approach, quantity, kind, after, text, frame)
    elif head is not None and not (kind == "count" and (is_event(words) or "count" not in head.measures)):
        found = _name_with_head(words, approach, after, text, frame)
    elif kind == "count" or not kind:
        found = _name_count(words, quantity.unit, after, text, frame)
    else:
        found = _name_measured(words, quantity.unit, kind, approach, frame)
        if is_event(words) and kind == "measure":
            found = _name_done(words, quantity.unit, after, text) or found
    if approach.note:
        found.name = f"{found.name} {approach.note}"
    found.name = capitalize(found.name)[:MAX_NAME].strip()
    return found


def _name_with_head(words: str, approach: Approach, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    if not is_bare(words, head_of(words)):
        return LevelName(words)
    used = noun_end(after)
    if used and used <= 4 and not find_head(after):
        return LevelName(complete(words, words_of(after[:used], text)), used=used)
    if approach.of:
        return LevelName(complete(words, approach.of))
    if frame.owner is not None:
        return LevelName(complete(words, frame.owner.noun))
    if frame.theme:
        return LevelName(complete(words, frame.theme))
    if _completes(frame.topic, words):
        return LevelName(complete(words, frame.topic), doubts=[] if frame.is_labelled else [FROM_TOPIC])
    return LevelName(words)


def _completes(topic: str, words: str) -> bool:
    """Can the topic say of what the words are? A topic with a head of its own is another indicator."""
    return bool(topic) and head_of(topic) is None and topic.lower() not in words.lower()


def _name_count(words: str, unit: str, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    anchor = frame.anchor
    unit = unit or next((d.quantity.unit for d in (frame.whole, anchor) if d and d.quantity and d.quantity.unit), "")
    counted = things(unit)
    if is_event(words):
        used = noun_end(after)
        noun = words_of(after[:used], text)
        return LevelName(count_name(unit, noun, words), words, f"{counted} {noun}".strip(), used)
    is_same = anchor is not None and anchor.quantity is not None and anchor.quantity.unit == unit
    if frame.head and is_same and not frame.head.lower().startswith(("số", "tổng số")):
        return LevelName(f"{frame.head} {lower_first(words)}", noun=lower_first(words), doubts=[FROM_BEFORE])
    if words.lower().startswith((counted.lower(), "số ")):
        return LevelName(
            words if words.lower().startswith("số ") else f"Số {lower_first(words)}", noun=lower_first(words)
        )
    return LevelName(f"Số {counted} {lower_first(words)}", noun=f"{counted} {lower_first(words)}")


def _name_measured(words: str, unit: str, kind: str, approach: Approach, frame: Frame) -> LevelName:
    """Money, a measure or a percentage of something that no head names: a part, or what was done."""
    if is_event(words):
        subject = head_of(frame.subject)
        if subject is not None and kind in subject.measures and len(words.split()) <= MAX_PLAIN_EVENT:
            return LevelName(frame.subject, event=words, doubts=[FROM_TOPIC])
        name = f"{measure_name(unit) if kind == 'measure' else ''} {lower_first(words)}".strip()
        return LevelName(complete(name, frame.topic) if frame.is_labelled else name, event=words)
    before = frame.anchor or frame.whole
    is_same = before is not None and before.kind == kind
    is_like = frame.anchor is not None and " ".join(words.lower().split()[:2]) in frame.anchor.name.lower()
    if frame.head and is_same and (frame.is_part or frame.is_bracket or approach.verb is None or is_like):
        name = f"{frame.head} {lower_first(_without_branch(words))} {frame.note}".strip()
        return LevelName(name, doubts=[] if frame.is_part or frame.is_bracket else [FROM_BEFORE])
    if kind == "measure" and approach.verb is None and measure_name(unit) in ("Diện tích", "Chiều dài", "Công suất"):
        return LevelName(complete(measure_name(unit), words), noun=words)
    return LevelName(words, noun=words if kind == "measure" else "")


def _name_done(event: str, unit: str, after: Sequence[Chunk], text: str) -> LevelName | None:
    """The name of "trồng mới 500 ha rừng": the noun behind the figure and what was done to it."""
    used = noun_end(after)
    noun = words_of(after[:used], text)
    if not noun:
        return None
    name = noun if find_head(after) else complete(measure_name(unit), noun)
    return LevelName(f"{name} {lower_first(event)}" if name else noun, event, noun, used)


def _without_branch(words: str) -> str:
    """ "ngành nông nghiệp" is "nông nghiệp" as a part."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() == "ngành" and rest else words


def _name_without_words(
    approach: Approach, quantity: Quantity, kind: str, after: Sequence[Chunk], text: str, frame: Frame
) -> LevelName:
    """The noun after the figure names it; else what the sentence or the paragraph is about."""
    used = noun_end(after)
    noun, anchor = words_of(after[:used], text), frame.anchor
    if kind == "count":
        return _name_things(approach, quantity.unit, noun, used, frame)
    if noun and find_head(after) and kind != "percent":
        return LevelName(noun, noun=noun, used=used)
    if noun and kind == "measure" and measure_name(quantity.unit):
        return LevelName(complete(measure_name(quantity.unit), noun), noun=noun, used=used)
    if kind == "percent" and noun and anchor is not None and approach.relation == "reach":
        return LevelName(f"Tỷ lệ {lower_first(anchor.name)} so với {noun}", used=used, doubts=[FROM_BEFORE])
    if kind == "percent" and noun:
        return LevelName(f"Tỷ lệ {lower_first(noun).removeprefix('số ')}", used=used)
    if kind == "percent" and anchor is not None and anchor.kind == "count" and anchor.noun:
        return LevelName(f"Tỷ lệ {anchor.noun}")
    if anchor is not None and (anchor.kind == kind or anchor.quantity is None):
        return LevelName(anchor.name, doubts=[FROM_BEFORE])
    if frame.subject or frame.is_labelled:
        return LevelName(frame.subject or frame.topic, doubts=[FROM_TOPIC])
    return LevelName(measure_name(quantity.unit) or "Số liệu", doubts=[NO_NAME])


def _name_things(approach: Approach, unit: str, noun: str, used: int, frame: Frame) -> LevelName:
    """The name of things counted that no words lead to; they may belong to what was counted before."""
    anchor, counted = frame.anchor, f"{things(unit)} {noun}".strip()
    if approach.is_with and frame.owner is not None and frame.owner.quantity is not None and not noun:
        owner = frame.owner.noun
        owner = owner if len(owner.split()) <= MAX_OWNER else things(frame.owner.quantity.unit)
        return LevelName(complete(f"Số {counted}", owner), noun=counted, used=used)
    if anchor is not None and anchor.event and approach.verb is None and not noun and not frame.is_part:
        return LevelName(count_name(unit, noun, anchor.event), anchor.event, counted, used)
    whole = frame.whole
    if frame.is_part and not noun and whole is not None and whole.quantity and things(whole.quantity.unit) == counted:
        return LevelName(f"{whole.name} (một phần)", noun=counted, doubts=[NO_NAME])
    return LevelName(count_name(unit, noun, ""), noun=counted, used=used)


def noun_end(after: Sequence[Chunk]) -> int:
    """How many chunks after a figure make the noun phrase that it counts: up to a mark, "với" or the next verb."""
    end = 0
    for at, chunk in enumerate(after[:MAX_TAIL_WORDS]):
        if chunk.kind in (Kind.MARK, Kind.FIGURE, Kind.TIME) or chunk.text.lower() in ("với", "-", "–", "—"):
            break
        if chunk.is_cue(*VERBS, "status", "part") and _leads_to_figure(after[at:]):
            break
        if _opens_name(after[at:], is_first=at == 0) and _leads_to_figure(after[at:], until_mark=True):
            break
        if chunk.text.lower() == "và" and _leads_to_figure(after[at:], until_mark=True):
            break
        end = at + 1 if not chunk.is_cue("lead", "soft", "start", "versus", "from", "now", "level") else end
    return end


def _opens_name(chunks: Sequence[Chunk], is_first: bool) -> bool:
    """Does the name of the next figure begin here: "tổng công suất", "đạt giá trị thu nhập"?

    Right behind a figure a head begins its own noun ("200 ha diện tích đất …"), unless the next figure follows at once.
    """
    is_verb = chunks[0].is_cue(*VERBS)
    head = find_head(chunks[1:] if is_verb else chunks)
    if head is None or not head.is_open:
        return False
    return not is_first or is_verb or _leads_to_figure(chunks[head.size :])


def _leads_to_figure(chunks: Sequence[Chunk], until_mark: bool = False) -> bool:
    """Do only verbs and soft words stand before the next figure (or, with until_mark, any words but no mark)?"""
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE:
            return True
        if (
            chunk.kind is Kind.MARK
            or chunk.text.lower() == "với"
            or not (until_mark or chunk.kind in (Kind.CUE, Kind.TIME))
        ):
            return False
    return False


def share_name(approach: Approach, after: Sequence[Chunk], text: str, frame: Frame) -> LevelName:
    """The name of "X chiếm 34 % trong Y"."""
    words = words_of(approach.name, text)
    if not words and frame.anchor is not None and frame.anchor.kind == "count" and not _whole(after, text)[0]:
        return LevelName(f"Tỷ lệ {frame.anchor.noun}")
    subject = words or (frame.anchor.name if frame.anchor else frame.topic)
    whole, used = _whole(after, text)
    if not whole and frame.is_part and frame.whole:
        whole = frame.whole.name
    name = subject if "tỷ trọng" in subject.lower() else f"Tỷ trọng {lower_first(subject)}".strip()
    return LevelName(f"{name} trong {lower_first(whole)}" if whole else name, used=used)


def _whole(after: Sequence[Chunk], text: str) -> tuple[str, int]:
    """Y of "trong Y", or "tổng số …", after this figure or, in a list, after the last share of it; the chunks it takes."""
    for at, chunk in enumerate(after):
        is_first = at == 0 or after[at - 1].kind is Kind.FIGURE
        if is_first and chunk.text.lower() in ("trong", "tổng", "tổng số", "so với"):
            start = at if chunk.text.lower().startswith("tổng") else at + 1
            end = start
            while (
                end < len(after) and after[end].kind in (Kind.WORD, Kind.CUE) and not after[end].is_cue("share", "part")
            ):
                end += 1
            return words_of(after[start:end], text), end if at == 0 else 0
    return "", 0


def theme_of(name: str) -> str:
    """What the measure of that name is taken of: what "năng suất" after it speaks of too.

    >>> theme_of("Diện tích gieo trồng lúa"), theme_of("Dân số")
    ('lúa', '')
    """
    head = head_of(name)
    return " ".join(name.split(" (")[0].split()[head.size :]) if head is not None and head.is_open else ""


def head_for_parts(name: str) -> str:
    """The words that parts of the figure of that name take over."""
    return shared_head(name.split(" (")[0])
