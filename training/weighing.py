"""Choose the weights and bars of tables/question/weighing.tsv.

    python -m training.weighing [--write]

From the `dev` rows of every report of tests/corpus; `held` rows are never read. A question that names one thing gives
lessons: as it stands; with what it asks for taken out of the report, where every candidate is a wrong one; with the
names that say it whole taken out, so that the fact is known by less; with a qualifier behind or inside the name or a
head before it, which makes it another thing; with words around it that change nothing (tables/additions.tsv). A report
is judged by weights learned from the others. Deterministic: the same rows and tables give the same numbers.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.answering import Index
from knowledge.answering.finding.features import features_of
from knowledge.answering.finding.match import Match, best_of_each, find_by_each_name, find_matches
from knowledge.answering.finding.veto import find_veto
from knowledge.answering.reading.query import Query, parse_question
from knowledge.facts.store import load_store
from tests.corpus.rows import REPORTS, Row, find_other_reports, load_other_report, load_questions

TABLE = Path(__file__).parents[1] / "knowledge" / "language" / "tables" / "question" / "weighing.tsv"
ADDITIONS = Path(__file__).parent / "tables" / "additions.tsv"
KINDS = ("figure", "text", "unanswerable")
SORTS = ("row", "without", "partly", "qualifier", "inside", "head", "around")
OTHER_WORDS = 2  # of another label that stand behind the name as a qualifier
WRONG_COSTS = 12  # declines that a wrong answer is worth
OFFER_COSTS = 1.0  # of a right offer: what an offer that serves nobody costs
RIDGE = 0.5  # keeps weights small: there are few rows
STEPS = 60
BARS = np.round(np.arange(0.05, 1.0, 0.01), 2)

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The candidates of one question, their features, and which of them a reader accepts.

    report: whose question it is; sort: row, without, partly, qualifier, inside, head or around, as above.
    """

    report: str
    sort: str
    question: str
    rows: tuple[Mapping[str, float], ...]
    accepted: tuple[bool, ...]


def _read(text: str, index: Index) -> tuple[Query, list[Match]]:
    query = parse_question(text, index)
    return query, find_matches(query, index)


def lessons_of(report: str, index: Index, rows: Sequence[Row]) -> Iterator[Lesson]:
    """The lessons of a report's dev questions."""
    for row in rows:
        if row.split != "dev" or row.kind not in KINDS:
            continue
        query, matches = _read(row.q, index)
        gold = {fact.id for fact in row.accepted} | {fact.of for fact in row.accepted if fact.of}
        labels = {fact.indicator for fact in row.accepted}
        others = [m for m in matches if m.fact.id not in gold and m.fact.indicator not in labels]
        partly = [m for m in find_by_each_name(query, index) if m.unexplained]
        for sort, found in (
            ("row", matches),
            *((("without", others), ("partly", best_of_each(partly))) if gold else ()),
        ):
            yield from _lesson((report, sort), query, found, gold, index)
        whole = [m for m in matches if m.fact.id in gold and _is_whole(m)]
        strange = [label for label in index.labels if label and label not in labels]
        if whole and strange:
            for sort, text in _added(query, whole[0], strange, random.Random(row.q)):
                read, found = _read(text, index)
                yield from _lesson((report, sort), read, found, gold if sort == "around" else set(), index)


def _added(query: Query, match: Match, labels: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """The question with a qualifier behind the name it says, and with words before or after all of it.

    labels: of other things; their last words are qualifiers that the report knows.
    """
    end = query.words[max(match.covered)].token.end
    other = " ".join(rng.choice(labels).split()[-OTHER_WORDS:])
    for words in (rng.choice(load_additions("qualifier")), other):
        yield "qualifier", f"{query.text[:end]} {words}{query.text[end:]}"
    said = sorted(match.covered & query.hard)
    if len(said) > 1:
        middle = query.words[said[0]].token.end
        yield "inside", f"{query.text[:middle]} {rng.choice(load_additions('qualifier'))}{query.text[middle:]}"
    start = query.words[min(match.covered)].token.start
    yield "head", f"{query.text[:start]}{rng.choice(load_additions('head'))} {query.text[start:]}"
    yield "around", f"{rng.choice(load_additions('opening'))} {query.text}"
    yield "around", f"{query.text.rstrip('?. ')} {rng.choice(load_additions('closing'))}"


def load_additions(role: str) -> list[str]:
    """The words of that role in training/tables/additions.tsv."""
    lines = ADDITIONS.read_text("utf-8").splitlines()[1:]
    return [line.split("\t")[0] for line in lines if not line.startswith("#") and line.split("\t")[1] == role]


def _is_whole(match: Match) -> bool:
    return not match.unexplained and find_veto(match.fact, match.slots) is None


def _lesson(
    names: tuple[str, str], query: Query, found: Sequence[Match], gold: set[str], index: Index
) -> Iterator[Lesson]:
    """The lesson of a question that no name says whole; none where nothing is weighed."""
    if not query.hard or any(_is_whole(match) for match in found):
        return
    if featured := features_of(query, found, index):
        accepted = tuple(match.fact.id in gold for match, _, _ in featured)
        yield Lesson(*names, query.text, tuple(row for _, _, row in featured), accepted)


def learn(lessons: Sequence[Lesson], names: Sequence[str]) -> Matrix:
    """The weights of the features that make the accepted candidates likely: Newton's steps on the ridge-bound loss."""
    x = np.array([[row[name] for name in names] for lesson in lessons for row in lesson.rows])
    y = np.array([float(is_gold) for lesson in lessons for is_gold in lesson.accepted])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + RIDGE * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(names))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


@dataclass(frozen=True, slots=True)
class Judged:
    """A lesson's likeliest candidate: its chance, whether a reader accepts it, and if it may be offered at most."""

    chance: float
    is_right: bool
    is_doubtful: bool
    lesson: Lesson


def judge(lesson: Lesson, weights: Matrix, names: Sequence[str]) -> Judged:
    """The likeliest candidate of a lesson."""
    x = np.array([[row[name] for name in names] for row in lesson.rows])
    chance = 1 / (1 + np.exp(-x @ weights))
    at = int(np.argmax(chance))
    return Judged(float(chance[at]), lesson.accepted[at], bool(lesson.rows[at]["within"]), lesson)


def judged_by_others(lessons: Sequence[Lesson], names: Sequence[str]) -> list[Judged]:
    """Of each lesson the likeliest candidate, by weights that the other reports taught."""
    found = []
    for report in dict.fromkeys(lesson.report for lesson in lessons):
        weights = learn([lesson for lesson in lessons if lesson.report != report], names)
        found += [judge(lesson, weights, names) for lesson in lessons if lesson.report == report]
    return found


def choose_bar(judged: Sequence[Judged], wrong_costs: float) -> float:
    """The bar at which right ones less the cost of wrong ones are most; the highest of equal ones."""
    gains = [sum(1 if one.is_right else -wrong_costs for one in judged if one.chance >= bar) for bar in BARS]
    best = max(gains)
    return float(max(bar for bar, gain in zip(BARS, gains, strict=True) if gain == best))


def collect() -> list[Lesson]:
    """The lessons of all reports, in order."""
    store = load_store(REPORTS)
    lessons = list(lessons_of("served", Index(store), load_questions(store)))
    for report in find_other_reports():
        store = load_other_report(report)
        lessons += lessons_of(report, Index(store), load_questions(store, report))
    return lessons


def main() -> None:
    """Prints the table and what the bars are worth; --write puts it where it belongs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    lessons = collect()
    names = list(lessons[0].rows[0])
    judged = judged_by_others(lessons, names)
    sure = [one for one in judged if not one.is_doubtful]
    answer, offer = choose_bar(sure, WRONG_COSTS), choose_bar(judged, OFFER_COSTS)
    weights = learn(lessons, names)
    rows = [("bar.answer", answer), ("bar.offer", min(offer, answer)), *zip(names, weights.tolist(), strict=True)]
    text = "".join(f"{name}\t{value:.3f}\n" for name, value in rows)
    for name, bar, group in (("answer", answer, sure), ("offer", offer, judged)):
        for sort in SORTS:
            own = [one for one in group if one.lesson.sort == sort]
            passed = [one.is_right for one in own if one.chance >= bar]
            print(f"# {name} at {bar}, {sort}: {sum(passed)} right of {len(passed)}, of {len(own)} questions")
    print(text)
    if options.show:
        for one in sorted(judged, key=lambda one: -one.chance):
            if one.lesson.sort == "row" or (not one.is_right and one.chance > offer):
                mark = f"{'right' if one.is_right else 'WRONG'}{' (doubtful)' if one.is_doubtful else ''}"
                print(f"# {one.chance:.2f} {mark} {one.lesson.report[:6]} {one.lesson.sort} {one.lesson.question}")
    if options.write:
        TABLE.write_text(
            f"name\tvalue\n# source: training/weighing.py, on the dev rows of tests/corpus\n{text}", "utf-8"
        )


if __name__ == "__main__":
    main()
