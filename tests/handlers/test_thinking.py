import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from handlers.thinking import ThinkingError, Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(2, "test")
    yield workers
    workers.close()


def fail(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


async def test_what_the_work_returns_comes_back(workers: Workers) -> None:
    assert await asyncio.gather(*(workers.run(lambda n=n: n * n) for n in range(20))) == [n * n for n in range(20)]  # type: ignore[misc]


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), MemoryError(), StopAsyncIteration()])
async def test_an_error_comes_back_as_it_is(workers: Workers, error: Exception) -> None:
    with pytest.raises(type(error)):
        await workers.run(fail(error))


@pytest.mark.parametrize(
    "error", [StopIteration(), asyncio.CancelledError(), SystemExit(3), KeyboardInterrupt(), GeneratorExit()]
)
async def test_what_no_future_carries_is_the_cause_of_an_error_that_it_does(
    workers: Workers, error: BaseException
) -> None:
    with pytest.raises(ThinkingError) as caught:
        await workers.run(fail(error))
    assert caught.value.__cause__ is error


async def test_no_error_ends_a_thread(workers: Workers) -> None:
    for _ in range(10):
        with pytest.raises(ThinkingError):
            await workers.run(fail(SystemExit()))
    assert await workers.run(lambda: "still there") == "still there"


async def test_no_more_is_done_at_once_than_there_are_threads(workers: Workers) -> None:
    gate, begun = threading.Event(), threading.Semaphore(0)

    def work() -> None:
        begun.release()
        gate.wait(10)

    futures = [workers.run(work) for _ in range(5)]
    for _ in range(2):
        assert await asyncio.to_thread(begun.acquire, timeout=10)
    assert not begun.acquire(blocking=False)
    gate.set()
    await asyncio.gather(*futures)


async def test_who_does_not_wait_any_more_is_not_told(workers: Workers) -> None:
    gate = threading.Event()
    future = workers.run(lambda: gate.wait(10))
    future.cancel()
    gate.set()
    assert await workers.run(lambda: 1) == 1
    assert future.cancelled()
