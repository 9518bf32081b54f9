"""Raised digits: marks of notes are no text, exponents of units are.

A reader writes what stands raised with the raised characters of Unicode; then the marks of notes are left out.
"""

import re

_DIGITS = dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True))
_MARK = re.compile(r"[\s0-9()\[\].,;:*†‡+−-]+|[(\[]?[a-z][)\]]?")
_RUN = re.compile(r"[⁰¹²³⁴-⁹⁺⁻]+")
_MEASURE = re.compile(r"(?<![^\W\d_])[kdcmh]?m$")  # whose square and cube are units
_TEN = re.compile(r"(?<![0-9])10$")  # whose power is a number no report should write: it is refused, not read
_DEGREE = "⁰"


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
