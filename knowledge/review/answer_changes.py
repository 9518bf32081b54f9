"""Questions -> how their answers change from one knowledge to another, and which of them must not."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answering.answer.answer import Answer
from knowledge.answering.dialogue import ask
from knowledge.answering.index.index import Index
from knowledge.review.golden import Fit, Golden
from knowledge.review.golden_answers import GoldenAnswers


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question and its answers before and after. golden: what it must be answered with, None of other questions."""

    question: str
    old: Answer | None
    new: Answer
    golden: Golden | None = None
    is_broken: bool = False


def compare_goldens(goldens: Iterable[Golden], old: Index | None, new: Index, least: Fit) -> list[AnswerChange]:
    """Of each golden question. least: what it must still get, if it is not worse off than before."""
    before, after = GoldenAnswers(old) if old else None, GoldenAnswers(new)
    changes = []
    for golden in goldens:
        was, now = before.find(golden) if before else None, after.find(golden)
        is_lost = after.judge(golden, now) < least
        if is_lost and least is Fit.OFFERED:
            is_lost = bool(before and was and before.judge(golden, was) is Fit.ANSWERED)
        changes.append(AnswerChange(golden.question, was, now, golden, is_lost))
    return changes


def compare_asked(question: str, old: Index | None, new: Index) -> AnswerChange:
    """Of any question, asked out of the blue."""
    return AnswerChange(question, ask(question, old).answer if old else None, ask(question, new).answer)


def pick_changed(answers: Iterable[AnswerChange]) -> tuple[AnswerChange, ...]:
    """Those that are broken, and those that read otherwise to a person, each question once in the same words."""
    changes = list(answers)
    broken = [change for change in changes if change.is_broken]
    told = {(change.question, _said(change.old), _said(change.new)) for change in broken}
    picked = []
    for change in changes:
        line = (change.question, _said(change.old), _said(change.new))
        if line[1] != line[2] and line not in told:
            picked.append(change)
            told.add(line)
    return (*broken, *picked)


def _said(answer: Answer | None) -> object:
    """What a person is told of it in a line."""
    if answer is None:
        return None
    return answer.outcome, tuple((f.id, f.figure or f.sentence) for f in answer.facts)
