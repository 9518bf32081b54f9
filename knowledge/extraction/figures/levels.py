"""Level figures -> drafts: what a sentence states, in its time and status."""

from knowledge.extraction.figures.brackets import is_plan_word, is_rate_of, state_aside
from knowledge.extraction.figures.level_names import FROM_BEFORE, LevelName, name_level
from knowledge.extraction.figures.role import FigureRole
from knowledge.extraction.figures.share_names import name_share
from knowledge.extraction.sentence.chunks import drop_opening, function_words
from knowledge.extraction.sentence.draft import Draft
from knowledge.extraction.sentence.figure_context import Scene, add
from knowledge.extraction.sentence.figure_period import leads_up
from knowledge.extraction.sentence.head_words import find_head, head_of, is_event, things
from knowledge.extraction.sentence.indicator_name import capitalize, lower_first, other_names, shared_head, theme_of
from knowledge.extraction.sentence.name_phrase import noun_end
from knowledge.extraction.sentence.sentence_context import Frame
from knowledge.extraction.sentence.words_before import Sighting

MAX_TOPIC_ALIAS = 3  # words of a topic that makes another name with the thing counted: "lượt khách du lịch"


def state(role: FigureRole, sighting: Sighting, scene: Scene) -> int:
    """Add the draft of a level or a share; how many chunks behind the figure belong to it."""
    frame, approach = scene.frame, sighting.approach
    anchor, is_nameless = frame.anchor, not approach.name
    if state_aside(role, sighting, scene):
        return 0
    is_rate = role.is_same and is_nameless and anchor is not None and is_rate_of(anchor, sighting)
    is_aside = anchor is not None and not is_nameless and all(map(is_plan_word, approach.name))
    is_percent_of = sighting.is_percent and not (is_nameless or is_aside)
    is_listed = is_percent_of and (_is_of_structure(sighting, frame) or (frame.is_share and approach.verb is None))
    frame.is_share = role.is_share or is_listed or is_rate
    is_of_time = anchor is not None and (anchor.period == scene.clock.period or not scene.clock.is_told)
    is_open = anchor is not None and is_of_time and anchor.quantity is None and sighting.kind != "count"
    if anchor is not None and is_open and is_nameless and not frame.is_share:
        anchor.quantity, anchor.kind = sighting.quantity, sighting.kind
        anchor.doubt(FROM_BEFORE)
        return 0
    named = name_share(sighting, frame) if frame.is_share else _name_level(sighting, scene)
    draft = add(_to_draft(named, sighting, scene), scene, is_anchor=not (frame.is_share or is_aside))
    _settle_plan(sighting, frame)
    _hand_on(draft, named, sighting, frame)
    return named.used


def _is_of_structure(sighting: Sighting, frame: Frame) -> bool:
    """Is the percentage a part of what "cơ cấu kinh tế:" opens?"""
    head = head_of(frame.subject)
    is_level = sighting.approach.relation in ("", "level")
    is_structure = head is not None and head.words in function_words("structure")
    return is_structure and is_level and find_head(sighting.approach.name) is None


def _settle_plan(sighting: Sighting, frame: Frame) -> None:
    """ "Kế hoạch … là 500 tỷ" tells the status of its own figure only."""
    if sighting.approach.status in ("plan", "target") and any(c.is_cue("plan") for c in sighting.approach.name):
        frame.status = None


def _hand_on(draft: Draft, named: LevelName, sighting: Sighting, frame: Frame) -> None:
    """What follows "với" belongs to the things counted; "năng suất" after "diện tích lúa" is of the lúa too."""
    if not sighting.approach.is_with and (draft.kind == "count" or (draft.kind == "measure" and named.noun)):
        frame.owner = draft
    if draft.kind == "measure" and not frame.theme:
        frame.theme = theme_of(draft.name)


def _name_level(sighting: Sighting, scene: Scene) -> LevelName:
    """The name; a figure that no words lead to may be one more of the indicator before."""
    frame, approach, before = scene.frame, sighting.approach, scene.setting.before
    anchor = frame.anchor
    if approach.name and all(is_plan_word(chunk) for chunk in approach.name):
        source = frame.whole or anchor or before
        return LevelName(source.name, doubts=[] if anchor else [FROM_BEFORE]) if source else name_level(sighting, frame)
    is_again = _is_up_to(sighting) or (approach.relation == "level" and scene.clock.is_told and sighting.is_percent)
    if not approach.name and anchor is not None and anchor.kind == sighting.kind and is_again:
        return LevelName(anchor.name)
    is_nameless = not approach.name and anchor is None and sighting.kind != "count" and not noun_end(sighting.after)
    if is_nameless and before is not None and before.kind == sighting.kind:
        return LevelName(before.name, doubts=[FROM_BEFORE])
    return name_level(sighting, frame)


def _is_up_to(sighting: Sighting) -> bool:
    return sighting.approach.verb is not None and leads_up(sighting.approach.verb)


def _to_draft(named: LevelName, sighting: Sighting, scene: Scene) -> Draft:
    name, quantity, kind = capitalize(named.name), sighting.quantity, sighting.kind
    unit = quantity.unit if kind == "count" else ""
    extra = [sighting.approach.abbreviation, *named.aliases, *_names_by_topic(things(unit), named.event, scene)]
    return Draft(
        name,
        quantity,
        head=shared_head(name),
        event=named.event,
        noun=named.noun or lower_first(drop_opening(name, "total_count", "count")),
        kind=kind or ("count" if not quantity.unit else ""),
        note=sighting.approach.note,
        doubts=list(named.doubts),
        aliases=other_names(name, unit, named.event, extra),
    )


def _names_by_topic(counted: str, event: str, scene: Scene) -> list[str]:
    """Names of the things counted by what the paragraph is about: "lượt khách du lịch", "sản phẩm OCOP"."""
    topic, short = scene.frame.topic, scene.setting.abbreviation
    is_short = 0 < len(topic.split()) <= MAX_TOPIC_ALIAS and not is_event(topic) and head_of(topic) is None
    found = [f"{counted} {short}"] if counted and short and short not in counted else []
    if counted and event and is_short and not set(topic.lower().split()) & set(counted.lower().split()):
        found.append(f"{counted} {lower_first(topic)}")
    return found
