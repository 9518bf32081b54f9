"""Records: what a report's facts.yaml says, as pydantic models; an unknown field is refused."""

from calendar import monthrange
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from knowledge.facts.record.fact import Direction, Relation, Status
from knowledge.language.times.period import format_period, parse_period


def parse_last_day(text: str) -> date:
    """The day of YYYY-MM-DD; of YYYY-MM and YYYY, which name no day, the last one.

    Raises ValueError if it is none of these, or there is no such day.

    >>> parse_last_day("2024-02"), parse_last_day("2021")
    (datetime.date(2024, 2, 29), datetime.date(2021, 12, 31))
    """
    parts = text.split("-")
    is_formed = text.isascii() and [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2])
    try:
        if not is_formed or not all(part.isdigit() for part in parts):
            raise ValueError
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
        return date(year, month, int(parts[2]) if len(parts) > 2 else monthrange(year, month)[1])
    except ValueError as error:
        raise ValueError(f"“{text}” không phải là ngày có thật; viết 2021-12-31, 2021-12 hay 2021") from error


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
