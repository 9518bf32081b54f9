"""How much processor time work takes beside a fixed piece of work on the same machine, in the same process."""

from collections.abc import Callable
from time import process_time

ROUNDS = 200_000  # of the fixed piece: some 0.02 s of a processor of 2025


def measure_effort(work: Callable[[], object]) -> float:
    """The processor time that `work` takes, in times that of the fixed piece; a slow machine is slow at both."""
    yardstick_s = _measure(_work_fixed)
    work_s = _measure(work)
    return work_s / max(yardstick_s, _measure(_work_fixed))


def _measure(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _work_fixed() -> int:
    """A loop over a dictionary and a string, as the parsers' own loops are."""
    seen: dict[str, int] = {}
    for number in range(ROUNDS):
        letter = "hỏi báo cáo"[number % 11]
        seen[letter] = seen.get(letter, 0) + number
    return sum(seen.values())
