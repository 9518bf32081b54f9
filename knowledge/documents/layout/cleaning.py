"""What a document writes -> its words: every hyphen the same, no invisible characters, no marks of notes.

Raised digits are marks of notes, which are no text, or exponents of units, which are: a reader writes what stands
raised with the raised characters of Unicode; then the marks of notes are left out.
"""

import re

from knowledge.language.text.syllables import is_syllable
from knowledge.language.text.tokens import normalize

_HYPHENS = str.maketrans("\u2010\u2011\u2212\ufe63\uff0d", "-----")
_SOFT = re.compile(r"(?P<before>[^\W\d_]*)\u00ad+(?=(?P<after>[^\W\d_]*))")
_DASHED = re.compile(r"(?<![0-9)%]\s)(?<=[\s(])–(?=[0-9])")

_DIGITS = dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True))
_MARK = re.compile(r"[\s0-9()\[\].,;:*†‡+−-]+|[(\[]?[a-z][)\]]?")
_RUN = re.compile(r"[⁰¹²³⁴-⁹⁺⁻]+")
_MEASURE = re.compile(r"(?<![^\W\d_])[kdcmh]?m$")  # whose square and cube are units
_TEN = re.compile(r"(?<![0-9])10$")  # whose power is a number no report should write: it is refused, not read
_DEGREE = "⁰"


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


def to_raised(text: str) -> str:
    """What stands raised, in raised characters; without brackets and stars if it is the mark of a note.

    >>> to_raised("2"), to_raised("(1)"), to_raised("*"), to_raised("th")
    ('²', '¹', '', 'th')
    """
    if not _MARK.fullmatch(text):
        return text
    blank = " " if text.isspace() else ""
    return blank or "".join(_DIGITS.get(char, "") for char in text)


def drop_note_marks(text: str) -> str:
    """The text without raised digits that are neither an exponent of a metre nor of ten, nor a degree.

    >>> drop_note_marks("Thu 435,7¹ tỷ đồng² trên 5.200 m² và 3 m³¹; 2 x 10³ tấn")
    'Thu 435,7 tỷ đồng trên 5.200 m² và 3 m³; 2 x 10³ tấn'
    """
    return _RUN.sub(_keep_exponent, text)


def _keep_exponent(run: re.Match[str]) -> str:
    before = run.string[max(0, run.start() - 4) : run.start()]
    if _TEN.search(before) or run[0] == _DEGREE:
        return run[0]
    return run[0][0] if run[0][0] in "²³" and _MEASURE.search(before) else ""
