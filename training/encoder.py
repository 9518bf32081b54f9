"""Learn the encoder's weights.

    python -m training.encoder --phrases PHRASES.txt.gz --vectors VECTORS.npz --own OWN.npz --out WEIGHTS.npz

Deterministic: the same files and numpy give the same weights.
"""

import argparse
import random
import time
from dataclasses import astuple
from pathlib import Path

import numpy as np

from knowledge.language.encoder.pieces import Blocks
from training.learning import Learner, Matrix, Recipe
from training.lessons import Lessons, batches
from training.phrases import Group, load_groups
from training.teacher import read_phrases, unit

PASSES = 5
OWN_REPEATS = 4  # a pass takes the project's own groups this often
LAST_PACE = 0.05  # of the rate, at the end


def own_lessons(groups: list[Group], texts: list[str], vectors: Matrix) -> tuple[list[tuple[str, ...]], Matrix]:
    """The groups and the middle of their Vietnamese forms' vectors, the name counted twice."""
    at = {text: place for place, text in enumerate(texts)}
    middles = [
        vectors[[at[form] for form in group.vietnamese]].sum(0) + vectors[at[group.forms[0]]] for group in groups
    ]
    return [group.forms for group in groups], unit(np.stack(middles))


def learn(lessons: Lessons, blocks: Blocks, recipe: Recipe, passes: float) -> Learner:
    """A table that has seen the lessons `passes` times, at a rate that falls in a line."""
    rng, learner, started = random.Random(recipe.seed), Learner(blocks, recipe), time.perf_counter()
    steps = max(1, int(passes * (sum(lessons.repeats) // recipe.batch)))
    done, losses = 0, []
    while done < steps:
        for batch in batches(lessons, recipe.batch, rng):
            losses.append(learner.step(batch, max(LAST_PACE, 1 - done / steps)))
            done += 1
            if done == steps:
                break
        print(
            f"step {done}/{steps} loss {np.mean(losses[-100:]):.4f} after {time.perf_counter() - started:.0f} s",
            flush=True,
        )
    return learner


def save(learner: Learner, path: Path) -> None:
    """The table with 8 bits a number and a scale a row; rows that no lesson touched are nothing."""
    table = np.where(learner.seen[:, None] > 0, learner.table, 0)
    scale = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float16)
    rows = np.round(table / np.maximum(scale.astype(np.float32), 1e-9)).clip(-127, 127).astype(np.int8)
    np.savez(path, rows=rows, scale=scale[:, 0], blocks=np.array(astuple(learner.blocks), np.int32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("phrases", "vectors", "own", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--passes", type=float, default=PASSES)
    given = parser.parse_args()
    recipe = Recipe()
    phrases = read_phrases(given.phrases)
    vectors = unit(np.load(given.vectors)["vectors"][:, : recipe.size].astype(np.float32))
    own = np.load(given.own)
    forms, middles = own_lessons(load_groups(), list(own["texts"]), own["vectors"][:, : recipe.size].astype(np.float32))
    lessons = Lessons(
        (*((phrase,) for phrase in phrases), *forms),
        np.concatenate([vectors, middles]),
        (*[1] * len(phrases), *[OWN_REPEATS] * len(forms)),
    )
    save(learn(lessons, Blocks(), recipe, given.passes), given.out)


if __name__ == "__main__":
    main()
