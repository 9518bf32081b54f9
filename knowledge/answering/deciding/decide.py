"""One question -> Answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.answering.answer.answer import MAX_CHOICES, Answer, Entry, Missing, Outcome, answered, declined, offered
from knowledge.answering.answer.phrases import read_back, reading_of
from knowledge.answering.deciding.compound import Part, answer_pair, answer_parts, conditions_of, without_places
from knowledge.answering.deciding.followup import answer_slots, labels, near_context, next_context
from knowledge.answering.deciding.listing import answer_many
from knowledge.answering.deciding.named import answer_named
from knowledge.answering.deciding.resolve import resolve
from knowledge.answering.deciding.several_places import answer_by_place
from knowledge.answering.deciding.vague import WHOLE, answer_bare_slots, bare_unit, look_up
from knowledge.answering.finding.match import Match, find_matches
from knowledge.answering.finding.sentence_search import find_in_texts, find_statements
from knowledge.answering.finding.veto import Veto, fits_place
from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.query import Query, parse_likeliest, parse_loosely, parse_queries
from knowledge.answering.reading.slots import TEXT_ASKS, Slots, read_slots

SLIP_SAID, SLIP_WORDS = 0.6, 3  # of a name's weight, and content words, that carry a question with a slip in it
SLIP_READ = 30  # words; of a longer question some are always unknown, and are no slips
PAIR_READ = 24  # words of a question that may compare two things: each half is asked for by itself
WORD_FIT = 0.02  # of a score: what one more word explained is worth when readings are compared
SAME_FIT = 0.03  # of a score: less does not tell two readings apart
NAMED = 0.5  # of a name's weight: with no content word of its own a question names a thing only if it says half of it


def answer_question(text: str, index: Index, context: Context) -> Answer:
    """The answer to one question of a message."""
    queries = parse_queries(text, index)
    read = [(query, find_matches(query, index, context.place)) for query in queries]
    query, matches = _best_reading(read)
    slots = read_slots(query)
    if context.pending and not query.hard and (whole := _complete(context.pending, query, slots, index)):
        return answer_question(whole, index, replace(context, pending="", choices=()))
    answer = _answer_query(query, matches, index, context)
    if answer.outcome is Outcome.NOT_FOUND and any(m.words for m in answer.missing):
        answer = _answer_loosely(query, index, context) or answer
    if answer.outcome in (Outcome.NOT_FOUND, Outcome.CHAT):
        answer = _answer_from_texts(query, answer, index) or answer
    is_open = answer.outcome is Outcome.CHOOSE and not answer.asks_place
    if is_open and len(kept := near_context(answer.choices, index, context)) == 1:
        answer = replace(
            answered([Entry((kept[0],))], (), reading_of(kept[0])), carried=", ".join(labels(index, context))
        )
    if answer.entries or answer.asks_place:
        told = answer.entries or [Entry((fact,)) for fact in answer.choices]
        answer = replace(answer, reading=read_back(told, index.store))
    return replace(answer, context=next_context(answer, query, index, context))


def _complete(pending: str, query: Query, slots: Slots, index: Index) -> str:
    """The question that waits for its place, with the place, or the period it leaves open; "" if neither is told."""
    asked = parse_likeliest(pending, index)
    if slots.places or slots.level:
        inner = [f"{place}, {slots.places[0]}" for place in read_slots(asked).places] if slots.places else []
        known = [path for path in inner if localities_of(index.store).fitting(path)]
        return f"{without_places(asked)} {known[0] if known else query.text}"
    return f"{pending} {query.text}" if slots.periods and not asked.periods else ""


def _answer_loosely(query: Query, index: Index, context: Context) -> Answer | None:
    """The answer if one word is a slip for another and all but that word names a fact; None otherwise."""
    if len(query.words) > SLIP_READ:
        return None
    loose = parse_loosely(query, index)
    slips = [
        i
        for i in query.hard
        if i < len(loose.words) and not set(query.words[i].spellings) >= set(loose.words[i].spellings)
    ]
    found = find_matches(loose, index, context.place)
    full = [m for m in found if not (m.unexplained or m.beside or m.fact.is_statement) and m.said >= SLIP_SAID]
    if (
        not slips
        or set(slips) & query.place_words
        or not full
        or len(loose.hard) < SLIP_WORDS
        or _names_indicator(query)
    ):
        return None
    return answer_by_place(full, index, context, lambda of_place: resolve(of_place, index))


def _best_reading(read: Sequence[tuple[Query, list[Match]]]) -> tuple[Query, list[Match]]:
    """The reading that names something best; of nearly equal ones the first, which is the likeliest."""
    best = max(_fit(*pair) for pair in read)
    return next(pair for pair in read if _fit(*pair)[0] == best[0] and _fit(*pair)[1] >= best[1] - SAME_FIT)


def _fit(query: Query, matches: Sequence[Match]) -> tuple[bool, float]:
    """Does a name explain the whole question, and how well, in score and in words covered; slots alone need none."""
    if not query.hard:
        return (True, 1.0)
    full = [m for m in matches if not m.unexplained]
    return (bool(full), max((m.score + WORD_FIT * len(m.covered) for m in full or matches), default=0.0))


def _answer_query(
    query: Query, matches: Sequence[Match], index: Index, context: Context, is_part: bool = False
) -> Answer:
    """The answer to a question as read. is_part: it is part of a larger one, and not taken apart again."""
    full = [m for m in matches if not m.unexplained]
    is_named = bool(full) and (bool(query.hard) or any(_names_thing(query, m) for m in full))
    slots = read_slots(query)
    if not is_named and (topic := _smalltalk_topic(query, slots)):
        return Answer(Outcome.CHAT, topic=topic)
    if not query.hard and query.quantities and "figure" not in slots.asks and not slots.periods:
        looked_up = look_up(query, slots, index)
        if looked_up.outcome is not Outcome.NOT_FOUND:
            return looked_up
    if query.hard and not is_part and (pair := _answer_pair(query, slots, index, context)):
        return pair
    is_why = "why" in slots.asks
    if (
        not is_why
        and slots.operation in ("list", "max", "min")
        and (answer := _answer_many(query, full, slots, index, context))
    ):
        return answer
    if not query.hard and not is_named:
        return answer_slots(query, slots, index, context)
    taken_apart = cache(
        lambda: None if is_part else _answer_parts(query, index, context)
    )  # asked for up to three times
    if sum((c.cue.slot, c.cue.value) == ("ask", "figure") for c in query.cues) > 1:
        several = taken_apart()  # "mấy sản phẩm …, mấy sản phẩm …?"
        if several is not None and len(several.entries) > 1:
            return several
    if is_named and not _is_loose_statement(query, full, slots):
        answer = answer_named(query, full, index, context)
        is_of_wrong_sort = any(m.veto in (Veto.SCOPE, Veto.KIND, Veto.UNIT) for m in answer.missing)
        return (taken_apart() if is_of_wrong_sort else None) or answer
    if (unit := bare_unit(query)) is not None:
        return answer_bare_slots(replace(slots, unit=unit), index)
    return taken_apart() or _answer_statement(query, slots, index) or _decline_words(query, matches, slots)


def _is_loose_statement(query: Query, full: Sequence[Match], slots: Slots) -> bool:
    """Is too little of a sentence's name said: one word, or a part where a figure is asked for ("chi ngân sách")?"""
    top = full[0]
    if not top.fact.is_statement:
        return False
    is_lone = len(query.hard) == 1 and top.said < NAMED
    return is_lone or (not slots.asks & TEXT_ASKS and top.said < WHOLE and _names_indicator(query))


def _names_thing(query: Query, match: Match) -> bool:
    """Is half of the name said, by more than words that every question has?"""
    common = {"ask", "unit_ask", "measure", "operation", "filler", "follow", "anaphora", "smalltalk", "scope", "kind"}
    framing = frozenset(i for c in query.cues if c.cue.slot in common for i in c.places)
    return match.said >= NAMED and bool(match.covered - framing - query.period_words - query.quantity_words)


def _smalltalk_topic(query: Query, slots: Slots) -> str:
    found = [c for c in query.cues if c.cue.slot == "smalltalk"]
    if not query.words:
        return "empty"
    if found and not (slots.periods or slots.measure):
        return max(found, key=lambda c: len(c.places)).cue.value
    return ""


def _answer_many(query: Query, full: Sequence[Match], slots: Slots, index: Index, context: Context) -> Answer | None:
    """A list or a ranking, of what is named or of everything that fits the slots."""
    if query.hard and not full:
        return None
    here = [place for place in (context.place, index.home_place) if place]
    facts = [m.fact for m in full] if query.hard else index.facts_about(slots.places or here, slots.periods)
    if slots.operation in ("max", "min") and query.hard:
        named = dict.fromkeys(g for f in facts for g in (f, *index.store.comparisons_of(f)))
        facts = index.rows.in_order(named)
    return answer_many(slots, index, context, facts, bool(query.hard))


def _answer_statement(query: Query, slots: Slots, index: Index) -> Answer | None:
    if slots.asks_figure or slots.measure or slots.scope or query.quantities or _names_indicator(query):
        return None
    if slots.operation in ("difference", "ratio", "compare", "max", "min") or (slots.direction and not slots.asks):
        return None  # a sentence compares nothing
    found = [f for f in find_statements(query, index) if fits_place(f.fact, slots)]
    if not found:
        return None
    stated = [] if slots.asks else index.figures_of(found[0].fact)
    return offered(stated) if len(stated) > 1 else answered([Entry((found[0].fact,))], (), "")


def _answer_from_texts(query: Query, declined_as: Answer, index: Index) -> Answer | None:
    """A sentence of a report without figures, or the nearest ones to choose from; None where a figure is asked for."""
    if any(m.veto for m in declined_as.missing) or (index.facts and _names_indicator(query)):
        return None
    found = [f for f in find_in_texts(query, index) if fits_place(f.fact, read_slots(query))]
    if found and found[0].is_sure:
        return answered([Entry((found[0].fact,))], (), "")
    if not found or declined_as.outcome is Outcome.CHAT:
        return None
    return offered([f.fact for f in found])


def _decline_words(query: Query, matches: Sequence[Match], slots: Slots) -> Answer:
    """What the report does not have, by the words of the question, and what comes near."""
    best = matches[0] if matches else None
    near = [m.fact for m in matches if m.score >= 0.5 * matches[0].score and m.said >= 0.25][:MAX_CHOICES]
    if any(not fits_place(f, slots) for f in near):
        near = []
    unexplained = best.unexplained if best and near and best.said >= NAMED else query.hard
    known = next((phrase.places for phrase in query.known if set(phrase.places) & unexplained), ())
    words = query.surface(frozenset(known) | unexplained)
    return declined(Missing(words=words or query.text), near)


def _answer_pair(query: Query, slots: Slots, index: Index, context: Context) -> Answer | None:
    """Two things compared; None if the question compares no two."""
    if len(query.words) > PAIR_READ or len(slots.places) > 1 or len(slots.periods) > 1 or slots.base is not None:
        return None

    def ask(text: str) -> Answer:
        part = parse_likeliest(text, index)  # what the whole question is read as is written out already
        full = [m for m in find_matches(part, index, context.place) if not m.unexplained]
        return answer_named(part, full, index, Context(place=context.place)) if full else Answer(Outcome.NOT_FOUND)

    return answer_pair(query.text, conditions_of(query, slots), ask, localities_of(index.store).whole_of)


def _answer_parts(query: Query, index: Index, context: Context) -> Answer | None:
    """The question taken apart, where that names more things; None if it does not."""

    def read(text: str) -> Part:
        part = parse_likeliest(text, index)
        matches = find_matches(part, index, context.place)
        is_named = not part.hard or any(not m.unexplained for m in matches)
        return Part(part, matches, is_named, _names_indicator(part))

    def tell(part: Part) -> Answer:
        return _answer_query(part.query, part.matches, index, Context(place=context.place), is_part=True)

    return answer_parts(query, read_slots(query), index, read, tell)


def _names_indicator(query: Query) -> bool:
    """Are the question's hard words all of one known statistical indicator?"""
    return bool(query.hard) and any(query.hard <= set(phrase.places) for phrase in query.known)
