"""Phrases with the teacher's vectors -> the batches of one pass, with noise, seeded."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.learning import Batch, Matrix
from training.noise import opposite, with_frame, with_noise
from training.teacher import unit

FRAME, NAME_NOISE, SENTENCE, LOOK_ALIKE = 0.6, 0.25, 0.3, 0.4  # shares of the pairs


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is taught. forms[i]: texts that mean one thing, the first its name; wanted[i]: where they point.

    repeats[i]: how often it comes in one pass.
    """

    forms: tuple[tuple[str, ...], ...]
    wanted: Matrix
    repeats: tuple[int, ...]


def batches(lessons: Lessons, size: int, rng: random.Random) -> Iterator[Batch]:
    """One pass over the lessons in a new order."""
    order = [at for at, times in enumerate(lessons.repeats) for _ in range(times)]
    rng.shuffle(order)
    for start in range(0, len(order) - size + 1, size):
        yield _batch(lessons, order[start : start + size], rng)


def _batch(lessons: Lessons, some: list[int], rng: random.Random) -> Batch:
    asked, named, false, owner = [], [], [], []
    named_wanted = lessons.wanted[some].copy()
    for place, at in enumerate(some):
        forms = lessons.forms[at]
        question, name = rng.choice(forms), forms[0] if rng.random() < 0.5 else rng.choice(forms)
        if rng.random() < LOOK_ALIKE and (other := opposite(name, rng)) and other not in forms:
            false.append(other)
            owner.append(place)
        if rng.random() < FRAME:
            question = with_frame(question, rng)
        if rng.random() < SENTENCE:
            beside = rng.choice(some) if rng.random() < 0.5 else None
            name = _in_sentence(name, lessons.forms[beside][0] if beside is not None else "", rng)
            if beside is not None:
                named_wanted[place] += 0.5 * lessons.wanted[beside]
        asked.append(with_noise(question, rng))
        named.append(with_noise(name, rng) if rng.random() < NAME_NOISE else name)
    return Batch(asked, named, false, np.array(owner, np.int64), lessons.wanted[some], unit(named_wanted))


def _in_sentence(name: str, other: str, rng: random.Random) -> str:
    """The name as part of a longer text."""
    figure = f"{rng.randint(1, 9999)}"
    parts = [
        name,
        rng.choice(("đạt", "là", "có", "với", "ước đạt", "")),
        figure,
        rng.choice(("tỷ đồng", "%", "hộ", "người", "ha")),
    ]
    if other:
        parts += [rng.choice((",", ";", "và")), other]
    if rng.random() < 0.3:
        parts = [rng.choice(("Năm 2021", "Năm 2022", "Trong năm", "Đến nay", "Thành phố")), *parts]
    return " ".join(parts)
