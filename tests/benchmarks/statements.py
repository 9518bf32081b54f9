"""How well questions without a figure find their sentence in encyclopaedia text, beside plain BM25, in one run.

`python -m tests.benchmarks.statements [-v]` asks questions.jsonl over encyclopaedia.txt, a report with a title and no
facts. Right: the sentence that answers, said as the answer (an offer is neither right nor wrong). Wrong: another
sentence, or any sentence for a question that the text does not answer. BM25 always says its best sentence.
"""

import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path

from knowledge.answering import Index, Outcome, ask
from knowledge.facts.store import load_store
from knowledge.language.text.tokens import fold, tokenize

HERE = Path(__file__).parent
K1, B = 0.9, 0.4
Answerer = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A question and its sentence, None where the text has none.

    kind: plain, bare (no accents), typo or paraphrase (in other words).
    """

    q: str
    kind: str
    gold: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over the questions, and the median time of one in ms."""

    right: int
    wrong: int
    median_ms: float


def load_rows() -> list[Row]:
    lines = (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [Row(**json.loads(line)) for line in lines]


def load_index(folder: Path) -> Index:
    """The text as the only report of a knowledge folder made in `folder`."""
    report = folder / "bach-khoa"
    report.mkdir()
    (report / "report.txt").write_text((HERE / "encyclopaedia.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (report / "facts.yaml").write_text("title: Bách khoa\n", encoding="utf-8")
    return Index(load_store(folder))


def ours(index: Index) -> Answerer:
    def answer(question: str) -> str | None:
        turn = ask(question, index)
        return turn.answer.entries[0].facts[0].sentence if turn.outcome is Outcome.ANSWERED else None

    return answer


def bm25(sentences: list[str]) -> Answerer:
    """The sentence with the most weight of the question's syllables, as typed or without accents, whichever is more."""
    rankers = [_ranker(sentences, str.casefold), _ranker(sentences, lambda text: fold(text).casefold())]

    def answer(question: str) -> str | None:
        return sentences[max(max(zip(rank(question), range(len(sentences)), strict=True)) for rank in rankers)[1]]

    return answer


def _ranker(sentences: list[str], form: Callable[[str], str]) -> Callable[[str], list[float]]:
    documents = [Counter(t.text for t in tokenize(form(s))) for s in sentences]
    frequency = Counter(word for d in documents for word in d)
    mean = sum(d.total() for d in documents) / len(documents)

    def weigh(word: str, document: Counter[str]) -> float:
        idf = log(1 + (len(documents) - frequency[word] + 0.5) / (frequency[word] + 0.5))
        return idf * document[word] * (K1 + 1) / (document[word] + K1 * (1 - B + B * document.total() / mean))

    return lambda question: [sum(weigh(t.text, d) for t in tokenize(form(question))) for d in documents]


def measure(answer: Answerer, rows: list[Row], is_verbose: bool = False) -> Score:
    """Right, wrong and time over the rows; told one by one where they are not right."""
    times, right, wrong = [], 0, 0
    for row in rows:
        start = time.perf_counter()
        said = answer(row.q)
        times.append((time.perf_counter() - start) * 1000)
        is_right = said == row.gold
        right += is_right and said is not None
        wrong += said is not None and not is_right
        if is_verbose and not is_right:
            print(f"{'WRONG' if said else 'miss '} {row.kind:5s} {row.q!r}\n      said {said}\n      gold {row.gold}")
    return Score(right, wrong, statistics.median(times))


def compare(is_verbose: bool = False) -> tuple[Score, Score]:
    """Ours and BM25's."""
    rows = load_rows()
    with tempfile.TemporaryDirectory() as folder:
        index = load_index(Path(folder))
        mine = measure(ours(index), rows, is_verbose)
        return mine, measure(bm25([s.sentence for s in index.store.statements]), rows)


def main() -> None:
    rows = load_rows()
    mine, rival = compare("-v" in sys.argv[1:])
    print(f"{len(rows)} questions, {sum(r.gold is not None for r in rows)} with an answer")
    for name, score in (("ours", mine), ("BM25", rival)):
        print(f"{name}: right {score.right}, wrong {score.wrong}, median {score.median_ms:.2f} ms")
    print(f"ratio ours / BM25: right {mine.right / rival.right:.2f}, wrong {mine.wrong / rival.wrong:.2f}")


if __name__ == "__main__":
    main()
