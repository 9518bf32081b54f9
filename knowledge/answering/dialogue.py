"""A message in a chat -> Turn: each question in it read, resolved, and put into words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer import (
    MAX_CHOICES,
    Answer,
    Entry,
    Missing,
    Outcome,
    Verdict,
    answered,
    declined,
    join_answers,
    offered,
)
from knowledge.answering.compute import compare
from knowledge.answering.context import Context
from knowledge.answering.index import Index, framing_words, function_words
from knowledge.answering.match import Match, Veto, find_matches, find_veto, fits_place, scopes_of, strip_scope
from knowledge.answering.query import Query, parse_loosely, parse_queries
from knowledge.answering.reply import Reply, render_reply
from knowledge.answering.resolve import TIE, find_numbers, is_number, list_facts, rank_facts, resolve
from knowledge.answering.slots import TEXT_ASKS, Slots, read_slots
from knowledge.answering.smalltalk import render_smalltalk
from knowledge.answering.statements import find_statements
from knowledge.answering.wording import reading_of
from knowledge.facts.fact import Fact
from knowledge.language.aligned import align
from knowledge.language.lexicon import canonicalize, to_keys
from knowledge.language.period import format_period, parse_period
from knowledge.language.places import same_place
from knowledge.language.quantity import Quantity, find_quantities
from knowledge.language.text import normalize
from knowledge.language.unit import match_unit

MAX_QUESTIONS = 6  # in one message
BARE_NOUN_LABELS = 3  # a noun in so many names is no name of its own
WHOLE = 0.9  # of a name's weight: all of it was said, give or take a function word
SLIP_SAID, SLIP_WORDS = 0.6, 3  # of a name's weight, and content words, that carry a question with a slip in it
SHORT_NAME = 2  # words; what is no longer may be the topic of many sentences, "OCOP"
WORD_FIT = 0.02  # of a score: what one more word explained is worth when readings are compared
SAME_FIT = 0.03  # of a score: less does not tell two readings apart
NAMED = 0.5  # of a name's weight: with no content word of its own a question names a thing only if it says half of it
_END = re.compile(r"[?!;\n]+|\.(?=\s|$)")
_JOINT = re.compile(r"\s*(?:,|\+|&|\bvà\b|\bva\b|\bcùng với\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was answered, how it reads, and what the chat is about now."""

    answer: Answer
    reply: Reply
    context: Context

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome


def ask(text: str, index: Index, context: Context | None = None) -> Turn:
    """The reply to one message. Never raises because of `text`."""
    context = context or Context()
    plain = normalize(text)
    if picked := _pick_by_number(plain, context):
        return choose(picked, index, context)
    questions = [part for part in _END.split(plain) if any(c.isalnum() for c in part)][:MAX_QUESTIONS]
    answers: list[Answer] = []
    for question in questions or [""]:
        answer = answer_question(question, index, context)
        context = answer.context
        answers.append(answer)
    kept = [a for a in answers if a.outcome is not Outcome.CHAT] or answers[:1]
    return _turn(join_answers(kept), index, context)


def choose(key: str, index: Index, context: Context | None = None) -> Turn:
    """The fact behind a pressed offer, told like an answer; a key of an older knowledge is declined kindly."""
    fact = index.store.find(key)
    context = context or Context()
    if fact is None:
        answer = Answer(Outcome.NOT_FOUND, missing=(Missing(words="mục này nữa, vì dữ liệu đã được cập nhật"),))
        return _turn(answer, index, context)
    base = index.store.by_id.get(fact.of or "")
    entry = Entry((fact, base) if base else (fact,))
    answer = replace(answered([entry], (), reading_of(fact)), context=_context_of([fact], context))
    return _turn(answer, index, answer.context)


def _turn(answer: Answer, index: Index, context: Context) -> Turn:
    if answer.outcome is Outcome.CHAT:
        return Turn(answer, render_smalltalk(answer.topic, index), context)
    return Turn(answer, render_reply(answer, index.store), context)


def _pick_by_number(text: str, context: Context) -> str:
    number = text.strip(" .)")
    if number.isascii() and number.isdigit() and len(number) == 1 and 0 < int(number) <= len(context.offers):
        return context.offers[int(number) - 1]
    return ""


def answer_question(text: str, index: Index, context: Context) -> Answer:
    """The answer to one question of a message."""
    queries = parse_queries(text, index)
    read = [(query, find_matches(query, index)) for query in queries]
    query, matches = _best_reading(read)
    answer = _answer_query(query, matches, index, context)
    if answer.outcome is Outcome.NOT_FOUND and any(m.words for m in answer.missing):
        answer = _answer_loosely(query, index) or answer
    if answer.outcome is Outcome.CHOOSE and len(kept := _near_context(answer.choices, index, context)) == 1:
        answer = replace(
            answered([Entry((kept[0],))], (), reading_of(kept[0])), carried=", ".join(_labels(index, context))
        )
    return replace(answer, context=_next_context(answer, query, context))


def _answer_loosely(query: Query, index: Index) -> Answer | None:
    """The answer if one word is a slip for another and all but that word names a fact; None otherwise."""
    loose = parse_loosely(query, index)
    slips = [
        i
        for i in query.hard
        if i < len(loose.words) and not set(query.words[i].spellings) >= set(loose.words[i].spellings)
    ]
    found = find_matches(loose, index)
    full = [m for m in found if not (m.unexplained or m.beside or m.fact.is_statement) and m.said >= SLIP_SAID]
    if (
        not slips
        or set(slips) & query.place_words
        or not full
        or len(loose.hard) < SLIP_WORDS
        or _names_indicator(query)
    ):
        return None
    return resolve(full, index)


def _near_context(choices: Sequence[Fact], index: Index, context: Context) -> list[Fact]:
    """The choices that share a telling word with what the chat is about."""
    light = framing_words() | function_words()
    talked = {word for label in _labels(index, context) for word in canonicalize(to_keys(label))} - light
    return [f for f in choices if talked & set(canonicalize(to_keys(f.indicator)))]


def _labels(index: Index, context: Context) -> list[str]:
    return list(dict.fromkeys(index.store.by_id[i].indicator for i in context.facts if i in index.store.by_id))


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


def _answer_query(query: Query, matches: Sequence[Match], index: Index, context: Context) -> Answer:
    full = [m for m in matches if not m.unexplained]
    is_named = bool(full) and (bool(query.hard) or any(_names_thing(query, m) for m in full))
    slots = read_slots(query)
    if not is_named and (topic := _smalltalk_topic(query, slots)):
        return Answer(Outcome.CHAT, topic=topic)
    if not query.hard and query.quantities and "figure" not in slots.asks and not slots.periods:
        looked_up = _look_up(query, slots, index)
        if looked_up.outcome is not Outcome.NOT_FOUND:
            return looked_up
    is_why = "why" in slots.asks
    if not is_why and slots.operation in ("list", "max", "min") and (answer := _answer_many(query, full, slots, index)):
        return answer
    if not query.hard and not is_named:
        return _answer_slots(query, slots, index, context)
    if sum((c.cue.slot, c.cue.value) == ("ask", "figure") for c in query.cues) > 1:
        several = _answer_parts(query, index)  # "mấy sản phẩm …, mấy sản phẩm …?"
        if several is not None and len(several.entries) > 1:
            return several
    if is_named and not _is_loose_statement(query, full, slots):
        answer = _answer_named(query, full, index, context)
        is_of_wrong_sort = any(m.veto in (Veto.SCOPE, Veto.KIND, Veto.UNIT) for m in answer.missing)
        return (_answer_parts(query, index) if is_of_wrong_sort else None) or answer
    several = _answer_parts(query, index)
    return several or _answer_statement(query, slots, index) or _decline_words(query, matches, slots)


def _is_loose_statement(query: Query, full: Sequence[Match], slots: Slots) -> bool:
    """Would a figure's name be answered by words of a sentence: "chi ngân sách" by how money is spent?"""
    is_asking = bool(slots.asks & TEXT_ASKS)
    return not is_asking and full[0].fact.is_statement and full[0].said < WHOLE and _names_indicator(query)


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


def _answer_named(query: Query, full: Sequence[Match], index: Index, context: Context) -> Answer:
    """The answer to a question that names something; where it names no place, for the place talked about or at home."""
    here = context.place or index.home_place
    slots = full[0].slots
    if len({m.fact.place for m in full}) > 1 and here and not (slots.places or slots.level):
        at_home = [m for m in full if not m.fact.place or same_place(m.fact.place, here)]
        if at_home:
            answer = _answer_in_place(query, at_home, index, context)
            said = ", ".join(part for part in (here, answer.carried) if part)
            return replace(answer, carried=said)
    return _answer_in_place(query, full, index, context)


def _answer_in_place(query: Query, full: Sequence[Match], index: Index, context: Context) -> Answer:
    top = full[0]
    if (several := _bare_noun_choices(query, full)) and not top.slots.is_follow_up:
        return offered(several)
    said = [m.covered for m in full if m.score >= TIE * top.score]
    numbers = [q for q in query.quantities if not any(_words_of(q, query) <= covered for covered in said)]
    stating = [m for m in full if any(is_number(m.fact, n) for n in numbers) and find_veto(m.fact, m.slots) is None]
    if len(stating) == 1 and top.slots.asks & TEXT_ASKS:
        return answered([Entry((stating[0].fact,))], (), reading_of(stating[0].fact))
    if numbers and "figure" in top.slots.asks and not top.slots.is_claim:
        described = [m for m in full if _states_all(m.fact, numbers)]
        if not described:
            return declined(Missing(words=", ".join(q.surface for q in numbers)), [m.fact for m in full[:MAX_CHOICES]])
        full = described
    if context.choices and top.slots.is_anaphora:
        chosen = [m for m in full if m.fact.id in context.choices]
        full = chosen or full
    if top.slots.is_follow_up and top.slots.is_open and context.facts:
        inherited = [replace(m, slots=_inherit(m.slots, context)) for m in full]
        answer = resolve(inherited, index, numbers)
        if answer.outcome is not Outcome.NOT_FOUND or not context.operation:
            return replace(answer, carried=", ".join(_carried_words(context)))
    return resolve(full, index, numbers)


def _states_all(fact: Fact, numbers: Sequence[Quantity]) -> bool:
    """Are the numbers that describe the thing asked for in its sentence: "200 ha đất ấy …"?"""
    values = {q.value for q in find_quantities(fact.sentence)}
    return all(number.value in values for number in numbers)


def _words_of(quantity: Quantity, query: Query) -> frozenset[int]:
    return frozenset(i for i in query.quantity_words if quantity.start <= query.words[i].token.start < quantity.end)


def _bare_noun_choices(query: Query, full: Sequence[Match]) -> list[Fact]:
    """The facts to choose from where a bare noun ("HTX", "HTX 2021") is part of many names; [] where it is enough."""
    slots = read_slots(query)
    if slots.asks or slots.scope or slots.kind or slots.measure or slots.unit or slots.operation or query.quantities:
        return []
    facts = [m.fact for m in full if not m.beside and find_veto(m.fact, m.slots) is None]
    whole = [m for m in full if m.said >= WHOLE]
    is_whole_label = any(
        m.name.is_label or (not _is_countable(query) and (not m.fact.is_statement or len(m.name.order) > 2))
        for m in whole
    )
    labels = {f.indicator for f in facts}
    return facts if len(labels) >= BARE_NOUN_LABELS and not is_whole_label else []


def _is_countable(query: Query) -> bool:
    """Are the hard words things to be counted, "HTX", rather than a measure by themselves, "GRDP"?"""
    aligned = align(query.surface(query.hard))
    unit = match_unit(aligned, 0, len(aligned.lower))
    return unit is not None and unit.kind == "count" and unit.end == len(aligned.lower)


def _carried_words(context: Context) -> list[str]:
    return list(context.periods[-2:] if context.operation else context.periods[-1:])


def _inherit(slots: Slots, context: Context) -> Slots:
    """The slots with what the chat was about where the question leaves it open."""
    periods = tuple(parse_period(code) for code in context.periods)
    operation = slots.operation or ("" if slots.measure else context.operation if slots.is_open else "")
    measure = slots.measure or ("" if operation or slots.unit else context.measure if slots.is_open else "")
    if slots.is_same_period or measure:
        kept = periods[-1:]
    elif operation in ("difference", "compare", "ratio", "sum"):
        kept = periods[-1:] if slots.base or slots.periods else periods[-2:]
    else:
        kept = () if slots.statuses and slots.statuses != {"plan"} else periods[-1:]
    own = slots.periods if slots.periods else kept
    if operation == "compare" and slots.periods and not slots.base:
        own = (*kept, *slots.periods)
    return replace(slots, periods=tuple(dict.fromkeys(own)), operation=operation, measure=measure)


def _answer_slots(query: Query, slots: Slots, index: Index, context: Context) -> Answer:
    """A question of slots alone: about what the chat was about, or too open to answer."""
    if context.choices and (slots.scope or slots.is_anaphora or slots.periods or slots.statuses):
        facts = [index.store.by_id[i] for i in context.choices if i in index.store.by_id]
        fitting = [f for f in facts if find_veto(f, slots) is None]
        fitting = [f for f in fitting if slots.scope in scopes_of(f)] or fitting if slots.scope else fitting
        if fitting and len(fitting) < len(facts):
            return (
                answered([Entry((fitting[0],))], (), reading_of(fitting[0])) if len(fitting) == 1 else offered(fitting)
            )
    if context.facts and not slots.is_open and not (query.quantities and not slots.measure):
        if slots.scope and (answer := _answer_rescoped(query, index, context)):
            return answer
        inherited = _inherit(slots, context)
        about = [_as_match(f, index, inherited) for f in _facts_talked_about(index, context)]
        if about:
            labels = dict.fromkeys(m.fact.indicator for m in about if m.fact.id in context.facts)
            return replace(resolve(about, index), carried=", ".join(labels))
    if query.quantities and "figure" not in slots.asks:
        return _look_up(query, slots, index)
    return _answer_bare_slots(slots, index)


def _facts_talked_about(index: Index, context: Context) -> list[Fact]:
    """The facts of the last answer and those that go by the same name: other periods of the same thing."""
    last = [index.store.by_id[i] for i in context.facts if i in index.store.by_id]
    labels = {f.indicator for f in last}
    same = [f for f in index.facts if f.indicator in labels]
    if len({f.period for f in same}) > 1 or not last:
        return same
    named = [f for n in index.names if last[0] in n.facts for f in n.facts if not f.is_statement]
    return list({f.id: f for f in (*same, *named)}.values())


def _answer_rescoped(query: Query, index: Index, context: Context) -> Answer | None:
    """ "còn tổng số?" after what is new: the same noun in the scope asked for; None if there is no such fact."""
    last = next((index.store.by_id[i] for i in context.facts if i in index.store.by_id), None)
    if last is None or not scopes_of(last):
        return None
    noun = strip_scope(last.indicator)
    asked = parse_queries(f"{query.text} {noun}", index)[0]
    matches = [m for m in find_matches(asked, index) if not m.unexplained]
    answer = resolve(matches, index) if matches and noun else None
    return replace(answer, carried=noun) if answer and answer.outcome is Outcome.ANSWERED else None


def _look_up(query: Query, slots: Slots, index: Index) -> Answer:
    """What the numbers of the question stand for; a claim about them that the report bears out matches."""
    found = find_numbers(query.quantities, replace(slots, kind="", scope="", unit=None), index)
    if found.outcome is not Outcome.ANSWERED or not slots.is_claim:
        return found
    return replace(found, entries=tuple(replace(e, verdict=Verdict.MATCH) for e in found.entries))


def _as_match(fact: Fact, index: Index, slots: Slots) -> Match:
    name = next(n for n in index.names if fact in n.facts)
    return Match(fact, name, 1.0, 1.0, frozenset(), frozenset(), frozenset(), slots)


def _answer_bare_slots(slots: Slots, index: Index) -> Answer:
    """Nothing is named: what fits the slots is offered, most likely first."""
    if not (slots.periods or slots.measure or slots.unit or slots.statuses or slots.scope):
        return Answer(Outcome.CHAT, topic="empty")
    pool = index.store.facts if slots.unit and slots.unit.kind == "percent" else index.facts
    fitting = list_facts(slots, index.store.facts) if slots.measure else []
    fitting = fitting or [f for f in pool if f.quantity and find_veto(f, slots) is None]
    if not fitting:
        return declined(Missing(words=_slot_words(slots), veto=Veto.PERIOD), [])
    return offered(fitting)


def _slot_words(slots: Slots) -> str:
    return "số liệu " + ", ".join(format_period(p) for p in slots.periods) if slots.periods else "mục được hỏi"


def _answer_many(query: Query, full: Sequence[Match], slots: Slots, index: Index) -> Answer | None:
    """A list or a ranking, of what is named or of everything that fits the slots."""
    if query.hard and not full:
        return None
    facts = [m.fact for m in full] if query.hard else list(index.store.facts)
    if slots.operation in ("max", "min"):
        ids = {f.id for f in facts}
        pool = [f for f in index.store.facts if f.id in ids or f.of in ids]
        return rank_facts(slots, index, pool)
    listed = list_facts(slots, facts)
    if not listed or not (slots.periods or slots.statuses or slots.measure or query.hard):
        return None
    return answered([Entry((f,)) for f in listed])


def _answer_statement(query: Query, slots: Slots, index: Index) -> Answer | None:
    if slots.asks_figure or slots.measure or slots.scope or query.quantities or _names_indicator(query):
        return None
    found = [f for f in find_statements(query, index) if fits_place(f.fact, slots)]
    return answered([Entry((found[0].fact,))], (), "") if found else None


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


def _answer_parts(query: Query, index: Index) -> Answer | None:
    """The question taken apart at "và" and commas, where that names more things; None if it does not."""
    parts = [p for p in _JOINT.split(query.text) if any(c.isalpha() for c in p)]
    if not 2 <= len(parts) <= MAX_QUESTIONS:
        return None
    slots = read_slots(query)
    measured = frozenset(i for c in query.cues if c.cue.slot in ("measure", "unit_ask", "level") for i in c.places)
    conditions = (*(query.text[m.start : m.end] for m in query.periods), query.surface(measured), *slots.places)
    shared = " ".join(condition for condition in conditions if condition)
    answers = []
    for part in parts:
        text = f"{shared} {part}" if shared not in part else part
        read = [(q, find_matches(q, index)) for q in parse_queries(text, index)]
        part_query, matches = _best_reading(read)
        answer = _answer_query(part_query, matches, index, Context())
        is_figure = bool(answer.facts) and not any(f.is_statement for f in answer.facts)
        if not is_figure and not _names_indicator(part_query):
            return None  # words that are no indicator may belong to the other parts: a place, a condition
        answers.append(answer)
    firsts = [a.entries[0].facts[0] for a in answers if a.entries]
    if slots.operation in ("difference", "ratio") and len(firsts) == len(answers) == 2:
        derived = compare(*firsts)
        return answered([Entry(tuple(firsts), derived)], (), reading_of(firsts[0])) if derived else None
    return join_answers(answers) if firsts else None


def _names_indicator(query: Query) -> bool:
    """Are the question's hard words all of one known statistical indicator?"""
    return bool(query.hard) and any(query.hard <= set(phrase.places) for phrase in query.known)


def _next_context(answer: Answer, query: Query, context: Context) -> Context:
    if answer.outcome is Outcome.CHAT:
        return context
    offers = tuple(f.id for f in answer.choices)
    if answer.outcome is Outcome.CHOOSE:
        return replace(context, choices=offers, offers=offers)
    if not answer.entries:
        named = {m.indicator for m in answer.missing} - {""}
        about = tuple(f.of or f.id for f in answer.choices if f.indicator in named)
        return replace(context, facts=about or context.facts, choices=(), offers=offers)
    slots = read_slots(query)
    following = _context_of(answer.entries[-1].facts, context)
    last = slots.base or (slots.periods[-1] if slots.periods else None)
    periods = following.periods
    if last is not None:
        code = format_period(last)
        periods = (*(p for p in periods if p != code), code)
    operation = slots.operation if slots.operation in ("difference", "compare", "ratio") else ""
    if answer.entries[-1].derived and not operation and answer.carried:
        operation = context.operation
    return replace(following, periods=periods, measure=slots.measure, operation=operation, offers=offers)


def _context_of(facts: Sequence[Fact], context: Context) -> Context:
    """A chat about those facts; periods talked about before stay while the thing is the same."""
    bases = [f.of or f.id for f in facts]
    said = [format_period(f.period) for f in reversed(facts) if f.period]
    periods = tuple(dict.fromkeys([*(p for p in context.periods if p not in said), *said]))[-4:]
    return Context(facts=tuple(dict.fromkeys(bases)), periods=periods, place=facts[0].place or context.place)
