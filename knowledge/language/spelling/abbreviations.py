"""Abbreviations, chat spellings and particles in a question -> what they may stand for.

Every reading is given, never a choice: "KH" is kế hoạch or khách hàng, "kh" may also be không. What is typed in
capitals, with đ, or beside telling words only orders the readings. Source: tables/spelling/abbreviations.tsv.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.syllables import is_folded_syllable
from knowledge.language.text.tokens import Token, fold, folded_key, tokenize

_NEAR = 2  # words to either side that may tell the reading
_PARTICLE, _SYNONYM = "particle", "synonym"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Expansion:
    """What tokens[start:end] may stand for, most likely first; "" means the words carry nothing.

    in_case: of each reading, whether capitals are typed as it has them; of one that is left out, yes.
    """

    start: int
    end: int
    readings: tuple[str, ...]
    in_case: tuple[bool, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of the table. beside: folded words near it that favour it; unless: before it, that forbid it."""

    words: tuple[str, ...]
    full: str
    kind: str
    beside: frozenset[str]
    unless: frozenset[str]

    @property
    def is_capital(self) -> bool:
        """Whether it is written with capitals, as in documents."""
        return any(word != word.lower() for word in self.words)


@dataclass(frozen=True, slots=True)
class _Question:
    tokens: Sequence[Token]
    folded: tuple[str, ...]
    is_shouted: bool


@lru_cache(maxsize=1)
def load_abbreviations() -> dict[str, tuple[Abbreviation, ...]]:
    """Every abbreviation by the folded key of its first word, the longest first, else in table order."""
    found: dict[str, list[Abbreviation]] = {}
    for short, full, kind, _, _, beside, unless in load_table("spelling/abbreviations"):
        words = tuple(token.text for token in tokenize(short))
        row = Abbreviation(words, full, kind, frozenset(_folded(beside)), frozenset(_folded(unless)))
        found.setdefault(folded_key(words[0]), []).append(row)
    return {key: tuple(sorted(rows, key=lambda row: -len(row.words))) for key, rows in found.items()}


def is_abbreviation(word: str) -> bool:
    """Whether the word alone is an abbreviation or chat spelling, in any case, with or without accents.

    >>> is_abbreviation("hdnd"), is_abbreviation("wa"), is_abbreviation("sản")
    (True, True, False)
    """
    return any(len(row.words) == 1 for row in load_abbreviations().get(folded_key(word), ()))


def find_expansions(tokens: Sequence[Token]) -> list[Expansion]:
    """Every abbreviation of a question, in order, the longest entry at each place; places count tokens.

    >>> [(e.start, e.end, e.readings[:2]) for e in find_expansions(tokenize("tỷ lệ HN bn vậy"))]
    [(2, 3, ('hộ nghèo', 'Hà Nội')), (3, 5, ('bao nhiêu',))]
    """
    question = _Question(tokens, tuple(token.folded for token in tokens), _is_shouted(tokens))
    found, at = [], 0
    while at < len(tokens):
        rows = [row for row in load_abbreviations().get(question.folded[at], ()) if _fits(row, question, at)]
        if rows:
            found.append(_expand(rows, question, at))
        at = found[-1].end if rows else at + 1
    return found


def _expand(rows: list[Abbreviation], question: _Question, at: int) -> Expansion:
    size = len(rows[0].words)
    rows = sorted((row for row in rows if len(row.words) == size), key=lambda row: _rank(row, question, at))
    readings = {row.full: not _is_other_case(row, question, at) for row in reversed(rows)}
    readings = {row.full: readings[row.full] for row in rows}
    typed = question.tokens[at].text
    if size == 1 and typed.isascii() and rows[0].kind not in (_PARTICLE, _SYNONYM) and is_folded_syllable(typed):
        readings.setdefault(typed, True)  # an ordinary word too: "may", "CA"
    return Expansion(at, at + size, tuple(readings), tuple(readings.values()))


def _fits(row: Abbreviation, question: _Question, at: int) -> bool:
    typed = question.tokens[at : at + len(row.words)]
    if len(typed) < len(row.words) or not all(map(_is_spelled, typed, row.words)):
        return False
    before = question.folded[at - 1] if at else ""
    if before in row.unless or (row.kind == "unit" and not _is_amount(before)):
        return False
    if len(row.words) > 1:
        return True
    return _is_word_free(row, question, at)


def _is_word_free(row: Abbreviation, question: _Question, at: int) -> bool:
    """Whether a word that is also an ordinary one may be read as this abbreviation."""
    typed = question.tokens[at].text
    is_exact = typed.lower() == row.words[0]
    if row.kind == _SYNONYM:
        return is_exact
    if row.kind == _PARTICLE and is_folded_syllable(fold(typed)):
        return is_exact and at > 0 and _ends(question, at + 1)
    if len(typed) == 1 and typed.isupper() and not question.is_shouted:  # khu A, hạng B
        return not row.words[0].islower()
    if row.is_capital and is_folded_syllable(fold(typed)):
        return typed.isupper() and not question.is_shouted
    return True


def _ends(question: _Question, at: int) -> bool:
    """Whether only particles follow; the next few are looked at."""
    rest = question.folded[at : at + 2 * _NEAR]
    return all(any(row.kind == _PARTICLE for row in load_abbreviations().get(key, ())) for key in rest)


def _is_spelled(token: Token, word: str) -> bool:
    """Accents may be left out, or all be there; "dv" is ĐV, "đv" is not DV."""
    typed = token.text.lower()
    return typed == word.lower() or (typed.isascii() and token.folded == folded_key(word))


def _is_amount(word: str) -> bool:
    """Whether a unit may follow the word: a number that is no year."""
    return word[:1].isdigit() and _YEAR.fullmatch(word) is None


def _rank(row: Abbreviation, question: _Question, at: int) -> tuple[bool, bool, bool]:
    end = at + len(row.words)
    near = question.folded[max(0, at - _NEAR) : at] + question.folded[end : end + _NEAR]
    typed = "".join(token.text for token in question.tokens[at:end])
    return row.beside.isdisjoint(near), _is_other_case(row, question, at), typed.lower() != "".join(row.words).lower()


def _is_other_case(row: Abbreviation, question: _Question, at: int) -> bool:
    typed = "".join(token.text for token in question.tokens[at : at + len(row.words)])
    return not question.is_shouted and (typed != typed.lower()) != row.is_capital


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether all is typed in capitals, ordinary words too, so that capitals tell nothing."""
    words = [token.text for token in tokens if token.text.isalpha()]
    has_ordinary = any(is_folded_syllable(fold(word)) and not is_abbreviation(word) for word in words)
    return has_ordinary and all(word.isupper() for word in words)


def _folded(phrase: str) -> list[str]:
    return [token.folded for token in tokenize(phrase)]
