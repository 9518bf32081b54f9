"""Figures that compare -> the drafts they hang on."""

from knowledge.extraction.figures.brackets import is_plan_word, is_planned_beside, plan_change
from knowledge.extraction.figures.level_names import FROM_TOPIC, NO_NAME
from knowledge.extraction.figures.role import FigureRole, Tail
from knowledge.extraction.figures.unclear_figures import doubt_unknown
from knowledge.extraction.sentence.chunks import function_words, words_of
from knowledge.extraction.sentence.draft import Comparison, Draft
from knowledge.extraction.sentence.figure_context import Scene, add
from knowledge.extraction.sentence.head_words import head_of, unit_kind
from knowledge.extraction.sentence.indicator_name import MAX_NAME, bare_name, capitalize, lower_first
from knowledge.extraction.sentence.words_before import Sighting
from knowledge.facts.record.fact import Relation
from knowledge.language.quantities.quantity import Quantity

NO_BASE, OTHER_BASE = "không ghi so với gì", "so sánh với mức khác, xem câu"


def compare(role: FigureRole, sighting: Sighting, tail: Tail, scene: Scene) -> None:
    """Hang the figure on the draft that it compares; on a new one without a figure if none is of that name."""
    if role.relation is None:
        return
    about = words_of(tail.about, sighting.text)
    name, anchor = sighting.approach.name, scene.frame.anchor
    if anchor is not None and all(map(is_plan_word, name)) and is_planned_beside(anchor, scene, bool(name)):
        plan_change(anchor, Comparison(role.relation, sighting.quantity, role.direction), scene)
        return
    words = about or sighting.words
    same = _same_unit(sighting.quantity, scene) if role.relation is Relation.ABS_CHANGE and not words else None
    draft = _named_before(about, scene) or same or _compared(words, scene)
    if role.relation in (Relation.PCT_CHANGE, Relation.ABS_CHANGE) and tail.base == "other":
        draft.doubt(OTHER_BASE)
    if role.relation in (Relation.PCT_OF_PLAN, Relation.PCT_OF_PREVIOUS) and not (
        tail.base or sighting.approach.lead.base
    ):
        draft.doubt(NO_BASE)
    doubt_unknown(sighting, draft)
    draft.compared.append(
        Comparison(role.relation, sighting.quantity, role.direction, tail.against or sighting.approach.lead.against)
    )


def _same_unit(quantity: Quantity, scene: Scene) -> Draft | None:
    """The last thing counted in the unit of the change: "giảm 12 vụ" is of "85 vụ tai nạn"."""
    if unit_kind(quantity.unit) != "count":
        return None
    for draft in reversed(scene.outcome.drafts):
        if draft.kind == "count" and draft.quantity and draft.quantity.unit.startswith(quantity.unit):
            return draft
    return None


def _named_before(about: str, scene: Scene) -> Draft | None:
    """The draft of this sentence that "về số doanh nghiệp" speaks of."""
    core = bare_name(about).casefold()
    named = [d for d in reversed(scene.outcome.drafts) if core and core in d.name.casefold()]
    return next((d for d in named if bare_name(d.name).casefold().startswith(core)), next(iter(named), None))


def _compared(words: str, scene: Scene) -> Draft:
    """The draft that the words name; without words the last one, if it is of the same period."""
    frame, anchor = scene.frame, scene.frame.anchor
    if anchor is not None and (not words or words.casefold() == anchor.name.casefold()):
        if anchor.period == scene.clock.period or not scene.clock.is_told:
            return anchor
        return _new(anchor.name, scene)
    if anchor is not None and not frame.is_part and words.casefold() in anchor.name.casefold():
        is_other_time = scene.clock.is_told and anchor.period != scene.clock.period
        return _new(anchor.name if len(words.split()) > 1 else words, scene) if is_other_time else anchor
    is_rise = any(word in frame.head.lower() for word in function_words("rise"))
    if frame.is_part and frame.whole is not None and is_rise and head_of(words) is None:
        return _new(f"{frame.head} {lower_first(words)}", scene)
    return _new(words, scene) if words else _from_context(scene)


def _from_context(scene: Scene) -> Draft:
    """What the sentence, the one before it or the paragraph is about."""
    before, subject = scene.setting.before, scene.setting.subject
    name = subject or (before.name if before else scene.frame.topic)
    draft = _new(name, scene)
    if not subject:
        draft.doubt(FROM_TOPIC if name else NO_NAME)
    return draft


def _new(name: str, scene: Scene) -> Draft:
    name = capitalize(name or "Số liệu")[:MAX_NAME]
    return add(Draft(name, None, noun=lower_first(name)), scene)
