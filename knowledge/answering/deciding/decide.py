"""One question -> Answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.answering.answer.answer import (
    Answer,
    Entry,
    Outcome,
    Remark,
    Topic,
    answered,
    offered,
)
from knowledge.answering.answer.phrases import read_back
from knowledge.answering.deciding.compound import (
    Part,
    answer_pair,
    answer_parts,
    conditions_of,
    read_parts,
    without_places,
)
from knowledge.answering.deciding.followup import answer_slots, labels, near_context, next_context
from knowledge.answering.deciding.named import answer_named
from knowledge.answering.deciding.plans.listing import answer_many
from knowledge.answering.deciding.subject import decline_figure, decline_measure, narrow, pick_by_words
from knowledge.answering.deciding.vague import WHOLE, answer_bare_slots, answer_open, bare_unit, look_up
from knowledge.answering.deciding.weigh import accepted_matches, offer_or_refuse, weigh, with_offers
from knowledge.answering.finding.match import Match, find_matches
from knowledge.answering.finding.sentence_search import find_in_texts, find_statements
from knowledge.answering.finding.veto import Veto, fits_place
from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.claim import read_aim
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.query import Query, parse_question
from knowledge.answering.reading.slots import TEXT_ASKS, Slots, read_slots
from knowledge.facts.record.fact import Fact
from knowledge.language.times.period_mentions import Role, period_words

PAIR_READ = 20  # words of a question that may compare two things: each half is asked for by itself
WRAPPING = ("greeting", "thanks", "bye", "abuse")  # topics that stand around a question as well
NAMED = 0.5  # of a name's weight: with no content word of its own a question names a thing only if it says half of it


def answer_question(text: str, index: Index, context: Context) -> Answer:
    """The answer to one question of a message."""
    query = parse_question(text, index)
    matches = find_matches(query, index, context.place)
    slots = read_slots(query)
    if context.pending and not query.hard and (whole := _complete(context.pending, query, slots, index)):
        return answer_question(whole, index, replace(context, pending="", choices=()))
    answer = _answer_query(query, matches, index, context)
    if answer.outcome in (Outcome.NOT_FOUND, Outcome.CHAT):
        answer = _answer_from_texts(query, answer, index) or answer
    if answer.outcome is not Outcome.ANSWERED and (picked := pick_by_words(query, index, context)):
        answer = answered([Entry((picked,))])
    answer = with_offers(answer, query, matches, slots, index)
    is_open = answer.outcome is Outcome.CHOOSE and not (answer.asks_place or answer.missing)
    if is_open and len(kept := near_context(answer.choices, index, context)) == 1:
        answer = replace(answered([Entry((kept[0],))]), carried=", ".join(labels(index, context)))
    if answer.entries or answer.asks_place:
        told = answer.entries or [Entry((fact,)) for fact in answer.choices]
        answer = replace(answer, reading=read_back(told, index.store))
    answer = replace(answer, remarks=(*answer.remarks, *_years_read(query, answer)))
    return replace(answer, context=next_context(answer, query, index, context))


def _years_read(query: Query, answer: Answer) -> list[Remark]:
    """How "năm ngoái" and the like were read: said aloud, for they are counted from the latest report."""
    spoken = [p for p in query.periods if p.relative and p.role is Role.WHEN and p.period.is_year]
    spoken = [p for p in spoken if not any(char.isdigit() for char in p.surface)]
    is_told = bool(answer.entries or any(m.veto is Veto.PERIOD for m in answer.missing))
    return [Remark(Topic.YEAR, p.surface, period_words(p.period)) for p in spoken] if is_told else []


def _complete(pending: str, query: Query, slots: Slots, index: Index) -> str:
    """The question that waits for its place, with the place, or the period it leaves open; "" if neither is told."""
    asked = parse_question(pending, index)
    if slots.places or slots.level:
        inner = [f"{place}, {slots.places[0]}" for place in read_slots(asked).places] if slots.places else []
        known = [path for path in inner if localities_of(index.store).fitting(path)]
        return f"{without_places(asked)} {known[0] if known else query.text}"
    return f"{pending} {query.text}" if slots.periods and not asked.periods else ""


def _answer_query(
    query: Query, matches: Sequence[Match], index: Index, context: Context, is_part: bool = False
) -> Answer:
    """The answer to a question as read. is_part: it is part of a larger one, and not taken apart again."""
    full = [m for m in matches if not m.unexplained]
    is_named = bool(full) and (bool(query.hard) or any(_names_thing(query, m) for m in full))
    slots = read_slots(query)
    is_loose = not is_named or max(m.said for m in full) < NAMED
    if is_loose and (topic := _smalltalk_topic(query, slots)) and not (is_named and topic in WRAPPING):
        return Answer(Outcome.CHAT, topic=topic)
    is_listing = slots.operation in ("list", "max", "min")
    is_number_alone = not (query.hard or slots.periods) and query.quantities and "figure" not in slots.asks
    if is_number_alone and not (is_listing and read_aim(query, slots)):
        looked_up = look_up(query, slots, index)
        if looked_up.outcome is not Outcome.NOT_FOUND:
            return looked_up
    if query.hard and not is_part and (pair := _answer_pair(query, slots, index, context)):
        return pair
    is_why = "why" in slots.asks
    if not is_why and is_listing and (answer := _answer_many(query, full, slots, index, context)):
        return answer
    if not query.hard and not is_named and (opened := answer_open(query, slots, index)):
        return opened
    if not query.hard and not is_named:
        return decline_figure(slots, index, context) or answer_slots(query, slots, index, context)
    if full and (unmeasured := decline_measure(query, full, index, context)):
        return unmeasured
    taken_apart = cache(
        lambda: None if is_part else _answer_parts(query, index, context)
    )  # asked for up to three times
    if not is_part and not _is_one_name(query, full):
        several = taken_apart()  # "mấy sản phẩm …, mấy sản phẩm …?", "kim ngạch xuất khẩu và nhập khẩu"
        if several is not None and len(several.entries) > 1:
            return several
    if is_named and not _is_loose_statement(query, full, slots):
        answer = answer_named(query, full, index, context)
        if slots.is_open and context.told and (near := narrow(full, answer, query, index, context)):
            answer = answer_named(query, near, index, context)
        is_of_wrong_sort = any(m.veto in (Veto.SCOPE, Veto.KIND, Veto.UNIT) for m in answer.missing)
        return (taken_apart() if is_of_wrong_sort else None) or answer
    if (unit := bare_unit(query)) is not None:
        return answer_bare_slots(replace(slots, unit=unit), index)
    return taken_apart() or _answer_statement(query, slots, index) or _weigh(query, matches, slots, index, context)


def _is_one_name(query: Query, full: Sequence[Match]) -> bool:
    """Does one name explain the question by itself, which asks for one figure: "bán lẻ hàng hóa và dịch vụ"?"""
    asks = sum((c.cue.slot, c.cue.value) == ("ask", "figure") for c in query.cues)
    return asks < 2 and any(not m.beside and not m.fact.is_statement for m in full)


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
    counted = frozenset[int]() if query.quantities and match.slots.asks == {"yesno"} else query.quantity_words
    return match.said >= NAMED and bool(match.covered - framing - query.period_words - counted)


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
    return answer_many(query, slots, index, context, facts)


def _answer_statement(query: Query, slots: Slots, index: Index) -> Answer | None:
    if slots.asks_figure or slots.measure or slots.scope or query.quantities or _names_indicator(query):
        return None
    if slots.operation in ("difference", "ratio", "compare", "max", "min") or (slots.direction and not slots.asks):
        return None  # a sentence compares nothing
    found = [f for f in find_statements(query, index) if fits_place(f.fact, slots)]
    if not found:
        return None
    stated = [] if slots.asks else index.figures_of(found[0].fact)
    return offered(stated) if len(stated) > 1 else answered([Entry((found[0].fact,))])


def _answer_from_texts(query: Query, declined_as: Answer, index: Index) -> Answer | None:
    """A sentence of a report without figures, or the nearest ones to choose from; None where a figure is asked for."""
    if any(m.veto for m in declined_as.missing) or (index.facts and _names_indicator(query)):
        return None
    found = [f for f in find_in_texts(query, index) if fits_place(f.fact, read_slots(query))]
    if found and found[0].is_sure:
        return answered([Entry((found[0].fact,))])
    if not found or declined_as.outcome is Outcome.CHAT:
        return None
    return offered([f.fact for f in found])


def _weigh(query: Query, matches: Sequence[Match], slots: Slots, index: Index, context: Context) -> Answer:
    """What no name explains whole: answered if it is likely enough, else offered, else refused."""
    candidates = weigh(query, matches, index)
    if accepted := accepted_matches(candidates, matches):
        return answer_named(query, accepted, index, context)
    return offer_or_refuse(query, matches, candidates, slots, index)


def _answer_pair(query: Query, slots: Slots, index: Index, context: Context) -> Answer | None:
    """Two things compared; None if the question compares no two."""
    if len(query.words) > PAIR_READ or len(slots.places) > 1 or len(slots.periods) > 1 or slots.base is not None:
        return None

    def ask(text: str) -> Answer:
        part = parse_question(text, index)  # what the whole question is read as is written out already
        full = [m for m in find_matches(part, index, context.place) if not m.unexplained]
        return answer_named(part, full, index, Context(place=context.place)) if full else Answer(Outcome.NOT_FOUND)

    return answer_pair(query.text, conditions_of(query, slots), ask, localities_of(index.store).whole_of)


def _answer_parts(query: Query, index: Index, context: Context) -> Answer | None:
    """The question taken apart, where that names more things; None if it does not.

    None too where a word may be a place: what is asked of there is asked of it for every part.
    """
    if query.hard & query.place_words:
        return None

    def read(part: Query) -> Part:
        matches = find_matches(part, index, context.place)
        return Part(part, [m for m in matches if not m.unexplained], _names_indicator(part))

    def tell(part: Part, before: Sequence[Fact]) -> Answer:
        matches = part.full or find_matches(part.query, index, context.place)
        about = Context(place=context.place, told=tuple(fact.id for fact in before))
        return _answer_query(part.query, matches, index, about, is_part=True)

    slots, parts = read_slots(query), read_parts(query, read)
    is_total = slots.scope == "total" and any(q.value == len(parts) for q in query.quantities)  # "tổng của cả hai …"
    return answer_parts(parts, index, replace(slots, is_total=is_total), tell)


def _names_indicator(query: Query) -> bool:
    """Are the question's hard words all of one known statistical indicator?"""
    return bool(query.hard) and any(query.hard <= set(phrase.places) for phrase in query.known)
