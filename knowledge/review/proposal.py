"""A draft -> what publishing it would change: facts, and the answers to questions that people ask."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.answering.index.index import Index
from knowledge.facts.folder.contents import read_contents
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.store import Store, load_reports
from knowledge.facts.versions.publish import Snapshot, find_base, find_folder, take_snapshot
from knowledge.facts.versions.served_folders import GOLDEN_FILE, find_report_folders, find_version
from knowledge.review.answer_changes import AnswerChange, compare_asked, compare_goldens, pick_changed
from knowledge.review.difference import FactChange, FieldChange, Side, find_changes, find_field_changes, prove_side
from knowledge.review.golden import Fit, Golden, find_unknown, load_golden, parse_golden


@dataclass(frozen=True, slots=True)
class Proposal:
    """What publishing would change. base: the report as it is served now; doubts: facts not yet reviewed.

    fields: what changes of the report besides its facts; none where it is new. is_removal: the report would go.
    seen: the fingerprint of the very bytes it was worked out from; `publish` and `rollback` take it.
    warnings: golden questions of other reports that cannot be read; they are not compared, and stop nothing.
    """

    report: ProvedReport
    base: ProvedReport | None
    facts: tuple[FactChange, ...]
    answers: tuple[AnswerChange, ...]
    doubts: int
    seen: str = ""
    fields: tuple[FieldChange, ...] = ()
    is_removal: bool = False
    warnings: tuple[Problem, ...] = ()

    @property
    def broken(self) -> tuple[AnswerChange, ...]:
        return tuple(change for change in self.answers if change.is_broken)


def propose(directory: Path, draft: Path, questions: Iterable[str] = (), home_place: str = "") -> Proposal:
    """What would change for the reports in `directory`. Raises DataError if the draft is not proved.

    questions: others that people asked lately; they are compared, and never refused. home_place: as the bot answers.
    """
    snapshot = take_snapshot(directory, draft)
    golden_path = _golden_path(directory, draft, snapshot)
    new = prove_side(draft.resolve(), golden_path, snapshot.wanted)
    base = _prove_base(directory, draft, snapshot)
    proposal, index = _compare_sides(directory, (base, new), new.goldens, questions, home_place)
    if unknown := find_unknown(golden_path, new.goldens, index.store.by_id):
        raise DataError(unknown)
    return replace(proposal, seen=snapshot.fingerprint)


def propose_rollback(directory: Path, report: str, number: int, home_place: str = "") -> Proposal:
    """What would change if that version were served again; 0: if the report were taken away.

    Broken are the golden questions of both versions. Raises DataError if there is nothing to take away.
    """
    folder = find_folder(directory, report, number)
    if not number:
        return _propose_removal(directory, folder, home_place)
    snapshot = take_snapshot(directory, folder)
    new = prove_side(folder, folder / GOLDEN_FILE, snapshot.draft)
    base = _prove_base(directory, folder, snapshot)
    goldens = dict.fromkeys((*new.goldens, *(base.goldens if base else ())))
    return replace(_compare_sides(directory, (base, new), goldens, (), home_place)[0], seen=snapshot.fingerprint)


def _compare_sides(
    directory: Path,
    sides: tuple[Side | None, Side],
    goldens: Iterable[Golden],
    questions: Iterable[str],
    home_place: str,
) -> tuple[Proposal, Index]:
    """What differs, and the knowledge as it would be."""
    base, new = sides
    others = [r for r in load_reports(directory)[0] if r.id != new.report.id]
    served = [*others, base.report] if base else others
    old, index = _index(served, home_place) if served else None, _index([*others, new.report], home_place)
    of_others, warnings = _goldens_of(directory, others)
    answers = [
        *compare_goldens(goldens, old, index, Fit.ANSWERED),
        *compare_goldens(of_others, old, index, Fit.OFFERED),
        *(compare_asked(question, old, index) for question in questions),
    ]
    proposal = Proposal(
        report=new.report,
        base=base.report if base else None,
        facts=find_changes(base.report if base else None, new.report),
        answers=pick_changed(answers),
        doubts=sum(bool(record.doubts) for record in new.folder.record.facts),
        fields=find_field_changes(base, new) if base else (),
        warnings=warnings,
    )
    return proposal, index


def _propose_removal(directory: Path, folder: Path, home_place: str) -> Proposal:
    """Raises DataError if nothing can be served of the report now."""
    reports = load_reports(directory)[0]
    base = next((r for r in reports if r.id == folder.name), None)
    if base is None:
        raise DataError((Problem(str(directory / folder.name), 0, "", "không được phục vụ, không có gì để gỡ"),))
    others = [r for r in reports if r.id != folder.name]
    old, new = _index(reports, home_place), _index(others, home_place)
    goldens, warnings = _goldens_of(directory, others)
    report = replace(base, facts=(), statements=(), left_numbers=0)
    return Proposal(
        report=report,
        base=base,
        facts=find_changes(base, report),
        answers=pick_changed(compare_goldens(goldens, old, new, Fit.OFFERED)),
        doubts=0,
        seen=take_snapshot(directory, folder).fingerprint,
        is_removal=True,
        warnings=warnings,
    )


def _index(reports: Sequence[ProvedReport], home_place: str) -> Index:
    return Index(Store(sorted(reports, key=lambda report: report.id)), home_place)


def _prove_base(directory: Path, draft: Path, snapshot: Snapshot) -> Side | None:
    """What is served now, else what was last published; of the served folder itself what was last published."""
    live, version = find_base(directory, draft), find_version(directory, draft.resolve().name)
    sides = [] if live in (None, version) else [(live, snapshot.served)]
    sides += [(version, read_contents(version))] if version else []
    for folder, contents in sides:
        with suppress(DataError):  # what is served now may be broken: the draft is its repair
            facts = {name: data for name, data in contents.items() if name != GOLDEN_FILE}
            side = prove_side(folder, folder / GOLDEN_FILE, facts)
            with suppress(DataError):
                side = replace(side, goldens=parse_golden(folder / GOLDEN_FILE, folder.name, contents))
            return side
    return None


def _golden_path(directory: Path, draft: Path, snapshot: Snapshot) -> Path:
    """Of the draft's golden questions, else of those of the report it replaces."""
    own = GOLDEN_FILE in snapshot.draft
    return (draft if own else directory / draft.resolve().name) / GOLDEN_FILE


def _goldens_of(directory: Path, reports: Sequence[ProvedReport]) -> tuple[list[Golden], tuple[Problem, ...]]:
    """Their golden questions, and what is wrong with those that cannot be read."""
    ids = {report.id for report in reports}
    goldens: list[Golden] = []
    problems: list[Problem] = []
    for folder in find_report_folders(directory) if ids else ():
        if folder.name in ids:
            try:
                goldens += load_golden(folder / GOLDEN_FILE, folder.name)
            except DataError as error:
                problems += error.problems
    return goldens, tuple(problems)
