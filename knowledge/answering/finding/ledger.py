"""A question and a match -> the ledger: for each word what explains it, or which kind of nothing it is.

"bao nhiêu cán bộ hưu trí đọc tin này" against "số cán bộ": "cán bộ" the name, "hưu trí" a qualifier, "tin" aside.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from knowledge.answering.finding.match import Match
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.words import are
from knowledge.language.lexicon.cues import by_first
from knowledge.language.lexicon.synonyms import canonicalize, contrast_words
from knowledge.language.places.gazetteer import find_place
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys

MAX_NAME = 4  # words of a place's name
_PUNCTUATION = ",;:.?!()"


class Kind(StrEnum):
    """What a word is to a fact; the rows of tables/question/ledger.tsv."""

    NAME = "name"
    BESIDE = "beside"
    SLOT = "slot"
    FRAME = "frame"
    TITLE = "title"
    NEGATOR = "negator"
    CONTRAST = "contrast"
    NUMBER = "number"
    PLACE = "place"
    INDICATOR = "indicator"
    JOINT = "joint"
    QUALIFIER = "qualifier"
    INSIDE = "inside"
    LEADING = "leading"
    UNKNOWN = "unknown"
    ASIDE = "aside"


@cache
def effect_of(kind: Kind) -> str:
    """ "explained", "veto", "offer" or "cost". Raises StopIteration if the table has no row for the kind."""
    return next(effect for name, effect in load_table("question/ledger") if name == kind)


@dataclass(frozen=True)
class Ledger:
    """The kind of each word of the question, by its place."""

    kinds: tuple[Kind, ...]

    def places(self, effect: str) -> frozenset[int]:
        """The places of the words with that effect."""
        return frozenset(i for i, kind in enumerate(self.kinds) if effect_of(kind) == effect)

    @cached_property
    def is_vetoed(self) -> bool:
        return bool(self.places("veto"))

    @cached_property
    def is_doubtful(self) -> bool:
        """Does a word stand in the clause that names what is asked for, so that it may be another thing?"""
        return bool(self.places("offer"))

    @cached_property
    def left(self) -> frozenset[int]:
        """The places of the words that nothing explains."""
        return frozenset(range(len(self.kinds))) - self.places("explained")


def read_ledger(query: Query, match: Match) -> Ledger:
    """The ledger of the question against one fact."""
    title = _keys_of(match.fact.title)
    return Ledger(tuple(_kind(query, match, i, title) for i in range(len(query.words))))


def _kind(query: Query, match: Match, i: int, title: frozenset[str]) -> Kind:
    if i in match.joint:
        return Kind.JOINT
    if i not in match.unexplained:
        return _explained(query, match, i)
    if any(negator.place == i for negator in query.negators):
        return Kind.NEGATOR
    word = query.words[i]
    if word.token.accented in contrast_words(is_asked=True):
        return Kind.CONTRAST
    if word.token.text[0].isdigit():
        return Kind.NUMBER
    if i in query.place_words or _may_be_place(query, i):
        return Kind.PLACE
    if any(i in phrase.needed and not phrase.needed & match.covered for phrase in query.known):
        return Kind.INDICATOR
    kind = _stands(query, match, i)
    if kind is Kind.ASIDE and any(key in title for key in word.spellings):
        return Kind.TITLE
    return Kind.UNKNOWN if kind is Kind.ASIDE and not word.spellings else kind


def _may_be_place(query: Query, i: int) -> bool:
    """Is the word one of a listed name of several words, however it is typed: "thai nguyen"?"""
    tokens = [word.token for word in query.words]
    found = ((at, find_place(tokens, at)) for at in range(max(0, i - MAX_NAME + 1), i + 1))
    return any(place and len(place.words) > 1 and i < at + len(place.words) for at, place in found)


def _explained(query: Query, match: Match, i: int) -> Kind:
    if i in match.covered:
        return Kind.NAME
    if i in match.beside:
        return Kind.BESIDE
    is_slot = any(i in c.places and c.cue.slot not in ("filler", "weak") for c in query.cues)
    return Kind.SLOT if is_slot or i in query.period_words | query.quantity_words | query.place_words else Kind.FRAME


def _stands(query: Query, match: Match, i: int) -> Kind:
    """Where an unexplained word stands to the words of the name in its clause."""
    own = _clause_of(query, i)
    said = [place for place in match.covered & query.hard if place in own]
    if not said:
        return Kind.ASIDE
    if i > max(said):
        return Kind.QUALIFIER
    return Kind.LEADING if i < min(said) else Kind.INSIDE


def _clause_of(query: Query, i: int) -> range:
    """The places of the clause that a word is in: up to punctuation or a word that begins another clause."""
    starts = [at for at in range(1, len(query.words)) if begins_clause(query, at)]
    first = max((at for at in starts if at <= i), default=0)
    return range(first, min((at for at in starts if at > i), default=len(query.words)))


def begins_clause(query: Query, at: int) -> bool:
    """Does another clause begin with the word: behind punctuation, or by what it is?"""
    between = query.text[query.words[at - 1].token.end : query.words[at].token.start]
    if any(char in _PUNCTUATION for char in between):
        return True
    return any(
        at + len(keys) <= len(query.words) and are(list(query.words[at : at + len(keys)]), keys)
        for key in query.words[at].spellings
        for keys in _clause_words().get(key, ())
    )


@cache
def _clause_words() -> dict[str, tuple[Keys, ...]]:
    return by_first([to_keys(words) for (words,) in load_table("question/clause_words")], lambda keys: keys)


@lru_cache(maxsize=4096)
def _keys_of(text: str) -> frozenset[str]:
    return frozenset(canonicalize(to_keys(text)))
