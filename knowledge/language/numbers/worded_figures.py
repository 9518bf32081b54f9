"""Figures in words: "hai mươi mốt hộ", "ba triệu đồng"."""

import re
from functools import lru_cache

from knowledge.language.numbers.figure import Figure
from knowledge.language.numbers.number import NumberError, number_words, parse_number_words
from knowledge.language.numbers.number_names import lead_of
from knowledge.language.numbers.unit import match_unit
from knowledge.language.table import load_table
from knowledge.language.text.aligned import Aligned
from knowledge.language.text.tokens import accented_key, fold


@lru_cache(maxsize=2)
def _run(is_plain: bool) -> re.Pattern[str]:
    """Number words in a row."""
    word = _any_of([row[0] for row in load_table("units/number_words") if row[1] not in ("minus", "vague")], is_plain)
    return re.compile(rf"(?<!\w){word}(?: {word})*(?!\w)")


@lru_cache(maxsize=2)
def _vague(is_plain: bool) -> re.Pattern[str]:
    """What makes them no figure: "hai con số", "hai phần ba"."""
    word = _any_of([row[0] for row in load_table("units/number_words") if row[1] == "vague"], is_plain)
    return re.compile(rf" {word}(?!\w)")


def _any_of(words: list[str], is_plain: bool) -> str:
    forms = {fold(word) if is_plain else word for word in words}
    return "(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"


def find_worded(aligned: Aligned, is_alone: bool = False) -> list[Figure]:
    """Figures in words that a unit follows, or that are two words or more; a lone "một" is none unless `is_alone`."""
    runs = _run(aligned.is_plain).finditer(aligned.lower)
    return [figure for run in runs if (figure := _read(aligned, run.start(), run.end(), is_alone)) is not None]


def _read(aligned: Aligned, start: int, end: int, is_alone: bool) -> Figure | None:
    words = aligned.lower[start:end].split(" ")
    if len(words) > 1 and _kind(words[-1]) == "five" and _kind(words[-2]) not in ("link", "point"):
        words.pop()  # "hai năm" are years
    words = _without_scale(words)
    number_end = start + len(" ".join(words))
    unit = match_unit(aligned, number_end, len(aligned.lower))
    is_vague = _vague(aligned.is_plain).match(aligned.lower, number_end) and (unit is None or unit.kind != "percent")
    if (
        is_vague
        or _is_name(aligned, start, number_end)
        or not (is_alone or _is_number(aligned, start, words, unit is not None))
    ):
        return None
    try:
        return Figure(parse_number_words(" ".join(words)), start, number_end).with_unit(unit)
    except NumberError:
        return None


def _is_name(aligned: Aligned, start: int, end: int) -> bool:
    """Do two words with a capital stand here in a text that has small letters: "Ba Bể", "Ba Vì"?"""
    first, second = aligned.text[start : start + 1], aligned.text[end + 1 : end + 3]
    return first.isupper() and second[:1].isupper() and not second.isupper()


def _without_scale(words: list[str]) -> list[str]:
    """The words before a scale at their end, which then belongs to the unit; all of them if a scale stands within."""
    size = len(words)
    while size > 1 and _kind(words[size - 1]) == "scale":
        size -= 1
    return words if any(_kind(word) == "scale" for word in words[:size]) else words[:size]


def _is_number(aligned: Aligned, start: int, words: list[str], has_unit: bool) -> bool:
    """In running text: are the words a count at all?"""
    if lead_of(aligned, start) is not None or not (has_unit or len(words) > 1):
        return False
    if aligned.is_plain:
        return len(words) > 1 and not {_kind(word) for word in words}.isdisjoint({"tens", "ten", "hundred", "scale"})
    if len(words) > 1:
        return True
    is_count = number_words()[accented_key(words[0])].stands_alone
    return is_count or (_kind(words[0]) == "digit" and _is_scaled(aligned, start + len(words[0])))


def _is_scaled(aligned: Aligned, end: int) -> bool:
    """ "một tỷ đồng" is a figure, "một mô hình" may be any."""
    unit = match_unit(aligned, end, len(aligned.lower))
    return unit is not None and unit.scale > 1


def _kind(word: str) -> str:
    known = number_words().get(accented_key(word))
    return known.kind if known else ""
