"""Text -> Query: the words of one question, and what each of them may be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from knowledge.answering.index import Index, framing_words, function_words, indicator_phrases
from knowledge.answering.localities import own_names
from knowledge.answering.readings import find_readings, is_bare
from knowledge.answering.vocabulary import Spellings, Vocabulary
from knowledge.language.aligned import align
from knowledge.language.lexicon import Cue, Keys, contrast_words, load_cues, load_synonyms
from knowledge.language.period import PeriodMention, find_periods
from knowledge.language.place_paths import name_of
from knowledge.language.places import PlaceMention, find_places
from knowledge.language.quantity import Quantity, find_quantities
from knowledge.language.table import load_table
from knowledge.language.text import Token, accented_key, tokenize
from knowledge.language.unit import match_unit

OF = "cua4"
CUE_TRUST = 0.9  # a word with another spelling of its own is no function word: "cua" is not "của"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question and the known words it may stand for, with trust 0..1. {}: it is unknown."""

    token: Token
    spellings: Spellings

    def trust(self, key: str) -> float:
        """How likely the word is `key`; 0 if it cannot be."""
        return self.spellings.get(key, 0.0)


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue and the words of the question, by place, that make it."""

    cue: Cue
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class KnownPhrase:
    """Words of the question, by place, that name a statistical indicator; needed: those that carry its meaning."""

    places: tuple[int, ...]
    needed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Query:
    """One question as read. hard: the places of words that only a fact's name or sentence can explain.

    known: the statistical indicators it names, longest first. place_words: of every place that may be meant.
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

    def surface(self, places: frozenset[int]) -> str:
        """Those words as typed, in order."""
        spans = dict.fromkeys((self.words[i].token.start, self.words[i].token.end) for i in sorted(places))
        return " ".join(self.text[start:end] for start, end in spans)


def parse_queries(text: str, index: Index) -> list[Query]:
    """The ways to read one question, most likely first; at least one. Never raises because of `text`."""
    return [parse_query(reading, index, is_bare_text) for reading, is_bare_text in find_readings(text, index)]


def parse_loosely(query: Query, index: Index) -> Query:
    """The same question, allowing that a word is a slip for another known one."""
    return parse_query(query.text, index, is_bare(query.text), is_loose=True)


def parse_query(text: str, index: Index, is_bare_text: bool, is_loose: bool = False) -> Query:
    """The question as written. is_bare_text: it was typed without accents; is_loose: with slips into other words."""
    tokens = tokenize(text)
    spell = index.vocabulary.loose_spellings if is_loose else index.vocabulary.spellings
    words = [Word(t, spell(t, is_bare_text)) for t in tokens]
    words = _join_split(words, index.vocabulary, is_bare_text)
    words = _replace_synonyms(words)
    tokens = [w.token for w in words]
    periods = tuple(find_periods(_mend_times(text, words, index.vocabulary), index.anchor))
    quantities = tuple(
        q for q in find_quantities(text) if not any(p.start < q.end and q.start < p.end for p in periods)
    )
    possible = find_places(tokens, own_names(index.store))
    mentions = tuple(m for m in possible if m.is_sure or index.is_about(name_of(m)))
    period_words = _inside(tokens, [(p.start, p.end) for p in periods])
    quantity_words = _inside(tokens, [(q.start, q.end) for q in quantities])
    cues = [c for c in _find_cues(words) if c.cue.slot != "ask" or not c.places <= quantity_words]  # "5 sao": no why
    place_words = frozenset(i for m in mentions for i in range(m.start, m.end))
    cues += _find_level(words, place_words, index)
    soft = frozenset(i for c in cues for i in c.places) | period_words | quantity_words | place_words
    framing = frozenset(i for c in cues if c.cue.slot in ("filler", "weak") for i in c.places)
    soft |= _inside(tokens, [(u.start, u.end) for u in asked_units(text, cues, words)])
    known = tuple(
        p for p in _find_known(words, period_words | place_words) if len(p.places) > 1 or not p.needed & framing
    )
    needed = frozenset(i for phrase in known for i in phrase.needed)
    slot_words = frozenset(i for c in cues if c.cue.slot not in ("weak", "filler") for i in c.places)
    strong = slot_words | period_words | place_words | quantity_words
    weak = frozenset(i for c in cues if c.cue.slot == "weak" and len(c.places) == 1 for i in c.places)
    doubtful = frozenset(i for i in weak if is_bare_text and _is_ambiguous(words, i, index)) - strong
    hard = frozenset(range(len(words))) - soft | (needed - strong) | doubtful | _find_contrasts(words, cues)
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
    )


def _mend_times(text: str, words: list[Word], vocabulary: Vocabulary) -> str:
    """The text with misspelt words of time put right, letter for letter: "6 tháng đàu năm"."""
    for word in words:
        token = word.token
        if token.accented in vocabulary or text[token.start : token.end] != token.text:
            continue
        meant = max(word.spellings, key=word.trust, default="")
        written = _time_words().get(meant, "")
        if len(written) == len(token.text):
            text = text[: token.start] + written + text[token.end :]
    return text


@lru_cache(maxsize=1)
def _time_words() -> dict[str, str]:
    """The single words that build a period, by their canonical form."""
    words = (words for _, words, _ in load_table("period_words") if words.isalpha())
    return {accented_key(word): word for word in words}


def _join_split(words: list[Word], vocabulary: Vocabulary, is_bare_text: bool) -> list[Word]:
    """Unknown words that are two known ones written together, taken apart: "ngânsách"."""
    result: list[Word] = []
    for word in words:
        text = word.token.text
        parts = [] if word.spellings or len(text) < 5 else _split(word.token, vocabulary, is_bare_text)
        result.extend(parts or [word])
    return result


def _split(token: Token, vocabulary: Vocabulary, is_bare_text: bool) -> list[Word]:
    for i in range(2, len(token.text) - 1):
        middle = token.start + i
        halves = (Token(token.text[:i], token.start, middle), Token(token.text[i:], middle, token.end))
        found = [Word(h, vocabulary.spellings(h, is_bare_text)) for h in halves]
        if all(max(w.spellings.values(), default=0.0) >= CUE_TRUST for w in found):
            return found
    return []


def _replace_synonyms(words: list[Word]) -> list[Word]:
    """The words with every synonym in its canonical form; a replaced word keeps its place in the text."""
    result: list[Word] = []
    i = 0
    while i < len(words):
        match = _longest(words, i, load_synonyms(), lambda s: s.words)
        if match is None:
            result.append(words[i])
            i += 1
            continue
        span = words[i : i + len(match.words)]
        if match.words == match.canonical:
            result.extend(span)
            i += len(span)
            continue
        trust = min(w.trust(k) for w, k in zip(span, match.words, strict=True))
        start, end = span[0].token.start, span[-1].token.end
        result.extend(Word(Token(_plain(key), start, end), {key: trust}) for key in match.canonical)
        i += len(match.words)
    return result


def _plain(key: str) -> str:
    return key.rstrip("12345") or key


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A measured unit right after the words that ask for a number: "bao nhiêu tỷ"."""

    start: int
    end: int


def asked_units(text: str, cues: list[FoundCue], words: list[Word]) -> list[AskedUnit]:
    """The measures asked in; a count noun is not one of them, it names what is counted."""
    aligned = align(text)
    asking = {("ask", "figure"), ("operation", "difference")}
    ends = {words[max(c.places)].token.end for c in cues if (c.cue.slot, c.cue.value) in asking}
    found = [(end, match_unit(aligned, end, len(aligned.lower))) for end in sorted(ends)]
    return [AskedUnit(end, unit.end) for end, unit in found if unit and unit.kind not in ("count", "time")]


def _find_cues(words: list[Word]) -> list[FoundCue]:
    """Every cue in the words that is not part of a longer one."""
    found = []
    for i, word in enumerate(words):
        cues = [c for key, trust in word.spellings.items() if _is_sure(word, trust) for c in load_cues().get(key, ())]
        fitting = [c for c in cues if i + len(c.words) <= len(words) and _are(words[i : i + len(c.words)], c.words)]
        length = max((len(c.words) for c in fitting), default=0)
        found += [FoundCue(c, frozenset(range(i, i + length))) for c in fitting if len(c.words) == length]
    return [c for c in found if not any(c.places < other.places for other in found)]


def _longest(words: list[Word], i: int, by_first: dict[str, tuple[T, ...]], keys_of: Callable[[T], Keys]) -> T | None:
    best: T | None = None
    for first, trust in words[i].spellings.items():
        if not _is_sure(words[i], trust):
            continue
        for item in by_first.get(first, ()):
            keys = keys_of(item)
            if best is not None and len(keys) <= len(keys_of(best)):
                break
            if i + len(keys) <= len(words) and _are(words[i : i + len(keys)], keys):
                best = item
                break
    return best


def _is_sure(word: Word, trust: float) -> bool:
    """Short words are read as others only where just the accents are missing: too many are one letter apart."""
    return trust >= CUE_TRUST or len(word.token.text) >= 4


def _are(words: list[Word], keys: Keys) -> bool:
    trusts = [w.trust(k) for w, k in zip(words, keys, strict=True)]
    return min(trusts) > 0 and (min(trusts) >= CUE_TRUST or (len(keys) > 1 and sum(trusts) / len(trusts) >= 0.8))


def _inside(tokens: list[Token], spans: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(tokens) if any(start <= t.start and t.end <= end for start, end in spans))


@lru_cache(maxsize=1)
def _phrases_by_first() -> dict[str, tuple[Keys, ...]]:
    found: dict[str, set[Keys]] = {}
    for keys in indicator_phrases():
        if keys:
            found.setdefault(keys[0], set()).add(keys)
    return {first: tuple(sorted(all_keys, key=lambda k: (-len(k), k))) for first, all_keys in found.items()}


def _find_known(words: list[Word], taken: frozenset[int]) -> tuple[KnownPhrase, ...]:
    """The statistical indicators named; longest at each place, none inside another, none that ends in a `taken` word.

    taken: the words of periods and places.
    """
    found: list[KnownPhrase] = []
    i = 0
    while i < len(words):
        keys = _longest(words, i, _phrases_by_first(), lambda k: k)
        if keys is not None and i + len(keys) - 1 in taken and i not in taken:
            keys = _longest(words[: min(p for p in taken if p > i)], i, _phrases_by_first(), lambda k: k)
        if keys is None:
            i += 1
            continue
        places = tuple(range(i, i + len(keys)))
        start = next((at for at, key in enumerate(keys) if key not in framing_words()), 0)
        needed = frozenset(
            p for p, key in zip(places[start:], keys[start:], strict=True) if key not in function_words()
        )
        found.append(KnownPhrase(places, needed))
        i += len(keys)
    return tuple(sorted(found, key=lambda phrase: -len(phrase.places)))


def _find_level(words: list[Word], place_words: frozenset[int], index: Index) -> list[FoundCue]:
    """ "Xã có bao nhiêu …" speaks of the whole commune; "xã nông thôn mới" of things counted, as names have it."""
    if len(words) < 2 or 0 in place_words or words[0].token.accented not in _levels():
        return []
    key = words[0].token.accented
    is_counted = any((key, other) in index.pairs for other, trust in words[1].spellings.items() if trust > CUE_TRUST)
    return [] if is_counted else [FoundCue(_levels()[key], frozenset({0}))]


@lru_cache(maxsize=1)
def _levels() -> dict[str, Cue]:
    """The last word of each cue "của xã", "của tỉnh" -> the cue for it alone."""
    cues = (cue for group in load_cues().values() for cue in group if cue.slot == "level" and len(cue.words) == 2)
    return {cue.words[1]: replace(cue, words=cue.words[1:]) for cue in cues if cue.words[0] == OF}


def _find_contrasts(words: list[Word], cues: list[FoundCue]) -> frozenset[int]:
    """Words that turn a name into another one, where they are no part of a longer turn of speech ("ngoài ra")."""
    turns = frozenset(i for c in cues if len(c.places) > 1 for i in c.places)
    return frozenset(i for i, w in enumerate(words) if w.token.accented in contrast_words(is_asked=True)) - turns


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
