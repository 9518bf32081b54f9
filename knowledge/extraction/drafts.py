"""Drafts put into the time and status of the place where their figure stands."""

from dataclasses import replace

from knowledge.extraction.draft import Draft
from knowledge.extraction.scene import Scene
from knowledge.language.quantity import Quantity

END_OF_TERM = "năm lấy là năm cuối nhiệm kỳ"


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


def repeat(draft: Draft, quantity: Quantity, doubt: str) -> Draft:
    """A second level of the same indicator."""
    return replace(draft, quantity=quantity, compared=[], doubts=[doubt], aliases=list(draft.aliases), total_is="")
