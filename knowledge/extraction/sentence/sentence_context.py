"""What a sentence is given by those before it, what it yields, and what one of its figures hands on to the next."""

from dataclasses import dataclass, field

from knowledge.extraction.sentence.chunks import Chunk
from knowledge.extraction.sentence.comparison_base import Base
from knowledge.extraction.sentence.draft import Draft
from knowledge.facts.record.fact import Status
from knowledge.language.times.period_mentions import Period


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


@dataclass(slots=True)
class Frame:
    """What a figure may inherit: the level before it, the level its parts belong to, the status they share.

    last: the draft before it, a share too. owner: the things counted to which what follows "với" belongs.
    theme: "lúa" after "diện tích lúa". is_part: "trong đó", "gồm" was said after `whole`; is_share: "chiếm" was.
    subject: what the sentence begins with; topic: what the paragraph is about, is_labelled: it says so before a colon,
    introduced: of what. Of a bracket: reference, the words before it; behind: what they end with compares;
    is_after_figure: none are.
    """

    anchor: Draft | None = None
    last: Draft | None = None
    owner: Draft | None = None
    theme: str = ""
    whole: Draft | None = None
    head: str = ""
    note: str = ""
    status: Status | None = None
    is_part: bool = False
    is_share: bool = False
    is_bracket: bool = False
    subject: str = ""
    topic: str = ""
    is_labelled: bool = False
    introduced: str = ""
    reference: str = ""
    behind: Base = ""
    is_after_figure: bool = False
