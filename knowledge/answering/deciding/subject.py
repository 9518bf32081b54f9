"""What a chat is about narrows what an open question may mean: "thế còn ngô?" after "sản lượng thóc".

The subject is what was told last. A word that only measures ("diện tích?") is asked of the subject, and declined where
the subject has no such figure; offers just shown are picked by their own words.
"""

from collections.abc import Sequence
from functools import cache

from knowledge.answering.answer.answer import MAX_CHOICES, Answer, Missing, Outcome, declined
from knowledge.answering.answer.phrases import lower_first
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import find_veto, fits_place
from knowledge.answering.index.index import Index, framing_words, function_words
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots, read_slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.quantities.quantity import base_value
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys

SURE = 0.75  # trust of a spelling that picks an offer by its words
NAMED = 0.5  # of a name's weight: so much of it said is no mere measure
SAME_UNIT = 0.5  # of a telling word: what one unit adds to what two names share


def subject_of(index: Index, context: Context) -> Fact | None:
    """What was told last, or offered last where that was things told in words; None in a new chat."""
    told = (index.store.by_id.get(i) for i in (*context.told, *context.facts))
    offered = [f for i in context.choices if (f := index.store.by_id.get(i))]
    is_of_words = bool(offered) and all(fact.is_statement for fact in offered)
    return offered[0] if is_of_words else next((fact for fact in told if fact is not None), None)


def narrow(full: Sequence[Match], asked: Answer, query: Query, index: Index, context: Context) -> list[Match]:
    """Of the matches that were offered those whose name shares most with the subject; [] if none shares more.

    Of what was told in a list only what was told.
    """
    subject = subject_of(index, context)
    if len(context.told) > 1 and (listed := [m for m in full if m.fact.id in context.told and not m.beside]):
        return listed
    labels = list(dict.fromkeys(f.indicator for f in asked.choices))
    own = [m for m in full if m.fact.indicator in labels]
    if subject is None or asked.outcome is Outcome.ANSWERED or len(labels) < 2:
        return []
    near = {m.fact.indicator: _nearness(m.fact, subject, query, index) for m in own}
    best = max(near.values(), default=0.0)
    nearest = [label for label, value in near.items() if value == best]
    return [m for m in own if m.fact.indicator == nearest[0]] if best > 0 and len(nearest) == 1 else []


def _nearness(fact: Fact, subject: Fact, query: Query, index: Index) -> float:
    """The weight of the words that both names have and the question has not; more for one unit."""
    said = {key for word in query.words for key in word.spellings}
    shared = (_telling(fact.indicator) & _telling(subject.indicator)) - said
    if not shared:
        return 0.0
    return sum(index.weigh(key) for key in sorted(shared)) + SAME_UNIT * (_unit(fact) == _unit(subject))


def _unit(fact: Fact) -> str:
    return base_value(fact.quantity)[1] if fact.quantity else ""


def _telling(label: str) -> set[str]:
    return set(canonicalize(to_keys(label))) - function_words()


def decline_measure(query: Query, full: Sequence[Match], index: Index, context: Context) -> Answer | None:
    """That the subject has no such measure, and what there is; None if the question names more than a measure.

    "Diện tích?" after a thing that is told in words, or whose figures measure something else.
    """
    subject = subject_of(index, context)
    slots = read_slots(query)
    if subject is None or not subject.indicator or slots.places or slots.periods or not _is_measure(query):
        return None
    if not subject.is_statement and (slots.scope or max(m.said for m in full) >= NAMED):
        return None  # the words are a name of their own
    thing = _things(subject)
    of_subject = [m.fact for m in full if thing & _things(m.fact)]
    if of_subject or not thing:
        return None
    what = query.surface(query.hard)
    own = [subject, *(f for f in index.labelled(subject.indicator) if f.id != subject.id)]
    near = [*(f for f in own if f.quantity), *(m.fact for m in full if fits_place(m.fact, slots))]
    return declined(Missing(words=f"{what} của {lower_first(subject.indicator)}"), near[:MAX_CHOICES])


def decline_figure(slots: Slots, index: Index, context: Context) -> Answer | None:
    """That a thing told in words has no figure: "rộng bao nhiêu" of a quarter; None if the last was no such thing."""
    subject = subject_of(index, context)
    if subject is None or not subject.is_statement or not subject.indicator or not slots.asks_figure:
        return None
    return declined(Missing(words=f"con số về {lower_first(subject.indicator)}"), ())


def _is_measure(query: Query) -> bool:
    """Are the hard words only those that begin names and mean nothing alone: "diện tích", "sản lượng"?"""
    hard = [set(query.words[i].spellings) for i in sorted(query.hard)]
    return bool(hard) and any(
        len(keys) == len(hard) and all(key in word for key, word in zip(keys, hard, strict=True))
        for keys in _measures()
    )


def _things(fact: Fact) -> set[str]:
    """The words of the name that say what is measured."""
    keys = canonicalize(to_keys(fact.indicator))
    head = max((len(m) for m in _measures() if keys[: len(m)] == m), default=0)
    return set(keys[head:]) - function_words() - framing_words()


@cache
def _measures() -> tuple[Keys, ...]:
    """Heads of names that are no name alone, from tables/report/heads.tsv."""
    return tuple(to_keys(words) for words, _, shares in load_table("report/heads") if shares in ("yes", "measure"))


def pick_by_words(query: Query, index: Index, context: Context) -> Fact | None:
    """The only one of the offers shown whose name, time and status are those of the message; None if not one is."""
    offers = [f for i in context.offers if (f := index.store.find(i))]
    slots = read_slots(query)
    if len(offers) < 2 or slots.measure or slots.operation or query.quantities or not (query.hard or not slots.is_open):
        return None
    fitting = [f for f in offers if find_veto(f, slots) is None]
    by_label = [f for f in fitting if _says(query, (f.indicator,))]
    by_alias = [f for f in fitting if _says(query, (f.indicator, *f.aliases))]
    return next((found[0] for found in (by_label, by_alias) if len(found) == 1), None)


def _says(query: Query, names: Sequence[str]) -> bool:
    """Is every telling word of the question a word of those names?"""
    keys = {key for name in names for key in canonicalize(to_keys(name))}
    return all(any(query.words[i].trust(key) >= SURE for key in keys) for i in query.hard)
