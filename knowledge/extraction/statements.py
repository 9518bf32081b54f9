"""Level figures -> drafts: what a sentence states, in its time and status."""

from dataclasses import replace

from knowledge.extraction.chunks import Chunk
from knowledge.extraction.clock import leads_up
from knowledge.extraction.draft import Comparison, Draft
from knowledge.extraction.figure_names import FROM_BEFORE, LevelName, name_level
from knowledge.extraction.frame import Frame
from knowledge.extraction.heads import find_head, head_of, is_event, things
from knowledge.extraction.names import MAX_NAME, capitalize, lower_first, other_names, shared_head, theme_of
from knowledge.extraction.nouns import noun_end
from knowledge.extraction.role import FigureRole
from knowledge.extraction.scene import STRUCTURE, Scene
from knowledge.extraction.shares import name_share
from knowledge.extraction.sighting import Sighting
from knowledge.facts.fact import Status
from knowledge.language.quantity import Quantity

MAX_TOPIC_ALIAS = 3  # words of a topic that makes another name with the thing counted: "lượt khách du lịch"
EQUIVALENT, LEVEL_BEFORE, PLAN_BESIDE = "số quy đổi", "mức của kỳ trước, lấy từ ngoặc", "mức kế hoạch, lấy từ ngoặc"
LEVEL_AGAINST, MAX_TIME_BEHIND = "mức của kỳ được so sánh, kiểm tra lại năm", 3  # chunks between it and its time
END_OF_TERM = "năm lấy là năm cuối nhiệm kỳ"
REFERENCE, NATION = "số tham chiếu trong ngoặc", "cả nước"


def state(role: FigureRole, sighting: Sighting, scene: Scene) -> int:
    """Add the draft of a level or a share; how many chunks behind the figure belong to it."""
    frame, approach = scene.frame, sighting.approach
    anchor, is_nameless = frame.anchor, not approach.name
    if frame.is_bracket and is_nameless and approach.verb is None and _state_in_bracket(sighting, scene):
        return 0
    if anchor is not None and _is_planned_change(anchor, sighting, scene):
        last = anchor.compared[-1]
        plan_change(anchor, Comparison(last.relation, sighting.quantity, last.direction), scene)
        return 0
    if approach.is_against and anchor is not None and is_nameless and anchor.kind == sighting.kind:
        scene.outcome.drafts.append(_level_against(anchor, sighting, scene))
        return 0
    if role.is_same and anchor is not None and anchor.kind == "count" and sighting.is_percent and is_nameless:
        role = FigureRole(is_share=True)
    if role.is_same and anchor is not None and is_nameless:
        add(_again(anchor, sighting.quantity, EQUIVALENT), scene, is_anchor=False)
        return 0
    is_aside = anchor is not None and not is_nameless and all(map(is_plan_word, approach.name))
    is_listed = not is_aside and (
        (frame.is_share or _is_of_structure(sighting, frame))
        and sighting.is_percent
        and not is_nameless
        and approach.verb is None
    )
    frame.is_share = role.is_share or is_listed
    is_open = anchor is not None and anchor.quantity is None and sighting.kind != "count"
    if anchor is not None and is_open and is_nameless and not frame.is_share:
        anchor.quantity, anchor.kind = sighting.quantity, sighting.kind
        anchor.doubt(FROM_BEFORE)
        return 0
    named = name_share(sighting, frame) if frame.is_share else _name_level(sighting, scene)
    draft = add(_to_draft(named, sighting, scene), scene, is_anchor=not (frame.is_share or is_aside))
    _settle_plan(sighting, frame)
    _hand_on(draft, named, sighting, frame)
    return named.used


def _is_planned_change(anchor: Draft, sighting: Sighting, scene: Scene) -> bool:
    """Is "5%" in "tăng 8% (kế hoạch: 5%)" a change too?"""
    name = sighting.approach.name
    is_change = anchor.quantity is None and bool(anchor.compared) and sighting.is_percent
    return is_change and all(map(is_plan_word, name)) and is_planned_beside(anchor, scene, bool(name))


def is_planned_beside(anchor: Draft, scene: Scene, is_named: bool) -> bool:
    """Is a planned figure told beside what was done: "tăng 8%/KH tăng 5%", "tăng 8% (kế hoạch: 5%)"?"""
    return not anchor.status.is_planned and (is_named or (scene.frame.is_bracket and scene.status().is_planned))


def plan_change(anchor: Draft, comparison: Comparison, scene: Scene) -> None:
    """The change that was planned, of the same indicator."""
    planned = add(Draft(anchor.name, None, noun=anchor.noun, aliases=list(anchor.aliases)), scene, is_anchor=False)
    planned.status = Status.PLAN if not planned.status.is_planned else planned.status
    planned.compared.append(comparison)
    scene.frame.status = anchor.status


def _level_against(anchor: Draft, sighting: Sighting, scene: Scene) -> Draft:
    """The level "cao hơn mức 32 tấn của năm 2018": of the time told behind it, else of the year before."""
    draft = _again(anchor, sighting.quantity, LEVEL_AGAINST)
    near = sighting.after[: next((at for at, c in enumerate(sighting.after) if c.is_mark(",.")), MAX_TIME_BEHIND)]
    told = [chunk.mention for chunk in near[:MAX_TIME_BEHIND] if chunk.mention and not chunk.mention.relative]
    draft.period = told[0].period if told else scene.clock.period.previous_year() if scene.clock.period else None
    draft.status = Status.ACTUAL
    return draft


def _is_of_structure(sighting: Sighting, frame: Frame) -> bool:
    """Is the percentage a part of what "cơ cấu kinh tế:" opens?"""
    head = head_of(frame.subject)
    return head is not None and head.words == STRUCTURE and find_head(sighting.approach.name) is None


def add(draft: Draft, scene: Scene, is_anchor: bool = True) -> Draft:
    """Put the draft into its time and status; later figures hang on it if it is an anchor."""
    frame, clock = scene.frame, scene.clock
    draft.period, draft.status, draft.as_of = clock.period, scene.status(), clock.as_of
    if clock.doubt:
        draft.doubt(clock.doubt)
    if draft.period is None and frame.is_part and frame.whole is not None:
        draft.period = frame.whole.period
    if scene.setting.horizon and draft.status.is_planned and draft.period in (None, scene.setting.anchor):
        draft.period = scene.setting.horizon
        draft.doubt(END_OF_TERM)
    if draft.quantity is not None and draft.quantity.total is not None and draft.kind in ("money", "measure"):
        draft.total_is = "plan"
    scene.outcome.drafts.append(draft)
    frame.last = draft
    if is_anchor:
        frame.anchor = draft
        if draft.head and not frame.is_part:
            frame.head, frame.note = draft.head, draft.note
    return draft


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
    if not approach.name and anchor is not None and anchor.kind == sighting.kind and _is_up_to(sighting):
        return LevelName(anchor.name)
    is_nameless = not approach.name and anchor is None and sighting.kind != "count" and not noun_end(sighting.after)
    if is_nameless and before is not None and before.kind == sighting.kind:
        return LevelName(before.name, doubts=[FROM_BEFORE])
    return name_level(sighting, frame)


def is_plan_word(chunk: Chunk) -> bool:
    """May the word stand in a name that says only that a plan is meant: "kế hoạch", "KH"?"""
    return chunk.is_cue("plan", "lead", "soft")


def _is_up_to(sighting: Sighting) -> bool:
    return sighting.approach.verb is not None and leads_up(sighting.approach.verb)


def _to_draft(named: LevelName, sighting: Sighting, scene: Scene) -> Draft:
    name, quantity, kind = capitalize(named.name), sighting.quantity, sighting.kind
    unit = quantity.unit if kind == "count" else ""
    extra = [sighting.approach.abbreviation, *_names_by_topic(things(unit), named.event, scene)]
    return Draft(
        name,
        quantity,
        head=shared_head(name),
        event=named.event,
        noun=named.noun or lower_first(name.removeprefix("Tổng số ").removeprefix("Số ")),
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


def _state_in_bracket(sighting: Sighting, scene: Scene) -> bool:
    """A bare figure in brackets: last year's level, an equivalent, a reference; False if it is none of them."""
    frame, clock, quantity = scene.frame, scene.clock, sighting.quantity
    whole = frame.whole
    if whole is None or (sighting.kind == "count" and not (frame.behind and _counts_alike(quantity, whole))):
        return False
    is_same = sighting.kind == whole.kind
    if frame.behind == "plan" and is_same:
        draft = _again(whole, quantity, PLAN_BESIDE)
        draft.status = Status.PLAN
        scene.outcome.drafts.append(draft)
    elif frame.behind == "previous" and is_same:
        draft = _again(whole, quantity, LEVEL_BEFORE)
        draft.period = clock.base or (clock.period.previous_year() if clock.period else None)
        draft.status = Status.ACTUAL
        scene.outcome.drafts.append(draft)
    elif frame.is_after_figure and is_same and whole.quantity and whole.quantity.unit != quantity.unit:
        add(_again(whole, quantity, EQUIVALENT), scene, is_anchor=False)
    elif frame.reference:
        name = f"{whole.name} ({lower_first(frame.reference)})"[:MAX_NAME]
        place = NATION if NATION in frame.reference.lower() else ""
        add(Draft(name, quantity, kind=sighting.kind, place=place, doubts=[REFERENCE]), scene, is_anchor=False)
    else:
        return False
    return True


def _counts_alike(quantity: Quantity, draft: Draft) -> bool:
    return draft.quantity is not None and draft.quantity.unit.startswith(quantity.unit)


def _again(draft: Draft, quantity: Quantity, doubt: str) -> Draft:
    """A second level of the same indicator."""
    return replace(draft, quantity=quantity, compared=[], doubts=[doubt], aliases=list(draft.aliases), total_is="")
