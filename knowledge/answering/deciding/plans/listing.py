"""Facts -> a list or a ranking of those that fit the slots."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer.answer import Answer, Entry, Missing, answered, declined, join_answers, offered
from knowledge.answering.answer.arithmetic import Derived, Operation, share_of_base
from knowledge.answering.answer.judging import judge
from knowledge.answering.answer.order import actual_first
from knowledge.answering.deciding.one_place import place_here, say_aloud
from knowledge.answering.deciding.plans.changes import PLAN_RELATIONS, PREVIOUS_RELATIONS
from knowledge.answering.deciding.plans.evidence import find_evidence
from knowledge.answering.finding.veto import Veto, find_veto, fits_place, is_rank
from knowledge.answering.index.index import Index, framing_words, function_words
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.claim import Claim, Kind, read_aim
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.text.tokens import to_keys


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be listed. aim: what each must bear out; words: as it was asked for."""

    slots: Slots
    aim: Claim | None
    is_named: bool
    words: str


def answer_many(query: Query, slots: Slots, index: Index, context: Context, among: Sequence[Fact]) -> Answer | None:
    """A list or a ranking of the facts of one place: the one named, the chat's, the home, the only one; else a choice.

    None where nothing fits, or nothing is asked for but all there is.
    """
    aim = read_aim(query, slots)
    if aim and aim.kind is Kind.CHANGE and not slots.measure:
        slots = replace(slots, measure="previous")  # "chỉ tiêu nào tăng mạnh nhất"
    wanted = _Wanted(slots, aim, bool(query.hard), query.text.strip(" ?!."))
    by_place: dict[str, list[Fact]] = {}
    for fact in among:
        if fits_place(fact, slots):
            by_place.setdefault(localities_of(index.store).whole_of(fact), []).append(fact)
    answers = {whole: _list_or_rank(wanted, index, facts) for whole, facts in by_place.items()}
    told = {whole: answer for whole, answer in answers.items() if answer}
    if not told:
        return None
    if here := place_here(told, slots, index, context) if len(by_place) > 1 else "":
        return say_aloud(told[here], here, index, context)
    if len(told) == 1 or len(slots.places) > 1:
        return join_answers(list(told.values()))
    firsts = [answer.entries[0].facts[0] for answer in told.values() if answer.entries]
    return replace(offered(firsts), asks_place=True) if firsts else next(iter(told.values()))


def _list_or_rank(wanted: _Wanted, index: Index, facts: Sequence[Fact]) -> Answer | None:
    slots, aim = wanted.slots, wanted.aim
    listed = list_facts(slots, facts)
    meeting = [f for f in listed if aim is None or _meets(f, aim, index)]
    if listed and not meeting:
        return declined(Missing(words=wanted.words), listed)
    if slots.operation in ("max", "min"):
        return rank_facts(slots, aim, index, meeting)
    if not listed or not (aim or slots.periods or slots.statuses or slots.measure or wanted.is_named):
        return None
    return answered([Entry((f,)) for f in meeting])


def _meets(comparison: Fact, aim: Claim, index: Index) -> bool:
    """Does the comparison bear out what the things listed must be: "không đạt kế hoạch", "giảm"?"""
    return any(judge(aim, one) for one in find_evidence(aim, comparison, (), index))


def rank_facts(slots: Slots, aim: Claim | None, index: Index, among: Sequence[Fact]) -> Answer | None:
    """The highest or lowest of figures that can be compared: attainment, growth, or one unit; None if they cannot.

    Of what falls the lowest share has fallen most.
    """
    shares = {f.id: share for f in among if (share := share_of_base(f)) is not None}
    pool = [f for f in among if f.id in shares]
    if not slots.measure or len(pool) < 2:
        return answered([Entry((f,)) for f in among]) if aim and among else None
    is_falling = aim is not None and aim.kind is Kind.CHANGE and aim.direction == "down"
    values = sorted({shares[f.id] for f in pool}, reverse=(slots.operation == "max") != is_falling)
    if slots.rank > len(values):
        return None
    best = [f for f in pool if shares[f.id] == values[slots.rank - 1]]
    rest = sorted((f for f in pool if f not in best), key=lambda f: values.index(shares[f.id]))
    operation = Operation.MAX if slots.operation == "max" else Operation.MIN
    quantity = best[0].quantity
    is_extreme = slots.rank == 1 and not is_falling
    derived = (Derived(operation, quantity.value, quantity.unit),) if quantity and is_extreme else ()
    bases = [index.store.by_id[f.of] for f in best if f.of]
    return answered([Entry((*best, *bases), derived)], tuple(rest))


def list_facts(slots: Slots, among: Sequence[Fact]) -> list[Fact]:
    """The figures that fit the slots, in the report's order; comparisons only where a measure is asked for."""
    relations = PREVIOUS_RELATIONS if slots.measure == "previous" else PLAN_RELATIONS if slots.measure else (None,)
    return [f for f in among if f.relation in relations and f.quantity and find_veto(f, slots) in (None, Veto.UNIT)]


def find_ranks(fact: Fact, slots: Slots, index: Index) -> list[Fact]:
    """The ranks that are stated of what the fact counts ("Thứ hạng giải ngân" of "Giải ngân"), the newest first."""
    light = framing_words() | function_words()
    needed = set(canonicalize(to_keys(fact.indicator))) - light
    labels = [n for n in index.labels if is_rank(n) and needed <= set(canonicalize(to_keys(n)))]
    stated = [f for label in labels for f in index.labelled(label) if find_veto(f, slots) is None]
    return sorted(stated, key=actual_first) if needed else []
