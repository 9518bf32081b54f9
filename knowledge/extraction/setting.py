"""What a sentence is given by those before it, and what it yields."""

from dataclasses import dataclass, field

from knowledge.extraction.chunks import Chunk
from knowledge.extraction.draft import Draft
from knowledge.facts.fact import Status
from knowledge.language.period import Period


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds before a sentence begins.

    period: of figures that name none; doubt: where it comes from. anchor: the report's own; is_sure: its title or a
    heading says so. subject: what this sentence is about; topic: what its paragraph is about, is_labelled if it says so
    before a colon, abbreviation if that has one; theme: what the sentence that introduces the items is of. before: what
    the sentence before spoke of. horizon: the year by which the aims of a term of office are to be reached.
    is_encyclopaedia: it reports on no period, its figures are of years here and there.
    """

    period: Period | None = None
    doubt: str = ""
    status: Status = Status.ACTUAL
    anchor: Period | None = None
    is_sure: bool = False
    subject: str = ""
    topic: str = ""
    is_labelled: bool = False
    abbreviation: str = ""
    theme: str = ""
    before: Draft | None = None
    horizon: Period | None = None
    is_encyclopaedia: bool = False


@dataclass(slots=True)
class Outcome:
    """The drafts of a sentence in order, and what it leaves to the next one. idle: figures that state no fact, why."""

    drafts: list[Draft] = field(default_factory=list)
    idle: list[tuple[Chunk, str]] = field(default_factory=list)
    period: Period | None = None
    is_period_named: bool = False
    status: Status = Status.ACTUAL
