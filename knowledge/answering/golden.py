"""golden.yaml beside facts.yaml: questions whose answers are known, so that no new version breaks what works.

Thu ngân sách năm 2021 là bao nhiêu?: thu-ngan-sach-2021
Dân số năm 2021?: không có
"""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from knowledge.answering.answer import Answer, Outcome
from knowledge.facts.contents import Contents, read_bytes, read_text
from knowledge.facts.errors import DataError, Problem
from knowledge.facts.tree import load_tree

NOTHING = "không có"  # instead of an id: the question must get no answer


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and the full id of the fact that answers it, "" if none does."""

    question: str
    fact: str


class Fit(IntEnum):
    """How well an answer serves a golden question."""

    LOST = 0
    OFFERED = 1
    ANSWERED = 2


def load_golden(path: Path, report: str) -> tuple[Golden, ...]:
    """The golden questions of a report, in order; none if there is no such file. Raises DataError if it is broken."""
    return parse_golden(path, report, {path.name: read_bytes(path)} if path.exists() else {})


def parse_golden(path: Path, report: str, contents: Contents) -> tuple[Golden, ...]:
    """The golden questions in those bytes; none if there are none of that file. Raises DataError as `load_golden`."""
    if path.name not in contents:
        return ()
    tree, lines = load_tree(path, read_text(path, contents))
    wrong = [q for q, fact in tree.items() if not isinstance(fact, str)] if isinstance(tree, dict) else []
    if wrong or not isinstance(tree, dict):
        message = f"mỗi dòng là 'câu hỏi: id', hay 'câu hỏi: {NOTHING}'"
        raise DataError(tuple(Problem(str(path), lines.get((q,), 1), q, message) for q in wrong or [""]))
    return tuple(Golden(question, _full_id(str(fact), report)) for question, fact in tree.items())


def _full_id(fact: str, report: str) -> str:
    if fact == NOTHING:
        return ""
    return fact if "/" in fact else f"{report}/{fact}"


def judge(golden: Golden, answer: Answer) -> Fit:
    """Is the expected fact said, or at least offered?"""
    if not golden.fact:
        return Fit.LOST if answer.outcome is Outcome.ANSWERED else Fit.ANSWERED
    if golden.fact in {fact.id for fact in answer.facts}:
        return Fit.ANSWERED
    return Fit.OFFERED if golden.fact in {fact.id for fact in answer.choices} else Fit.LOST
