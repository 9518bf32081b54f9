"""Two versions of a report -> what differs between them: facts, fields of the report, items of its lists."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.facts.folder.contents import Contents
from knowledge.facts.folder.proof import ProvedReport, prove
from knowledge.facts.folder.report_folder import ReportFolder, load_report_folder
from knowledge.facts.record.fact import Fact
from knowledge.facts.record.report_record import IgnoredRecord
from knowledge.review.golden import NOTHING, Golden, parse_golden

SHOWN_FIELDS = (
    "indicator", "aliases", "place", "period", "as_of", "status", "figure", "total_is", "relation", "direction",
    "against", "sentence",
)  # fmt: skip  # of a Fact: what a person wrote; the rest follows from it
HEAD_FIELDS = ("title", "author", "publisher", "published", "place", "period")  # of a ReportRecord


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact before and after; None where there is none."""

    old: Fact | None
    new: Fact | None

    @property
    def fields(self) -> tuple[str, ...]:
        """What of it was changed."""
        return tuple(name for name in SHOWN_FIELDS if getattr(self.old, name, None) != getattr(self.new, name, None))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the report itself, or one item of a list of it, before and after; "" where there is none."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Side:
    """A report as it is served or will be."""

    folder: ReportFolder
    report: ProvedReport
    goldens: tuple[Golden, ...]


def find_changes(old: ProvedReport | None, new: ProvedReport) -> tuple[FactChange, ...]:
    """Facts changed and added in the new report's order, then those removed."""
    before = {fact.id: fact for fact in old.facts} if old else {}
    after = {fact.id: fact for fact in new.facts}
    changes = [FactChange(before.get(i), fact) for i, fact in after.items()]
    changes += [FactChange(fact, None) for i, fact in before.items() if i not in after]
    return tuple(change for change in changes if change.fields)


def find_field_changes(old: Side, new: Side) -> tuple[FieldChange, ...]:
    """The head of the report, then items of its lists, gone before new, then the sentences of its text."""
    changes = [
        FieldChange(name, str(getattr(old.folder.record, name) or ""), str(getattr(new.folder.record, name) or ""))
        for name in HEAD_FIELDS
    ]
    lists = [(side.folder.record.ignored, side.goldens, side.report.statements) for side in (old, new)]
    for name, before, after in zip(("ignored", "golden", "text"), *map(_write_items, lists), strict=True):
        changes += [FieldChange(name, item, "") for item in before if item not in after]
        changes += [FieldChange(name, "", item) for item in after if item not in before]
    return tuple(change for change in changes if change.old != change.new)


def _write_items(
    lists: tuple[tuple[IgnoredRecord, ...], tuple[Golden, ...], tuple[Fact, ...]],
) -> tuple[dict[str, None], ...]:
    """Each item of the lists in a line."""
    ignored, goldens, statements = lists
    return (
        dict.fromkeys(f"{item.text} ({item.reason})" for item in ignored),
        dict.fromkeys(f"{golden.question}: {golden.fact.partition('/')[2] or NOTHING}" for golden in goldens),
        dict.fromkeys(fact.sentence for fact in statements),
    )


def prove_side(folder: Path, golden_path: Path, contents: Contents) -> Side:
    """The report in those bytes. Raises DataError if it is not proved."""
    found = load_report_folder(folder, contents=contents)
    return Side(found, prove(found), parse_golden(golden_path, found.id, contents))
