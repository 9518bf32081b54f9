"""Who is named in a text: people's names, when they were born, where they live -> the text without them.

A name shows by the title before it ("chị Hoa"), or by a family name with a middle name or capitals ("lê thị hoa", "Lê
Hoa"). A capitalised word, or one with digits in it, that is neither known nor a Vietnamese syllable goes as well.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from knowledge.language.places.place_mentions import find_places
from knowledge.language.table import load_table
from knowledge.language.text.syllables import is_syllable
from knowledge.language.text.tokens import Token, tokenize

BLANK = "…"
LONGEST_NAME = 4  # words
LATEST_BIRTH = 2010  # "sinh năm 2021" asks how many were born
TITLE_SHARE = 0.8  # of the words in capitals: from here capitals tell nothing


def hide_people(text: str, is_known: Callable[[str], bool]) -> str:
    """The text with BLANK for every name, and for the birth dates and house numbers that stand with one.

    is_known: is that a word of the reports or the tables?

    >>> hide_people("chị Lê Thị Hoa sinh 1980 ở tổ 3 có trợ cấp?", lambda word: True)
    '… sinh … ở tổ … có trợ cấp?'
    """
    tokens = tokenize(text)
    hidden = _find_names(tokens)
    hidden |= _find_numbers(tokens, bool(hidden))
    hidden |= {i for i, token in enumerate(tokens) if i and _is_strange(token.text, is_known)}
    return _blank(text, tokens, hidden)


def _find_names(tokens: Sequence[Token]) -> set[int]:
    """The places of the words that name a person, titles included."""
    places = {i for mention in find_places(tokens) for i in range(mention.start, mention.end)}
    capitals = _find_capitals(tokens)
    hidden: set[int] = set()
    for i in range(len(tokens)):
        if i in places or i in hidden:
            continue
        is_titled = _role(tokens[i], "title")
        start = i + 1 if is_titled else i
        end = _find_name_end(tokens, start, capitals, is_titled)
        hidden |= set(range(i, end)) if end > start else set()
    return hidden


def _find_capitals(tokens: Sequence[Token]) -> frozenset[int]:
    """The places of capitalised words; none where nearly all are."""
    found = [i for i, token in enumerate(tokens) if token.text.istitle()]
    return frozenset(found if len(found) < TITLE_SHARE * len(tokens) or len(tokens) <= LONGEST_NAME else ())


def _find_name_end(tokens: Sequence[Token], start: int, capitals: frozenset[int], is_titled: bool) -> int:
    """Where the name that begins at `start` ends; `start` itself if none begins there."""
    words = tokens[start : start + LONGEST_NAME]
    run = next((n for n in range(len(words)) if start + n not in capitals), len(words))
    if not words or not words[0].text[0].isalpha() or (is_titled and _role(words[0], "thing") and not run):
        return start
    is_family = _role(words[0], "family") or words[0].text.casefold() in _words("plain")
    is_named = is_family and len(words) > 2 and _is_middle(words[0], words[1])
    if is_named:
        return start + max(3, run)
    if is_family and (is_titled or run > 1):
        return start + max(2, run)
    return start + max(1, run) if is_titled else start


def _is_middle(family: Token, word: Token) -> bool:
    """Is that the middle of a name: "văn" or "thị", without accents only behind a family name without them?"""
    return _role(word, "sure_middle") or (_role(family, "plain") and _role(word, "bare_middle"))


def _find_numbers(tokens: Sequence[Token], has_person: bool) -> set[int]:
    """The places of birth dates; with a person in the text also those of house numbers."""
    hidden: set[int] = set()
    for i, token in enumerate(tokens):
        word = token.text.casefold()
        if word in ("sinh", "sn") and not (i and _role(tokens[i - 1], "statistic")):
            numbers = _numbers_after(tokens, i)
            is_birth = has_person or any(map(_is_birth_year, numbers))
            hidden |= {tokens.index(number) for number in numbers} if is_birth else set()
        elif has_person and _role(token, "house") and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
            hidden.add(i + 1)
    return hidden


def _numbers_after(tokens: Sequence[Token], i: int) -> list[Token]:
    """Up to three numbers right after the word, past "năm" and the like."""
    found: list[Token] = []
    for token in tokens[i + 1 : i + 7]:
        if token.text[0].isdigit():
            found.append(token)
        elif not _role(token, "date"):
            break
    return found[:3]


def _is_birth_year(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) == 4 and 1900 <= int(token.text) <= LATEST_BIRTH


def _is_strange(word: str, is_known: Callable[[str], bool]) -> bool:
    """May it be a name of no Vietnamese form: "Johnson", "tonyteo88"? An abbreviation is none."""
    is_marked = word[0].isalpha() and (word.istitle() or any(char.isdigit() for char in word))
    return is_marked and not is_known(word) and not is_syllable(word.casefold())


def _blank(text: str, tokens: Sequence[Token], hidden: set[int]) -> str:
    """The text with a BLANK for each run of hidden words."""
    parts: list[str] = []
    end = 0
    for i, token in enumerate(tokens):
        if i not in hidden:
            parts.append(text[end : token.end])
        elif i - 1 not in hidden:
            parts.append(text[end : token.start] + BLANK)
        end = token.end
    return "".join(parts) + text[end:]


def _role(token: Token, role: str) -> bool:
    return token.text.casefold() in _words(role)


@lru_cache(maxsize=16)
def _words(role: str) -> frozenset[str]:
    return frozenset(word for word, own in load_table("places/people") if own == role)
