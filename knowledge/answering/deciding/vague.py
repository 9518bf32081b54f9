"""A question too open to answer -> what it may mean: bare nouns, bare slots, bare numbers."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer.answer import Answer, Entry, Missing, Outcome, Verdict, declined, offered
from knowledge.answering.deciding.plans.claims import find_numbers, is_described, is_number
from knowledge.answering.deciding.plans.listing import list_facts
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import Veto, find_veto
from knowledge.answering.index.index import Index
from knowledge.answering.reading.claim import Claim, Kind, read_claims
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots, read_slots
from knowledge.facts.record.fact import Fact
from knowledge.language.numbers.unit import UnitMatch, match_unit
from knowledge.language.quantities.interval import Bound
from knowledge.language.text.aligned import align
from knowledge.language.times.period_mentions import format_period

BARE_NOUN_LABELS = 3  # a noun in so many names is no name of its own
WHOLE = 0.9  # of a name's weight: all of it was said, give or take a function word


def bare_noun_choices(query: Query, full: Sequence[Match]) -> list[Fact]:
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


def answer_bare_slots(slots: Slots, index: Index) -> Answer:
    """Nothing is named: what fits the slots is offered, most likely first."""
    if not (slots.periods or slots.measure or slots.unit or slots.statuses or slots.scope):
        return Answer(Outcome.CHAT, topic="empty")
    pool = index.facts_about(slots.places, slots.periods)
    fitting = list_facts(slots, pool) if slots.measure else []
    own = pool if slots.unit and slots.unit.kind == "percent" else [f for f in pool if f.relation is None]
    fitting = fitting or [f for f in own if f.quantity and find_veto(f, slots) is None]
    if not fitting:
        return declined(Missing(words=_slot_words(slots), veto=Veto.PERIOD), [])
    return offered(fitting)


def answer_open(query: Query, slots: Slots, index: Index) -> Answer | None:
    """What there is of the time asked about, or of the latest report; None if the question is not so open.

    "Năm 2021 làm được những gì", "mục tiêu 2022 là gì", "tóm tắt báo cáo": the chat does not make them narrower.
    """
    kinds = {c.cue.value for c in query.cues if c.cue.slot == "open"}
    if slots.is_follow_up or slots.is_anaphora or slots.operation or slots.measure or not kinds:
        return None
    if "summary" in kinds and not slots.periods:
        newest = max((f.issued for f in index.facts if f.quantity), default=None)
        return offered([f for f in index.facts if f.quantity and f.issued == newest])
    return answer_bare_slots(slots, index) if slots.periods else None


def _slot_words(slots: Slots) -> str:
    return "số liệu " + ", ".join(format_period(p) for p in slots.periods) if slots.periods else "mục được hỏi"


def look_up(query: Query, slots: Slots, index: Index) -> Answer:
    """What the numbers of the question stand for; a claim that is no more than its numbers is borne out by them."""
    claims = read_claims(query, slots, query.quantities) if slots.is_claim else ()
    if not all(c.bound is Bound.PLAIN and c.kind is Kind.LEVEL for c in claims):
        return Answer(Outcome.NOT_FOUND)
    scope = slots.scope if claims else ""  # "45 HTX mới đúng không" is not borne out by the 45 there are
    found = find_numbers(query.quantities, replace(slots, kind="", scope=scope, unit=None), index)
    if found.outcome is not Outcome.ANSWERED or not claims:
        return found
    is_sure = not any(c.is_negated or c.is_about_another for c in claims)
    told = (replace(e, verdict=Verdict.MATCH if is_sure and _states_all(e, claims) else None) for e in found.entries)
    return replace(found, entries=tuple(told))


def _states_all(entry: Entry, claims: Sequence[Claim]) -> bool:
    return all(is_number(f, c.number) or is_described(c.number, f) for f in entry.facts[:1] for c in claims)


def bare_unit(query: Query) -> UnitMatch | None:
    """The measure that is all the question says: "tỷ đồng"; None if it says more."""
    aligned = align(query.text.strip())
    unit = match_unit(aligned, 0, len(aligned.lower))
    return unit if unit and unit.end == len(aligned.lower) and unit.kind not in ("count", "time") else None
