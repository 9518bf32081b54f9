"""Matches -> the answer for the place asked about: the one named, else the chat's or the home, else a choice."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from knowledge.answering.answer.answer import Answer, Outcome, Verdict, offered
from knowledge.answering.answer.order import actual_first
from knowledge.answering.deciding.group import TIE
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import fits_place
from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.slots import Slots
from knowledge.language.places.administrative_units import same_place

Tell = Callable[[Sequence[Match]], Answer]  # the answer of matches that are all of one place
ByPlace = dict[str, list[Match]]


def answer_in_place(matches: Sequence[Match], index: Index, context: Context, tell: Tell) -> Answer:
    """The answer of the matches of one place; said aloud where the question does not name it.

    Where several places are left, the one that has an answer; else they are offered.
    """
    by_place = _fitting(matches, index)
    if not localities_of(index.store).is_many or not by_place:
        return tell(matches)
    slots = matches[0].slots
    if here := place_here(by_place, slots, index, context):
        return say_aloud(_tell_of(here, by_place, matches, tell), here, index, context)
    if len(by_place) == 1:
        return _tell_of(next(iter(by_place)), by_place, matches, tell)
    scores = {whole: max(m.score for m in own) for whole, own in by_place.items()}
    best = max(scores.values())  # of places that may be meant: no name that fits better elsewhere counts
    near = [whole for whole, score in scores.items() if score >= TIE * best]
    return _choose_place([_tell_of(whole, by_place, matches, tell) for whole in near])


def place_here(wholes: Collection[str], slots: Slots, index: Index, context: Context) -> str:
    """Of the places that may be meant, the chat's, else the home; "" where the question tells which it is."""
    if slots.asks_where or (len(wholes) == 1 and (slots.places or slots.level)):
        return ""
    for place in filter(None, (context.place, index.home_place)):
        meant = [whole for whole in wholes if same_place(whole, place)]
        if len(meant) == 1:
            return meant[0]
    return ""


def _fitting(matches: Sequence[Match], index: Index) -> ByPlace:
    """The matches whose place the question allows, by place."""
    found: ByPlace = {}
    for match in matches:
        if match.fact.place and fits_place(match.fact, match.slots):
            found.setdefault(localities_of(index.store).whole_of(match.fact), []).append(match)
    return found


def _tell_of(whole: str, by_place: ByPlace, matches: Sequence[Match], tell: Tell) -> Answer:
    """The answer for one place; of facts that name no place where those of the place have none."""
    answer = tell([replace(m, slots=replace(m.slots, places=(whole,), level="")) for m in by_place[whole]])
    placeless = [m for m in matches if not m.fact.place]
    if answer.outcome is Outcome.NOT_FOUND and placeless:
        other = tell(placeless)
        answer = other if other.outcome is Outcome.ANSWERED else answer
    return replace(answer, missing=tuple(replace(m, place=whole) if m.indicator else m for m in answer.missing))


def say_aloud(answer: Answer, whole: str, index: Index, context: Context) -> Answer:
    """The answer with the place it is for, which the question left to the chat or to the home."""
    words = localities_of(index.store).shorten(whole)
    if not (context.place and same_place(whole, context.place)):
        return replace(answer, home=words)
    return replace(answer, carried=", ".join(part for part in (words, answer.carried) if part))


def _choose_place(answers: Sequence[Answer]) -> Answer:
    """The one that answers, or that bears a claim out; else a choice of the places, the newest facts first.

    answers: at least one, each of another place.
    """
    told = [answer for answer in answers if answer.outcome is Outcome.ANSWERED]
    borne_out = [answer for answer in told if answer.entries[0].verdict is Verdict.MATCH]
    if len(borne_out) == 1 or len(told) == 1:
        return (borne_out or told)[0]
    if told:
        newest = [min((f for entry in answer.entries for f in entry.facts), key=actual_first) for answer in told]
        return replace(offered(sorted(newest, key=actual_first), told[0].reading), asks_place=True)
    unclear = [answer for answer in answers if answer.outcome is Outcome.CHOOSE]
    if unclear:
        return offered([f for answer in unclear for f in answer.choices], unclear[0].reading)
    near = tuple({f.id: f for answer in answers for f in answer.choices[:1]}.values())
    return replace(answers[0], choices=near, missing=tuple(replace(m, place="") for m in answers[0].missing))
