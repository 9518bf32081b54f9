"""Views of texts and where they should point -> the learned table, by stochastic descent in numpy alone.

A batch holds pairs: a question about a phrase and the phrase (or another form of it) as a report writes it. The loss
has three parts: both point where the teacher points (`teach`); texts are as like each other as the teacher says
(`likeness`); a question is nearer to its own phrase than to the batch's others and to the look-alikes made by swapping
a word (`contrast`, a softmax).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.language.encoder.pieces import Blocks, find_rows

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
_TINY = np.float32(1e-9)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the table is learned. sameness: two phrases with a teacher's cosine above it are not told apart."""

    size: int = 64
    batch: int = 256
    rate: float = 0.004
    teach: float = 1.0
    likeness: float = 2.0
    contrast: float = 1.0
    sharpness: float = 16.0
    sameness: float = 0.85
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one step. asked[i] is about named[i]; false: look-alikes of named[owner].

    asked_wanted, named_wanted: where the teacher points.
    """

    asked: Sequence[str]
    named: Sequence[str]
    false: Sequence[str]
    owner: npt.NDArray[np.int64]
    asked_wanted: Matrix
    named_wanted: Matrix


class Bags:
    """The rows of many texts, no row twice in one."""

    def __init__(self, texts: Sequence[str], blocks: Blocks) -> None:
        self.rows = [np.array(find_rows(text, blocks) or [0], np.int64) for text in texts]

    def sums(self, table: Matrix) -> Matrix:
        found = np.empty((len(self.rows), table.shape[1]), np.float32)
        for at, rows in enumerate(self.rows):
            np.dot(np.ones(len(rows), np.float32), table.take(rows, 0), out=found[at])
        return found

    def spread(self, slope: Matrix, into: Matrix) -> Rows:
        """The rows that occur; each text's slope is added to its rows of `into`."""
        touched = np.zeros(len(into), bool)
        for rows, one in zip(self.rows, slope, strict=True):
            into[rows] += one
            touched[rows] = True
        return np.flatnonzero(touched)


class Learner:
    """A table and what Adam remembers of it; rows that no text has touched stay as they were."""

    def __init__(self, blocks: Blocks, recipe: Recipe) -> None:
        self.blocks, self.recipe = blocks, recipe
        random = np.random.default_rng(recipe.seed)
        self.table = random.normal(0, 0.02, (blocks.rows, recipe.size)).astype(np.float32)
        self.seen = np.zeros(blocks.rows, np.int64)
        self._mean = np.zeros_like(self.table)
        self._square = np.zeros_like(self.table)
        self._slope = np.zeros_like(self.table)
        self._steps = 0

    def step(self, batch: Batch, pace: float) -> float:
        """Learn from a batch at a share `pace` of the rate; the loss before it."""
        bags = Bags([*batch.asked, *batch.named, *batch.false], self.blocks)
        sums = bags.sums(self.table)
        length = np.linalg.norm(sums, axis=1, keepdims=True) + _TINY
        units = sums / length
        loss, slope = loss_and_slope(units, batch, self.recipe)
        slope = (slope - (slope * units).sum(1, keepdims=True) * units) / length
        rows = bags.spread(slope, self._slope)
        self._adam(rows, self._slope[rows], self.recipe.rate * pace)
        self._slope[rows] = 0
        return loss

    def _adam(self, rows: Rows, slope: Matrix, rate: float) -> None:
        self._steps += 1
        self.seen[rows] += 1
        mean = 0.9 * self._mean[rows] + 0.1 * slope
        square = 0.999 * self._square[rows] + 0.001 * slope * slope
        self._mean[rows], self._square[rows] = mean, square
        scale = rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        self.table[rows] -= (scale * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)


def loss_and_slope(units: Matrix, batch: Batch, recipe: Recipe) -> tuple[float, Matrix]:
    """The loss of the unit vectors of asked, named and false, in this order, and its slope at each of them."""
    count = len(batch.asked)
    wanted = np.concatenate([batch.asked_wanted, batch.named_wanted])
    asked, named = units[:count], units[count : 2 * count]
    slope = np.zeros_like(units)
    loss = recipe.teach * float(2 - 2 * (units[: 2 * count] * wanted).sum(1).mean())
    slope[: 2 * count] = -recipe.teach / count * wanted
    like = batch.asked_wanted @ batch.named_wanted.T
    gap = asked @ named.T - like
    loss += recipe.likeness * float((gap * gap).mean())
    slope[:count] += 2 * recipe.likeness / count**2 * (gap @ named)
    slope[count : 2 * count] += 2 * recipe.likeness / count**2 * (gap.T @ asked)
    told_apart = _apart(batch.asked_wanted @ batch.asked_wanted.T, batch.owner, recipe.sameness)
    scores = np.where(told_apart, recipe.sharpness * (asked @ units[count:].T), -np.inf)
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    right = np.arange(count)
    loss -= recipe.contrast * float(np.log(shares[right, right] + _TINY).mean())
    shares[right, right] -= 1
    shares *= np.float32(recipe.contrast * recipe.sharpness / count)
    slope[:count] += shares @ units[count:]
    slope[count:] += shares.T @ asked
    return loss, slope


def _apart(like: Matrix, owner: npt.NDArray[np.int64], sameness: float) -> npt.NDArray[np.bool_]:
    """For every question the names it must be told from, its own included: no twins, and only its own look-alikes."""
    count = len(like)
    named = (like < sameness) | np.eye(count, dtype=bool)
    return np.concatenate([named, np.arange(count)[:, None] == owner[None, :]], axis=1)
