"""A draft -> what publishing it would change: facts, and the answers to questions that people ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.answering.answer import Answer
from knowledge.answering.dialogue import ask
from knowledge.answering.golden import Fit, Golden, judge, load_golden, parse_golden
from knowledge.answering.index import Index
from knowledge.facts.errors import DataError
from knowledge.facts.fact import Fact
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import GOLDEN_FILE, find_report_folders
from knowledge.facts.proof import ProvedReport, prove
from knowledge.facts.store import Store, load_reports
from knowledge.facts.versions import Snapshot, find_base, take_snapshot

SHOWN_FIELDS = (
    "indicator", "aliases", "place", "period", "as_of", "status", "figure", "total_is", "relation", "direction",
    "against", "sentence",
)  # fmt: skip  # of a Fact: what a person wrote; the rest follows from it


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

    seen: the fingerprint of the very bytes it was worked out from; `publish` takes it.
    """

    report: ProvedReport
    base: ProvedReport | None
    facts: tuple[FactChange, ...]
    answers: tuple[AnswerChange, ...]
    doubts: int
    seen: str = ""

    @property
    def broken(self) -> tuple[AnswerChange, ...]:
        return tuple(change for change in self.answers if change.is_broken)


def propose(directory: Path, draft: Path, questions: Iterable[str] = ()) -> Proposal:
    """What would change for the reports in `directory`. Raises DataError if the draft is not proved.

    questions: others that people asked lately; they are compared, and never refused.
    """
    snapshot = take_snapshot(directory, draft)
    folder = load_report_folder(draft.resolve(), contents=snapshot.draft)
    report = prove(folder)
    base = _prove_base(directory, draft, snapshot)
    others = [r for r in (load_reports(directory)[0] if directory.is_dir() else ()) if r.id != report.id]
    served = [*others, base] if base else others
    old, new = _index(served) if served else None, _index([*others, report])
    own = parse_golden(_golden_path(directory, draft), report.id, snapshot.wanted)
    answers = [_compare(golden, old, new, Fit.ANSWERED) for golden in own]
    answers += [_compare(golden, old, new, Fit.OFFERED) for golden in _goldens_of(directory, others)]
    answers += [_compare_asked(question, old, new) for question in questions]
    return Proposal(
        report=report,
        base=base,
        facts=find_changes(base, report),
        answers=tuple(change for change in answers if change.is_broken or _said(change.old) != _said(change.new)),
        doubts=sum(bool(record.doubts) for record in folder.record.facts),
        seen=snapshot.fingerprint,
    )


def find_changes(old: ProvedReport | None, new: ProvedReport) -> tuple[FactChange, ...]:
    """Facts changed and added in the new report's order, then those removed."""
    before = {fact.id: fact for fact in old.facts} if old else {}
    after = {fact.id: fact for fact in new.facts}
    changes = [FactChange(before.get(i), fact) for i, fact in after.items()]
    changes += [FactChange(fact, None) for i, fact in before.items() if i not in after]
    return tuple(change for change in changes if change.fields)


def _index(reports: Sequence[ProvedReport]) -> Index:
    return Index(Store(sorted(reports, key=lambda report: report.id)))


def _prove_base(directory: Path, draft: Path, snapshot: Snapshot) -> ProvedReport | None:
    """What is served now; of the served folder itself its last version."""
    folder = find_base(directory, draft)
    is_served = folder is not None and folder.resolve() == (directory / folder.name).resolve()
    try:
        return prove(load_report_folder(folder, contents=snapshot.served if is_served else None)) if folder else None
    except DataError:
        return None  # what is served now may be broken: the draft is its repair


def _golden_path(directory: Path, draft: Path) -> Path:
    """The draft's golden questions, else those of the report it replaces."""
    own = draft / GOLDEN_FILE
    return own if own.exists() else directory / draft.resolve().name / GOLDEN_FILE


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


def _said(answer: Answer | None) -> object:
    if answer is None:
        return None
    return answer.outcome, [(f.id, f.figure) for f in answer.facts or answer.choices]
