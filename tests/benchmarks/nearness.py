"""How often the fact that is asked about stands first, or in the first three, by nearness alone: no slots, no rules.

`python -m tests.benchmarks.nearness [FILE.jsonl …] [--knowledge DIR]` ranks the facts by the best of name, aliases
and sentence, for the corpus's own questions and those of the files, by style: the encoder beside RapidFuzz's
token_set_ratio and BM25 in the same run. A line of a file has q, style, kind and gold, each gold with value, figure
and sentence. It asserts nothing.
"""

import argparse
import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist

from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store, load_store
from knowledge.language.encoder import load_encoder
from knowledge.language.text.tokens import normalize, tokenize
from tests.corpus.rows import REPORTS, load_questions

SINGLE = ("figure", "text")
SENTENCE = 160  # letters of a sentence that are compared
SATURATION, LENGTH = 1.5, 0.75  # BM25's k1 and b, as its papers have them
Matrix = npt.NDArray[np.float32]
Rival = Callable[[Sequence[str], Sequence[str]], Matrix]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of the facts that answer it."""

    text: str
    style: str
    right: frozenset[str]


def encoder(questions: Sequence[str], names: Sequence[str]) -> Matrix:
    loaded = load_encoder()
    return loaded.encode_all(questions) @ loaded.encode_all(names).T


def token_sets(questions: Sequence[str], names: Sequence[str]) -> Matrix:
    return cdist([plain(q) for q in questions], [plain(n) for n in names], scorer=token_set_ratio, dtype=np.float32)


def bm25(questions: Sequence[str], names: Sequence[str]) -> Matrix:
    texts = [Counter(plain(name).split()) for name in names]
    lengths = np.array([text.total() for text in texts], np.float32)
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for word in text:
            places[word].append(at)
    scores = np.zeros((len(questions), len(names)), np.float32)
    for line, question in zip(scores, questions, strict=True):
        for word in plain(question).split():
            there = places.get(word, [])
            rarity = math.log(1 + (len(texts) - len(there) + 0.5) / (len(there) + 0.5))
            count = np.array([texts[at][word] for at in there], np.float32)
            norm = SATURATION * (1 - LENGTH + LENGTH * lengths[there] / lengths.mean())
            line[there] += rarity * count * (SATURATION + 1) / (count + norm)
    return scores


def plain(text: str) -> str:
    return " ".join(token.text.casefold() for token in tokenize(normalize(text)))


def of_corpus(store: Store) -> Iterator[Asked]:
    for row in load_questions(store):
        if row.kind in SINGLE:
            yield Asked(row.q, row.style, frozenset(fact.of or fact.id for fact in row.accepted))


def of_file(path: Path, store: Store) -> Iterator[Asked]:
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["kind"] in SINGLE and row["gold"]:
            right = frozenset(fact.of or fact.id for fact in store.facts if is_gold(fact, row["gold"][0]))
            yield Asked(row["q"], row.get("style", "-"), right)


def is_gold(fact: Fact, gold: dict[str, str | float | None]) -> bool:
    """The same figure, or, of a statement, one sentence in the other."""
    if gold["value"] is not None:
        return f" {plain(str(gold['figure'])).split()[0]} " in f" {plain(fact.figure or '')} "
    one, other = plain(fact.sentence), plain(str(gold["sentence"]))
    return not fact.of and (one in other or other in one)


def places_of(asked: Sequence[Asked], facts: Sequence[Fact], rival: Rival) -> list[int]:
    """For each question how many facts stand before the right one."""
    names = [name for f in facts for name in dict.fromkeys((f.indicator, *f.aliases, f.sentence[:SENTENCE]))]
    sizes = [len(dict.fromkeys((f.indicator, *f.aliases, f.sentence[:SENTENCE]))) for f in facts]
    scores = rival([one.text for one in asked], names)
    best = np.maximum.reduceat(scores, np.cumsum([0, *sizes[:-1]]), axis=1)
    orders = np.argsort(-best, axis=1, kind="stable")
    return [
        next((place for place, at in enumerate(order) if facts[at].id in one.right), len(facts))
        for one, order in zip(asked, orders, strict=True)
    ]


def report(title: str, asked: Sequence[Asked], facts: Sequence[Fact]) -> None:
    """Print the shares by style, a column a rival."""
    rivals = (encoder, token_sets, bm25)
    places, times = [], []
    for rival in rivals:
        start = time.process_time()
        places.append(places_of(asked, facts, rival))
        times.append((time.process_time() - start) * 1000 / max(len(asked), 1))
    print(f"{title}: {len(asked)} questions, {len(facts)} facts; first / in three")
    print(f"{'':14}" + "".join(f"{rival.__name__:>16}" for rival in rivals))
    for style in (*sorted({one.style for one in asked}), "all"):
        rows = [at for at, one in enumerate(asked) if style in (one.style, "all")]
        shares = [
            (sum(p[at] < 1 for at in rows) / len(rows), sum(p[at] < 3 for at in rows) / len(rows)) for p in places
        ]
        print(f"{style:14}" + "".join(f"     {one:.2f} / {three:.2f}" for one, three in shares) + f"  ({len(rows)})")
    print(f"{'ms a question':14}" + "".join(f"{spent:16.2f}" for spent in times))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--knowledge", type=Path, default=REPORTS)
    given = parser.parse_args()
    store = load_store(given.knowledge)
    facts = [fact for fact in store.facts if not fact.of]
    if given.knowledge == REPORTS:
        report("corpus", list(of_corpus(store)), facts)
    for path in given.files:
        report(path.name, list(of_file(path, store)), facts)


if __name__ == "__main__":
    main()
