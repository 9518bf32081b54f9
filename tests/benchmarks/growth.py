"""What a question, a start and a new edition cost as the reports become many, and whether the answers stay right.

`python -m tests.benchmarks.growth [COUNT ...]` writes that many generated reports (10, 100 and 1000 if none is named),
each number in a process of its own, and prints the CPU seconds until the first answer, the memory, the CPU seconds of
a new edition of one report, the median and p99 of a question, the share of questions answered right and answered wrong.
It asserts nothing; `tests/answering/test_growth.py` does, on fewer reports.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from knowledge.answering import Index, Indexer, Outcome, ask
from knowledge.facts.live import Live
from knowledge.facts.record.fact import Fact
from knowledge.language.text.tokens import fold
from tests.benchmarks.many_reports import Made, make_places, rewrite_report, write_reports

COUNTS = (10, 100, 1000)
QUESTIONS = 300
WARMING = 60  # asked before any is measured
SHAPES = (
    "{name} {place} năm {year}",
    "{name} năm {year} của {place} là bao nhiêu?",
    "cho hỏi {name} {place} {year}",
    "năm {year} {name} {place} đạt bao nhiêu?",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of CPU of a question; shares of the questions."""

    median: float
    p99: float
    right: float
    wrong: float


def make_questions(made: list[Made], index: Index, count: int, seed: int = 3) -> list[tuple[str, Made]]:
    """Questions about figures that the reports state, each with the figure; a fifth of them without accents."""
    chance = random.Random(seed)
    return [(_make_question(chance, one, index), one) for one in chance.choices(made, k=count)]


def _make_question(chance: random.Random, one: Made, index: Index) -> str:
    name = chance.choice([one.name, one.name.lower(), *([one.alias] if one.alias else [])])
    place = one.place if chance.random() < 0.4 else index.localities.shorten(one.place)
    question = chance.choice(SHAPES).format(name=name, place=place, year=one.year)
    return fold(question) if chance.random() < 0.2 else question


def measure(questions: list[tuple[str, Made]], index: Index) -> Measured:
    """Asks them all once; `WARMING` of them before."""
    for question, _ in questions[:WARMING]:
        ask(question, index)
    costs, right, wrong = [], 0, 0
    for question, one in questions:
        start = time.process_time()
        turn = ask(question, index)
        costs.append((time.process_time() - start) * 1000)
        facts = turn.answer.facts if turn.answer.outcome is Outcome.ANSWERED else []
        right += bool(facts) and _is_about(facts[0], one)
        wrong += bool(facts) and not _is_about(facts[0], one)
    costs.sort()
    count = len(questions)
    return Measured(median(costs), costs[count * 99 // 100], right / count, wrong / count)


def _is_about(fact: Fact, one: Made) -> bool:
    year = fact.period.year if fact.period else 0
    return (fact.indicator, fact.place, year) == (one.name, one.place, one.year)


def _run(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = write_reports(Path(folder), count)
        start = time.process_time()
        live = Live(Path(folder), Indexer(), lambda problems: print(*problems, sep="\n"))
        ask(f"dân số {make_places()[0]} năm 2030", live.current())
        first = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rewrite_report(Path(folder) / "r0005", made[0].place, made[0].year, seed=1)
        start = time.process_time()
        live.refresh()
        edition = time.process_time() - start
        found = measure(make_questions([m for m in made if not m.id.startswith("r0005/")], live.current(), QUESTIONS),
                        live.current())  # fmt: skip
    names = len({one.name for one in made})
    print(
        f"{count:7} {names:6} {first:8.1f} {memory:7.0f} {edition:8.2f}"
        f" {found.median:8.1f} {found.p99:7.1f} {found.right:7.3f} {found.wrong:7.3f}",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    if len(arguments) == 1:
        return _run(int(arguments[0]))
    print("reports  names  first s  max MB  reload s  median ms  p99 ms  right  wrong")
    for count in map(int, arguments or map(str, COUNTS)):
        subprocess.run([sys.executable, "-m", "tests.benchmarks.growth", str(count)], check=True)
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
