"""The trusted Fact that answers are made of; its status, its relation, and what a person calls these."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2s
from typing import Literal

from knowledge.language.quantities.quantity import Quantity
from knowledge.language.times.period import Period


class Status(StrEnum):
    """How the figure came about; plan was assigned or adopted, target is what the report sets out to reach."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    PLAN = "plan"
    TARGET = "target"

    @property
    def is_planned(self) -> bool:
        """As a veto there are two groups: what has happened and what is meant to."""
        return self in (Status.PLAN, Status.TARGET)


STATUS_WORDS = {
    Status.ACTUAL: "thực hiện",
    Status.ESTIMATE: "ước thực hiện",
    Status.PLAN: "kế hoạch",
    Status.TARGET: "mục tiêu",
}


class Relation(StrEnum):
    """What a comparison's figure says about the figure it belongs to."""

    PCT_OF_PLAN = "pct_of_plan"
    PCT_OVER_PLAN = "pct_over_plan"
    PCT_OF_PREVIOUS = "pct_of_previous"
    PCT_CHANGE = "pct_change"
    ABS_CHANGE = "abs_change"
    RATIO = "ratio"

    @property
    def is_about_plan(self) -> bool:
        return self in (Relation.PCT_OF_PLAN, Relation.PCT_OVER_PLAN)


RELATION_WORDS = {
    Relation.PCT_OF_PLAN: "so với kế hoạch",
    Relation.PCT_OVER_PLAN: "vượt kế hoạch",
    Relation.PCT_OF_PREVIOUS: "so với cùng kỳ",
    Relation.PCT_CHANGE: "so với kỳ trước",
    Relation.ABS_CHANGE: "so với kỳ trước",
    Relation.RATIO: "so với kỳ trước",
}


Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A proven fact. A comparison is a Fact of its own: `relation` says what it is, `of` whose (a full id).

    id: "<report>/<id>". period, place: the report's where the record names none. indicator: "" and figure None for a
    bare sentence. published: the report's day, else its period.
    issued: the day by which reports are told older from newer: when it was published, else the end of its period.
    is_compared: the record has comparisons.
    sentence: as it stands in report.txt, white space folded; figure_span: where the figure is in it.
    """

    id: str
    indicator: str
    sentence: str
    report: str
    title: str
    author: str = ""
    aliases: tuple[str, ...] = ()
    place: str = ""
    period: Period | None = None
    as_of: str = ""
    status: Status | None = None
    figure: str | None = None
    quantity: Quantity | None = None
    figure_span: tuple[int, int] | None = None
    relation: Relation | None = None
    of: str | None = None
    direction: Direction | None = None
    against: str = ""
    total_is: str = ""
    report_year: str = ""
    published: str = ""
    issued: date = date.min
    is_compared: bool = False
    is_period_inherited: bool = field(default=False, compare=False)

    @property
    def is_statement(self) -> bool:
        """Does it state no number at all? A fact may also be told by its comparisons alone."""
        return self.figure is None and not self.is_compared

    @property
    def key(self) -> str:
        """A short name for buttons and links; the same after every restart."""
        return blake2s(self.id.encode(), digest_size=5).hexdigest()
