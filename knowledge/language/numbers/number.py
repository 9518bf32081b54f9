"""Vietnamese numbers, in digits ("3.250,5") or in words ("hai mươi mốt") -> Decimal.

Source: CLDR, locale vi: group ".", decimal ","; a form the locale does not know is refused, never guessed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.tokens import accented_key, fold

_PLAIN = r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:[\u00a0\u202f][0-9]{3})+"
_NUMBER = re.compile(rf"(?P<minus>[-−])?(?P<whole>{_PLAIN})(?:,(?P<fraction>[0-9]+))?")
MAX_DIGITS = 18  # before and after the comma; đồng of a whole country have 17, longer runs of digits are codes
MAX_WORDS = 30


class NumberError(ValueError):
    """The text is not a number as Vietnamese writes it."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{text}” không phải là số viết theo cách tiếng Việt (3.250 hoặc 158,3)")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A row of tables/units/number_words.tsv."""

    kind: str
    value: int
    stands_alone: bool

    @property
    def is_digit(self) -> bool:
        return self.kind in ("digit", "five")


@lru_cache(maxsize=1)
def number_words() -> dict[str, NumberWord]:
    """Accented key -> its meaning; of words in letters only, also the key without accents."""
    words: dict[str, NumberWord] = {}
    for word, kind, value, alone in load_table("units/number_words"):
        known = NumberWord(kind, int(value or 0), alone != "no")
        words[accented_key(word)] = known
        words.setdefault(fold(word), known)
    return words


def parse_number(text: str) -> Decimal:
    """The number. Raises NumberError if the text is anything else, or ambiguous as "12.50" is.

    >>> parse_number("3.250"), parse_number("158,3"), parse_number("một trăm linh năm")
    (Decimal('3250'), Decimal('158.3'), Decimal('105'))
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return parse_number_words(text)
    whole = re.sub(r"[^0-9]", "", match["whole"])
    if len(whole) > MAX_DIGITS or len(match["fraction"] or "") > MAX_DIGITS:
        raise NumberError(text)
    number = Decimal(f"{whole}.{match['fraction'] or ''}".rstrip("."))
    return -number if match["minus"] else number


def parse_number_words(text: str) -> Decimal:
    """The number that words tell. Raises NumberError if a word is none, or the words make no number.

    >>> parse_number_words("ba triệu hai trăm nghìn"), parse_number_words("hai tỷ rưỡi")
    (Decimal('3200000'), Decimal('2500000000'))
    """
    words = [number_words().get(accented_key(word)) for word in text.split()]
    if not words or None in words or len(words) > MAX_WORDS:
        raise NumberError(text)
    known = [word for word in words if word is not None]
    if known[-1].kind == "five" and len(known) > 1 and known[-2].kind not in ("link", "point", "minus"):
        raise NumberError(text)  # "hai mươi năm" are years, 25 is "hai mươi lăm"
    negative = known[0].kind == "minus"
    kinds = [word.kind for word in known]
    if "point" in kinds:
        number = _read_fraction(known[negative:], kinds.index("point") - negative, text)
    else:
        number = _Reader(text).read(known[negative:])
    return -number if negative else number


def _read_fraction(words: list[NumberWord], point: int, text: str) -> Decimal:
    """The number with its decimals spelled digit by digit: "hai phẩy không ba"."""
    digits = words[point + 1 :]
    if not digits or not all(word.is_digit for word in digits):
        raise NumberError(text)
    whole = _Reader(text).read(words[:point])
    return Decimal(f"{whole}.{''.join(str(word.value) for word in digits)}")


class _Reader:
    """Adds up the words from left to right.

    total: closed groups ("ba triệu"). group: the open one, below 1000. unit: value of the last unit named.
    scale: of the last scale. last: kind of the last word.
    """

    def __init__(self, text: str) -> None:
        self.text, self.total, self.group, self.unit, self.scale, self.last = text, Decimal(0), Decimal(0), 0, 0, ""

    def read(self, words: list[NumberWord]) -> Decimal:
        if not words or (len(words) > 2 and all(word.is_digit for word in words)):
            raise NumberError(self.text)  # a longer row of digits is a year or a code
        for index, word in enumerate(words):
            self._take(word, index == len(words) - 1)
            self.last = word.kind
        return self.total + self.group

    def _take(self, word: NumberWord, is_final: bool) -> None:
        match word.kind:
            case "digit" | "five":
                self._add_digit(word.value, is_final)
            case "ten" | "tens" if self.last in ("digit", "five") and 0 < self.group % 100 < 10:
                self.group += self.group % 10 * 9
                self.unit = 10
            case "ten" if self.last in ("", "hundred", "scale", "link"):
                self.group += 10
            case "hundred" if self.last in ("digit", "five") and 0 <= self.group < 10:
                self.group *= 100
                self.unit = 100
            case "scale" if self.total + self.group and self.last != "link":
                self._scale(word.value)
            case "half" if self.unit and is_final:
                self.group += Decimal(self.unit) / 2
            case "link" if self.unit:
                pass
            case _:
                raise NumberError(self.text)

    def _add_digit(self, value: int, is_final: bool) -> None:
        """After tens or "linh" ones; right after a digit ones too ("hai mốt"); last after a larger unit its tenths."""
        if self.last in ("digit", "five"):
            if not 0 < self.group % 100 < 10:
                raise NumberError(self.text)
            self.group += self.group % 10 * 9
        is_tenth = is_final and self.last in ("hundred", "scale")
        self.group += Decimal(self.unit) / 10 * value if is_tenth else value

    def _scale(self, value: int) -> None:
        """Close the group; a larger scale takes all that stands before it: "hai nghìn ba trăm tỷ"."""
        if value < self.scale:
            self.total += self.group * value
        else:
            self.total = (self.total + self.group) * value
        self.group, self.unit, self.scale = Decimal(0), value, value
