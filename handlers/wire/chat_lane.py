"""What waits in one chat: in the order it came, each person's share apart."""

import asyncio
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from time import monotonic

from telegram import Update

from handlers.wire.share import Shares


@dataclass(slots=True, eq=False)
class Waiting:
    """An update not handled yet. raw: as it came. cost: what it takes of a share; is_paid: it took that.

    done: set once Telegram may forget it: it is handled, or written down in our own database (is_kept).
    """

    update: Update
    raw: dict[str, object]
    cost: float = 0.0
    since: float = field(default_factory=monotonic)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    is_kept: bool = False
    is_paid: bool = False

    @property
    def person_id(self) -> int:
        user = self.update.effective_user
        return user.id if user else 0


@dataclass(frozen=True, slots=True)
class Crowd:
    """More than a chat's share. waiting: how many updates are answered later; dropped: how many are not, in all.

    first: the one that has to wait. ids: of those that were dropped and not named so far. notice_id: of the message
    that tells it, None before there is one.
    """

    first: Update
    waiting: int
    dropped: int
    ids: tuple[int, ...]
    notice_id: int | None


class Lane:
    """The updates of one chat. queue: to be handled; dropped: too many, and not named to the chat so far."""

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.queue: deque[Waiting] = deque()
        self.dropped: list[Waiting] = []
        self._count = 0  # of all that were dropped
        self._notice_id: int | None = None
        self.is_told = False

    def choose(self, shares: Shares | None, now: float) -> Waiting | float:
        """The first update whose share allows it, that taken from it; else the seconds until one does.

        Who is over their share does not hold up others of the chat; what one person wrote stays in order.
        """
        over: dict[int, float] = {}
        for waiting in self.queue:
            if waiting.person_id in over:
                continue
            if waiting.is_paid or shares is None:
                return waiting
            keys = (("chat", self.key), ("person", waiting.person_id))
            after_s = shares.take(keys, waiting.cost, now)
            if not after_s:
                waiting.is_paid = True
                return waiting
            over[waiting.person_id] = after_s
        return min(over.values(), default=0.0)

    def drop(self, waiting: Waiting) -> None:
        """It is not answered; the chat is to be told."""
        self.dropped.append(waiting)
        self._count += 1

    def describe(self, first: Waiting) -> Crowd:
        """What is to be told now."""
        ids = tuple(waiting.update.update_id for waiting in self.dropped)
        return Crowd(first.update, len(self.queue), self._count, ids, self._notice_id)

    def note_told(self, notice_id: int | None) -> None:
        """The chat knows it, by that message."""
        self.is_told, self._notice_id = True, notice_id
