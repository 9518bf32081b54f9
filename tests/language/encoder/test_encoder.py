"""The encoder's vectors: what every text must give, and what people's ways of typing must not change."""

import random
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.encoder import Encoder, load_encoder
from knowledge.language.encoder.encoder import WEIGHTS
from knowledge.language.lexicon.indicators import load_indicators
from knowledge.language.text.tokens import fold
from training.noise import opposite, with_frame

ROOT = Path(__file__).parents[3]
MOST_BYTES = 6_000_000
WAYS = [
    ("tỷ lệ che phủ rừng", "ty le che phu rung"),
    ("tỷ lệ che phủ rừng", "tyr leej che phur ruwngf"),
    ("số giường bệnh", "cho hỏi có mấy giường bệnh ạ"),
    ("chi thường xuyên", "chi thuong xuyen nam 2023 la bao nhieu"),
    ("sản lượng chè", "sản lựơng chè"),
    ("dân số trung bình", "average population"),
    ("kim ngạch xuất khẩu", "export turnover in 2024"),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_every_text_gives_a_vector_of_length_one_or_nothing(text: str) -> None:
    vector = load_encoder().encode(text)
    assert vector.shape == (load_encoder().size,)
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5) or not vector.any()
    assert np.array_equal(vector, load_encoder().encode(text))


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\u200b\u0301", "🙂"])
def test_a_text_without_a_word_is_near_to_nothing(text: str, encoder: Encoder) -> None:
    assert not encoder.encode(text).any()


@pytest.mark.parametrize("text", ["\ud800", "a" * 100_000, "thu " * 50_000, "\x00\x01", "12345" * 999, "ŧøþ 中文 عربى"])
def test_junk_is_survived(text: str, encoder: Encoder) -> None:
    assert np.isfinite(encoder.encode(text)).all()


@given(st.lists(st.text(max_size=30), max_size=6))
@settings(max_examples=50, deadline=None)
def test_many_texts_at_once_are_the_same_as_one_by_one(texts: list[str]) -> None:
    encoder = load_encoder()
    together = encoder.encode_all(texts)
    assert together.shape == (len(texts), encoder.size)
    assert all(np.array_equal(line, encoder.encode(text)) for line, text in zip(together, texts, strict=True))


def test_another_process_gives_the_same_vectors(encoder: Encoder) -> None:
    code = (
        "from knowledge.language.encoder import load_encoder;"
        "print(load_encoder().encode('thu ngân sách').tobytes().hex())"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == encoder.encode("thu ngân sách").tobytes().hex()


@pytest.mark.parametrize(("name", "asked"), WAYS)
def test_a_name_typed_another_way_is_nearest_to_itself(name: str, asked: str, encoder: Encoder) -> None:
    others = [one.name for one in load_indicators() if not set(name.split()) <= set(one.name.lower().split())]
    near = encoder.encode(name) @ encoder.encode(asked)
    assert near > (encoder.encode_all(others) @ encoder.encode(asked)).max()


def test_names_without_accents_stay_near_their_own(encoder: Encoder) -> None:
    names = [one.name for one in load_indicators()]
    bare = encoder.encode_all([fold(name) for name in names])
    nearest = (bare @ encoder.encode_all(names).T).argmax(1)
    assert (nearest == np.arange(len(names))).mean() > 0.95  # dừa and dứa are one without accents


def test_a_question_is_nearer_to_its_name_than_to_the_look_alike(encoder: Encoder) -> None:
    rng = random.Random(5)
    pairs = [(one.name, other) for one in load_indicators() if (other := opposite(one.name, rng))]
    asked = encoder.encode_all([fold(with_frame(name, rng)) for name, _ in pairs])
    own, others = (encoder.encode_all(names) for names in zip(*pairs, strict=True))
    assert len(pairs) > 300
    assert ((asked * own).sum(1) > (asked * others).sum(1)).mean() > 0.97


def test_weights_are_small_and_little_memory_is_needed(encoder: Encoder) -> None:
    assert WEIGHTS.stat().st_size <= MOST_BYTES
    assert encoder.rows.nbytes + encoder.scale.nbytes <= MOST_BYTES * 1.1
    texts = [f"sản lượng lúa vụ {number} năm 2022" for number in range(5_000)]
    tracemalloc.start()
    made = encoder.encode_all(texts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * made.nbytes + 20_000_000


def test_a_thousand_names_cost_little_beside_a_loop_over_their_letters(encoder: Encoder) -> None:
    names = [f"{one.name} {number}" for number, one in enumerate(load_indicators())]
    encoder.encode_all(names)
    start = time.process_time()
    encoder.encode_all(names)
    spent = time.process_time() - start
    start = time.process_time()
    sum(hash(name[at:end]) for name in names for at in range(len(name)) for end in range(at, len(name)))
    assert spent < 3 * (time.process_time() - start)


@pytest.mark.parametrize(
    "command", [["check"], ["--help"], ["extract", "knowledge/reports/bac-kan-2021/report.txt", "--json"]]
)
def test_commands_that_ask_nothing_import_no_numpy(command: list[str]) -> None:
    code = (
        "import sys, bot\n"
        f"try: bot.main({command!r})\n"
        "except SystemExit: pass\n"
        "print('numpy' in sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr.strip().splitlines()[-1] == "False"
