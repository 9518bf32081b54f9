"""Work in threads that hold up neither the event loop nor the end of the process."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class ThinkingError(Exception):
    """The work raised its cause: one that a future does not carry (StopIteration), or that would end more than it."""


class Job(Generic[T]):
    """Work and who waits for it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self.loop.create_future()

    def run(self) -> None:
        """Do it, in a thread."""
        try:
            result = self.work()
        except BaseException as error:  # StopIteration cannot be set on a future, SystemExit would end the thread
            self._tell(self._fail, error)
        else:
            self._tell(self._settle, result)

    def _tell(self, callback: Callable[..., None], value: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self.loop.call_soon_threadsafe(callback, value)

    def _settle(self, result: T) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def _fail(self, cause: BaseException) -> None:
        if self.future.done():
            return
        if isinstance(cause, Exception) and not isinstance(cause, StopIteration):
            return self.future.set_exception(cause)
        error = ThinkingError(repr(cause))
        error.__cause__ = cause
        self.future.set_exception(error)


class Workers:
    """Threads that do one thing after another, `count` at a time; they start when first needed."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._jobs: SimpleQueue[Job[object] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def run(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        """What `work` returns; a future with the error if it raises one, or ThinkingError."""
        job: Job[T] = Job(work)
        if len(self._threads) < self._count:
            self._start()
        self._jobs.put(job)  # type: ignore[arg-type]  # a job of another type is a job
        return job.future

    def close(self) -> None:
        """The threads end after what waits; nobody waits for them."""
        for _ in self._threads:
            self._jobs.put(None)
        self._threads = []

    def _start(self) -> None:
        thread = threading.Thread(target=self._work, name=f"{self._name} {len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job  # or its result would live until the next one
