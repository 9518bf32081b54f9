"""Updates in order: one chat's after each other, chats side by side, each until it is handled."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from telegram import Update

from handlers.delivery import UndeliveredError

IN_FLIGHT = 8  # chats handled at once
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0  # between tries of one update, doubling
GIVE_UP_S = 86400.0  # as long as Telegram itself keeps an update
GRACE_S = 3.5  # of the 5 s a stop may take, for what is in hand

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Waiting:
    """An update not handled yet. raw: as it came. done: set once it is handled."""

    update: Update
    raw: dict[str, object]
    since: float = field(default_factory=monotonic)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Lanes:
    """A lane a chat. handle: raises UndeliveredError for an update to try again. give_up: for one that got too old."""

    def __init__(
        self, handle: Callable[[Update], Awaitable[None]], give_up: Callable[[Update], Awaitable[None]]
    ) -> None:
        self.unhandled: dict[int, Waiting] = {}
        self._handle = handle
        self._give_up = give_up
        self._lanes: dict[int, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._stopping = asyncio.Event()

    def put(self, update: Update, raw: dict[str, object]) -> Waiting:
        """The update in its lane; where it was already if it is waiting."""
        if update.update_id in self.unhandled:
            return self.unhandled[update.update_id]
        waiting = self.unhandled[update.update_id] = Waiting(update, raw)
        chat = update.effective_chat or update.effective_user
        lane = chat.id if chat else 0
        if lane not in self._lanes:
            self._lanes[lane] = deque()
            task = asyncio.create_task(self._drain(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._lanes[lane].append(waiting)
        return waiting

    async def wait_idle(self, timeout_s: float) -> None:
        """Return when nothing is unhandled any more, at the latest after `timeout_s`."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout_s)

    async def close(self) -> None:
        """Finish what is in hand, at most for GRACE_S; what else waits stays unhandled."""
        self._stopping.set()
        logger.info("stopping; %d updates wait", len(self.unhandled))
        await self.wait_idle(GRACE_S)
        late = [task for task in self._tasks if task.cancel()]
        await asyncio.gather(*late, return_exceptions=True)

    async def _drain(self, lane: int) -> None:
        queue = self._lanes[lane]
        while queue and await self._finish(queue[0]):
            waiting = queue.popleft()
            del self.unhandled[waiting.update.update_id]
            waiting.done.set()
        del self._lanes[lane]

    async def _finish(self, waiting: Waiting) -> bool:
        """True once the update is handled or too old, False when the lanes close before."""
        pause_s = FIRST_PAUSE_S
        while (after_s := await self._try(waiting.update, pause_s)) is not None:
            if monotonic() - waiting.since + after_s > GIVE_UP_S:
                logger.error("update %d: given up after a day", waiting.update.update_id)
                await self._give_up(waiting.update)
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), after_s)
            if self._stopping.is_set():
                return False
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
        return True

    async def _try(self, update: Update, pause_s: float) -> float | None:
        """None once the update is handled, else the seconds to wait before the next try."""
        async with self._slots:
            if self._stopping.is_set():
                return 0.0
            try:
                await self._handle(update)
            except UndeliveredError as error:
                pause_s = error.retry_after_s or pause_s
                logger.warning("update %d: not delivered (%s), again in %.1f s", update.update_id, error, pause_s)
            except Exception:
                logger.exception("update %d: not handled, again in %.1f s", update.update_id, pause_s)
            else:
                return None
            return pause_s
