"""A question as typed -> as meant: each word with what it may stand for, the best path chosen by what phrases allow.

What is no syllable is read for the words one slip away. A syllable is read for another only where its neighbours are
strange to it and foretell the other: "hợ tác xã" is hợp tác xã, "bán lẻ xăng dầu" stays as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise, product

from knowledge.language.spelling.abbreviations import Expansion, find_expansions
from knowledge.language.spelling.keystrokes import bare_letters, with_case
from knowledge.language.spelling.lattice import TIGHT, Kind, Reading, best_path, join_cost
from knowledge.language.spelling.phrases import NUMBER, Phrases
from knowledge.language.spelling.slips import OTHER_LETTER, TWICE, slip_cost
from knowledge.language.spelling.vocabulary import OTHER_ACCENT, Spellings, Vocabulary
from knowledge.language.text.syllables import is_folded_syllable, is_syllable, write_key
from knowledge.language.text.tokens import Keys, Token, accented_key, fold, to_keys

UNKNOWN, NO_WORD = 0.7, 3.0  # cost of a syllable, and of no syllable, that is not known and stays as typed
REPAIR, SLIP, PARTS, SHORT, KEYS = 1.0, 1.2, 1.3, 0.3, 0.1  # cost of reading it otherwise
RANK, OTHER_CASE = 0.35, 0.5  # cost of each reading of an abbreviation that the table has before; of capitals amiss
NAMED, ASKING = 0.4, 0.3  # how much cheaper it is where names have its words in a row; where it is a turn of asking
INITIALS = 0.4  # cost of not writing out a known abbreviation
STRANGE_KEYS = 0.8  # cost of keystrokes that make no known word
TELLING = 0.3  # cost of a slip for a word that names something itself
MARGIN = 0.45  # a reading that costs so much more is not meant
SUPPORTED, RIVALLED, ALONE = 0.95, 0.8, 0.78  # trust in a repair that a neighbour bears out; one of several; else
TOLD = 0.5  # how surely a neighbour must tell a word that takes more than a slip of a finger
STRANGE = 10  # words of a question that are read otherwise; more of them are no slips
HALF = 0.3  # cost of reading half a word otherwise
KEPT = 6  # repairs that no neighbour bears out that are tried
MANY = 6  # words that one may be: more say nothing
SHORT_WORD, SHORT_EXTRA = 2, 0.5  # letters of a word that is near too many others; cost of reading it for one
MIN_SPLIT = 4  # letters of two words glued together
MAX_WORD = 14  # letters of a word that is repaired

Near = Callable[[tuple[frozenset[str], ...]], bool]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text as meant. doubts: by the place of a word that stays as typed, what it may be, with trust."""

    text: str
    doubts: dict[int, Spellings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as typed, and what is known of its words before they are read together.

    keys: keystrokes decoded, by the places of their tokens; short: abbreviations; find_places: the tokens of places.
    """

    text: str
    tokens: Sequence[Token]
    is_bare: bool
    keys: dict[int, str]
    short: Sequence[Expansion]
    find_places: Callable[[], frozenset[int]] = frozenset


class Speller:
    """Reads questions by the words of an index and the phrases they stand in."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        names: Vocabulary,
        phrases: Phrases,
        frame: frozenset[Keys],
        is_said: Callable[[str, str], bool],
    ) -> None:
        """names: words of places. frame: turns of asking. is_said: do two words stand so in a sentence of a report?"""
        self._vocabulary = vocabulary
        self._names = names
        self._phrases = phrases
        self._frame = frame
        self._is_said = is_said
        self._halves = lru_cache(maxsize=8192)(self._half)
        self._near_repairs = lru_cache(maxsize=8192)(self._find_repairs)
        self._near_slips = lru_cache(maxsize=8192)(self._find_slips)

    def spell(self, typed: Typed) -> Spelt:
        """The text as meant; what is not sure stays as typed and is a doubt."""
        plain = [self._as_typed(typed, i) for i in range(len(typed.tokens))]
        strange = [i for i, reading in enumerate(plain) if reading.cost or self._is_alone(plain, i)]
        readings = [[reading] for reading in plain]
        for expansion in typed.short:
            readings[expansion.start] += self._write_out(expansion)
        for i, word in typed.keys.items():
            readings[i] += self._decode(i, word)
        decoded = {i for i, word in typed.keys.items() if accented_key(word) in self._vocabulary}
        kept = typed.find_places() if strange else frozenset()
        near = [[word for reading in here for word in (reading.words[:1] + reading.words[-1:])] for here in readings]
        for i in strange[:STRANGE]:
            if i not in decoded and not (i in kept and plain[i].cost < NO_WORD):
                is_near = self._near(near[i - 1] if i else [], near[i + 1] if i + 1 < len(near) else [])
                readings[i] += self._read_otherwise(typed, i, plain[i], is_near)
        if all(len(here) == 1 for here in readings):
            return Spelt(typed.text)
        path = best_path(readings, self._phrases)
        return self._write(typed, path, readings)

    def _near(self, before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> Near:
        """Do words stand beside those before or after them in some phrase?"""
        has = self._phrases.has
        last, following = [key for one in before for key in one], [key for one in after for key in one]

        def is_near(words: tuple[frozenset[str], ...]) -> bool:
            is_after = any(has(a, b) for b in words[0] for a in last)
            return is_after or any(has(a, b) for a in words[-1] for b in following)

        return is_near

    def _as_typed(self, typed: Typed, i: int) -> Reading:
        token = typed.tokens[i]
        if token.text[0].isdigit():
            return Reading(i, i + 1, token.text, (frozenset({NUMBER}),), 0.0, Kind.TYPED)
        found = self._vocabulary.spellings(token, typed.is_bare)
        sure = frozenset(key for key, trust in found.items() if trust >= OTHER_ACCENT)
        cost = 0.0
        if not self._vocabulary.is_written_right(token) and not self._names.is_written_right(token):
            cost = UNKNOWN if _is_legal(token.text) or token.text.isupper() else NO_WORD
        elif not _is_legal(token.text) and any(e.start == i for e in typed.short):
            cost = INITIALS
        return Reading(i, i + 1, token.text, (sure or frozenset({token.accented}),), cost, Kind.TYPED)

    def _is_alone(self, plain: Sequence[Reading], i: int) -> bool:
        """Does the word follow and precede no neighbour in any phrase?"""
        pairs = [(plain[j], plain[j + 1]) for j in (i - 1, i) if 0 <= j < len(plain) - 1]
        known = [pair for pair in pairs if max(pair[0].cost, pair[1].cost) < NO_WORD]
        if not plain[i].text[0].isalpha() or not known:
            return False
        return not any(join_cost(one, other, self._phrases) for one, other in known)

    def _write_out(self, expansion: Expansion) -> list[Reading]:
        found = []
        for rank, text in enumerate(expansion.readings):
            keys = to_keys(text)
            words = tuple(frozenset({key}) for key in keys)
            is_named = len(keys) > 1 and all(self._phrases.names(a, b) for a, b in pairwise(keys))
            is_odd = rank < len(expansion.in_case) and not expansion.in_case[rank]
            cost = SHORT + RANK * rank + OTHER_CASE * is_odd - NAMED * is_named - ASKING * (keys in self._frame)
            found.append(Reading(expansion.start, expansion.end, text, words, cost, Kind.SHORT))
        return found

    def _decode(self, i: int, word: str) -> list[Reading]:
        key = accented_key(word)
        cost = KEYS if key in self._vocabulary or key in self._names else STRANGE_KEYS
        return [Reading(i, i + 1, word, (frozenset({key}),), cost, Kind.KEYS)]

    def _read_otherwise(self, typed: Typed, i: int, plain: Reading, is_near: Near) -> list[Reading]:
        token = typed.tokens[i]
        word = token.text
        if not word.isalpha() or not 2 <= len(word) <= MAX_WORD or (word.isupper() and not typed.text.isupper()):
            return self._parts(typed, i) if plain.cost >= NO_WORD and word.isalpha() else []
        if typed.is_bare and any((key,) in self._frame for key in plain.words[0]):
            return []  # without accents a short word is near too many
        if plain.cost >= NO_WORD:
            return [*self._repairs(i, word, is_near), *self._parts(typed, i)]
        return self._slips(i, word, typed.is_bare, is_near)

    def _repairs(self, i: int, word: str, is_near: Near) -> list[Reading]:
        """The known words that what is no syllable may be."""
        found = self._near_repairs(word)
        kept = [key for key, _ in found if is_near((frozenset({key}),))]
        kept += [key for key, _ in found if key not in kept][:KEPT]
        return [
            Reading(i, i + 1, with_case(write_key(key), word), (frozenset({key}),), REPAIR + cost, Kind.REPAIR)
            for key, cost in found
            if key in kept
        ]

    def _find_repairs(self, word: str) -> tuple[tuple[str, float], ...]:
        """Keys and what they cost, the cheapest first."""
        found: dict[str, float] = {}
        own = SHORT_EXTRA if len(word) <= SHORT_WORD else 0.0
        for form, extra in dict.fromkeys(((word, own), (bare_letters(word), own + 0.2))):
            for key in (*self._vocabulary.near(form), *self._names.near(form)):
                cost = slip_cost(form, key) + extra
                if cost < TWICE + extra or len(word) > 4:
                    found[key] = min(cost, found.get(key, cost))
        return tuple(sorted(found.items(), key=lambda pair: pair[1]))

    def _slips(self, i: int, word: str, is_bare: bool, is_near: Near) -> list[Reading]:
        """The known words that a syllable strange to its neighbours may be, if they foretell one."""
        least = TOLD if is_bare and self._vocabulary.has_folded(word) else TIGHT
        return [
            Reading(
                i,
                i + 1,
                with_case(write_key(key), word),
                (frozenset({key}),),
                SLIP + cost,
                Kind.SLIP,
                least if is_finger else TOLD,
            )
            for key, cost, is_finger in self._near_slips(word)
            if is_near((frozenset({key}),))
        ]

    def _find_slips(self, word: str) -> tuple[tuple[str, float, bool], ...]:
        """Keys, what they cost, and whether it takes no more than a slip of a finger, a tone or a sound."""
        own = accented_key(word)
        extra = TELLING if own in self._vocabulary.telling else 0.0
        same = fold(own) if is_plain(word) else ""  # without accents the word may be all of its letters anyhow
        costs = {key: slip_cost(word, key) for key in self._vocabulary.near(word) if key != own}
        return tuple(
            (key, extra + cost / 2, cost < OTHER_LETTER)
            for key, cost in costs.items()
            if cost < TWICE and fold(key).rstrip("12345") != same
        )

    def _parts(self, typed: Typed, i: int) -> list[Reading]:
        """Two words glued together, as they are or one of them misspelt or short: "ngânsách", "sảnphẫm", "lênbn"."""
        word = typed.tokens[i].text
        found = []
        for at in range(2, len(word) - 1) if MIN_SPLIT <= len(word) <= 2 * MAX_WORD else ():
            if one := self._halves(word[:at], typed.is_bare):
                found += self._glued(i, one, self._halves(word[at:], typed.is_bare))
        return found

    def _glued(self, i: int, one: Sequence[Reading], other: Sequence[Reading]) -> list[Reading]:
        found = []
        for a, b in product(one, other):
            if a.kind is b.kind is Kind.REPAIR:
                continue
            worth = join_cost(a, b, self._phrases)
            if worth or (a.kind is not Kind.REPAIR and b.kind is not Kind.REPAIR):
                cost = PARTS + a.cost + b.cost + worth
                found.append(Reading(i, i + 1, f"{a.text} {b.text}", (*a.words, *b.words), cost, Kind.PARTS))
        return found

    def _half(self, text: str, is_bare: bool) -> list[Reading]:
        """What the half of a word may be: a known word, an abbreviation, a word that sounds or looks like it."""
        token = Token(text, 0, len(text))
        short = [reading for e in find_expansions([token]) for reading in self._write_out(e) if reading.words]
        if short and not _is_legal(text):
            return [replace(reading, cost=reading.cost + SHORT) for reading in short[:2]]
        if self._vocabulary.is_written_right(token):
            spellings = self._vocabulary.spellings(token, is_bare)
            sure = frozenset(key for key, trust in spellings.items() if trust >= OTHER_ACCENT)
            return [Reading(0, 1, text, (sure,), 0.0, Kind.TYPED)]
        near = {key: slip_cost(text, key) for key in self._vocabulary.near(text)}
        return [
            Reading(0, 1, write_key(key), (frozenset({key}),), HALF + cost, Kind.REPAIR)
            for key, cost in near.items()
            if cost < OTHER_LETTER
        ]

    def _write(self, typed: Typed, path: Sequence[Reading], readings: Sequence[Sequence[Reading]]) -> Spelt:
        pieces, last = [], 0
        doubts: dict[int, Spellings] = {}
        length = 0
        for n, reading in enumerate(path):
            start, end = typed.tokens[reading.start].start, typed.tokens[reading.end - 1].end
            text, doubt = reading.text, {}
            if reading.kind in (Kind.REPAIR, Kind.SLIP):
                doubt = self._doubt(path, n, readings[reading.start])
                text = text if not doubt else typed.text[start:end]
            elif reading.kind is Kind.TYPED:
                text = typed.text[start:end]
            pieces += [typed.text[last:start], text]
            length += start - last
            if doubt.keys() - {""}:
                doubts[length] = doubt
            length += len(text)
            last = end
        return Spelt("".join([*pieces, typed.text[last:]]), doubts)

    def _doubt(self, path: Sequence[Reading], n: int, others: Sequence[Reading]) -> Spellings:
        """{} where the reading is the only one meant; else those that are, with trust; "" alone: none is."""
        chosen = path[n]
        costs = {other: self._cost_at(path, n, other) for other in others if other.kind is chosen.kind}
        meant = [other for other, cost in costs.items() if cost <= costs[chosen] + MARGIN]
        supported = [other for other in meant if costs[other] < other.cost]
        keys = {key for other in supported or meant for key in other.words[0]}
        if chosen.kind is Kind.SLIP:
            return {} if len(keys) == 1 and not self._was_said(path, n, accented_key(others[0].text)) else {"": 0.0}
        if supported and len(keys) == 1:
            return {}
        if len(keys) > MANY or (not supported and len(others[0].text) <= SHORT_WORD):
            return {"": 0.0}
        if len(keys) == 1 and len(others[0].text) > SHORT_WORD and chosen.cost < REPAIR + OTHER_LETTER:
            return {}  # nothing else can be meant
        return dict.fromkeys(keys, RIVALLED if supported or len(keys) > 1 else ALONE)

    def _cost_at(self, path: Sequence[Reading], n: int, reading: Reading) -> float:
        before = join_cost(path[n - 1], reading, self._phrases) if n else 0.0
        after = join_cost(reading, path[n + 1], self._phrases) if n + 1 < len(path) else 0.0
        return reading.cost + before + after

    def _was_said(self, path: Sequence[Reading], n: int, own: str) -> bool:
        """Does the word as typed stand beside one of its neighbours in a sentence?"""
        before = path[n - 1].words[-1] if n and path[n - 1].words else ()
        after = path[n + 1].words[0] if n + 1 < len(path) and path[n + 1].words else ()
        return any(self._is_said(key, own) for key in before) or any(self._is_said(own, key) for key in after)


def is_plain(word: str) -> bool:
    """Is it typed without any accent?"""
    return fold(word) == word.casefold()


def _is_legal(word: str) -> bool:
    """Is it a syllable, with its accents or with none?"""
    return is_syllable(word) or (is_plain(word) and is_folded_syllable(word))
