"""A figure that words lead to which no table explains -> a draft with a doubt, never a relation.

"Thu ngân sách đạt 158 tỷ đồng, bứt lên 8% so với cùng kỳ": is that 8 % more, or 8 % of it? The clerk is asked.
"""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.extraction.chunks import Chunk, words_of
from knowledge.extraction.draft import Draft
from knowledge.extraction.drafts import add
from knowledge.extraction.figure_names import AS_WRITTEN, NO_NAME, name_level
from knowledge.extraction.frame import Frame
from knowledge.extraction.heads import find_head
from knowledge.extraction.known_words import known_part
from knowledge.extraction.names import MAX_NAME, capitalize, is_bare, lower_first
from knowledge.extraction.phrases import VERBS
from knowledge.extraction.role import Tail
from knowledge.extraction.scene import Scene
from knowledge.extraction.sighting import Sighting

UNKNOWN_VERB = "không rõ “{words}” nghĩa là gì: tăng, giảm hay đạt mức ấy; hãy xem câu rồi sửa"
UNKNOWN_WORD = "không rõ “{words}” nghĩa là gì, có thuộc tên chỉ tiêu không; hãy xem câu"
NO_BASE = " (chưa rõ so với gì)"  # behind the name of the figure that this one seems to compare


def find_unclear(sighting: Sighting, tail: Tail, frame: Frame) -> str:
    """The doubt about a figure whose meaning no known word tells; "" if one does, or if it can only be a level."""
    approach = sighting.approach
    base = tail.base or approach.lead.base
    if approach.is_told or approach.is_from or (approach.verb is None and not approach.name and not approach.unknown):
        return ""
    words = approach.unknown
    if words and (sighting.is_percent or base or approach.verb is not None or not _may_be_listed(sighting, frame)):
        return UNKNOWN_VERB.format(words=words)
    is_compared = sighting.is_percent and base in ("plan", "previous")
    if is_compared and approach.verb is not None:  # "tăng lên 8% so với cùng kỳ"
        return UNKNOWN_VERB.format(words=approach.verb.text)
    if not approach.name or not sighting.is_percent or not (is_compared or _misfits(sighting, frame)):
        return ""
    rest = approach.name[len(_known_name(approach.name)) :]
    return UNKNOWN_VERB.format(words=words_of(rest, sighting.text)) if rest else ""


def without_unknown(sighting: Sighting) -> Sighting:
    """The same figure; where a whole name stands before the words that no table explains, it is all of the name."""
    core = sighting.approach.core
    head = find_head(core)
    is_whole = head is not None and known_part(core) == core and not is_bare(words_of(core, sighting.text), head)
    if not sighting.approach.unknown or not sighting.approach.is_told or not is_whole:
        return sighting
    return replace(sighting, approach=replace(sighting.approach, name=core))


def _known_name(name: Sequence[Chunk]) -> Sequence[Chunk]:
    """The part of the words that is a name; () of those that a verb begins."""
    return () if not name or name[0].is_cue(*VERBS) else known_part(name)


def _misfits(sighting: Sighting, frame: Frame) -> bool:
    """Is the name none of a percentage: a revenue of 8 %, or words behind a figure that no head begins?"""
    head = find_head(sighting.approach.name)
    return not _is_list(frame) if head is None else sighting.kind not in head.measures


def _is_list(frame: Frame) -> bool:
    """May each figure here have a name of its own that only a noun begins?"""
    return frame.is_part or frame.is_bracket or frame.is_labelled or frame.is_share or frame.anchor is None


def _may_be_listed(sighting: Sighting, frame: Frame) -> bool:
    """May the unknown words be the noun that is counted: "nuôi cua đinh 12 ha", one of a list?"""
    core = sighting.approach.core
    head = find_head(core)
    if head is not None:
        return is_bare(words_of(core, sighting.text), head)
    return bool(core) or _is_list(frame)


def state_unclear(doubt: str, sighting: Sighting, tail: Tail, scene: Scene) -> int:
    """Add the draft of such a figure; how many chunks behind it belong to it."""
    core, frame = sighting.approach.core, scene.frame
    head = find_head(core)
    is_level = head is not None and sighting.kind in head.measures and not _find_versus(core)
    if sighting.is_percent and head is not None:  # a growth of what may be told in percent too is no level of it
        is_level = is_level and not tail.base and head.measures == {"percent"}
    if is_level:
        named = name_level(replace(sighting, approach=replace(sighting.approach, name=core)), frame)
        name, used, doubts = named.name, named.used, named.doubts
    else:
        name, doubts = _name_compared(core, sighting, tail, scene)
        used = tail.used
    draft = Draft(capitalize(name)[:MAX_NAME], sighting.quantity, noun=lower_first(name), kind=sighting.kind)
    draft = add(draft, scene, is_anchor=is_level)
    for reason in (doubt, *doubts):
        draft.doubt(reason)
    return used


def _name_compared(core: Sequence[Chunk], sighting: Sighting, tail: Tail, scene: Scene) -> tuple[str, list[str]]:
    """The name of what seems to compare: of the figure's own name, or of what the sentence speaks of; and with what."""
    frame, before, approach = scene.frame, scene.setting.before, sighting.approach
    versus = _find_versus(core)
    own = core[: core.index(versus)] if versus else core
    is_own = len(core) < len(approach.name) and find_head(own) is not None  # no table knows each word of a name
    name = words_of(own if is_own else _known_name(own), sighting.text)
    about = name or (frame.anchor.name if frame.anchor else frame.subject or (before.name if before else frame.topic))
    behind = sighting.after[: tail.used]
    suffix = f" {words_of(behind, sighting.text)}" if tail.base and _find_versus(behind) else NO_BASE
    if versus and len(core) < len(approach.name):
        suffix = " " + sighting.text[versus.start : approach.name[len(core)].start].strip()
    return f"{about or 'Số liệu'}{suffix}", [] if about else [NO_NAME]


def _find_versus(chunks: Sequence[Chunk]) -> Chunk | None:
    """The word "so với" among the chunks, if it is there."""
    return next((chunk for chunk in chunks if chunk.is_cue("versus")), None)


def doubt_unknown(sighting: Sighting, draft: Draft) -> None:
    """Note the words of its name that no table explains, unless all of the name is doubted."""
    if sighting.approach.unknown and AS_WRITTEN not in draft.doubts:
        draft.doubt(UNKNOWN_WORD.format(words=sighting.approach.unknown))
