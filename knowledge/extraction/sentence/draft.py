"""A fact as it is read, before it gets its id and its place in the report's record."""

from dataclasses import dataclass, field

from knowledge.facts.record.fact import Direction, Relation, Status
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.times.period_mentions import Period


@dataclass(slots=True)
class Comparison:
    """A figure that compares its draft with a plan or an earlier period."""

    relation: Relation
    quantity: Quantity
    direction: Direction | None = None
    against: str = ""


@dataclass(slots=True)
class Draft:
    """One thing a sentence states; without `quantity` only its comparisons have figures.

    head: the words at the start of the name that parts take over, "" if they take none. noun: what was counted; event:
    what was done to it. kind: of the unit. doubts: in Vietnamese, for the person who reviews.
    """

    name: str
    quantity: Quantity | None
    period: Period | None = None
    status: Status = Status.ACTUAL
    head: str = ""
    event: str = ""
    noun: str = ""
    kind: str = ""
    note: str = ""
    place: str = ""
    as_of: str = ""
    total_is: str = ""
    aliases: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    compared: list[Comparison] = field(default_factory=list)

    def drop_doubt(self, reason: str) -> None:
        """Take a doubt back that something else settled."""
        self.doubts = [doubt for doubt in self.doubts if doubt != reason]

    def doubt(self, words: str) -> None:
        """Note a doubt once."""
        if words not in self.doubts:
            self.doubts.append(words)
