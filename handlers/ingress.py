"""Updates from Telegram by long polling; Telegram forgets one only after it was handled.

The offset says what Telegram may forget, so it stays at the first update that is not handled yet. While there is one,
Telegram answers at once and with it again: then the poller asks now and then instead of waiting on the line. An update
that cannot be delivered for KEEP_AFTER_S moves into our own database and no longer holds the offset.
"""

import asyncio
import json
import logging
from contextlib import suppress
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import Conflict, NetworkError, TelegramError
from telegram.ext import ExtBot

from handlers.lanes import Lanes, Waiting
from handlers.state import State
from handlers.transport import NotSentError
from handlers.update_json import BadUpdateError, check_update

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
POLL_S = 30  # how long Telegram holds the line while there is nothing new
KEEP_AFTER_S = 60.0
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.05, 1.0  # between polls while something is unhandled
FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 0.5, 30.0
ACKNOWLEDGE_S = 1.0  # of the 5 s a stop may take

logger = logging.getLogger(__name__)


def parse_update(raw: object, bot: ExtBot[None]) -> Update | None:
    """The update; None, and a line in the log, if it cannot be read."""
    try:
        return Update.de_json(check_update(raw), bot)
    except Exception as error:  # whatever a shape that nobody foresaw leads to; its words may be a person's
        told = error if isinstance(error, BadUpdateError) else type(error).__name__
        logger.warning("skipped an update that cannot be read: %s", told)
        return None


def _accept(raw: dict[str, object], bot: ExtBot[None], lanes: Lanes) -> Waiting | None:
    """The update in its lane; None if it cannot be read."""
    update = parse_update(raw, bot)
    return lanes.put(update, raw) if update else None


async def restore_kept(bot: ExtBot[None], lanes: Lanes, state: State) -> set[int]:
    """Put the updates that wait in our own database into their lanes; their ids."""
    raws = [json.loads(raw) for raw in await state.find_kept()]
    return {waiting.update.update_id for raw in raws if (waiting := _accept(raw, bot, lanes))}


class Poller:
    """Moves updates from Telegram's queue into the lanes."""

    def __init__(self, bot: ExtBot[None], lanes: Lanes, state: State) -> None:
        self._bot = bot
        self._lanes = lanes
        self._state = state
        self._next: int | None = None  # one past the last update seen
        self._seen: set[int] = set()  # of the last batch
        self._kept: set[int] = set()  # unhandled, but safe in our own database

    async def run(self) -> None:
        """Poll until cancelled."""
        self._kept = await restore_kept(self._bot, self._lanes, self._state)
        failures, pause_s = 0, SHORTEST_PAUSE_S
        while True:
            try:
                batch = await self._fetch(0 if self._find_holding() else POLL_S)
            except TelegramError as error:
                await self._back_off(error, failures)
                failures += 1
                continue
            failures = 0
            pause_s = SHORTEST_PAUSE_S if self._accept_batch(batch) else min(2 * pause_s, LONGEST_PAUSE_S)
            await self._keep_late()
            if self._find_holding():
                await self._lanes.wait_idle(pause_s)

    async def acknowledge(self) -> None:
        """Tell Telegram what is handled, so that the next start does not get it again."""
        with suppress(TelegramError, TimeoutError):
            if self._next is not None:
                await asyncio.wait_for(self._fetch(0, limit=1), ACKNOWLEDGE_S)

    async def _fetch(self, hold_s: int, limit: int = 100) -> list[object]:
        """The updates from the first unhandled one on; [] if none came in `hold_s` seconds."""
        offset = min(self._find_holding(), default=self._next)
        data = {"offset": offset, "timeout": hold_s, "limit": limit, "allowed_updates": ALLOWED_UPDATES}
        # get_updates() would parse the batch as a whole: one update that cannot be read would hold up all others
        batch: object = await self._bot._post("getUpdates", data, read_timeout=hold_s + 10)
        if not isinstance(batch, list):
            raise NetworkError("getUpdates without a list")
        return batch

    def _accept_batch(self, batch: list[object]) -> bool:
        """Whether there was anything new in it; that is in its lane now."""
        raws = [raw for raw in batch if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        fresh = [raw for raw in raws if raw["update_id"] not in self._seen]
        for raw in fresh:
            _accept(raw, self._bot, self._lanes)
        self._seen = {raw["update_id"] for raw in raws}
        self._next = max(self._seen) + 1 if self._seen else self._next
        return bool(fresh)

    def _find_holding(self) -> set[int]:
        """The ids of the updates that Telegram must not forget yet."""
        return self._lanes.unhandled.keys() - self._kept

    async def _keep_late(self) -> None:
        """Let what has not been deliverable for long wait in the database."""
        self._kept &= self._lanes.unhandled.keys()
        held = [self._lanes.unhandled[update_id] for update_id in self._find_holding()]
        for waiting in (waiting for waiting in held if monotonic() - waiting.since > KEEP_AFTER_S):
            update_id = waiting.update.update_id
            try:
                await self._state.keep(update_id, json.dumps(waiting.raw))
            except SQLAlchemyError:
                logger.exception("update %d: could not be written down; Telegram keeps it", update_id)
            else:
                self._kept.add(update_id)

    async def _back_off(self, error: TelegramError, failures: int) -> None:
        """Log why polling failed and wait as long as told, else longer each time."""
        told_s = error.retry_after_s if isinstance(error, NotSentError) else None
        pause_s = told_s or min(FIRST_BACKOFF_S * 2.0 ** min(failures, 10), LONGEST_BACKOFF_S)
        logger.warning("polling failed (%s), again in %.1f s", error, pause_s)
        if isinstance(error, Conflict) and "webhook" in str(error):
            with suppress(TelegramError):
                await self._bot.delete_webhook()
        await asyncio.sleep(pause_s)
