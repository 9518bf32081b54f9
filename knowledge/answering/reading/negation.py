"""Words -> the negators that turn the meaning of what follows round: "thôn chưa đạt chuẩn", not "đạt chuẩn chưa ạ?".

A negator asks at the end of a clause, belongs to the asker in "không biết …", corrects in "không, 2021"; before a word
that says what is asked for it makes it another thing, which a fact's own words must say too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.answering.reading.cues import FoundCue
from knowledge.answering.reading.words import CUE_TRUST, Word
from knowledge.language.table import load_words
from knowledge.language.text.tokens import accented_key

MAX_HELPERS = 3  # words between a negator and what it denies: "chưa hề được …"

Follows = Callable[[str, str], bool]  # do two words follow each other in some name?


@dataclass(frozen=True, slots=True)
class Negator:
    """The place of a negator, the word it is, and the word it denies: its place and what it may be."""

    place: int
    key: str
    denied: int
    keys: frozenset[str]


def find_negators(
    text: str,
    words: Sequence[Word],
    cues: Sequence[FoundCue],
    taken: frozenset[int],
    follows: Follows,
) -> tuple[Negator, ...]:
    """The negators of a question, in order. taken: words of periods, places and numbers, which are never denied.

    follows: do two words follow each other in some name? "khám chữa bệnh" without accents denies nothing.
    """
    turns = frozenset(i for c in cues if len(c.places) > 1 for i in c.places)
    found: list[Negator] = []
    for i in range(len(words)):
        key = _role(words[i], "negator")
        if key and i not in turns | taken and not _is_of_name(words, i, key, follows):
            denied = _denied_after(text, words, i, taken)
            if denied is not None:
                found.append(Negator(i, key, denied, frozenset(words[denied].spellings) or frozenset({""})))
    return tuple(found)


def _denied_after(text: str, words: Sequence[Word], i: int, taken: frozenset[int]) -> int | None:
    """The place of the word that the negator at i denies; None if it only asks."""
    at = i + 1
    while at < len(words) and at <= i + MAX_HELPERS and _role(words[at], "helper"):
        at += 1
    if at >= len(words) or at in taken or _is_tag(words, at):
        return None
    between = text[words[i].token.end : words[at].token.start]
    if not all(char.isalnum() or char.isspace() for char in between):
        return None  # "à không, 2021"
    return None if at == i + 1 and _role(words[at], "frame") else at


def _is_tag(words: Sequence[Word], at: int) -> bool:
    """Does the word only close a question; one that may be another word ("nha", nhà) only where no other follows."""
    key = _role(words[at], "tag")
    is_sure = set(words[at].spellings) <= {key}
    return bool(key) and (is_sure or at + 1 == len(words) or bool(_role(words[at + 1], "tag")))


def _is_of_name(words: Sequence[Word], i: int, key: str, follows: Follows) -> bool:
    """May the word be another one that a name has between the same neighbours?"""
    before = words[i - 1].spellings if i else {}
    after = words[i + 1].spellings if i + 1 < len(words) else {}
    others = words[i].spellings.keys() - {key}
    return any(any(follows(b, o) for b in before) or any(follows(o, a) for a in after) for o in others)


def _role(word: Word, role: str) -> str:
    """The key by which a word has the role; "" if it has it not."""
    own = word.token.accented
    return next((key for key in _keys(role) if key == own or word.trust(key) >= CUE_TRUST), "")


@cache
def _keys(role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(accented_key(words) for words in load_words("question/negation", role)))
