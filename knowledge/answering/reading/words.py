"""Tokens -> the words of a question: what each may stand for, synonyms in their canonical form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from knowledge.language.lexicon.joint_kinds import find_joint, joint_kind_words
from knowledge.language.lexicon.synonyms import load_synonyms
from knowledge.language.spelling.speller import Spelt
from knowledge.language.spelling.vocabulary import OTHER_ACCENT, Spellings, Vocabulary
from knowledge.language.text.tokens import Keys, Token, fold, tokenize

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


def find_words(spelt: Spelt, vocabulary: Vocabulary, is_bare_text: bool, is_named: Callable[[str], bool]) -> list[Word]:
    """The words of a text. is_named: is a word part of a name that facts go by?"""
    tokens, doubts = tokenize(spelt.text), spelt.doubts
    words = [Word(t, doubts.get(t.start) or vocabulary.spellings(t, is_bare_text)) for t in tokens]
    return _replace_kinds(_replace_synonyms(words), is_named)


def is_sure(word: Word, trust: float) -> bool:
    """Short words are read as others only where just accents are missing or amiss: too many are one letter apart."""
    if trust >= CUE_TRUST or len(word.token.text) >= 4:
        return True
    return trust >= OTHER_ACCENT and trust == max(word.spellings.values()) and not is_plain(word.token.text)


def is_plain(text: str) -> bool:
    """Is it typed without any accent?"""
    return fold(text) == text.casefold()


def are(words: list[Word], keys: Keys) -> bool:
    """May the words be those, one for one?"""
    trusts: list[float] = []
    for word, key in zip(words, keys, strict=True):
        trust = word.spellings.get(key, 0.0)
        if not trust:
            return False
        trusts.append(trust)
    return min(trusts) >= CUE_TRUST or (len(keys) > 1 and sum(trusts) / len(trusts) >= 0.8)


def find_longest(
    words: list[Word], i: int, by_first: dict[str, tuple[T, ...]], keys_of: Callable[[T], Keys]
) -> T | None:
    """The longest of the items, by their first words, that the words from i on may be; None if there is none."""
    best: T | None = None
    for first, trust in words[i].spellings.items():
        if not is_sure(words[i], trust):
            continue
        for item in by_first.get(first, ()):
            keys = keys_of(item)
            if best is not None and len(keys) <= len(keys_of(best)):
                break
            if i + len(keys) <= len(words) and are(words[i : i + len(keys)], keys):
                best = item
                break
    return best


def _replace_synonyms(words: list[Word]) -> list[Word]:
    """The words with every synonym in its canonical form; a replaced word keeps its place in the text."""
    result: list[Word] = []
    i = 0
    while i < len(words):
        match = find_longest(words, i, load_synonyms(), lambda s: s.words)
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


def _replace_kinds(words: list[Word], is_named: Callable[[str], bool]) -> list[Word]:
    """The words with kinds that together name a joint label replaced by it."""
    keys = [max(w.spellings, key=w.trust, default="") for w in words]
    result: list[Word] = []
    i = 0
    while i < len(words):
        length, whole = find_joint(keys[i:], is_named) if keys[i] in joint_kind_words() else (0, ())
        start, end = words[i].token.start, words[i + max(length, 1) - 1].token.end
        result += [Word(Token(_plain(key), start, end), {key: 1.0}) for key in whole] or [words[i]]
        i += max(length, 1)
    return result


def _plain(key: str) -> str:
    return key.rstrip("12345") or key
