"""golden.yaml beside facts.yaml: questions whose answers are known, so that no new version breaks what works.

Thu ngân sách năm 2021 là bao nhiêu?: thu-ngan-sach-2021
Dân số năm 2021?: không có
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from knowledge.answering.answer.answer import Answer, Outcome
from knowledge.facts.folder.contents import Contents, read_bytes, read_text
from knowledge.facts.folder.yaml_tree import load_tree
from knowledge.facts.record.errors import DataError, Problem
from knowledge.language.table import load_words
from knowledge.language.text.tokens import normalize

NOTHING = load_words("question/typed_answers", "nothing")[0]  # instead of an id: the question must get no answer
_FORM = f"mỗi dòng là 'câu hỏi: id', hay 'câu hỏi: {NOTHING}'"
_EMPTY = f"thiếu câu trả lời; ghi id của mục trả lời, hay '{NOTHING}'"
_UNKNOWN = "không có mục '{}' trong facts.yaml; sửa id này, hoặc bỏ câu hỏi mẫu"


@dataclass(frozen=True, slots=True)
class Golden:
    """A question of a report, and the full id of the fact that answers it, "" if none of the report's does.

    path, line: where it stands.
    """

    question: str
    fact: str
    report: str
    path: Path = field(default=Path(), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def stating(self) -> str:
        """The report that states the fact; its own where none is expected."""
        return self.fact.partition("/")[0] or self.report


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
    text = read_text(path, contents) if path.name in contents else ""
    if all(line.lstrip().startswith(("#", "---")) for line in text.splitlines() if line.strip()):
        return ()
    tree, lines = load_tree(path, text, "câu hỏi: id")
    assert isinstance(tree, dict)
    wrong = [Problem(str(path), lines[(q,)], q, _FORM) for q, fact in tree.items() if not isinstance(fact, str)]
    for place, line in lines.items():
        if len(place) == 1 and not tree.get(str(place[0]), ""):
            wrong.append(Problem(str(path), line, str(place[0]), _EMPTY))
    if wrong:
        raise DataError(tuple(dict.fromkeys(wrong)))
    return tuple(Golden(q, _full_id(str(fact), report), report, path, lines[(q,)]) for q, fact in tree.items())


def find_unknown(path: Path, goldens: Iterable[Golden], known: Container[str]) -> tuple[Problem, ...]:
    """The questions that name a fact which is not among those full ids."""
    wrong = [golden for golden in goldens if golden.fact and golden.fact not in known]
    own = f"{path.parent.name}/"
    return tuple(
        Problem(str(path), golden.line, golden.question, _UNKNOWN.format(golden.fact.removeprefix(own)))
        for golden in wrong
    )


def _full_id(fact: str, report: str) -> str:
    if normalize(fact).strip().casefold() == NOTHING:
        return ""
    return fact if "/" in fact else f"{report}/{fact}"


def judge(golden: Golden, answer: Answer) -> Fit:
    """Is the expected fact said, or at least offered? Where none is expected: is no fact of its own report said?"""
    if not golden.fact:
        is_said = answer.outcome is Outcome.ANSWERED and not is_of_others(golden, answer)
        return Fit.LOST if is_said else Fit.ANSWERED
    if golden.fact in {fact.id for fact in answer.facts}:
        return Fit.ANSWERED
    return Fit.OFFERED if golden.fact in {fact.id for fact in answer.choices} else Fit.LOST


def is_of_others(golden: Golden, answer: Answer) -> bool:
    """Do facts answer, and none of them is of the report that the question is judged on?"""
    return bool(answer.facts) and all(fact.report != golden.stating for fact in answer.facts)
