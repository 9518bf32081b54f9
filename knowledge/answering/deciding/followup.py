"""Question and context -> what the question leaves to the chat, and what the chat is about afterwards."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer.answer import Answer, Entry, Outcome, answered, offered
from knowledge.answering.deciding.plans.evidence import units_fit
from knowledge.answering.deciding.resolve import resolve
from knowledge.answering.deciding.several_places import answer_by_place
from knowledge.answering.deciding.vague import answer_bare_slots, look_up
from knowledge.answering.finding.match import Match, find_matches
from knowledge.answering.finding.veto import find_veto, fits_place, scopes_of, strip_scope
from knowledge.answering.index.index import Index, Name, framing_words, function_words
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.claim import Kind, read_claims
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.query import Query, parse_question
from knowledge.answering.reading.slots import Slots, read_slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.places.administrative_units import same_place
from knowledge.language.text.tokens import to_keys
from knowledge.language.times.period_mentions import format_period, parse_period

BETWEEN = ("compare", "difference", "ratio", "sum")  # operations on two places as well as on two periods
OVER_TIME = ("series", "max", "min")  # operations on all the years there are


def carried_words(context: Context) -> list[str]:
    return list(context.periods[-2:] if context.operation else context.periods[-1:])


def inherit(slots: Slots, context: Context) -> Slots:
    """The slots with what the chat was about where the question leaves it open."""
    periods = tuple(parse_period(code) for code in context.periods)
    operation = slots.operation or ("" if slots.measure else context.operation if slots.is_open else "")
    measure = slots.measure or ("" if operation or slots.unit else context.measure if slots.is_open else "")
    if slots.is_same_period or measure:
        kept = periods[-1:]
    elif operation in OVER_TIME:
        kept = ()
    elif operation in ("difference", "compare", "ratio", "sum"):
        kept = periods[-1:] if slots.base or slots.periods else periods[-2:]
    else:
        kept = () if slots.statuses and slots.statuses != {"plan"} else periods[-1:]
    own = slots.periods if slots.periods else kept
    if operation == "compare" and slots.periods and not slots.base:
        own = (*kept, *slots.periods)
    return replace(slots, periods=tuple(dict.fromkeys(own)), operation=operation, measure=measure)


def answer_slots(query: Query, slots: Slots, index: Index, context: Context) -> Answer:
    """A question of slots alone: about what the chat was about, or too open to answer."""
    is_place = bool(slots.places or slots.level)
    if context.choices and (slots.scope or slots.is_anaphora or slots.periods or slots.statuses or is_place):
        facts = [index.store.by_id[i] for i in context.choices if i in index.store.by_id]
        fitting = [f for f in facts if find_veto(f, slots) is None]
        fitting = [f for f in fitting if slots.scope in scopes_of(f)] or fitting if slots.scope else fitting
        if fitting and len(fitting) < len(facts):
            return answered([Entry((fitting[0],))]) if len(fitting) == 1 else offered(fitting)
    is_claim = _claims_of_chat(query, slots, index, context)
    is_number = bool(query.quantities) and not slots.measure
    if context.facts and (is_claim or ((is_place or not slots.is_open) and not is_number)):
        if slots.scope and (answer := _answer_rescoped(query, index, context)):
            return answer
        inherited = inherit(slots, context)
        if is_place:
            inherited = _beside_the_last(_inherit_status(inherited, index, context), slots, context)
        talked_about = _facts_talked_about(index, context, slots)
        about = [_as_match(f, name, inherited) for f in talked_about for name in index.names_of(f)[:1]]
        if about:
            claims = read_claims(query, inherited, query.quantities)
            answer = answer_by_place(about, index, context, lambda of_place: resolve(of_place, index, claims))
            if answer.outcome is Outcome.NOT_FOUND and slots.unit and slots.unit.kind == "count":
                counted = answer_bare_slots(slots, index)  # "nâng tổng số hộ lên bao nhiêu" counts something else
                answer = counted if counted.outcome is Outcome.CHOOSE else answer
            times = carried_words(context) if is_place and inherited.periods != slots.periods else ()
            names = dict.fromkeys(m.fact.indicator for m in about if m.fact.id in context.facts)
            return replace(answer, carried=", ".join(part for part in (*names, answer.carried, *times) if part))
    if query.quantities and "figure" not in slots.asks:
        return look_up(query, slots, index)
    return answer_bare_slots(slots, index)


def _claims_of_chat(query: Query, slots: Slots, index: Index, context: Context) -> bool:
    """Is something said of what the chat was about: "có trên 150 tỷ không?", "có tăng không?"?"""
    talked = [index.store.by_id[i] for i in context.facts if i in index.store.by_id]
    claims = read_claims(query, slots, query.quantities)
    return bool(claims) and all(
        c.is_worded or c.kind is not Kind.LEVEL or any(units_fit(c.number, f) is not None for f in talked)
        for c in claims
    )


def _beside_the_last(inherited: Slots, slots: Slots, context: Context) -> Slots:
    """ "So với huyện X?", "gấp mấy lần huyện X?": the chat's place is what the other is compared with, at one time."""
    is_between = slots.operation in BETWEEN and not (slots.is_over_time or slots.base or slots.measure)
    if not is_between or len(slots.places) != 1:
        return inherited
    if not context.place or same_place(context.place, slots.places[0]):
        return replace(inherited, operation="", periods=slots.periods or inherited.periods[-1:])
    periods = slots.periods or inherited.periods[-1:]
    return replace(inherited, places=(context.place, *slots.places), periods=periods)


def _inherit_status(slots: Slots, index: Index, context: Context) -> Slots:
    """The slots with what was talked about, done or planned, where the question is about another place."""
    statuses = {index.store.by_id[i].status for i in context.facts[:1] if i in index.store.by_id} - {None}
    if slots.statuses or slots.operation or slots.measure:
        return slots
    return replace(slots, statuses=frozenset(str(status) for status in statuses))


def _facts_talked_about(index: Index, context: Context, slots: Slots) -> list[Fact]:
    """The facts of the last answer and those that go by the same name: of other periods and places."""
    last = [index.store.by_id[i] for i in context.facts if i in index.store.by_id]
    labels = dict.fromkeys(f.indicator for f in last)
    same = [f for label in labels for f in index.labelled(label)]
    is_elsewhere = bool(slots.places or slots.level) and not any(f.place and fits_place(f, slots) for f in same)
    if not last or (len({f.period for f in same}) > 1 and not is_elsewhere):
        return same
    named = [f for n in index.names_of(last[0]) for f in n.facts if not f.is_statement]
    return list({f.id: f for f in (*same, *named)}.values())


def _answer_rescoped(query: Query, index: Index, context: Context) -> Answer | None:
    """ "còn tổng số?" after what is new: the same noun in the scope asked for; None if there is no such fact."""
    last = next((index.store.by_id[i] for i in context.facts if i in index.store.by_id), None)
    if last is None or not scopes_of(last):
        return None
    noun = strip_scope(last.indicator)
    asked = parse_question(f"{query.text} {noun}", index)
    matches = [m for m in find_matches(asked, index, context.place) if not m.unexplained]
    answer = resolve(matches, index) if matches and noun else None
    return replace(answer, carried=noun) if answer and answer.outcome is Outcome.ANSWERED else None


def _as_match(fact: Fact, name: Name, slots: Slots) -> Match:
    return Match(fact, name, 1.0, 1.0, frozenset(), frozenset(), frozenset(), slots)


def near_context(choices: Sequence[Fact], index: Index, context: Context) -> list[Fact]:
    """The choices that share a telling word with what the chat is about, and are of its place."""
    light = framing_words() | function_words()
    talked = {word for label in labels(index, context) for word in canonicalize(to_keys(label))} - light
    here = [f for f in choices if not (f.place and context.place) or same_place(f.place, context.place)]
    return [f for f in here if talked & set(canonicalize(to_keys(f.indicator)))]


def labels(index: Index, context: Context) -> list[str]:
    return list(dict.fromkeys(index.store.by_id[i].indicator for i in context.facts if i in index.store.by_id))


def next_context(answer: Answer, query: Query, index: Index, context: Context) -> Context:
    if answer.outcome is Outcome.CHAT:
        wholes = [whole for place in read_slots(query).places for whole in localities_of(index.store).fitting(place)]
        return replace(context, place=wholes[0]) if len(wholes) == 1 else context
    offers = tuple(f.id for f in answer.choices)
    if answer.outcome is Outcome.CHOOSE:
        return replace(context, choices=offers, offers=offers, pending=query.text if answer.asks_place else "")
    if not answer.entries:
        named = {m.indicator for m in answer.missing} - {""}
        about = tuple(f.of or f.id for f in answer.choices if f.indicator in named)
        about = about or tuple(f.id for name in sorted(named) for f in index.labelled(name)[:1])
        place = next((m.place for m in answer.missing if m.place), context.place)
        told = context.told if not about else ()
        facts = about or context.facts
        return replace(context, facts=facts, choices=(), offers=offers, place=place, pending="", told=told)
    slots = read_slots(query)
    last_told = next(entry for entry in reversed(answer.entries) if entry.facts)
    following = context_of(last_told.facts, context)
    last = slots.base or (slots.periods[-1] if slots.periods else None)
    periods = following.periods
    if last is not None:
        code = format_period(last)
        periods = (*(p for p in periods if p != code), code)
    operation = slots.operation if slots.operation in ("difference", "compare", "ratio", *OVER_TIME) else ""
    if len({localities_of(index.store).whole_of(f) for e in answer.entries for f in e.facts}) > 1:
        following, operation = replace(following, place=""), ""  # several places: none is the one talked about
    if last_told.derived and not operation and answer.carried:
        operation = context.operation
    told = told_last(answer)
    return replace(following, periods=periods, measure=slots.measure, operation=operation, offers=offers, told=told)


def told_last(answer: Answer) -> tuple[str, ...]:
    """The ids of what the answer told: the first fact of each entry, of a computation all."""
    facts = (f for e in answer.entries for f in (e.facts if e.derived else e.facts[:1]))
    return tuple(dict.fromkeys(f.id for f in facts))


def context_of(facts: Sequence[Fact], context: Context) -> Context:
    """A chat about those facts; periods talked about before stay while the thing is the same."""
    bases = [f.of or f.id for f in facts]
    said = [format_period(f.period) for f in reversed(facts) if f.period]
    periods = tuple(dict.fromkeys([*(p for p in context.periods if p not in said), *said]))[-4:]
    told = tuple(f.id for f in facts[:1])
    return Context(facts=tuple(dict.fromkeys(bases)), periods=periods, place=facts[0].place or context.place, told=told)
