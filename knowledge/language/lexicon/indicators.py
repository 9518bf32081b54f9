"""The indicators of Vietnamese statistics, by their official and their everyday names.

Source: tables/report/indicators.tsv, after the annexes of the Law on Statistics.
"""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.table import load_table


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator. aliases: names of nothing but this, lay, short and English ones too. unit: the usual one, or ""."""

    name: str
    aliases: tuple[str, ...]
    unit: str
    group: str


@lru_cache(maxsize=1)
def load_indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the table.

    >>> next(one.unit for one in load_indicators() if "poverty rate" in one.aliases)
    '%'
    """
    rows = load_table("report/indicators")
    return tuple(
        Indicator(name, tuple(filter(None, aliases.split(" | "))), unit, group) for name, aliases, unit, group in rows
    )
