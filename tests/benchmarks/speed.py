"""How fast and how right our answers are beside the string matcher everybody copies, in one run.

`python -m tests.benchmarks.speed` asks the corpus through the core and through RapidFuzz's extractOne (WRatio over
all names, cut-off 85) and prints medians, the ratio and the shares; it asserts nothing.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.process import extractOne

from knowledge.answering import Index, Outcome, ask
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import load_store
from tests.corpus.rows import Row, load_questions

REPORTS = Path(__file__).parent.parent.parent / "knowledge" / "reports"
RIVAL_CUTOFF = 85  # the usual advice for WRatio
SINGLE = ("figure", "text")


def rival(index: Index) -> Callable[[str], Fact | None]:
    """The matcher: the fact whose name is most alike, None below the cut-off."""
    names = [(name, fact) for fact in index.facts for name in (fact.indicator, *fact.aliases)]
    choices = [name for name, _ in names]

    def match(question: str) -> Fact | None:
        found = extractOne(question, choices, score_cutoff=RIVAL_CUTOFF)
        return names[found[2]][1] if found else None

    return match


def ours(index: Index) -> Callable[[str], Fact | None]:
    def match(question: str) -> Fact | None:
        turn = ask(question, index)
        return turn.answer.entries[0].facts[0] if turn.outcome is Outcome.ANSWERED else None

    return match


def measure(match: Callable[[str], Fact | None], rows: list[Row]) -> tuple[float, float, float]:
    """The median in ms, the share right, and the share of rows that got a fact they should not have got."""
    times, right, wrong = [], 0, 0
    for row in rows:
        start = time.perf_counter()
        fact = match(row.q)
        times.append((time.perf_counter() - start) * 1000)
        wanted = {f.id for f in (*row.gold, *row.also)} if row.kind in SINGLE else set()
        is_right = fact is not None and fact.id in wanted if wanted else fact is None
        right += is_right
        wrong += fact is not None and not is_right
    return statistics.median(times), right / len(rows), wrong / len(rows)


def main() -> None:
    store = load_store(REPORTS)
    index = Index(store)
    rows = [r for r in load_questions(store) if r.kind in (*SINGLE, "unanswerable", "smalltalk")]
    measure(ours(index), rows)  # the first run fills the caches of words seen
    mine, others = measure(ours(index), rows), measure(rival(index), rows)
    print(f"{len(rows)} questions   median ms   right   wrong fact")
    print(f"ours               {mine[0]:8.2f}    {mine[1]:.3f}   {mine[2]:.3f}")
    print(f"WRatio >= {RIVAL_CUTOFF}       {others[0]:8.2f}    {others[1]:.3f}   {others[2]:.3f}")
    print(f"time ratio ours / rival: {mine[0] / others[0]:.2f}")


if __name__ == "__main__":
    main()
