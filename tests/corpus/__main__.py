"""`python -m tests.corpus`: a table of the styles for each report, dev and held apart, then the misses of dev rows."""

from collections.abc import Iterator

from knowledge.answering import Index
from knowledge.facts.store import load_store
from tests.corpus.rows import REPORTS, find_other_reports, load_dialogues, load_other_report, load_questions
from tests.corpus.run import Result, find_misses, format_table, run


def main() -> None:
    """Prints what became of the rows of each report; the misses of held rows stay unread."""
    for report, results in run_reports():
        for split in ("dev", "held"):
            print(f"{report}, {split}:\n{format_table([r for r in results if r.row.split == split])}")
        for miss in find_misses(r for r in results if r.row.split == "dev"):
            print(miss)


def run_reports() -> Iterator[tuple[str, list[Result]]]:
    """What is served, then each other report alone."""
    store = load_store(REPORTS)
    yield "served", run([*load_questions(store), *load_dialogues(store)], Index(store))
    for report in find_other_reports():
        store = load_other_report(report)
        yield report, run([*load_questions(store, report), *load_dialogues(store, report)], Index(store))


if __name__ == "__main__":
    main()
