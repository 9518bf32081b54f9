"""A question that names several things -> its parts, each with the conditions of all, answered one by one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer import Answer, Entry, answered, join_answers
from knowledge.answering.compute import compare
from knowledge.answering.index import Index
from knowledge.answering.localities import localities_of
from knowledge.answering.match import Match
from knowledge.answering.message import MAX_QUESTIONS
from knowledge.answering.query import Query
from knowledge.answering.slots import Slots
from knowledge.answering.wording import reading_of

MAX_WORDS = 120  # of all parts together, each with what holds for all; a list of ten long names has 80
_JOINT = re.compile(r"\s*(?:,|\+|&|\bvà\b|\bva\b|\bcùng với\b|\band\b)\s*", re.IGNORECASE)
_BETWEEN_PLACES = re.compile(r"\s{2,},\s{2,}")


@dataclass(frozen=True, slots=True)
class Part:
    """A part as read. is_named: a fact may answer it; is_indicator: it names a statistical indicator."""

    query: Query
    matches: Sequence[Match]
    is_named: bool
    is_indicator: bool


def answer_parts(
    query: Query, slots: Slots, index: Index, read: Callable[[str], Part], tell: Callable[[Part], Answer]
) -> Answer | None:
    """The question taken apart at "và" and commas; None if a part states no figure and names no indicator.

    All parts are read before one is answered. Where the first needs a place, the place is asked for all.
    """
    parts = [*dict.fromkeys(p for p in _JOINT.split(without_places(query)) if any(c.isalpha() for c in p))]
    if len(parts) < 2:
        return None
    shared = conditions_of(query, slots)
    asked = [f"{shared} {part}" if shared not in part else part for part in parts[:MAX_QUESTIONS]]
    if sum(len(part.split()) for part in asked) > MAX_WORDS:
        return None
    parts_read: list[Part] = []
    for text in asked:
        parts_read.append(read(text))
        if not (parts_read[-1].is_named or parts_read[-1].is_indicator):
            return None  # words that are no indicator may belong to the other parts: a place, a condition
    answers: list[Answer] = []
    for part in parts_read:
        told = tell(part)
        if told.asks_place and not answers and not index.home_place:
            return told  # where a home is taken for granted, others of the list may be of there
        is_figure = bool(told.facts) and not any(f.is_statement for f in told.facts)
        if not is_figure and not part.is_indicator:
            return None
        answers.append(told)
    firsts = [a.entries[0].facts[0] for a in answers if a.entries]
    if slots.operation in ("difference", "ratio") and len(firsts) == len(answers) == 2:
        is_one_place = len({localities_of(index.store).whole_of(f) for f in firsts}) == 1
        derived = compare(*firsts) if is_one_place else ()
        return answered([Entry(tuple(firsts), derived)], (), reading_of(firsts[0])) if derived else None
    return replace(join_answers(answers), left=len(parts) - len(asked)) if firsts else None


def conditions_of(query: Query, slots: Slots) -> str:
    """What holds for every part: the periods, the measure, the places."""
    cues = [c for c in query.cues if c.cue.slot in ("measure", "unit_ask", "level")]
    measured = frozenset(i for c in cues if not c.places & query.place_words for i in c.places)
    periods = (query.text[m.start : m.end] for m in query.periods)
    return " ".join(filter(None, (*periods, query.surface(measured), " và ".join(slots.places))))


def without_places(query: Query) -> str:
    """The question's text with the places left out, and the commas between them."""
    text = query.text
    for mention in query.mentions:
        start, end = query.words[mention.start].token.start, query.words[mention.end - 1].token.end
        text = text[:start] + " " * (end - start) + text[end:]
    return _BETWEEN_PLACES.sub(" ", text)
