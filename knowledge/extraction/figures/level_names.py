"""A level figure in its words and what the sentence said before -> the full name of its indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.extraction.sentence.chunks import Chunk, drop_opening, function_words, opens_with, words_of
from knowledge.extraction.sentence.head_words import find_head, head_of, is_event, things
from knowledge.extraction.sentence.indicator_name import (
    MAX_NAME,
    bare_name,
    capitalize,
    complete,
    count_name,
    is_bare,
    lower_first,
    measure_name,
    measure_sort,
)
from knowledge.extraction.sentence.name_phrase import noun_end
from knowledge.extraction.sentence.sentence_context import Frame
from knowledge.extraction.sentence.words_before import Sighting
from knowledge.language.places.place_mentions import find_places
from knowledge.language.text.tokens import tokenize

POPULATION = "Dân số"
MAX_OWNER = 4  # words of what the things counted belong to
MAX_PLAIN_EVENT = 2  # words: "thu hoạch", "sản xuất được" say nothing of what
MAX_COMPLEMENT = 4  # words behind a figure that complete a bare name: "diện tích 500 ha lúa"
FROM_BEFORE, FROM_TOPIC, NO_NAME = "tên ghép từ số liệu trước", "tên lấy từ chủ đề của đoạn", "không rõ tên chỉ tiêu"
AS_WRITTEN = "tên lấy nguyên từ câu, không có từ mở đầu một chỉ tiêu"


@dataclass(slots=True)
class LevelName:
    """The name of a level figure. noun: the thing counted. used: chunks behind the figure that belong to the name."""

    name: str
    event: str = ""
    noun: str = ""
    used: int = 0
    doubts: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)


def name_level(sighting: Sighting, frame: Frame) -> LevelName:
    """The full name of the indicator whose figure this is."""
    found = _choose(sighting, frame)
    if sighting.approach.note:
        found.name = f"{found.name} {sighting.approach.note}"
    found.name = capitalize(found.name)[:MAX_NAME].strip()
    return found


def _choose(sighting: Sighting, frame: Frame) -> LevelName:
    words, kind, head = sighting.words, sighting.kind, find_head(sighting.approach.name)
    if head is not None and kind in ("measure", "money") and kind not in head.measures:
        head = None  # "thu 5 tấn" is no revenue
    if not words or (kind == "count" and is_place(words)):
        return _name_things(sighting, frame) if kind == "count" else _name_from_around(sighting, frame)
    if head is not None and not (kind == "count" and (is_event(words) or "count" not in head.measures)):
        return _complete_head(words, sighting, frame)
    if kind == "count" or not kind:
        return _name_count(words, sighting, frame)
    done = _name_done(words, sighting) if kind == "measure" and is_event(words) else None
    return done or _name_amount(words, sighting, frame)


def _complete_head(words: str, sighting: Sighting, frame: Frame) -> LevelName:
    """A name that a head begins; what it is of comes from behind the figure, from "với", or from before."""
    is_lone = " " not in words and not words.isupper()
    if not is_bare(words, head_of(words)) and not is_lone:
        return LevelName(words)
    if is_lone and (kept := _after_lead(frame.subject)):
        return LevelName(complete(words, kept))  # "thu ngân sách …; chi …"
    if not is_lone and is_event(words) and head_of(frame.subject) is not None:
        return LevelName(complete(words, frame.subject))  # "vốn đầu tư công đã giải ngân"
    used = noun_end(sighting.after)
    if 0 < used <= MAX_COMPLEMENT and not find_head(sighting.after):
        return LevelName(complete(words, sighting.words_after(used)), used=used)
    known = sighting.approach.of or (frame.owner.noun if frame.owner else frame.theme)
    if known:
        return LevelName(complete(words, known))
    if frame.topic and head_of(frame.topic) is None and frame.topic.lower() not in words.lower():
        is_other = frame.introduced and frame.introduced.lower() not in frame.topic.lower()
        named = complete(words, frame.introduced) if is_other else words
        return LevelName(complete(named, frame.topic), doubts=[] if frame.is_labelled else [FROM_TOPIC])
    return LevelName(words)


def _after_lead(subject: str) -> str:
    """ "ngân sách" of "thu ngân sách", which "chi" after it is of, too; "" if the subject is none of the two."""
    words = bare_name(subject).split()
    return " ".join(words[1:]) if words and words[0].lower() in function_words("twin") else ""


def _name_count(words: str, sighting: Sighting, frame: Frame) -> LevelName:
    """Things counted that words lead to: what was done to them, or which of them they are."""
    drafts = (frame.whole, frame.anchor)
    unit = sighting.quantity.unit or next((d.quantity.unit for d in drafts if d and d.quantity and d.quantity.unit), "")
    counted = things(unit)
    if is_event(words):
        used = noun_end(sighting.after)
        noun = sighting.words_after(used)
        return LevelName(count_name(unit, noun, words), words, f"{counted} {noun}".strip(), used)
    is_same = frame.anchor is not None and frame.anchor.quantity is not None and frame.anchor.quantity.unit == unit
    which = lower_first(words)
    used = noun_end(sighting.after)
    if used and not opens_with(which, "count") and find_head(sighting.approach.name) is None:
        return _name_things(sighting, frame)
    if frame.head and is_same and not frame.head.lower().startswith(function_words("count", "total_count")):
        return LevelName(f"{frame.head} {which}", noun=which, doubts=[FROM_BEFORE])
    if opens_with(which, "count"):
        return LevelName(words, noun=which)
    noun = which if which.lower().startswith(counted.lower()) else f"{counted} {which}"
    return LevelName(f"Đàn {which}" if counted in function_words("animal") else f"Số {noun}", noun=noun)


def _name_done(event: str, sighting: Sighting) -> LevelName | None:
    """The name of "trồng mới 500 ha rừng": the noun behind the figure and what was done; None if no noun follows."""
    used = noun_end(sighting.after)
    noun = sighting.words_after(used)
    if not noun:
        return None
    name = noun if find_head(sighting.after) else complete(measure_name(sighting.quantity.unit), noun)
    return LevelName(f"{name} {lower_first(event)}", event, noun, used)


def _name_amount(words: str, sighting: Sighting, frame: Frame) -> LevelName:
    """Money, a measure or a percentage of something that no head names: what was done, or a part."""
    kind, unit = sighting.kind, sighting.quantity.unit
    if is_event(words):
        return _name_event(words, sighting, frame)
    used, behind = noun_end(sighting.after), find_head(sighting.after)
    if used and behind is not None and kind in behind.measures:
        return LevelName(complete(sighting.words_after(used), words), used=used)  # "… 50 tỷ đồng giá trị sản xuất"
    label = head_of(frame.topic) if frame.is_labelled else None
    if label is not None and kind in label.measures and not frame.is_part and " " in words:
        return LevelName(f"{frame.topic} {lower_first(words)}")  # "Thu nhập: mỗi người dân có 50 triệu đồng"
    before = (frame.whole if frame.is_part else None) or frame.anchor or frame.whole
    is_like = frame.anchor is not None and " ".join(words.lower().split()[:2]) in frame.anchor.name.lower()
    is_listed = frame.is_part or frame.is_bracket or sighting.approach.verb is None or is_like
    if frame.head and before is not None and before.kind == kind and is_listed:
        name = f"{frame.head} {lower_first(_without_branch(words))} {frame.note}".strip()
        return LevelName(name, doubts=[] if frame.is_part or frame.is_bracket else [FROM_BEFORE])
    measure = measure_name(unit)
    sort = measure_sort(unit) if kind == "measure" else ""
    away = next((word for word in function_words("away") if word in words.lower().split()), "")
    if sort == "length" and away:  # "… cách Hà Nội 908 km"
        return LevelName(f"Khoảng cách đến {words.rsplit(away, maxsplit=1)[-1].strip()}", noun=words)
    if sort == "yield" or (sort in ("extent", "length") and sighting.approach.verb is None):
        return LevelName(complete(measure, words), noun=words)
    inner = find_inner_name(sighting.approach.name, kind)
    aliases = [words_of(inner, sighting.text)] if inner else []
    return LevelName(words, noun=words if kind == "measure" else "", doubts=[AS_WRITTEN], aliases=aliases)


def find_inner_name(chunks: Sequence[Chunk], kind: str) -> Sequence[Chunk]:
    """The last part of the words that a head of that kind of figure begins and that says of what; () if none does."""
    for at in range(len(chunks) - 1, 0, -1):
        head = find_head(chunks[at:])
        if head is not None and kind in head.measures and (not head.is_open or len(chunks) - at > head.size):
            return chunks[at:]
    return ()


def _name_event(words: str, sighting: Sighting, frame: Frame) -> LevelName:
    """What was done, where no noun says to what: the sentence's subject, if the unit fits it."""
    subject = head_of(frame.subject)
    if subject is not None and sighting.kind in subject.measures and len(words.split()) <= MAX_PLAIN_EVENT:
        return LevelName(frame.subject, event=words, doubts=[FROM_TOPIC])
    measure = measure_name(sighting.quantity.unit) if sighting.kind == "measure" else ""
    is_plain = bool(measure) and frame.is_labelled and " " not in words
    name = measure if is_plain else f"{measure} {lower_first(words)}".strip()
    return LevelName(complete(name, frame.topic) if frame.is_labelled else name, event=words)


def _without_branch(words: str) -> str:
    """ "ngành nông nghiệp" is "nông nghiệp" as a part."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() in function_words("branch") and rest else words


def _name_from_around(sighting: Sighting, frame: Frame) -> LevelName:
    """The noun behind the figure names it; else the figure before, or what the sentence is about."""
    used, kind, anchor = noun_end(sighting.after), sighting.kind, frame.anchor
    noun, measure = sighting.words_after(used), measure_name(sighting.quantity.unit)
    if sighting.is_percent and (rate := _name_rate(noun, used, sighting, frame)):
        return rate
    if noun and find_head(sighting.after):
        return LevelName(noun, noun=noun, used=used)
    if noun and kind == "measure" and measure:
        return LevelName(complete(measure, noun), noun=noun, used=used)
    if anchor is not None and (anchor.kind == kind or anchor.quantity is None):
        return LevelName(anchor.name, doubts=[FROM_BEFORE])
    if frame.subject or frame.is_labelled:
        about = frame.subject or frame.topic
        is_of = kind == "measure" and bool(measure) and head_of(about) is None  # "Lúa: 62 tạ/ha"
        return LevelName(complete(measure, about) if is_of else about, doubts=[FROM_TOPIC])
    return LevelName(measure or "Số liệu", doubts=[NO_NAME])


def _name_rate(noun: str, used: int, sighting: Sighting, frame: Frame) -> LevelName | None:
    """The name of a percentage: of the noun behind it, or of what was counted before; None if it is of neither."""
    anchor = frame.anchor
    if noun and anchor is not None and sighting.approach.relation == "reach":
        return LevelName(f"Tỷ lệ {lower_first(anchor.name)} so với {noun}", used=used, doubts=[FROM_BEFORE])
    if noun:
        return LevelName(f"Tỷ lệ {drop_opening(lower_first(noun), 'count')}", used=used)
    if anchor is not None and anchor.kind == "count" and anchor.noun:
        return LevelName(f"Tỷ lệ {anchor.noun}")
    return None


def is_place(words: str) -> bool:
    """Are the words nothing but the name of a place?"""
    tokens = tokenize(words)
    return sum(mention.end - mention.start for mention in find_places(tokens)) == len(tokens)


def _name_things(sighting: Sighting, frame: Frame) -> LevelName:
    """Things counted that no words lead to; they may belong to what was counted before."""
    unit, used, anchor, whole = sighting.quantity.unit, noun_end(sighting.after), frame.anchor, frame.whole
    noun = sighting.words_after(used)
    counted = f"{things(unit)} {noun}".strip()
    is_joined = sighting.approach.is_with and anchor is not None
    is_whole = not (noun or frame.is_part or frame.is_bracket or is_joined)
    is_first = sighting.approach.verb is not None and sighting.approach.verb.is_word("has") and anchor is None
    is_person = counted in function_words("person")
    if is_whole and (counted in function_words("inhabitants") or (is_person and is_first)):
        return LevelName(POPULATION, noun=counted, aliases=[f"Số {counted}"])
    if sighting.approach.is_with and frame.owner is not None and frame.owner.quantity is not None and not noun:
        owner = frame.owner.noun
        owner = owner if len(owner.split()) <= MAX_OWNER else things(frame.owner.quantity.unit)
        return LevelName(complete(f"Số {counted}", owner), noun=counted, used=used)
    if anchor is not None and anchor.event and sighting.approach.verb is None and not noun and not frame.is_part:
        return LevelName(count_name(unit, noun, anchor.event), anchor.event, counted, used)
    if frame.is_part and not noun and whole is not None and whole.quantity and things(whole.quantity.unit) == counted:
        return LevelName(f"{whole.name} (một phần)", noun=counted, doubts=[NO_NAME])
    is_about = frame.is_labelled and not (noun or frame.is_part or frame.is_bracket)
    if is_about and head_of(frame.topic) is None and frame.topic.lower() != counted.lower():  # "Trang trại: 10 cơ sở"
        return LevelName(complete(f"Số {counted}", frame.topic), noun=frame.topic, doubts=[FROM_TOPIC])
    return LevelName(count_name(unit, noun, ""), noun=counted, used=used)
