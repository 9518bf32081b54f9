"""A text as a lattice: at each place the ways to read what stands there; the best path by what phrases allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.language.spelling.phrases import Phrases

PAIR, NAMED_PAIR = 1.0, 1.3  # what two words that stand side by side in a table, in a name are worth, in costs
TIGHT, TIGHT_PAIR = 0.12, 2.0  # how surely a neighbour must tell a word that is read for another; what that is worth
LOOSE_PAIR = 0.7  # what it is worth else: two such are enough for an unknown word


class Kind(StrEnum):
    """How a reading comes from what was typed."""

    TYPED = "typed"
    KEYS = "keys"  # keystrokes of Telex or VNI
    SHORT = "short"  # an abbreviation written out
    REPAIR = "repair"  # of what is no syllable
    SLIP = "slip"  # of a syllable that may be another
    PARTS = "parts"  # words glued together, or a word in two pieces


@dataclass(frozen=True, slots=True)
class Reading:
    """What tokens[start:end] may stand for. words: of each word the keys it may be; none: it says nothing."""

    start: int
    end: int
    text: str
    words: tuple[frozenset[str], ...]
    cost: float
    kind: Kind
    need: float = TIGHT  # of a slip: how surely a neighbour must tell it


def join_cost(one: Reading, other: Reading, phrases: Phrases) -> float:
    """What it costs, less than 0, that one stands before the other."""
    if not one.words or not other.words:
        return 0.0
    pairs = [(a, b) for a in one.words[-1] for b in other.words[0] if phrases.has(a, b)]
    if not pairs:
        return 0.0
    if Kind.SLIP not in (one.kind, other.kind):
        return -NAMED_PAIR if any(phrases.names(a, b) for a, b in pairs) else -PAIR
    is_told = other.kind is Kind.SLIP and any(phrases.foretells_next(a, b) >= other.need for a, b in pairs)
    is_told |= one.kind is Kind.SLIP and any(phrases.foretells_last(a, b) >= one.need for a, b in pairs)
    return -TIGHT_PAIR if is_told else -LOOSE_PAIR


def best_path(readings: Sequence[Sequence[Reading]], phrases: Phrases) -> list[Reading]:
    """The cheapest readings that follow each other from the first place to the last.

    readings: by the place they start at; at each place one at least.
    """
    ending: list[dict[Reading, tuple[float, Reading | None]]] = [{} for _ in range(len(readings) + 1)]
    for start, here in enumerate(readings):
        before = ending[start]
        if start and not before:
            continue
        for reading in here:
            if start == 0:
                ending[reading.end][reading] = (reading.cost, None)
                continue
            costs = ((cost + join_cost(one, reading, phrases), one) for one, (cost, _) in before.items())
            cost, one = min(costs, key=lambda pair: pair[0])
            ending[reading.end][reading] = (cost + reading.cost, one)
    return _trace(ending)


def _trace(ending: list[dict[Reading, tuple[float, Reading | None]]]) -> list[Reading]:
    at: Reading | None = min(ending[-1], key=lambda reading: ending[-1][reading][0], default=None)
    path: list[Reading] = []
    while at is not None:
        path.append(at)
        at = ending[at.end][at][1]
    return path[::-1]
