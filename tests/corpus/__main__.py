"""`python -m tests.corpus [REPORT…]`: a table of the styles for each report, dev and held apart, then the dev misses.

Without names of reports all are asked about; "served" is what the bot serves.
"""

import sys
from collections.abc import Sequence

from knowledge.answering import Index
from knowledge.facts.store import load_store
from tests.corpus.rows import REPORTS, find_other_reports, load_dialogues, load_other_report, load_questions
from tests.corpus.run import Result, find_misses, format_table, run

SERVED = "served"


def main(reports: Sequence[str]) -> None:
    """Prints what became of the rows of each report; the misses of held rows stay unread."""
    for report in reports or (SERVED, *find_other_reports()):
        print(describe(report, run_report(report)))


def run_report(report: str) -> list[Result]:
    """What is served, or another report alone."""
    store = load_store(REPORTS) if report == SERVED else load_other_report(report)
    file = "" if report == SERVED else report
    return run([*load_questions(store, file), *load_dialogues(store, file)], Index(store))


def describe(report: str, results: Sequence[Result]) -> str:
    """The tables of both splits, then each miss of the dev rows."""
    splits = {split: [r for r in results if r.row.split == split] for split in ("dev", "held")}
    tables = [f"{report}, {split}:\n{format_table(rows)}" for split, rows in splits.items()]
    return "\n".join([*tables, *map(str, find_misses(splits["dev"]))])


if __name__ == "__main__":
    main(sys.argv[1:])
