"""Updates from Telegram by long polling; Telegram forgets one only after it was handled or written down here.

The offset says what Telegram may forget, so it stays at the first update that is neither. While there is one, Telegram
answers at once and with it again: then the poller asks now and then instead of waiting on the line.
"""

import asyncio
import logging
from contextlib import suppress

from telegram.error import Conflict, NetworkError, TelegramError
from telegram.ext import ExtBot

from handlers.wire.intake import Intake
from handlers.wire.lanes import Lanes
from handlers.wire.transport import NotSentError

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
POLL_S = 30  # how long Telegram holds the line while there is nothing new
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.05, 1.0  # between polls while something is held
FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 0.5, 30.0
ACKNOWLEDGE_S = 1.0  # of the 5 s a stop may take

logger = logging.getLogger(__name__)


class Poller:
    """Moves updates from Telegram's queue into the lanes."""

    def __init__(self, bot: ExtBot[None], lanes: Lanes, intake: Intake) -> None:
        self._bot = bot
        self._lanes = lanes
        self._intake = intake
        self._next: int | None = None  # one past the last update seen
        self._seen: set[int] = set()  # of the last batch

    async def run(self) -> None:
        """Poll until cancelled."""
        failures, pause_s = 0, SHORTEST_PAUSE_S
        while True:
            try:
                batch = await self._fetch(0 if self._lanes.held else POLL_S)
            except TelegramError as error:
                await self._back_off(error, failures)
                failures += 1
                continue
            failures = 0
            pause_s = SHORTEST_PAUSE_S if await self._accept(batch) else min(2 * pause_s, LONGEST_PAUSE_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):  # wait_for may swallow a cancellation that comes as it is free
                    await self._lanes.is_free.wait()

    async def acknowledge(self) -> None:
        """Tell Telegram what is handled, so that the next start does not get it again."""
        with suppress(TelegramError, TimeoutError):
            if self._next is not None:
                async with asyncio.timeout(ACKNOWLEDGE_S):
                    await self._fetch(0, limit=1)

    async def _fetch(self, hold_s: int, limit: int = 100) -> list[object]:
        """The updates from the first one on that is held; [] if none came in `hold_s` seconds."""
        offset = min(self._lanes.held, default=self._next)
        data = {"offset": offset, "timeout": hold_s, "limit": limit, "allowed_updates": ALLOWED_UPDATES}
        # get_updates() would parse the batch as a whole: one update that cannot be read would hold up all others
        batch: object = await self._bot._post("getUpdates", data, read_timeout=hold_s + 10)
        if not isinstance(batch, list):
            raise NetworkError("getUpdates without a list")
        return batch

    async def _accept(self, batch: list[object]) -> bool:
        """Whether there was anything new in it; that is taken in now."""
        raws = [raw for raw in batch if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        fresh = [raw for raw in raws if raw["update_id"] not in self._seen]
        await self._intake.accept(fresh)
        self._seen = {raw["update_id"] for raw in raws}
        self._next = max(self._seen) + 1 if self._seen else self._next
        return bool(fresh)

    async def _back_off(self, error: TelegramError, failures: int) -> None:
        """Log why polling failed and wait as long as told, else longer each time."""
        told_s = error.retry_after_s if isinstance(error, NotSentError) else None
        pause_s = told_s or min(FIRST_BACKOFF_S * 2.0 ** min(failures, 10), LONGEST_BACKOFF_S)
        logger.warning("polling failed (%s), again in %.1f s", error, pause_s)
        if isinstance(error, Conflict) and "webhook" in str(error):
            with suppress(TelegramError):
                await self._bot.delete_webhook()
        await asyncio.sleep(pause_s)
