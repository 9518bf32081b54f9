"""Rows -> what was answered, and how many of each style were right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering import Context, Index, ask
from knowledge.answering.export import export_turn
from tests.corpus.grading import Grade, grade
from tests.corpus.rows import Row


@dataclass(frozen=True, slots=True)
class Result:
    """A row, the exported turn, its grade."""

    row: Row
    exported: Mapping[str, object]
    grade: Grade

    def __str__(self) -> str:
        mark = "WRONG" if self.grade.wrong else "miss "
        wanted = ", ".join(_short(fact.id) for fact in self.row.gold) or "nothing"
        return f"{mark} {self.row.id} {self.row.q!r} wanted {self.row.kind} {wanted} | got {_told(self.exported)}"


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows, how many of them right and wrong."""

    count: int
    right: int
    wrong: int

    @property
    def share_right(self) -> float:
        return self.right / self.count if self.count else 1.0

    @property
    def share_wrong(self) -> float:
        return self.wrong / self.count if self.count else 0.0


def run(rows: Iterable[Row], index: Index) -> list[Result]:
    """Each row asked after the earlier ones of its chat."""
    contexts: dict[str, Context] = {}
    results: list[Result] = []
    for row in rows:
        turn = ask(row.q, index, contexts.get(row.chat))
        contexts[row.chat] = turn.context
        exported = export_turn(row.q, turn)
        results.append(Result(row, exported, grade(row, exported)))
    return results


def score(results: Sequence[Result]) -> Score:
    """The count of the results, right and wrong."""
    return Score(len(results), sum(r.grade.right for r in results), sum(r.grade.wrong for r in results))


def find_misses(results: Iterable[Result]) -> list[Result]:
    """What was not right, the wrong answers first."""
    return sorted((r for r in results if not r.grade.right), key=lambda r: not r.grade.wrong)


def format_table(results: Sequence[Result]) -> str:
    """A line a style, then the sum."""
    styles = dict.fromkeys(r.row.style for r in results)
    lines = [_line(style, score([r for r in results if r.row.style == style])) for style in styles]
    return "\n".join([*lines, _line("all", score(results))])


def _line(name: str, got: Score) -> str:
    return f"  {name:13} right {got.right:4}/{got.count:<4} {got.share_right:6.1%}   wrong {got.wrong:3}"


def _told(exported: Mapping[str, object]) -> str:
    answers, choices = exported["answers"], exported["choices"]
    assert isinstance(answers, list) and isinstance(choices, list)
    facts = [fact for answer in answers for fact in answer["facts"][:2]] or choices[:3]
    derived = [f"{d['operation']} {d['value']}" for answer in answers for d in answer["derived"]]
    return f"{exported['outcome']} {', '.join([_short(str(fact['id'])) for fact in facts] + derived)}"


def _short(fact_id: str) -> str:
    return fact_id.partition("/")[2] or fact_id
