"""What one figure of a sentence hands on to the next ones."""

from dataclasses import dataclass

from knowledge.extraction.base import Base
from knowledge.extraction.draft import Draft
from knowledge.facts.fact import Status


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
