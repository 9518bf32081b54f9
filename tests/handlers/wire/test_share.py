import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.wire import share as share_module
from handlers.wire.share import Share, Shares

SHARE = Share(per_minute=30, burst=3)  # one every two seconds


def test_a_burst_is_free_and_then_one_every_so_often() -> None:
    shares = Shares(SHARE)
    assert [shares.take(["a"], 1, 0.0) for _ in range(4)] == [0, 0, 0, 2.0]
    assert [shares.take(["a"], 1, now) for now in (1.0, 2.0, 2.0)] == [1.0, 0, 2.0]


def test_what_cannot_be_taken_takes_nothing_from_any_bucket() -> None:
    shares = Shares(SHARE)
    for _ in range(3):
        shares.take(["chat", "lan"], 1, 0.0)
    assert shares.take(["chat", "minh"], 1, 0.0) == 2.0
    assert [shares.take(["minh"], 1, 0.0) for _ in range(4)] == [0, 0, 0, 2.0]


def test_what_costs_less_leaves_more() -> None:
    shares = Shares(SHARE)
    assert [shares.take(["a"], 0.5, 0.0) for _ in range(7)] == [0] * 6 + [1.0]


def test_what_costs_nothing_is_always_free() -> None:
    shares = Shares(SHARE)
    shares.take(["a"], 3, 0.0)
    assert shares.take(["a"], 0, 0.0) == 0


def test_a_cost_above_the_burst_takes_all_of_it() -> None:
    shares = Shares(SHARE)
    assert [shares.take(["a"], 100, 0.0), shares.take(["a"], 100, 0.0)] == [0, 6.0]


def test_full_buckets_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share_module, "MAX_BUCKETS", 2)
    shares = Shares(SHARE)
    for key, now in (("a", 0.0), ("b", 0.0), ("c", 100.0)):
        shares.take([key], 1, now)
    assert set(shares._levels) == {"c"}


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 2)), max_size=60), st.integers(1, 10), st.integers(1, 600))
def test_nobody_gets_more_than_the_burst_and_what_came_back(
    asked: list[tuple[float, float]], burst: int, per_minute: int
) -> None:
    shares, now, taken = Shares(Share(per_minute, burst)), 0.0, 0.0
    for pause_s, cost in asked:
        now += pause_s
        after_s = shares.take(["a"], cost, now)
        taken += 0.0 if after_s else min(cost, burst)
        assert taken <= burst + now * per_minute / 60 + 1e-6
        assert after_s <= burst * 60 / per_minute + 1e-6


@given(st.floats(0, 1e9), st.integers(1, 10), st.integers(1, 600))
def test_whoever_waits_as_long_as_told_gets_it(now: float, burst: int, per_minute: int) -> None:
    shares = Shares(Share(per_minute, burst))
    shares.take(["a"], burst, now)
    after_s = shares.take(["a"], 1, now)
    assert after_s > 0
    assert shares.take(["a"], 1, now + after_s + 1e-6) <= 1e-3
