"""Words -> the phrases in them: cues (words that ask, compare, or say how something is counted) and official
indicators.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.index.index import Index, framing_words, function_words, indicator_phrases
from knowledge.answering.reading.words import CUE_TRUST, Word, are, find_longest, is_sure
from knowledge.language.lexicon.cues import Cue, load_cues
from knowledge.language.lexicon.synonyms import contrast_words, load_synonyms
from knowledge.language.numbers.unit import match_unit
from knowledge.language.text.aligned import align
from knowledge.language.text.tokens import Keys

OF = "cua4"  # của


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue and the words of the question, by place, that make it."""

    cue: Cue
    places: frozenset[int]


def find_cues(words: list[Word]) -> list[FoundCue]:
    """Every cue in the words that is not part of a longer one."""
    found = []
    for i, word in enumerate(words):
        cues = [c for key, trust in word.spellings.items() if is_sure(word, trust) for c in load_cues().get(key, ())]
        fitting = [c for c in cues if i + len(c.words) <= len(words) and are(words[i : i + len(c.words)], c.words)]
        fitting = [c for c in fitting if c.slot != "level" or not (i and _ends_name(words[i - 1], c))]
        length = max((len(c.words) for c in fitting), default=0)
        found += [FoundCue(c, frozenset(range(i, i + length))) for c in fitting if len(c.words) == length]
    return [c for c in found if not any(c.places < other.places for other in found)]


def _ends_name(before: Word, level: Cue) -> bool:
    """Is the word that names a level the end of a name's words: "xã" in "hợp tác xã thì sao"?"""
    return any((key, level.words[0]) in _name_pairs() for key in before.spellings)


@lru_cache(maxsize=1)
def _name_pairs() -> frozenset[tuple[str, str]]:
    """Neighbours in the names that synonyms stand for."""
    synonyms = (synonym for group in load_synonyms().values() for synonym in group)
    return frozenset(pair for synonym in synonyms for pair in pairwise(synonym.canonical))


def find_level(words: list[Word], place_words: frozenset[int], index: Index) -> list[FoundCue]:
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


def find_contrasts(words: list[Word], cues: list[FoundCue]) -> frozenset[int]:
    """Words that turn a name into another one, where they are no part of a longer turn of speech ("ngoài ra")."""
    turns = frozenset(i for c in cues if len(c.places) > 1 for i in c.places)
    return frozenset(i for i, w in enumerate(words) if i and w.token.accented in contrast_words(is_asked=True)) - turns


def find_denials(cues: list[FoundCue]) -> frozenset[int]:
    """Negators right before what a figure is said to do: "chẳng tăng", not "chẳng hoạt động"."""
    doing = {min(c.places) for c in cues if c.cue.slot in ("measure", "direction", "bound")}
    return frozenset(i for c in cues if c.cue.slot == "negator" and max(c.places) + 1 in doing for i in c.places)


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


@dataclass(frozen=True, slots=True)
class KnownPhrase:
    """Words of the question, by place, that name a statistical indicator; needed: those that carry its meaning."""

    keys: Keys
    places: tuple[int, ...]
    needed: frozenset[int]


def find_known(words: list[Word], taken: frozenset[int]) -> tuple[KnownPhrase, ...]:
    """The statistical indicators named; longest at each place, none inside another, none that ends in a `taken` word.

    taken: the words of periods and places.
    """
    found: list[KnownPhrase] = []
    i = 0
    while i < len(words):
        keys = find_longest(words, i, _phrases_by_first(), lambda k: k)
        if keys is not None and i + len(keys) - 1 in taken and i not in taken:
            keys = find_longest(words[: min(p for p in taken if p > i)], i, _phrases_by_first(), lambda k: k)
        if keys is None:
            i += 1
            continue
        places = tuple(range(i, i + len(keys)))
        start = next((at for at, key in enumerate(keys) if key not in framing_words()), 0)
        needed = frozenset(
            p for p, key in zip(places[start:], keys[start:], strict=True) if key not in function_words()
        )
        found.append(KnownPhrase(keys, places, needed))
        i += len(keys)
    return tuple(sorted(found, key=lambda phrase: -len(phrase.places)))


@lru_cache(maxsize=1)
def _phrases_by_first() -> dict[str, tuple[Keys, ...]]:
    found: dict[str, set[Keys]] = {}
    for keys in indicator_phrases():
        if keys:
            found.setdefault(keys[0], set()).add(keys)
    return {first: tuple(sorted(all_keys, key=lambda k: (-len(k), k))) for first, all_keys in found.items()}
