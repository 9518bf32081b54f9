"""Learning: the slope is that of the loss, a seed gives the same weights, a small table learns near from far."""

import doctest
import random
from pathlib import Path

import numpy as np
import pytest

from knowledge.facts.store import load_store
from knowledge.language.encoder import Encoder, load_encoder
from knowledge.language.encoder.pieces import Blocks
from knowledge.language.lexicon.indicators import load_indicators
from tests.corpus.rows import REPORTS
from tests.test_architecture import ROOT, TREES, imports_of
from training import noise, phrases
from training.encoder import learn, save
from training.learning import Batch, Learner, Matrix, Recipe, loss_and_slope
from training.lessons import Lessons
from training.noise import opposite, to_keys, with_frame, with_noise
from training.teacher import fit_directions, unit

SMALL = Blocks(letters=4096, words=2048, pairs=2048, accented_words=2048, accented_pairs=1024)
RECIPE = Recipe(size=32, batch=32, rate=0.03, contrast=1.0)
INDICATORS, PASSES = 150, 40


def own_forms() -> list[tuple[str, ...]]:
    """Names with their aliases: of the official indicators, and of the facts of the project's own report."""
    official = [(one.name, *one.aliases) for one in load_indicators()[:: len(load_indicators()) // INDICATORS]]
    facts = {fact.indicator: (fact.indicator, *fact.aliases) for fact in load_store(REPORTS).facts if not fact.of}
    return [*official, *facts.values()]


def scattered(count: int, size: int) -> Matrix:
    return unit(np.random.default_rng(1).normal(size=(count, size)).astype(np.float32))


@pytest.fixture(scope="module")
def forms() -> list[tuple[str, ...]]:
    return own_forms()


@pytest.fixture(scope="module")
def small(forms: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    lessons = Lessons(tuple(forms), scattered(len(forms), RECIPE.size), (1,) * len(forms))
    path = tmp_path_factory.mktemp("weights") / "small.npz"
    save(learn(lessons, SMALL, RECIPE, PASSES), path)
    return load_encoder(path)


def share_nearest(encoder: Encoder, asked: list[str], names: list[str]) -> float:
    """How many of the questions are nearest to the name in their own place."""
    nearest = (encoder.encode_all(asked) @ encoder.encode_all(names).T).argmax(1)
    return float((nearest == np.arange(len(names))).mean())


def test_a_small_table_learns_to_tell_near_from_far(small: Encoder, forms: list[tuple[str, ...]]) -> None:
    rng, names = random.Random(7), [one[0] for one in forms]
    untaught = Encoder(*untaught_rows(), SMALL)
    aliases = [one[-1] for one in forms]
    assert share_nearest(small, aliases, names) > 0.75 > share_nearest(untaught, aliases, names)
    asked = [with_noise(with_frame(name, rng), rng) for name in names]
    assert share_nearest(small, asked, names) > 0.85 > share_nearest(untaught, asked, names)


def untaught_rows() -> tuple[np.ndarray, np.ndarray]:
    table = Learner(SMALL, RECIPE).table
    scale = np.abs(table).max(1) / 127
    return np.round(table / scale[:, None]).astype(np.int8), scale


def test_the_same_seed_gives_the_same_weights(forms: list[tuple[str, ...]], tmp_path: Path) -> None:
    lessons = Lessons(tuple(forms), scattered(len(forms), RECIPE.size), (1,) * len(forms))
    for name in ("one", "two"):
        save(learn(lessons, SMALL, RECIPE, 1), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_the_slope_is_that_of_the_loss() -> None:
    asked_wanted, named_wanted, units = scattered(4, 6), scattered(4, 6)[::-1].copy(), scattered(10, 6)
    batch = Batch([""] * 4, [""] * 4, [""] * 2, np.array([0, 3]), asked_wanted, named_wanted)
    recipe, nudge = Recipe(size=6, sharpness=3.0, contrast=0.7), 1e-2
    slope = loss_and_slope(units, batch, recipe)[1]
    for at in np.ndindex(units.shape):
        up, down = units.copy(), units.copy()
        up[at], down[at] = up[at] + nudge, down[at] - nudge
        risen = (loss_and_slope(up, batch, recipe)[0] - loss_and_slope(down, batch, recipe)[0]) / (2 * nudge)
        assert slope[at] == pytest.approx(risen, abs=2e-3)


def test_directions_are_found_again_whatever_the_lengths() -> None:
    rng = np.random.default_rng(3)
    taught, turn = rng.normal(size=(400, 12)).astype(np.float32), rng.normal(size=(12, 5)).astype(np.float32)
    fitted = fit_directions(taught[:300], unit(taught[:300] @ turn))
    found = unit(np.hstack([taught[300:], np.ones((100, 1), np.float32)]) @ fitted)
    assert (found * unit(taught[300:] @ turn)).sum(1).mean() > 0.99


@pytest.mark.parametrize(
    ("word", "telex", "vni"), [("đường", "dduowngf", "d9uo7ng2"), ("thuế", "thuees", "thue61"), ("năm", "nawm", "na8m")]
)
def test_keys_of_a_word(word: str, telex: str, vni: str) -> None:
    assert (to_keys(word, is_vni=False), to_keys(word, is_vni=True)) == (telex, vni)


def test_a_look_alike_differs_in_the_word_that_matters() -> None:
    assert opposite("Thu ngân sách nhà nước", random.Random(0)) in (
        "chi ngân sách nhà nước",
        "thu ngân sách ngoài nhà nước",
    )
    assert opposite("mật độ cây xanh", random.Random(0)) is None


@pytest.mark.parametrize("module", [noise, phrases])
def test_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_nothing_of_the_bot_imports_training() -> None:
    assert [name for name in TREES if any(m.startswith("training") for m in imports_of(name))] == []
    assert "training" not in (ROOT / "bot.py").read_text(encoding="utf-8")
