"""A question that names several things -> each of them found; two that are compared, or parts answered one by one.

"Năng suất lúa cao hơn năng suất ngô bao nhiêu?", "Lúa với ngô, cây nào trồng nhiều hơn?". What the second leaves out
it takes from the first: "giá trị sản xuất công nghiệp và nông nghiệp".
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.answering.answer.answer import Answer, Entry, Outcome, Remark, Topic, answered, join_answers
from knowledge.answering.answer.arithmetic import compare, total_of
from knowledge.answering.finding.match import Match
from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.message import MAX_QUESTIONS
from knowledge.answering.reading.parts import Segment, readings_of, split_segments
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.comparing import pair_rows
from knowledge.language.quantities.quantity import base_value
from knowledge.language.table import load_table
from knowledge.language.text.tokens import fold

Ask = Callable[[str], Answer]
ASKING = "là bao nhiêu"  # makes of a bare thing a question for its figure
MAX_SHARED = 6  # words that the second thing may take from the first

MAX_JOINED = 12  # words of a part that may go on beyond a comma
SAID = 0.75  # of a name's weight: so much of one name in two neighbours makes them one part
_BETWEEN_PLACES = re.compile(r"\s{2,},\s{2,}")


def answer_pair(text: str, shared: str, ask: Ask, place_of: Callable[[Fact], object]) -> Answer | None:
    """Both figures and how they differ; None if the question names no two figures that can be compared.

    shared: the conditions that hold for both. ask: what one of them alone is answered with.
    place_of: the place that a figure is of; figures of two places are no answer here.
    """
    parts = split_pair(text)
    if parts is None:
        return None
    first, second, about = parts
    if fold(about).split(" ")[0] in _words_of("change"):
        return None
    one = next((f for words in (first, f"{about} {first}") if (f := _find(words, shared, ask))), None)
    if one is None:
        return None
    other = next((f for words in _completions(first, second, about) if (f := _find(words, shared, ask))), None)
    if other is None or place_of(one) != place_of(other) or not _can_compare(one, other):
        return None
    return answered([Entry((one, other), compare(one, other))])


def split_pair(text: str) -> tuple[str, str, str] | None:
    """The two things compared, and what else is said of both; None if the question compares no two.

    >>> split_pair("Lúa với ngô, cây nào trồng nhiều hơn?")
    ('Lúa', 'ngô', 'trồng')
    >>> split_pair("Năng suất lúa cao hơn năng suất ngô bao nhiêu?")
    ('Năng suất lúa', 'năng suất ngô', '')
    """
    plain = fold(text)
    for pattern in _patterns():
        if match := pattern.fullmatch(plain):
            about = text[match.start("about") : match.end("about")] if "about" in match.groupdict() else ""
            parts = (text[match.start(name) : match.end(name)].strip(" ,?") for name in ("first", "second"))
            first, second = parts
            return (first, second, about.strip(" ,?")) if first and second else None
    return None


@lru_cache(maxsize=8)
def _words_of(role: str) -> frozenset[str]:
    """The phrases of that role in tables/question/pair_words.tsv, without accents."""
    return frozenset(fold(phrase) for phrase, own in (*load_table("question/pair_words"), *pair_rows()) if own == role)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    roles = ("and", "which", "more", "gap")
    any_of = {role: "(?:" + "|".join(sorted(_words_of(role), key=len, reverse=True)) + ")" for role in roles}
    joined = rf"(?P<first>.+?)[ ,]+{any_of['and']} (?P<second>.+?)"
    ask = r"(?:la )?(?:bao nhieu|may)\b.*"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:so )?{joined}[ ,]+(?:thi )?{any_of['which']} (?P<about>.*?) ?{any_of['more']}\b.*",
            rf"(?P<first>.+?) {any_of['more']} (?:so voi )?(?P<second>.+?) {ask}",
            rf"{joined}[ ,]+(?:thi )?{any_of['gap']}\b.*",
            rf"(?P<first>.+?) {any_of['more']} hay (?P<second>.+?) {any_of['more']}\b.*",
        )
    )


def _completions(first: str, second: str, about: str) -> list[str]:
    """The second thing as it may be meant: as it stands, with what is said of both, with words of the first."""
    words = first.split()
    heads = (" ".join(words[:size]) for size in range(min(MAX_SHARED, len(words) - 1), 0, -1))
    return [second, *([f"{about} {second}"] if about else []), *(f"{head} {second}" for head in heads)]


def _find(words: str, shared: str, ask: Ask) -> Fact | None:
    """The one figure that the words are answered with."""
    answer = ask(f"{words} {shared} {ASKING}")
    if answer.outcome is not Outcome.ANSWERED or not answer.entries or answer.entries[0].derived:
        return None
    fact = answer.entries[0].facts[0]
    return fact if fact.quantity is not None else None


def _can_compare(one: Fact, other: Fact) -> bool:
    """Two levels, or two changes in one unit, of one period, both done or both planned."""
    if one.quantity is None or other.quantity is None or one.id == other.id:
        return False
    is_same_sort = (one.status is not None and one.status.is_planned) == (
        other.status is not None and other.status.is_planned
    )
    units = {base_value(one.quantity)[1], base_value(other.quantity)[1]}
    is_counted = one.relation is None and other.relation is None
    return is_same_sort and one.period == other.period and (len(units) == 1 or is_counted)


@dataclass(frozen=True, slots=True)
class Part:
    """A part as read. full: the matches that explain it; is_indicator: it names a statistical indicator.

    is_joined: "và" joins it to the part before.
    """

    query: Query
    full: Sequence[Match]
    is_indicator: bool
    is_joined: bool = False

    @property
    def asked(self) -> str:
        return self.query.surface(frozenset(range(len(self.query.words))))

    @property
    def asks(self) -> bool:
        """Does it ask for a figure by itself?"""
        return any((c.cue.slot, c.cue.value) == ("ask", "figure") for c in self.query.cues)


def read_parts(query: Query, read: Callable[[Query], Part]) -> list[Part]:
    """The parts of a question at "và", commas and line breaks, each in the reading that says most of a name.

    Neighbours that are one name stay together: "tổng đàn gia súc, gia cầm".
    """
    segments = split_segments(query)
    query = replace(query, quantities=tuple(q for q in query.quantities if q.value != len(segments)))  # "cả hai vụ"
    parts: list[Part] = []
    taken: list[Segment] = []
    for segment in segments[: MAX_QUESTIONS + 1]:
        if not parts or not (parts[0].full or parts[0].is_indicator):
            if parts:
                return []  # the first names nothing: no list of things
        elif not (parts[-1].asks and _has_ask(query, segment)) and len(parts[-1].query.words) <= MAX_JOINED:
            joined = _join(taken[-1], segment)
            whole = read(next(readings_of(query, joined, joined)))
            if (_own_name(whole) and not _own_name(parts[-1])) or _said(whole) > max(SAID, _said(parts[-1])):
                parts[-1], taken[-1] = whole, joined
                continue
        best = _read_best(readings_of(query, segment, taken[0] if taken else segment), read)
        parts.append(replace(best, is_joined=segment.is_joined))
        taken.append(segment)
    return parts


def _read_best(readings: Iterable[Query], read: Callable[[Query], Part]) -> Part:
    """The reading that says most of a name; the first that says nearly all of one needs no other."""
    best: Part | None = None
    for reading in readings:
        part = read(reading)
        if best is None or _merit(part) > _merit(best):
            best = part
        if _said(best) >= SAID:
            break
    assert best is not None  # the part as it stands is a reading
    return best


def _merit(part: Part) -> tuple[bool, bool, float]:
    return (bool(_own_name(part)), bool(part.full), round(_said(part), 3))


def _has_ask(query: Query, segment: Segment) -> bool:
    return any((c.cue.slot, c.cue.value) == ("ask", "figure") and c.places <= segment.content for c in query.cues)


def _join(one: Segment, other: Segment) -> Segment:
    kinds = one.conditions.keys() | other.conditions.keys()
    none = frozenset[int]()
    conditions = {k: one.conditions.get(k, none) | other.conditions.get(k, none) for k in kinds}
    return Segment(one.content | other.content, conditions)


def _own_name(part: Part) -> list[Match]:
    """The matches whose name alone explains the part."""
    return [m for m in part.full if not m.beside and not m.fact.is_statement and part.query.hard]


def _said(part: Part) -> float:
    return max((m.said for m in _own_name(part)), default=0.0)


Tell = Callable[[Part, Sequence[Fact]], Answer]  # a part, and what the part before it is answered with


def answer_parts(parts: Sequence[Part], index: Index, slots: Slots, tell: Tell) -> Answer | None:
    """Every part answered, or named as not found; None if the parts are no several things.

    Where the first is of several places, the place is asked for all.
    """
    asked = parts[:MAX_QUESTIONS]
    if len(parts) < 2 or any(not part.full and not _names_a_thing(part, asked) for part in asked):
        return None
    answers: list[Answer] = []
    for part in asked:
        before = answers[-1].facts[:1] if answers else []
        told = replace(tell(part, before), question=part.asked)
        if told.asks_place and not answers and not index.home_place:
            return told  # where a home is taken for granted, others of the list may be of there
        if told.outcome is Outcome.CHOOSE:
            told = replace(told, remarks=(Remark(Topic.SEVERAL, part.asked),))
        answers.append(told)
    is_found = [bool(a.facts) and not any(f.is_statement for f in a.facts) for a in answers]
    lost = [part for part, found in zip(asked, is_found, strict=True) if not found]
    if not any(is_found) or any(not _names_a_thing(part, asked) for part in lost):
        return None
    firsts = [a.entries[0].facts[0] for a in answers if a.entries]
    if len(firsts) > 1 and len({f.id for f in firsts}) == 1:
        return None
    if (related := _relate(firsts, slots, index)) and not lost:
        return related
    is_computed = slots.operation in ("difference", "ratio", "sum") and len(answers) == 2
    return None if is_computed else replace(join_answers(answers), left=len(parts) - len(asked))


def _names_a_thing(part: Part, parts: Sequence[Part]) -> bool:
    """May a part that was not found be told as such: an indicator, a figure asked for, beside others that are sure?"""
    is_joined = part.is_joined or any(other.is_joined for other in parts[1:2] if part is parts[0])
    is_beside_sure = is_joined and all(_said(other) >= SAID for other in parts if other is not part)
    return part.is_indicator or part.asks or bool(_own_name(part)) or (bool(part.query.hard) and is_beside_sure)


def _relate(firsts: Sequence[Fact], slots: Slots, index: Index) -> Answer | None:
    """How two figures of one place differ, or what they are together; None where that is not asked."""
    if len({localities_of(index.store).whole_of(f) for f in firsts}) > 1:
        return None
    if (slots.operation == "sum" or slots.is_total) and (total := total_of(firsts)):
        return answered([Entry(tuple(firsts), (total,))])
    if slots.operation not in ("difference", "ratio") or len(firsts) != 2:
        return None
    derived = compare(*firsts)
    return answered([Entry(tuple(firsts), derived)]) if derived else None


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
