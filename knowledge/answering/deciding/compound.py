"""A question that names several things -> each of them found; two that are compared, or parts answered one by one.

"Năng suất lúa cao hơn năng suất ngô bao nhiêu?", "Lúa với ngô, cây nào trồng nhiều hơn?". What the second leaves out
it takes from the first: "giá trị sản xuất công nghiệp và nông nghiệp".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.answering.answer.answer import Answer, Entry, Outcome, answered, join_answers
from knowledge.answering.answer.arithmetic import compare
from knowledge.answering.answer.phrases import reading_of
from knowledge.answering.finding.match import Match
from knowledge.answering.index.index import Index
from knowledge.answering.index.joint_names import find_seams
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.message import MAX_QUESTIONS
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.comparing import pair_rows
from knowledge.language.quantities.quantity import base_value
from knowledge.language.table import any_of, load_table, load_words
from knowledge.language.text.tokens import fold, to_keys

Ask = Callable[[str], Answer]
ASKING = "là bao nhiêu"  # makes of a bare thing a question for its figure
MAX_SHARED = 6  # words that the second thing may take from the first

MAX_WORDS = 120  # of all parts together, each with what holds for all; a list of ten long names has 80
_JOINT = re.compile(rf"\s*(?:,|\+|&|\b{any_of(load_words('question/pair_words', 'joint'))}\b)\s*", re.IGNORECASE)
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
    return answered([Entry((one, other), compare(one, other))], (), reading_of(one))


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
    """A part as read. is_named: a fact may answer it; is_indicator: it names a statistical indicator."""

    query: Query
    matches: Sequence[Match]
    is_named: bool
    is_indicator: bool


def answer_parts(
    query: Query, slots: Slots, index: Index, read: Callable[[str], Part], tell: Callable[[Part], Answer]
) -> Answer | None:
    """The question taken apart at "và" and commas; None if a part states no figure and names no indicator.

    All parts are read before one is answered. Where the first is of several places, the place is asked for all.
    """
    parts = [*dict.fromkeys(p for p in _split_parts(without_places(query), index) if any(c.isalpha() for c in p))]
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
        if told.asks_place and not answers:
            return told
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


def _split_parts(text: str, index: Index) -> list[str]:
    """The text cut at "và" and commas, but for those between the halves of a joint name: "gia súc, gia cầm"."""
    parts, last = [], 0
    for joint in _JOINT.finditer(text):
        sides = (*to_keys(text[last : joint.start()])[-1:], *to_keys(text[joint.end() :])[:1])
        if sides not in _seams_of(index):
            parts.append(text[last : joint.start()])
            last = joint.end()
    return [*parts, text[last:]]


@lru_cache(maxsize=4)
def _seams_of(index: Index) -> frozenset[tuple[str, str]]:
    return find_seams(index.by_indicator)


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
