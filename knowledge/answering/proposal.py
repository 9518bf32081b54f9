"""A draft -> what publishing it would change: facts, and the answers to questions that people ask."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.answering.answer import Answer
from knowledge.answering.dialogue import ask
from knowledge.answering.difference import FactChange, FieldChange, Side, find_changes, find_field_changes, prove_side
from knowledge.answering.golden import Fit, Golden, find_unknown, judge, load_golden, parse_golden
from knowledge.answering.index import Index
from knowledge.facts.contents import read_contents
from knowledge.facts.errors import DataError, Problem
from knowledge.facts.folders import GOLDEN_FILE, find_report_folders, find_version
from knowledge.facts.proof import ProvedReport
from knowledge.facts.store import Store, load_reports
from knowledge.facts.versions import Snapshot, find_base, find_folder, take_snapshot


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question and its answers before and after. expected: the golden fact's full id, "" if none is."""

    question: str
    old: Answer | None
    new: Answer
    expected: str = ""
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What publishing would change. base: the report as it is served now; doubts: facts not yet reviewed.

    fields: what changes of the report besides its facts; none where it is new. is_removal: the report would go.
    seen: the fingerprint of the very bytes it was worked out from; `publish` and `rollback` take it.
    """

    report: ProvedReport
    base: ProvedReport | None
    facts: tuple[FactChange, ...]
    answers: tuple[AnswerChange, ...]
    doubts: int
    seen: str = ""
    fields: tuple[FieldChange, ...] = ()
    is_removal: bool = False

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
    answers = [_compare(golden, old, index, Fit.ANSWERED) for golden in goldens]
    answers += [_compare(golden, old, index, Fit.OFFERED) for golden in _goldens_of(directory, others)]
    answers += [_compare_asked(question, old, index) for question in questions]
    proposal = Proposal(
        report=new.report,
        base=base.report if base else None,
        facts=find_changes(base.report if base else None, new.report),
        answers=_pick_changed(answers),
        doubts=sum(bool(record.doubts) for record in new.folder.record.facts),
        fields=find_field_changes(base, new) if base else (),
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
    goldens = _goldens_of(directory, others)
    report = replace(base, facts=(), statements=(), left_numbers=0)
    return Proposal(
        report=report,
        base=base,
        facts=find_changes(base, report),
        answers=_pick_changed([_compare(golden, old, new, Fit.OFFERED) for golden in goldens]),
        doubts=0,
        seen=take_snapshot(directory, folder).fingerprint,
        is_removal=True,
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


def _goldens_of(directory: Path, reports: Sequence[ProvedReport]) -> list[Golden]:
    ids = {report.id for report in reports}
    folders = [folder for folder in find_report_folders(directory) if folder.name in ids] if ids else []
    return [golden for folder in folders for golden in load_golden(folder / GOLDEN_FILE, folder.name)]


def _compare(golden: Golden, old: Index | None, new: Index, least: Fit) -> AnswerChange:
    """least: what the golden question must still get, if it is not worse off than before."""
    change = _compare_asked(golden.question, old, new)
    fit = judge(golden, change.new)
    was = judge(golden, change.old) if change.old else Fit.LOST
    is_broken = fit < least and (least is Fit.ANSWERED or was is Fit.ANSWERED)
    return AnswerChange(change.question, change.old, change.new, golden.fact, is_broken)


def _compare_asked(question: str, old: Index | None, new: Index) -> AnswerChange:
    return AnswerChange(question, ask(question, old).answer if old else None, ask(question, new).answer)


def _pick_changed(answers: Iterable[AnswerChange]) -> tuple[AnswerChange, ...]:
    """Those that are broken or read otherwise to a person, each question once."""
    found: dict[str, AnswerChange] = {}
    for change in sorted(answers, key=lambda change: not change.is_broken):
        if change.is_broken or _said(change.old) != _said(change.new):
            found.setdefault(change.question, change)
    return tuple(found.values())


def _said(answer: Answer | None) -> object:
    """What a person is told of it in a line."""
    if answer is None:
        return None
    return answer.outcome, [(f.id, f.figure or f.sentence) for f in answer.facts]
