"""Waiting for something to become true, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 30.0  # for whatever a test waits for; nothing takes this long unless it is broken


class Watch:
    """Something that changes, and says so each time by `touch`."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()

    def touch(self) -> None:
        """Wake whoever waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def until(self, probe: Callable[[], T], what: str) -> T:
        """What `probe` returns once that is true; it is asked after every change."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not (found := probe()):
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what}; {self.describe()}") from None
        return found

    def describe(self) -> str:
        """What there is instead of what was waited for."""
        return ""
