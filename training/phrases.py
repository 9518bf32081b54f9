"""The project's own phrases: groups of texts that mean one thing, from tables of names, sayings and English terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.language.lexicon.indicators import load_indicators
from knowledge.language.table import load_table
from knowledge.language.text.syllables import is_folded_syllable, is_syllable

TABLES = Path(__file__).parent / "tables"
HOLE = "{}"


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of one meaning. forms: the first is the name; the others may be English (`is_english`)."""

    forms: tuple[str, ...]

    @property
    def vietnamese(self) -> list[str]:
        """The name, and the other forms that are not English."""
        return [form for at, form in enumerate(self.forms) if not at or not is_english(form)]


def read_rows(name: str) -> list[list[str]]:
    """The rows of training/tables/<name>.tsv without comments and head."""
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")][1:]


@lru_cache(maxsize=65536)
def is_english(text: str) -> bool:
    """Whether the text is plain letters and some word of it is no Vietnamese syllable.

    >>> is_english("budget revenue"), is_english("thu ngân sách"), is_english("thu ngan sach")
    (True, False, False)
    """
    words = [word for word in text.lower().split() if word.isalpha()]
    return text.isascii() and any(len(w) > 2 and not (is_syllable(w) or is_folded_syllable(w)) for w in words)


def load_groups() -> list[Group]:
    """Every group: the official indicators, the synonyms, the sayings and the English terms, in this order."""
    indicators = [Group((one.name, *one.aliases)) for one in load_indicators()]
    synonyms = [Group((name, *variants.split(" | "))) for name, variants in load_table("question/synonyms")]
    sayings = [Group((name, *said.split(" | "))) for name, said in read_rows("sayings")]
    return [*indicators, *synonyms, *sayings, *_english()]


def _english() -> Iterator[Group]:
    rows = read_rows("english")
    heads = [(kind.removeprefix("head:"), *words) for kind, *words in rows if kind.startswith("head:")]
    for kind, english, vietnamese in rows:
        if not kind.startswith("head:"):
            yield Group((vietnamese, english))
            for of, around, around_vi in heads:
                if of == kind:
                    yield Group((around_vi.replace(HOLE, vietnamese), around.replace(HOLE, english)))
