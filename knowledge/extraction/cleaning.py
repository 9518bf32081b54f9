"""What a document writes -> its words: every hyphen the same, no invisible characters, no marks of notes."""

import re

from knowledge.extraction.raised import drop_note_marks
from knowledge.language.syllables import is_syllable
from knowledge.language.text import normalize

_HYPHENS = str.maketrans("\u2010\u2011\u2212\ufe63\uff0d", "-----")
_SOFT = re.compile(r"(?P<before>[^\W\d_]*)\u00ad+(?=(?P<after>[^\W\d_]*))")
_DASHED = re.compile(r"(?<![0-9)%]\s)(?<=[\s(])–(?=[0-9])")


def clean_text(raw: str) -> str:
    """The text in NFC with one kind of hyphen, invisible characters and marks of notes left out.

    >>> clean_text("2021‐2025: giảm −1,2%, thu 5¹ tỷ"), clean_text("2021\\u00ad2025, doanh nghi\\u00adệp")
    ('2021-2025: giảm -1,2%, thu 5 tỷ', '2021-2025, doanh nghiệp')
    """
    hyphened = _SOFT.sub(_show_hyphen, raw.translate(_HYPHENS)) if "\u00ad" in raw else raw.translate(_HYPHENS)
    return drop_note_marks(normalize(_DASHED.sub("-", hyphened)))


def _show_hyphen(match: re.Match[str]) -> str:
    """A soft hyphen is shown between numbers and words, not where it only tells where a word may break."""
    before, after = match["before"], match["after"]
    return before if before and after and is_syllable(before + after) else f"{before}-"
