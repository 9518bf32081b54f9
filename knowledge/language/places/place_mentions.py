"""Places named in a question.

A name is believed by its level ("tỉnh X"), its capitals or its accents; names that are ordinary words as well ("cao
bằng", "chợ mới") are marked in the gazetteer and need more. A place is written smallest first: "xã X, huyện Y, tỉnh Z".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language.places.gazetteer import Level, find_level, find_place
from knowledge.language.places.own_names import OwnNames, find_own_name
from knowledge.language.spelling.abbreviations import load_abbreviations
from knowledge.language.text.tokens import Token, folded_key

_LOCATIVES = frozenset({"o", "tai"})  # ở, tại
_NOT_NAMES = frozenset({"hoi", "ui", "dang", "doan"})  # Xã hội, Tỉnh Ủy, Huyện Đoàn
_MAX_SYLLABLES = 4  # of a name that is not listed
_MAX_GAP = 2  # characters between a level and its name: "TP. Cao Bằng"
_NO_NAMES: OwnNames = {}
_TITLE_SHARE = 0.8  # of the words in capitals: from here capitals tell nothing


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """tokens[start:end] name a place. level: "" if none is typed. is_sure: no ordinary reading is likely."""

    start: int
    end: int
    name: str
    level: str
    is_sure: bool


def find_places(tokens: Sequence[Token], own: OwnNames = _NO_NAMES) -> list[PlaceMention]:
    """Every place a question names, in order; start and end count tokens. own: names that need be in no gazetteer.

    >>> from knowledge.language.text.tokens import tokenize
    >>> find_places(tokenize("thu TP. Cao Bằng"))
    [PlaceMention(start=1, end=4, name='Cao Bằng', level='thành phố', is_sure=True)]
    >>> find_places(tokenize("thu cao bằng năm trước"))
    []
    """
    has_case = _has_case(tokens)
    found, at = [], 0
    while at < len(tokens):
        mention = (
            _read_own(tokens, at, has_case, own)
            or _read_with_level(tokens, at, has_case)
            or _read_bare(tokens, at, has_case)
        )
        if mention:
            found.append(mention)
        at = mention.end if mention else at + 1
    return found


def _read_own(tokens: Sequence[Token], at: int, has_case: bool, own: OwnNames) -> PlaceMention | None:
    """An own name, with any level before it; alone, one that is no ordinary word or is written as a name."""
    level = find_level(tokens, at)
    start = at + len(level.words) if level else at
    if level and start < len(tokens) and tokens[start].start - tokens[start - 1].end <= _MAX_GAP:
        name = find_own_name(tokens, start, own, level.level)
        is_dotted = tokens[start].start - tokens[start - 1].end > 1
        is_letter = len(level.words[0]) == 1 and not is_dotted and not _is_capital(tokens, start, start + 1)
        is_short = name is not None and (len(name.words) == 1 or name.is_plain)
        if name and not (is_short and (name.level != level.level or is_letter)):
            return PlaceMention(at, start + len(name.words), name.name, level.level, True)
    name = find_own_name(tokens, at, own)
    if name is None or len(name.words) == 1:
        return None
    end = at + len(name.words)
    is_written_so = has_case and _is_capital(tokens, at, end)
    is_located = at > 0 and tokens[at - 1].folded in _LOCATIVES
    return PlaceMention(at, end, name.name, "", True) if is_written_so or is_located or not name.is_plain else None


def _read_with_level(tokens: Sequence[Token], at: int, has_case: bool) -> PlaceMention | None:
    level = find_level(tokens, at)
    start = at + len(level.words) if level else at
    if level is None or start >= len(tokens) or tokens[start].start - tokens[start - 1].end > _MAX_GAP:
        return None
    place = find_place(tokens, start, level.level)
    end = start + len(place.words) if place else start
    is_capital = place is not None and has_case and _is_capital(tokens, start, end)
    if place and level.rank > 2 and (is_capital or len(level.words[0]) > 1):
        is_sure = is_capital or place.needs_level == "" or _is_accented(tokens, at, end)
        return PlaceMention(at, end, place.name, level.level, is_sure)
    return _read_number(tokens, at, start, level) or (_read_unlisted(tokens, at, start, level) if has_case else None)


def _read_number(tokens: Sequence[Token], at: int, start: int, level: Level) -> PlaceMention | None:
    """ "phường 5", not "6 phường 2 xã"."""
    number = tokens[start].text
    is_count = at > 0 and tokens[at - 1].text.isdecimal()
    if not level.is_numbered or is_count or not number.isdecimal() or len(number) > 2:
        return None
    return PlaceMention(at, start + 1, str(int(number)), level.level, _is_accented(tokens, at, start))


def _read_unlisted(tokens: Sequence[Token], at: int, start: int, level: Level) -> PlaceMention | None:
    """The capitalised words after a level."""
    end = start
    while end < min(len(tokens), start + _MAX_SYLLABLES) and _is_name_syllable(tokens, start, end):
        end += 1
    is_doubtful = level.rank > 2 or tokens[start].folded in _NOT_NAMES
    if end == start or (end == start + 1 and is_doubtful):
        return None
    name = " ".join(token.text for token in tokens[start:end])
    return PlaceMention(at, end, name, level.level, end - start > 1)


def _read_bare(tokens: Sequence[Token], at: int, has_case: bool) -> PlaceMention | None:
    """A listed name without a level."""
    place = find_place(tokens, at)
    if place is None:
        return None
    end = at + len(place.words)
    is_located = at > 0 and tokens[at - 1].folded in _LOCATIVES
    is_accented = _is_accented(tokens, at, end)
    is_free = place.needs_level == "" or (place.needs_level == "folded" and is_accented)
    is_capital = has_case and _is_capital(tokens, at, end) and (end - at > 1 or at > 0)
    if len(place.words) == 1 and place.words[0].isupper():
        is_free = is_capital = _is_initials(tokens[at].text, place.words[0])
    if not (is_free or is_capital or is_located):
        return None
    is_sure = (is_free and is_accented) or (is_capital and (place.needs_level != "always" or not place.province))
    return PlaceMention(at, end, place.name, place.level if place.words[0].startswith("TP") else "", is_sure)


def _is_initials(typed: str, initials: str) -> bool:
    """Whether they are typed so that they abbreviate nothing else: HN is hộ nghèo too, "sl" many things."""
    rows = load_abbreviations().get(folded_key(initials), ())
    return (typed.isupper() or len(typed) > 2) and all(row.kind == "place" for row in rows if len(row.words) == 1)


def _is_name_syllable(tokens: Sequence[Token], start: int, at: int) -> bool:
    text = tokens[at].text
    is_adjacent = at == start or tokens[at].start - tokens[at - 1].end == 1
    return is_adjacent and text.isalpha() and text[0].isupper() and not (len(text) > 1 and text.isupper())


def _is_capital(tokens: Sequence[Token], start: int, end: int) -> bool:
    return all(token.text[0].isupper() for token in tokens[start:end])


def _is_accented(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(not token.text.isascii() for token in tokens[start:end])


def _has_case(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell names: not where nearly every word begins with one."""
    words = [token.text for token in tokens if token.text[0].isalpha()]
    return sum(word[0].isupper() for word in words) <= _TITLE_SHARE * max(len(words), _MAX_SYLLABLES)
