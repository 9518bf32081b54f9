"""Words of a class of tables/units/period_words.tsv as regular expressions, accents typed or not."""

import re
import unicodedata
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.tokens import fold


@lru_cache(maxsize=1)
def word_values() -> dict[str, dict[str, str]]:
    """Class -> words, with and without accents -> value."""
    classes: dict[str, dict[str, str]] = {}
    for name, words, value in load_table("units/period_words"):
        classes.setdefault(name, {})[words] = value
    for values in classes.values():
        for words in list(values):
            values.setdefault(fold(words), values[words])
    return classes


def value_of(name: str, words: str) -> str | None:
    """The value of words of a class, whatever of their accents was typed; None if they are not of the class."""
    values = word_values().get(name, {})
    return values.get(words, values.get(fold(words)))


def word_class(name: str) -> str:
    """A group that matches the words of a class, accents typed or not, longest first."""
    words = {row[1] for row in load_table("units/period_words") if row[0] == name}
    return "(?:" + "|".join(map(_loosely, sorted(words, key=len, reverse=True))) + ")"


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    names = {name: word_class(name) for name in word_values()}
    return names | {"not-many": "".join(f"(?<!{_loosely(word)} )" for word in word_values()["many"])}


def compile_words(template: str) -> re.Pattern[str]:
    """The pattern of a template in which {name} stands for a class of words."""
    return re.compile(re.sub(r"\{([a-z-]+)\}", lambda m: _classes()[m[1]], template))


def _loosely(words: str) -> str:
    """A pattern for the words in which each accented letter may lack its tone or all its accents."""
    return "".join(_letter(char) for char in words)


@lru_cache(maxsize=256)
def _letter(char: str) -> str:

    bare = fold(char)
    if bare == char:
        return re.escape(char)
    marks = unicodedata.normalize("NFD", char)
    toneless = unicodedata.normalize("NFC", "".join(c for c in marks if c not in "\u0300\u0301\u0303\u0309\u0323"))
    return f"[{char}{toneless}{bare}]"
