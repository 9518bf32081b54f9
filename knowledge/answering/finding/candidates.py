"""The names a question may say, and their facts -> the few that are worth a look.

A name is worth a look by an upper bound of what its match can score: the weight of the question's words that it has,
and how much of the name they are. Of the facts of the names that remain, those of the places asked about come first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from knowledge.answering.finding.veto import fits_place
from knowledge.answering.index.index import Index, Name
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import Slots, read_slots
from knowledge.facts.record.fact import Fact
from knowledge.language.places.place_paths import name_of
from knowledge.language.times.period import Period, whole_year

MAX_NAMES = 64  # the best by their bound; with 32 nine of 770 answers about one report lost what they were made of
MAX_FACTS = 64  # of all names together
ELSEWHERE = 2  # facts of other places that a name keeps which has none of the place asked about
COMMON = 256  # names with a word: where rarer words have found enough, such a word alone finds no more
NAMED = 0.6  # of a name's score is how much of it is said
BEST = 0.9  # of the best bound: names with less are not looked for in all places
OVER_PLACES = ("list", "max", "min")  # what asks for all there are

Bounds = Mapping[int, float]  # number of a name -> what its match scores at most


def best_names(query: Query, index: Index, weights: Sequence[float]) -> Bounds:
    """The names that have a word of the question that tells, the best ones if there are many; weights: of its words."""
    telling = query.hard or frozenset(range(len(query.words)))
    said: dict[int, float] = {}
    explained: dict[int, float] = {}
    for i in sorted(telling, key=lambda i: _frequency(query.words[i].spellings, index)):
        trusts: dict[int, float] = {}
        for key, trust in query.words[i].spellings.items():
            weight = index.weigh(key) * trust
            named = index.names_by_word.get(key, [])
            if len(named) > COMMON and len(said) >= MAX_NAMES:
                named = [n for n in said if key in index.names[n].words]
            for n in named:
                said[n] = said.get(n, 0.0) + weight
                trusts[n] = max(trust, trusts.get(n, 0.0))
        for n, trust in trusts.items():
            explained[n] = explained.get(n, 0.0) + weights[i] * trust
    soft = sum(weights[i] for i in range(len(query.words)) if i not in telling)
    names = index.names
    bounds = ((n, explained[n] * (1 - NAMED + NAMED * min(1.0, (said[n] + soft) / names[n].weight))) for n in said)
    return dict(nlargest(MAX_NAMES, bounds, key=lambda item: item[1]))


def _frequency(spellings: Iterable[str], index: Index) -> int:
    """How many names have the word."""
    return sum(len(index.names_by_word.get(key, ())) for key in spellings)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a name's facts a question is after. places: as written, of those asked about or left to the chat."""

    places: tuple[str, ...]
    is_over_places: bool
    slots: Slots
    stating: frozenset[str]  # the ids of facts with a number of the question


def read_wanted(query: Query, index: Index, here: str) -> Wanted:
    """here: the place the chat is about."""
    slots = read_slots(query)
    paths = [*slots.places, *(step for path in slots.places for step in path.split(","))]
    paths += [name_of(mention) for mention in query.mentions]
    left = [place for place in (here, index.home_place) if place and not slots.places]
    places = {own: 0 for path in dict.fromkeys([*paths, *left]) for own in index.localities.written_like(path)}
    is_over_places = slots.asks_where or (slots.operation in OVER_PLACES and not places)
    stating = (fact.id for number in query.quantities for fact in index.with_number(number))
    return Wanted(("", *places), is_over_places, slots, frozenset(stating))


def choose_facts(bounds: Bounds, index: Index, wanted: Wanted) -> Mapping[int, Sequence[Fact]]:
    """Of each name the facts worth a look, in the reports' order; all of them where they are few."""
    whole = {n: index.names[n].facts for n in bounds}
    if not index.localities.is_many or _are_few(list(whole.values())):
        return whole
    ranked = sorted(bounds, key=lambda n: -bounds[n])
    best = [n for n in ranked if bounds[n] >= BEST * bounds[ranked[0]]]
    if wanted.is_over_places:
        return {n: index.names[n].facts for n in best}
    left = MAX_FACTS
    chosen: dict[int, list[Fact]] = {}
    for n in ranked:
        chosen[n] = _local(index.names[n], index, wanted)[:left]
        left -= len(chosen[n])
    others = {n: _elsewhere(index.names[n], index, wanted, chosen[n]) for n in ranked}
    for n in ranked:
        chosen[n] += [] if chosen[n] else islice(others[n], ELSEWHERE)
    for n in best if left == MAX_FACTS else ():  # of no place asked about: the best names are looked for in many
        chosen[n] += islice(others[n], MAX_FACTS // len(best))
    return {n: index.rows.in_order(facts) for n, facts in chosen.items()}


def _are_few(facts: Sequence[Sequence[Fact]]) -> bool:
    """Are they so few that all may be looked at, each counted once whatever its names?"""
    is_much = sum(map(len, facts)) > MAX_FACTS * MAX_NAMES / 2
    return not is_much and len({f.id for of_name in facts for f in of_name}) <= MAX_FACTS


def _local(name: Name, index: Index, wanted: Wanted) -> list[Fact]:
    """Its facts of the places asked about, and those that have a number of the question."""
    slots = wanted.slots
    found = index.rows.at(name, wanted.places)
    if slots.level and not slots.places:
        found = [fact for fact in name.facts if fits_place(fact, slots)]
    if wanted.stating and (ids := wanted.stating & index.rows.ids_of(name)):
        found = list({f.id: f for f in (*found, *(f for f in name.facts if f.id in ids))}.values())
    return sorted(found, key=lambda fact: not _may_fit(fact.period, slots.periods))


def _elsewhere(name: Name, index: Index, wanted: Wanted, taken: Sequence[Fact]) -> Iterator[Fact]:
    """Its other facts, of the time asked about before others, the newest first."""
    by_period = index.rows.by_period(name)
    ids = {fact.id for fact in taken}
    for period in sorted(by_period, key=lambda p: not _may_fit(p, wanted.slots.periods)):
        yield from (fact for fact in by_period[period] if fact.id not in ids)


def _may_fit(own: Period | None, asked: Sequence[Period]) -> bool:
    """May a fact of that time be asked about: of the very time, of a longer one, of the year a term ends with?"""
    if own is None or not asked:
        return True
    return any(own.contains(p) or (p.first[0] < p.year and own == whole_year(p.year)) for p in asked)
