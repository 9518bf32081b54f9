"""Text -> Query: the words of one question, and what each of them may be."""

from dataclasses import dataclass
from itertools import pairwise

from knowledge.answering.index.index import Index, framing_words, function_words
from knowledge.answering.reading.cues import (
    FoundCue,
    KnownPhrase,
    asked_units,
    find_contrasts,
    find_cues,
    find_denials,
    find_known,
    find_level,
)
from knowledge.answering.reading.negation import Negator, find_negators
from knowledge.answering.reading.spellings import spell
from knowledge.answering.reading.words import Word, find_words
from knowledge.language.places.own_names import find_own_name
from knowledge.language.places.place_mentions import PlaceMention, find_places
from knowledge.language.places.place_paths import asks_where, name_of
from knowledge.language.quantities.quantity import Quantity, find_quantities
from knowledge.language.text.tokens import Token, accented_key
from knowledge.language.times.period_mentions import PeriodMention, find_periods


@dataclass(frozen=True, slots=True)
class Query:
    """One question as read. hard: the places of words that only a fact's name or sentence can explain.

    negators: words that deny another one, which only a fact's own words can explain, too.
    known: the statistical indicators it names, longest first. place_words: of every place that may be meant.
    period_places: of each period, the places of its words and of the word before it, -1 if there is none.
    """

    text: str
    words: tuple[Word, ...]
    cues: tuple[FoundCue, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    mentions: tuple[PlaceMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    period_words: frozenset[int] = frozenset()
    quantity_words: frozenset[int] = frozenset()
    place_words: frozenset[int] = frozenset()
    hard: frozenset[int] = frozenset()
    known: tuple[KnownPhrase, ...] = ()
    negators: tuple[Negator, ...] = ()
    period_places: tuple[tuple[frozenset[int], int], ...] = ()
    asks_where: bool = False

    def surface(self, places: frozenset[int]) -> str:
        """Those words as typed, in order."""
        spans = dict.fromkeys((self.words[i].token.start, self.words[i].token.end) for i in sorted(places))
        return " ".join(self.text[start:end] for start, end in spans)


def parse_question(text: str, index: Index) -> Query:
    """One question as it is meant. Never raises because of `text`."""
    spelt, is_bare_text = spell(text, index)
    text = spelt.text
    words = find_words(spelt, index.vocabulary, is_bare_text, index.names_by_word.__contains__)
    tokens = [w.token for w in words]
    periods = tuple(find_periods(text, index.anchor))
    quantities = tuple(
        q for q in find_quantities(text) if not any(p.start < q.end and q.start < p.end for p in periods)
    )
    possible = find_places(tokens, index.own_names)
    possible += _find_own_places(tokens, possible, index)
    mentions = tuple(m for m in possible if m.is_sure or index.is_about(name_of(m)))
    period_words = _inside(tokens, [(p.start, p.end) for p in periods])
    quantity_words = _inside(tokens, [(q.start, q.end) for q in quantities])
    cues = [c for c in find_cues(words) if c.cue.slot != "ask" or not c.places <= quantity_words]  # "5 sao": no why
    place_words = frozenset(i for m in mentions for i in range(m.start, m.end))
    cues += find_level(words, place_words, index)
    soft = frozenset(i for c in cues if c.cue.slot != "negator" for i in c.places)
    soft |= find_denials(cues) | period_words | quantity_words | place_words
    framing = frozenset(i for c in cues if c.cue.slot in ("filler", "weak") for i in c.places)
    soft |= _inside(tokens, [(u.start, u.end) for u in asked_units(text, cues, words)])
    known = tuple(
        p for p in find_known(words, period_words | place_words) if len(p.places) > 1 or not p.needed & framing
    )
    needed = frozenset(i for phrase in known for i in phrase.needed)
    slot_words = frozenset(i for c in cues if c.cue.slot not in ("weak", "filler") for i in c.places)
    strong = slot_words | period_words | place_words | quantity_words
    weak = frozenset(i for c in cues if c.cue.slot == "weak" and len(c.places) == 1 for i in c.places)
    doubtful = frozenset(i for i in weak if is_bare_text and _is_ambiguous(words, i, index)) - strong
    hard = frozenset(range(len(words))) - soft | (needed - strong) | doubtful | find_contrasts(words, cues)
    taken = period_words | quantity_words | place_words
    negators = find_negators(text, words, cues, taken, lambda one, other: (one, other) in index.pairs)
    hard |= frozenset(negator.place for negator in negators)
    return Query(
        text=text,
        words=tuple(words),
        cues=tuple(cues),
        periods=periods,
        mentions=mentions,
        quantities=quantities,
        period_words=period_words,
        quantity_words=quantity_words,
        place_words=frozenset(i for m in possible for i in range(m.start, m.end)),
        hard=hard,
        known=known,
        negators=negators,
        period_places=tuple(_places_of(p, tokens) for p in periods),
        asks_where=asks_where(tokens),
    )


def _find_own_places(tokens: list[Token], found: list[PlaceMention], index: Index) -> list[PlaceMention]:
    """Places of the reports written small, where no name of an indicator has those words in a row: "mai châu"."""
    own, taken = index.own_names, {i for m in found for i in range(m.start, m.end)}
    more: list[PlaceMention] = []
    for at in range(len(tokens)):
        name = find_own_name(tokens, at, own)
        places = set(range(at, at + len(name.words))) if name else set()
        if name is None or len(name.words) == 1 or places & taken:
            continue
        keys = [accented_key(word) for word in name.words]
        if not any(pair in index.pairs for pair in pairwise(keys)):
            more.append(PlaceMention(at, at + len(name.words), name.name, "", True))
            taken |= places
    return more


def _places_of(period: PeriodMention, tokens: list[Token]) -> tuple[frozenset[int], int]:
    before = max((i for i, t in enumerate(tokens) if t.end <= period.start), default=-1)
    return _inside(tokens, [(period.start, period.end)]), before


def _inside(tokens: list[Token], spans: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(tokens) if any(start <= t.start and t.end <= end for start, end in spans))


def _is_ambiguous(words: list[Word], i: int, index: Index) -> bool:
    """May a word typed without accents, with its neighbour, be part of a name: "dan" in "tong dan", not in "dan cu"?"""
    pairs = [(words[j], words[j + 1]) for j in (i - 1, i) if 0 <= j < len(words) - 1]
    light = framing_words() | function_words()
    return any(
        (first, second) in index.pairs and not {first, second} <= light
        for one, other in pairs
        for first in one.spellings
        for second in other.spellings
    )
