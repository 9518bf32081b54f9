"""The phrases of the tables: which words stand side by side in them."""

from collections.abc import Iterable
from functools import lru_cache

from knowledge.language.lexicon.cues import load_cues
from knowledge.language.lexicon.indicators import load_indicators
from knowledge.language.lexicon.synonyms import load_synonyms
from knowledge.language.spelling.abbreviations import load_abbreviations
from knowledge.language.spelling.phrases import NUMBER, Phrases
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys

_BEFORE_NUMBER = ("year", "month", "quarter", "day")  # classes of tables/units/period_words.tsv


@lru_cache(maxsize=1)
def table_phrases() -> Phrases:
    """The pairs within phrases of the tables: indicators, cues, synonyms, abbreviations, times, units."""
    return Phrases(_table_runs())


def _table_runs() -> Iterable[Keys]:
    for indicator in load_indicators():
        yield from map(to_keys, (indicator.name, *indicator.aliases))
    for cues in load_cues().values():
        yield from (cue.words for cue in cues)
        yield from ((*cue.words, after) for cue in cues if cue.slot == "status" for after in (NUMBER, *_year_words()))
    for synonyms in load_synonyms().values():
        yield from (synonym.words for synonym in synonyms)
    for rows in load_abbreviations().values():
        yield from (to_keys(row.full) for row in rows)
    for kind, words, _ in load_table("units/period_words"):
        yield (*to_keys(words), NUMBER) if kind in _BEFORE_NUMBER else to_keys(words)
    yield from _number_runs()
    for row in load_table("units/units"):
        yield (NUMBER, *to_keys(row[0]))
    for name in ("report/heads", "report/name_words", "report/events"):
        yield from (to_keys(row[0]) for row in load_table(name))


def _year_words() -> list[str]:
    return [to_keys(words)[0] for kind, words, _ in load_table("units/period_words") if kind == "year"]


def _number_runs() -> Iterable[Keys]:
    """A digit's name before the name of a power of ten, and after it: "hai trăm", "mươi mốt"."""
    rows = load_table("units/number_words")
    digits = [to_keys(word)[0] for word, kind, *_ in rows if kind in ("digit", "five")]
    powers = [to_keys(word)[0] for word, kind, *_ in rows if kind in ("ten", "tens", "hundred", "scale")]
    return (pair for digit in digits for power in powers for pair in ((digit, power), (power, digit)))
