"""Updates as they come -> their lanes. A handful waits in memory; all others are written down in our own database.

What does not fit in memory waits there alone, and comes back in order when there is room.
"""

import asyncio
import json
import logging
from collections.abc import Iterable, Sequence
from time import monotonic

from telegram import Update
from telegram.ext import ExtBot

from handlers.memory.state import State, StateError
from handlers.wire.chat_lane import Waiting
from handlers.wire.lanes import Lanes
from handlers.wire.update_json import BadUpdateError, check_update

HANDFUL = 16  # updates that Telegram keeps for us; more are written down at once
KEEP_AFTER_S = 0.5  # and what is not handled by then
TICK_S = 0.25
MOST_IN_MEMORY = 5000
PAGE = 500  # updates read from the database at once

logger = logging.getLogger(__name__)
Raw = dict[str, object]


def parse_update(raw: object, bot: ExtBot[None]) -> Update | None:
    """The update; None, and a line in the log, if it cannot be read."""
    try:
        return Update.de_json(check_update(raw), bot)
    except Exception as error:  # whatever a shape that nobody foresaw leads to; its words may be a person's
        told = error if isinstance(error, BadUpdateError) else type(error).__name__
        logger.warning("skipped an update that cannot be read: %s", told)
        return None


class Intake:
    """Between what brings updates, one way or another, and the lanes."""

    def __init__(self, bot: ExtBot[None], lanes: Lanes, state: State) -> None:
        self._bot = bot
        self._lanes = lanes
        self._state = state
        self._lock = asyncio.Lock()
        self._is_behind = True  # there are updates in the database that are in no lane
        self._last_id: int | None = None  # of those that were read from there

    async def run(self) -> None:
        """Write down what waits for long, take up again what there is room for, until cancelled."""
        while True:
            await asyncio.sleep(TICK_S)
            await self.keep_late()
            if self._is_behind:
                await self.restore()

    async def restore(self) -> None:
        """Put the updates that wait in our own database into their lanes, as many as there is room for."""
        async with self._lock:
            while self._is_behind and self._lanes.count <= MOST_IN_MEMORY - PAGE:
                try:
                    rows = await self._state.find_kept(self._last_id, PAGE)
                except StateError:
                    logger.exception("what waits in the database could not be read")
                    return
                for raw in map(json.loads, rows):
                    self._last_id = raw["update_id"]
                    if update := parse_update(raw, self._bot):
                        self._lanes.put(update, raw, is_kept=True)
                self._is_behind = len(rows) == PAGE

    async def accept(self, raws: Iterable[Raw]) -> None:
        """Take these in, in order; what cannot be read is left out."""
        updates = [(update, raw) for raw in raws if (update := parse_update(raw, self._bot))]
        async with self._lock:
            room = 0 if self._is_behind else max(0, MOST_IN_MEMORY - self._lanes.count)
            await self._keep_only(updates[room:])
            for update, raw in updates[:room]:
                self._lanes.put(update, raw)
        if len(self._lanes.held) > HANDFUL:
            await self._keep(list(self._lanes.held.values()))

    async def keep_late(self) -> None:
        """Let what has waited for a while wait in the database."""
        late = monotonic() - KEEP_AFTER_S
        if waiting := [waiting for waiting in self._lanes.held.values() if waiting.since < late]:
            await self._keep(waiting)

    async def _keep_only(self, updates: Sequence[tuple[Update, Raw]]) -> None:
        """Let these wait in the database alone; in memory all the same if they cannot be written down."""
        if not updates:
            return
        if await self._state.keep([(update.update_id, json.dumps(raw)) for update, raw in updates]):
            if not self._is_behind:
                self._is_behind, self._last_id = True, updates[0][0].update_id - 1
            return
        for update, raw in updates:
            self._lanes.put(update, raw)

    async def _keep(self, waiting: Sequence[Waiting]) -> None:
        rows = [(one.update.update_id, json.dumps(one.raw)) for one in waiting]
        if await self._state.keep(rows):
            for one in waiting:
                self._lanes.note_kept(one)
