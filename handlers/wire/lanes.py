"""Updates in order: one chat's after each other, chats side by side, each until it is handled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from telegram import Update

from handlers.wire.chat_lane import Crowd, Lane, Waiting
from handlers.wire.delivery import UndeliveredError
from handlers.wire.pace import Pace
from handlers.wire.share import Shares

IN_FLIGHT = (
    256  # updates in hand at once, most of them waiting for the network; threads bound how many are thought about
)
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0  # between tries of one update, doubling
GIVE_UP_S = 86400.0  # as long as Telegram itself keeps an update
TRIES = 3  # of an update whose handling ends in an error, not in a reason to come back
WORTH_TELLING_S = 5.0  # a chat that waits less for its share is not told
TELL_AGAIN_S = 600.0  # nor one that was told lately
TELL_EVERY_S = 3.0  # how often a chat hears that still more was dropped
GRACE_S = 2.5  # of the 5 s a stop may take, for what is in hand

logger = logging.getLogger(__name__)


def find_chat(update: Update) -> int:
    """The lane of the update: its chat, else its person."""
    chat = update.effective_chat or update.effective_user
    return chat.id if chat else 0


async def _tell_nobody(_: Crowd) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may take how much. shares: None for no limit. backlog: how many updates of a chat may wait.

    weigh: what an update takes of the share; None if there is nothing to be done for it. tell: the id of the message
    that tells a chat of a crowd, or UndeliveredError.
    """

    shares: Shares | None = None
    backlog: int = 1000
    find_lane: Callable[[Update], Hashable] = find_chat
    weigh: Callable[[Update], float | None] = lambda _: 1.0
    tell: Callable[[Crowd], Awaitable[int | None]] = _tell_nobody


class Lanes:
    """A lane a chat. handle: raises UndeliveredError for an update to try again. give_up: for one that got too old.

    unhandled: all updates; count: of them, without those that are dropped; held: those that Telegram must not forget.
    """

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[None]],
        give_up: Callable[[Update], Awaitable[None]],
        rules: Rules | None = None,
    ) -> None:
        self.count = 0  # of those that are to be handled
        self.unhandled: dict[int, Waiting] = {}
        self.held: dict[int, Waiting] = {}
        self.is_free = asyncio.Event()  # nothing is held
        self.is_free.set()
        self._handle = handle
        self._give_up = give_up
        self._rules = rules or Rules()
        self._pace = Pace()
        self._lanes: dict[Hashable, Lane] = {}
        self._told_at: dict[Hashable, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._stopping = asyncio.Event()

    def put(self, update: Update, raw: dict[str, object], *, is_kept: bool = False) -> Waiting:
        """The update in its lane; where it was already if it is waiting. is_kept: it is in our own database."""
        if update.update_id in self.unhandled:
            return self.unhandled[update.update_id]
        cost = self._weigh(update)
        waiting = Waiting(update, raw, cost or 0.0)
        if cost is None:
            waiting.done.set()
            return waiting
        self.unhandled[update.update_id] = self.held[update.update_id] = waiting
        self.is_free.clear()
        if is_kept:
            self.note_kept(waiting)
        lane = self._find_lane(update)
        if len(lane.queue) < self._rules.backlog or not cost:
            lane.queue.append(waiting)
            self.count += 1
        else:
            lane.drop(waiting)
        return waiting

    def note_kept(self, waiting: Waiting) -> None:
        """The update is written down in our own database: Telegram may forget it."""
        waiting.is_kept, waiting.raw = True, {}
        self._release(waiting)

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

    def _weigh(self, update: Update) -> float | None:
        try:
            return self._rules.weigh(update)
        except Exception:
            logger.exception("update %d: cannot be told apart", update.update_id)
            return 1.0  # whoever handles it meets the error again, and apologises

    def _find_lane(self, update: Update) -> Lane:
        key = self._rules.find_lane(update)
        if key not in self._lanes:
            self._lanes[key] = lane = Lane(key)
            task = asyncio.create_task(self._drain(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return self._lanes[key]

    async def _drain(self, lane: Lane) -> None:
        told_at = -TELL_EVERY_S
        while (lane.queue or lane.dropped) and not self._stopping.is_set():
            chosen = lane.choose(self._rules.shares, monotonic())
            is_due = not lane.queue or monotonic() - told_at >= TELL_EVERY_S
            if (lane.dropped and is_due) or (not lane.is_told and self._is_worth_telling(lane, chosen)):
                after_s = await self._tell(lane)
                told_at = monotonic()
                if after_s:
                    await self._pause(after_s)
            elif isinstance(chosen, Waiting):
                if not await self._finish(chosen):
                    break
                lane.queue.remove(chosen)
                self.count -= 1
                self._settle(chosen)
            else:
                await self._pause(chosen)
        del self._lanes[lane.key]

    def _is_worth_telling(self, lane: Lane, chosen: Waiting | float) -> bool:
        """Does the chat wait for its share so long that it should know, and did it not hear that lately?"""
        if isinstance(chosen, Waiting) or chosen * len(lane.queue) < WORTH_TELLING_S:
            return False
        return monotonic() - self._told_at.get(lane.key, -TELL_AGAIN_S) >= TELL_AGAIN_S

    async def _tell(self, lane: Lane) -> float:
        """0 once the chat knows how many updates wait and how many were dropped; else the seconds until another try."""
        named = list(lane.dropped)  # those that are dropped meanwhile are named the next time
        try:
            async with self._slots:
                notice_id = await self._rules.tell(lane.describe((lane.queue or lane.dropped)[0]))
        except UndeliveredError as error:
            return error.retry_after_s or LONGEST_PAUSE_S / 10
        except Exception:
            logger.exception("chat %s: could not be told that more came than is answered", lane.key)
            notice_id = None
        lane.note_told(notice_id)
        self._note_told(lane.key)
        del lane.dropped[: len(named)]
        for waiting in named:
            self._settle(waiting)
        return 0.0

    def _note_told(self, key: Hashable) -> None:
        now = monotonic()
        self._told_at = {k: at for k, at in self._told_at.items() if now - at < TELL_AGAIN_S} | {key: now}

    def _settle(self, waiting: Waiting) -> None:
        del self.unhandled[waiting.update.update_id]
        self._release(waiting)

    def _release(self, waiting: Waiting) -> None:
        waiting.done.set()
        self.held.pop(waiting.update.update_id, None)
        if not self.held:
            self.is_free.set()

    async def _finish(self, waiting: Waiting) -> bool:
        """True once the update is handled or too old, False when the lanes close before."""
        pause_s, errors = FIRST_PAUSE_S, 0
        while not self._stopping.is_set():
            await self._pause(self._pace.reserve(monotonic()))
            try:
                after_s = await self._try(waiting.update, pause_s)
            except Exception:
                logger.exception("update %d: not handled", waiting.update.update_id)
                errors, after_s = errors + 1, pause_s
            if after_s is None:
                return True
            if errors == TRIES or monotonic() - waiting.since + after_s > GIVE_UP_S:
                await self._put_aside(waiting.update)
                return True
            await self._pause(after_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
        return False

    async def _try(self, update: Update, pause_s: float) -> float | None:
        """None once the update is handled, else the seconds to wait before the next try."""
        async with self._slots:
            if self._stopping.is_set():
                return 0.0
            try:
                await self._handle(update)
            except UndeliveredError as error:
                pause_s = error.retry_after_s or pause_s
                if error.is_limited:
                    self._pace.note_limit(find_chat(update), pause_s, monotonic())
                logger.warning("update %d: not delivered (%s), again in %.1f s", update.update_id, error, pause_s)
            else:
                return None
            return pause_s

    async def _put_aside(self, update: Update) -> None:
        logger.error("update %d: given up", update.update_id)
        try:
            await self._give_up(update)
        except Exception:
            logger.exception("update %d: that it is given up could not be written down", update.update_id)

    async def _pause(self, after_s: float) -> None:
        """Wait so long, or until the lanes close."""
        if after_s > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(after_s):
                    await self._stopping.wait()
