"""Records: what a report's facts.yaml says, and the trusted Fact that answers are made of."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2s
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from knowledge.facts.day import parse_last_day
from knowledge.language.months import Period, format_period, parse_period
from knowledge.language.quantity import Quantity


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


Direction = Literal["up", "down"]


def _check_period(value: object) -> object:
    return value if value is None else format_period(parse_period(str(value)))


def _check_date(value: object) -> object:
    if value is not None:
        parse_last_day(str(value))
    return value


PeriodCode = Annotated[
    str,
    BeforeValidator(_check_period),
    WithJsonSchema(
        {"type": ["string", "integer"], "examples": ["2021", "2021-Q1", "2021-H1", "2021-08", "2021-M01..M09"]}
    ),
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z_]+)?$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=2_000)]
Prose = Annotated[str, Field(min_length=1, max_length=20_000)]
Day = Annotated[str, AfterValidator(_check_date), Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Date = Annotated[
    str,
    BeforeValidator(_check_date),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "examples": ["2021-12-31", "2021-12", "2021"],
        }
    ),
]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ComparisonRecord(_Record):
    """A figure that compares its fact with a plan or an earlier period."""

    relation: Relation
    figure: Line
    id: Slug | None = None
    sentence: Prose | None = None
    direction: Direction | None = None
    against: Line | None = None


class FactRecord(_Record):
    """One thing the report states; without `figure` it is a statement."""

    id: Slug
    indicator: Line
    aliases: tuple[Line, ...] = ()
    place: Line | None = None
    period: PeriodCode | None = None
    as_of: Day | None = None
    status: Status | None = None
    figure: Line | None = None
    total_is: Literal["total", "plan"] | None = None
    compared: tuple[ComparisonRecord, ...] = ()
    sentence: Prose
    doubts: tuple[Line, ...] = ()


class IgnoredRecord(_Record):
    """Words with a number that is no figure, and why."""

    text: Line
    reason: Line


class ReportRecord(_Record):
    """A report's facts.yaml."""

    title: Line
    author: Line | None = None
    publisher: Line | None = None
    published: Date | None = None
    place: Line | None = None
    period: PeriodCode | None = None
    facts: tuple[FactRecord, ...] = ()
    ignored: tuple[IgnoredRecord, ...] = ()


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
