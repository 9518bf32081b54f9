"""A question -> what it asks for (when, who, where, why …) and which of its words tell what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, Token, fold, to_keys, tokenize

FEW_ACCENTED = 0.25  # of the words: Vietnamese has accents on more; one may come from an abbreviation written out


@dataclass(frozen=True, slots=True)
class Interrogative:
    """kinds: of answer asked for, see the table; content: places of words that neither ask nor join other words.

    asking: places of the words that ask.
    """

    tokens: tuple[Token, ...]
    kinds: frozenset[str]
    content: frozenset[int]
    asking: frozenset[int]
    is_bare: bool


def parse_interrogative(text: str) -> Interrogative:
    """The question as it stands; without accents a single word asks only where the table has it so."""
    tokens = tuple(tokenize(text))
    accented = sum(fold(t.text) != t.text.casefold() for t in tokens)
    is_bare = accented <= FEW_ACCENTED * len(tokens)
    kinds, framing = set(), set()
    i = 0
    while i < len(tokens):
        length, kind = _longest_ask(tokens, i, is_bare)
        kinds |= {kind} - {""}
        framing |= set(range(i, i + length))
        i += max(1, length)
    light = {i for i, t in enumerate(tokens) if (t.folded in _light_folded() if is_bare else t.accented in _light())}
    content = frozenset(range(len(tokens))) - framing - light
    return Interrogative(tokens, frozenset(kinds), content, frozenset(framing), is_bare)


def _longest_ask(tokens: Sequence[Token], i: int, is_bare: bool) -> tuple[int, str]:
    for phrase, kind in _asking(is_bare).get(tokens[i].accented, ()):
        if tuple(t.accented for t in tokens[i : i + len(phrase)]) == phrase:
            return len(phrase), kind
    return 0, ""


@lru_cache(maxsize=4096)
def fold_key(accented: str) -> str:
    """The key of a word without accents."""
    return fold(accented).rstrip("12345")


@lru_cache(maxsize=2)
def _asking(is_bare: bool) -> dict[str, list[tuple[Keys, str]]]:
    """Phrases that ask by their first word, longest first; those of several words also as they are typed bare."""
    rows = [(to_keys(phrase), kind) for phrase, role, kind in load_table("question/question_words") if role == "ask"]
    found: dict[str, list[tuple[Keys, str]]] = {}
    for keys, kind in sorted(rows, key=lambda row: -len(row[0])):
        forms = (keys, tuple(map(fold_key, keys))) if is_bare and len(keys) > 1 else (keys,)
        for form in dict.fromkeys(forms):
            found.setdefault(form[0], []).append((form, kind))
    return found


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    return frozenset(
        key for phrase, role, _ in load_table("question/question_words") if role == "light" for key in to_keys(phrase)
    )


@lru_cache(maxsize=1)
def _light_folded() -> frozenset[str]:
    return frozenset(map(fold_key, _light()))


@lru_cache(maxsize=1)
def _signs() -> dict[str, frozenset[str]]:
    rows = [
        (to_keys(phrase)[0], kind) for phrase, role, kind in load_table("question/question_words") if role == "sign"
    ]
    return {kind: frozenset(key for key, k in rows if k == kind) for _, kind in rows}


def has_answer_of(kind: str, words: Sequence[Token], asked: Interrogative) -> bool:
    """May a sentence of those words answer a question of that kind? True for kinds that every sentence may."""
    if kind == "number":
        return _counts(words, asked)
    if kind in ("when", "long"):
        return _tells_time(words, kind)
    known = {t.folded for t in asked.tokens}
    if kind == "who":
        has_name = any(t.text[0].isupper() and t.folded not in known for t in words[1:])
        return has_name or any(t.accented in _signs()[kind] and t.folded not in known for t in words)
    signs = _signs().get(kind)
    return signs is None or any(t.accented in signs for t in words)


def _counts(words: Sequence[Token], asked: Interrogative) -> bool:
    """Is there a number, right before the word that is counted if the question names one: "mười bốn hòn đảo"?"""
    counted = asked.tokens[max(asked.asking) + 1 :][:1]
    numbers = [i for i, t in enumerate(words) if t.text[0].isdigit() or t.accented in _signs()["number"]]
    if not counted or max(asked.asking) + 1 not in asked.content:
        return bool(numbers)
    return any(t.folded == counted[0].folded for i in numbers for t in words[i + 1 : i + 3])


def _tells_time(words: Sequence[Token], kind: str) -> bool:
    """A number before a unit of time ("hai năm"), or after one where a point in time is asked for ("tháng hai")."""
    times, counts = _signs()[kind], _signs()["number"]
    both = [(t.accented in times, t.accented in counts or t.text[0].isdigit()) for t in words]
    if kind == "when" and any(t.text[0].isdigit() for t in words):
        return True
    return any((a[1] and b[0]) or (kind == "when" and a[0] and (b[0] or b[1])) for a, b in pairwise(both))
