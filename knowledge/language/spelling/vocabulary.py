"""Words as typed -> the known words they may stand for."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from knowledge.language.spelling.near_words import NearWords
from knowledge.language.spelling.sounds import sound_key
from knowledge.language.text.syllables import is_folded_syllable, is_syllable
from knowledge.language.text.tokens import Token, accented_key, fold

# How far a spelling is trusted, 1 = as written. The order matters, not the size; accents left out are no mistake.
BARE, BARE_AMONG_ACCENTED, OTHER_TONE, OTHER_ACCENT, SOUND, TYPO = 1.0, 0.92, 0.8, 0.75, 0.7, 0.62
MAX_NEAR = 24  # words one slip away that are tried
_TONE_DIGITS = "12345"

Spellings = dict[str, float]


class Vocabulary:
    """The accented keys of all known words, found by how people type them."""

    def __init__(self, words: Iterable[str], telling: Iterable[str] = ()) -> None:
        """telling: words that are never taken for a misspelling of another, "dứa" not for "dừa"."""
        self._words = frozenset(w for w in words if not w[:1].isdigit())
        self.telling = frozenset(telling)
        self._by_folded: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            folded = _folded(word)
            self._by_folded[folded].append(word)
            self._by_sound[sound_key(folded)].append(word)
        self._near = NearWords(f for f in self._by_folded if len(f) > 1)
        self._cached = lru_cache(maxsize=8192)(self._find)
        self._cached_near = lru_cache(maxsize=8192)(self._find_near)

    def __contains__(self, accented: str) -> bool:
        return accented in self._words

    def has_folded(self, word: str) -> bool:
        """Is it a known word once accents are dropped?"""
        if word[-1:].isdigit():
            return False  # keys end in digits, words do not
        return _folded(word.casefold()) in self._by_folded

    def is_written_right(self, token: Token) -> bool:
        """Is it a number, or a known word as it stands or but for all its accents?"""
        text, accented = token.text.casefold(), token.accented
        is_known = text[0].isdigit() or accented in self._words
        return is_known or (fold(text) == text and _folded(accented) in self._by_folded)

    def spellings(self, token: Token, is_bare_text: bool) -> Spellings:
        """Known words the token may stand for, with trust 0..1; {} for an unknown word or a number.

        is_bare_text: nothing in the question has accents, so a missing accent is no evidence.
        """
        return self._cached(token.text.casefold(), token.accented, is_bare_text)

    def near(self, word: str) -> tuple[str, ...]:
        """The known words that are the word but for accents, its sound or one slip of a finger."""
        return self._cached_near(word.casefold())

    def _find_near(self, text: str) -> tuple[str, ...]:
        folded = _folded(accented_key(text))
        found = [*self._by_folded.get(folded, ()), *self._by_sound.get(sound_key(folded), ())]
        if not any(char.isdigit() for char in folded):
            found += [word for name in self._near.find(folded, MAX_NEAR) for word in self._by_folded[name]]
        return tuple(dict.fromkeys(found))

    def _find(self, text: str, accented: str, is_bare_text: bool) -> Spellings:
        if text[0].isdigit() or text in "%‰":
            return {accented: 1.0}
        folded = _folded(accented)
        same_letters = self._by_folded.get(folded, [])
        is_bare = fold(text) == text
        if is_bare:
            trust = BARE if is_bare_text else BARE_AMONG_ACCENTED if accented not in self._words else OTHER_TONE
            found = dict.fromkeys(same_letters, trust)
        elif accented in self._words:
            found = {w: OTHER_TONE for w in same_letters if _is_tone_slip(accented, w)}
        else:
            found = {
                w: OTHER_TONE if w.rstrip(_TONE_DIGITS) == accented.rstrip(_TONE_DIGITS) else OTHER_ACCENT
                for w in same_letters
                if not is_syllable(text) or _is_one_accent_off(accented, w)
            }
        if accented in self._words:
            return found | {accented: 1.0}
        if not found or not is_bare:
            found = self._find_misspelt(text, folded) | found
        return found

    def _find_misspelt(self, text: str, folded: str) -> Spellings:
        if is_syllable(text) and fold(text) != text:
            return {}  # read for another only by what its neighbours allow
        found = dict.fromkeys(self._by_sound.get(sound_key(folded), []), SOUND)
        if is_folded_syllable(text) or len(folded) < 3 or any(c.isdigit() for c in folded):
            return found
        near = self._near.find(folded, MAX_NEAR)
        return {w: TYPO for name in near for w in self._by_folded[name]} | found


def _is_one_accent_off(typed: str, known: str) -> bool:
    """Are the tone or the marks amiss, not both: "nấm" is no "năm"? A tone that was left out counts for nothing."""
    has_tone = typed[-1] in _TONE_DIGITS
    is_same_tone = not has_tone or typed[-1] == known[-1]
    return is_same_tone or typed.rstrip(_TONE_DIGITS) == known.rstrip(_TONE_DIGITS)


def _is_tone_slip(typed: str, known: str) -> bool:
    """Same letters and marks, and the tone was left out or hỏi and ngã were mixed up."""
    if typed.rstrip(_TONE_DIGITS) != known.rstrip(_TONE_DIGITS):
        return False
    tones = {typed[-1], known[-1]}
    return typed[-1] not in _TONE_DIGITS or tones == {"3", "4"}


def _folded(accented: str) -> str:
    return (
        fold(accented).rstrip(_TONE_DIGITS) if accented[-1:] in _TONE_DIGITS and len(accented) > 1 else fold(accented)
    )
