"""A sentence -> the drafts it states: reads its figures from left to right, each in the light of those before.

chunks -> approach (the words that lead to a figure) and tail (those behind it) -> role -> statement or comparison.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from knowledge.extraction.figures.comparisons import compare
from knowledge.extraction.figures.levels import state
from knowledge.extraction.figures.role import FigureRole, Tail, choose_role, read_tail, why_idle
from knowledge.extraction.figures.unclear_figures import doubt_unknown, find_unclear, state_unclear, without_unknown
from knowledge.extraction.sentence.chunks import Chunk, Kind, opens_with
from knowledge.extraction.sentence.comparison_base import Base, base_of
from knowledge.extraction.sentence.figure_context import Scene
from knowledge.extraction.sentence.figure_period import goes_up
from knowledge.extraction.sentence.head_words import unit_kind
from knowledge.extraction.sentence.name_phrase import noun_end
from knowledge.extraction.sentence.sentence_context import Outcome, Setting
from knowledge.extraction.sentence.words_before import Sighting, read_approach
from knowledge.language.quantities.quantity import Quantity

MAX_AFTER = 120  # chunks behind a figure that can tell of it


def read_sentence(text: str, chunks: Sequence[Chunk], setting: Setting) -> Outcome:
    """Every fact of one sentence, and what it leaves to the next one."""
    chunks = _with_counts_in_names(chunks)
    scene, start = Scene(text, chunks, setting), 0
    usual = _usual_bases(chunks)
    for at, chunk in enumerate(chunks):
        if chunk.kind is Kind.FIGURE and chunk.quantity is not None and at >= start:
            local = scene.enter(chunks[start:at])
            sighting = _sight(chunk.quantity, local, _behind(chunks, at), text)
            start = at + 1 + _read_figure(chunk, sighting, scene, usual)
    return scene.leave(chunks[start:])


def _usual_bases(chunks: Sequence[Chunk]) -> Mapping[str, Base]:
    """What the sentence compares with after each verb: "bằng 80% so cùng kỳ"; after "" what it names first."""
    bases: dict[str, Base] = {"": next((base for base in map(base_of, chunks) if base), "")}
    for at, chunk in enumerate(chunks[1:], start=1):
        if chunk.kind is Kind.FIGURE and chunks[at - 1].is_cue("reach", "level"):
            behind = takewhile(lambda c: c.kind in (Kind.CUE, Kind.TIME), chunks[at + 1 :])
            told = [base for base in map(base_of, behind) if base]
            if told:
                bases.setdefault(chunks[at - 1].text.lower(), told[0])
    return bases


def _with_counts_in_names(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The same chunks; a count inside a name ("thu nhập của 12 xã vùng cao đạt 30 triệu đồng") is a word.

    In "16 sản phẩm của 2 doanh nghiệp" it is a figure: no name stands before.
    """
    found = list(chunks)
    for at in range(2, len(found)):
        is_of = chunks[at].kind is Kind.FIGURE and chunks[at - 1].is_word("of")
        if chunks[at - 2].kind is Kind.WORD and (is_of or _is_each(chunks[at], chunks[at - 1])):
            found[at] = replace(chunks[at], kind=Kind.WORD)
    return found


def _is_each(chunk: Chunk, before: Chunk) -> bool:
    """ "Giá trị sản phẩm trên 1 ha": one of a measure that the name is counted by."""
    quantity = chunk.quantity
    if quantity is None or quantity.value != 1 or unit_kind(quantity.unit) != "measure":
        return False
    return before.kind is Kind.WORD and opens_with(quantity.surface, "each")


def _behind(chunks: Sequence[Chunk], at: int) -> tuple[Chunk, ...]:
    """The chunks behind the figure, up to a hard break."""
    after = chunks[at + 1 : at + 1 + MAX_AFTER]
    return tuple(after[: next((i for i, chunk in enumerate(after) if chunk.is_mark(";()")), len(after))])


def _sight(quantity: Quantity, local: Sequence[Chunk], after: tuple[Chunk, ...], text: str) -> Sighting:
    return Sighting(quantity, unit_kind(quantity.unit), read_approach(local, text), after, text)


def _read_figure(figure: Chunk, sighting: Sighting, scene: Scene, usual: Mapping[str, Base]) -> int:
    """Take in what the figure states; how many chunks behind it are used up. usual: what the sentence compares with."""
    scene.take_status(sighting.approach, sighting.after)
    if reason := why_idle(sighting, scene.frame):
        scene.outcome.idle.append((figure, reason))
        return 0
    tail = read_tail(sighting.after, sighting.text)
    if doubt := find_unclear(sighting, tail, scene.frame):
        return state_unclear(doubt, sighting, tail, scene)
    sighting = without_unknown(sighting)
    is_from = sighting.approach.is_from and goes_up(sighting.after)
    role = FigureRole() if is_from else choose_role(sighting, _base(sighting, tail, usual))
    used = tail.used
    if role.relation is not None:
        compare(role, sighting, tail, scene)
    else:
        used = max(state(role, sighting, scene), tail.used if sighting.is_percent else 0)
    if scene.frame.last is not None and role.relation is None:
        doubt_unknown(sighting, scene.frame.last)
    if is_from:
        scene.clock.date_back(scene.outcome.drafts[-1])
    scene.clock.note_base(sighting.after[: tail.used])
    return used


def _base(sighting: Sighting, tail: Tail, usual: Mapping[str, Base]) -> Base:
    """What the figure is compared with; "bằng 58,8%" alone: what the sentence compares with, "đạt 106%": a plan."""
    if tail.base or sighting.approach.lead.base:
        return tail.base or sighting.approach.lead.base
    is_nameless = not sighting.approach.name and sighting.approach.verb is not None
    is_over = sighting.is_percent and sighting.quantity.value > 100 and is_nameless
    is_reached = sighting.approach.relation == "reach" and not noun_end(sighting.after)
    verb = sighting.approach.verb.text.lower() if sighting.approach.verb else ""
    known = usual.get(verb) or usual[""]
    return (known or ("plan" if is_over else "")) if is_over or is_reached else ""
