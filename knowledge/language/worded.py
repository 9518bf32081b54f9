"""Figures in words: "hai mươi mốt hộ", "ba triệu đồng"."""

import re
from functools import lru_cache

from knowledge.language.aligned import Aligned
from knowledge.language.figure import Figure
from knowledge.language.naming import lead_of
from knowledge.language.number import NumberError, number_words, parse_number_words
from knowledge.language.table import load_table
from knowledge.language.text import accented_key, fold
from knowledge.language.unit import match_unit

_NEVER_ALONE = {"một", "năm", "không", "tư", "mốt", "lăm", "nhăm"}  # an article, a year, a no, an ending
_VAGUE = {"con số", "phần", "bên", "mặt"}  # "hai con số", "hai phần ba" state no figure


@lru_cache(maxsize=2)
def _run(is_plain: bool) -> re.Pattern[str]:
    words = {fold(row[0]) if is_plain else row[0] for row in load_table("number_words") if row[1] != "minus"}
    word = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{word})(?: (?:{word}))*(?!\w)")


def find_worded(aligned: Aligned, is_alone: bool = False) -> list[Figure]:
    """Figures in words that a unit follows, or that are two words or more; a lone "một" is none unless `is_alone`."""
    runs = _run(aligned.is_plain).finditer(aligned.lower)
    return [figure for run in runs if (figure := _read(aligned, run.start(), run.end(), is_alone)) is not None]


def _read(aligned: Aligned, start: int, end: int, is_alone: bool) -> Figure | None:
    words = aligned.lower[start:end].split(" ")
    if len(words) > 1 and words[-1] == "năm" and not _is(words[-2], "link"):
        words.pop()  # "hai năm" are years, 25 is "hai lăm"
    while len(words) > 1 and _is(words[-1], "scale") and not any(_is(word, "scale") for word in words[:1]):
        words.pop()
    if any(_is(word, "scale") for word in words):
        words = aligned.lower[start:end].split(" ")
    number_end = start + len(" ".join(words))
    unit = match_unit(aligned, number_end, len(aligned.lower))
    if not is_alone and not _is_number(aligned, start, words, unit is not None and unit.spelling not in _VAGUE):
        return None
    try:
        return Figure(parse_number_words(" ".join(words)), start, number_end).with_unit(unit)
    except NumberError:
        return None


def _is_number(aligned: Aligned, start: int, words: list[str], has_unit: bool) -> bool:
    """In running text: are the words a count at all?"""
    if lead_of(aligned, start) is not None or (not has_unit and len(words) < 2):
        return False
    if aligned.is_plain:
        return len(words) > 1 and any(_is(word, kind) for word in words for kind in ("tens", "ten", "hundred", "scale"))
    return len(words) > 1 or (words[0] not in _NEVER_ALONE and not _is(words[0], "link"))


def _is(word: str, kind: str) -> bool:
    known = number_words().get(accented_key(word))
    return known is not None and known.kind == kind
