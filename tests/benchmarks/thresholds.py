"""What each threshold of the answering costs and brings: right and wrong over the corpus at other values of it.

`python -m tests.benchmarks.thresholds` prints a row a value; the committed one is marked.
"""

from pathlib import Path

from knowledge.answering import Index
from knowledge.answering.deciding import decide as question
from knowledge.answering.deciding import group, resolve
from knowledge.answering.deciding import vague as open_question
from knowledge.answering.finding import match
from knowledge.answering.finding import sentence_search as statements
from knowledge.answering.reading import query
from knowledge.facts.store import load_store
from knowledge.language.spelling import vocabulary
from tests.corpus.rows import load_dialogues, load_questions
from tests.corpus.run import run, score

REPORTS = Path(__file__).parent.parent.parent / "knowledge" / "reports"
SWEEPS = [
    (group, "TIE", (0.85, 0.9, 0.93, 0.96)),
    (group, "LOOSE_TIE", (0.3, 0.8, 1.2)),
    (group, "EXACT", (0.97, 0.99, 1.01)),
    (resolve, "VAGUE", (0.25, 0.38, 0.5)),
    (group, "WRONG_SORT", (0.6, 0.75, 0.9)),
    (group, "STATEMENT_BONUS", (1.0, 1.12, 1.25)),
    (group, "UNIT_BONUS", (1.0, 1.08, 1.2)),
    (match, "NAME_SHARE", (0.4, 0.6, 0.8)),
    (match, "MIN_NAME_SHARE", (0.05, 0.12, 0.25)),
    (match, "CLAUSE_NAME_SHARE", (0.35, 0.5, 0.7)),
    (match, "CLAUSE_TRUST", (0.5, 0.7, 0.9)),
    (match, "MIN_TRUST", (0.5, 0.6, 0.7)),
    (match, "SLOT_SHARE", (0.2, 0.5, 0.8)),
    (question, "NAMED", (0.3, 0.5, 0.7)),
    (open_question, "BARE_NOUN_LABELS", (2, 3, 5)),
    (open_question, "WHOLE", (0.8, 0.9, 1.0)),
    (question, "SLIP_SAID", (0.4, 0.6, 0.8)),
    (question, "WORD_FIT", (0.0, 0.02, 0.05)),
    (query, "CUE_TRUST", (0.8, 0.9, 0.95)),
    (vocabulary, "SLIP", (0.4, 0.5, 0.6)),
    (statements, "COVERAGE", (0.6, 0.75, 0.9)),
]


def main() -> None:
    store = load_store(REPORTS)
    rows = [*load_questions(store), *load_dialogues(store)]
    for module, name, values in SWEEPS:
        if not hasattr(module, name):
            continue
        committed = getattr(module, name)
        for value in values:
            setattr(module, name, value)
            result = score(run(rows, Index(store)))
            mark = "  <- committed" if value == committed else ""
            print(f"{module.__name__.rpartition('.')[2]}.{name:18s} {value:5}: right {result.share_right:.3f}", end="")
            print(f" wrong {result.share_wrong:.3f}{mark}")
        setattr(module, name, committed)


if __name__ == "__main__":
    main()
