"""`python -m tests.corpus [--held]`: a table of the styles, then every miss in a line, wrong answers first."""

import sys
from collections.abc import Sequence

from knowledge.answering import Index
from knowledge.facts.store import load_store
from tests.corpus.rows import REPORTS, load_dialogues, load_questions
from tests.corpus.run import Result, find_misses, format_table, run


def main(arguments: list[str]) -> None:
    """Prints what became of each row: the table counts all, the misses are those of one split."""
    store = load_store(REPORTS)
    results = run([*load_questions(store), *load_dialogues(store)], Index(store))
    print(describe(results, "held" if "--held" in arguments else "dev"))


def describe(results: Sequence[Result], split: str) -> str:
    """The tables of both splits, then each miss of one."""
    tables = [f"{name}:\n{format_table([r for r in results if r.row.split == name])}" for name in ("dev", "held")]
    return "\n".join([*tables, *map(str, find_misses(r for r in results if r.row.split == split))])


if __name__ == "__main__":
    main(sys.argv[1:])
