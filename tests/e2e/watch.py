"""Waiting for something to become true, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 120.0  # a guard against hangs, no claim: a machine under load may take long for anything


class Watch:
    """Something that changes, and says so each time by `touch`."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()

    def touch(self) -> None:
        """Wake whoever waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def until(self, probe: Callable[[], T], what: str, patience_s: float = PATIENCE_S) -> T:
        """What `probe` returns once that is true; it is asked after every change."""
        try:
            async with asyncio.timeout(patience_s):
                while not (found := probe()):
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what}; {self.describe()}") from None
        return found

    def describe(self) -> str:
        """What there is instead of what was waited for."""
        return ""
