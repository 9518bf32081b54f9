"""Figures told beside a level -> drafts of their own: in brackets, planned, of the time compared with, converted."""

from knowledge.extraction.figures.role import FigureRole
from knowledge.extraction.sentence.chunks import Chunk, function_words
from knowledge.extraction.sentence.draft import Comparison, Draft
from knowledge.extraction.sentence.figure_context import Scene, add, repeat
from knowledge.extraction.sentence.indicator_name import MAX_NAME, lower_first
from knowledge.extraction.sentence.words_before import Sighting
from knowledge.facts.record.fact import Status
from knowledge.language.places.place_mentions import find_places
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.text.tokens import tokenize

EQUIVALENT, LEVEL_BEFORE, PLAN_BESIDE = "số quy đổi", "mức của kỳ trước, lấy từ ngoặc", "mức kế hoạch, lấy từ ngoặc"
LEVEL_AGAINST, MAX_TIME_BEHIND = "mức của kỳ được so sánh, kiểm tra lại năm", 3  # chunks between it and its time
OF_PLACE = "số của một địa phương, kiểm tra lại nơi"
REFERENCE = "số tham chiếu trong ngoặc"


def state_aside(role: FigureRole, sighting: Sighting, scene: Scene) -> bool:
    """Add the draft of a figure that only stands beside another one; False if it states something itself."""
    frame, approach = scene.frame, sighting.approach
    anchor, is_nameless = frame.anchor, not approach.name
    if frame.is_bracket and is_nameless and approach.verb is None and _state_in_bracket(sighting, scene):
        return True
    if anchor is None:
        return False
    if anchor.kind == sighting.kind and sighting.kind != "percent" and (place := find_place_name(sighting.words)):
        draft = add(
            repeat(frame.whole if frame.is_part and frame.whole else anchor, sighting.quantity, OF_PLACE), scene
        )
        draft.place = place  # "các huyện: Na Rì 160 ha, Chợ Mới 90 ha"
        return True
    if _is_planned_change(anchor, sighting, scene):
        last = anchor.compared[-1]
        plan_change(anchor, Comparison(last.relation, sighting.quantity, last.direction), scene)
    elif approach.is_against and is_nameless and anchor.kind == sighting.kind:
        scene.outcome.drafts.append(_level_against(anchor, sighting, scene))
    elif role.is_same and is_nameless and not is_rate_of(anchor, sighting):
        add(repeat(anchor, sighting.quantity, EQUIVALENT), scene, is_anchor=False)
    else:
        return False
    return True


def find_place_name(words: str) -> str:
    """The place that the words name and nothing else, as reports write it; "" if they say more."""
    tokens = tokenize(words)
    found = find_places(tokens) if words[:1].isupper() else []
    is_whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(tokens)
    return f"{found[0].level} {found[0].name}".strip() if is_whole else ""


def is_rate_of(anchor: Draft, sighting: Sighting) -> bool:
    """Is the figure the share that the things counted before are: "40 hộ nghèo, tức 8%"?"""
    return anchor.kind == "count" and sighting.is_percent


def is_plan_word(chunk: Chunk) -> bool:
    """May the word stand in a name that says only that a plan is meant: "kế hoạch", "KH"?"""
    return chunk.is_cue("plan", "lead", "soft")


def is_planned_beside(anchor: Draft, scene: Scene, is_named: bool) -> bool:
    """Is a planned figure told beside what was done: "tăng 8%/KH tăng 5%", "tăng 8% (kế hoạch: 5%)"?"""
    return not anchor.status.is_planned and (is_named or (scene.frame.is_bracket and scene.status().is_planned))


def plan_change(anchor: Draft, comparison: Comparison, scene: Scene) -> None:
    """The change that was planned, of the same indicator."""
    planned = add(Draft(anchor.name, None, noun=anchor.noun, aliases=list(anchor.aliases)), scene, is_anchor=False)
    planned.status = Status.PLAN if not planned.status.is_planned else planned.status
    planned.compared.append(comparison)
    scene.frame.status = anchor.status


def _is_planned_change(anchor: Draft, sighting: Sighting, scene: Scene) -> bool:
    """Is "5%" in "tăng 8% (kế hoạch: 5%)" a change too?"""
    name = sighting.approach.name
    is_change = anchor.quantity is None and bool(anchor.compared) and sighting.is_percent
    return is_change and all(map(is_plan_word, name)) and is_planned_beside(anchor, scene, bool(name))


def _level_against(anchor: Draft, sighting: Sighting, scene: Scene) -> Draft:
    """The level "cao hơn mức 32 tấn của năm 2018": of the time told behind it, else of the year before."""
    draft = repeat(anchor, sighting.quantity, LEVEL_AGAINST)
    near = sighting.after[: next((at for at, c in enumerate(sighting.after) if c.is_mark(",.")), MAX_TIME_BEHIND)]
    told = [chunk.mention for chunk in near[:MAX_TIME_BEHIND] if chunk.mention and not chunk.mention.relative]
    draft.period = told[0].period if told else scene.clock.period.previous_year() if scene.clock.period else None
    draft.status = Status.ACTUAL
    return draft


def _state_in_bracket(sighting: Sighting, scene: Scene) -> bool:
    """A bare figure in brackets: last year's level, an equivalent, a reference; False if it is none of them."""
    frame, clock, quantity = scene.frame, scene.clock, sighting.quantity
    whole = frame.whole
    if whole is None or (sighting.kind == "count" and not (frame.behind and _counts_alike(quantity, whole))):
        return False
    is_same = sighting.kind == whole.kind
    if frame.behind == "plan" and is_same:
        draft = repeat(whole, quantity, PLAN_BESIDE)
        draft.status = Status.PLAN
        scene.outcome.drafts.append(draft)
    elif frame.behind == "previous" and is_same:
        draft = repeat(whole, quantity, LEVEL_BEFORE)
        draft.period = clock.base or (clock.period.previous_year() if clock.period else None)
        draft.status = Status.ACTUAL
        scene.outcome.drafts.append(draft)
    elif frame.is_after_figure and is_same and whole.quantity and whole.quantity.unit != quantity.unit:
        add(repeat(whole, quantity, EQUIVALENT), scene, is_anchor=False)
    elif frame.reference:
        name = f"{whole.name} ({lower_first(frame.reference)})"[:MAX_NAME]
        place = next((word for word in function_words("nation") if word in frame.reference.lower()), "")
        add(Draft(name, quantity, kind=sighting.kind, place=place, doubts=[REFERENCE]), scene, is_anchor=False)
    else:
        return False
    return True


def _counts_alike(quantity: Quantity, draft: Draft) -> bool:
    return draft.quantity is not None and draft.quantity.unit.startswith(quantity.unit)
