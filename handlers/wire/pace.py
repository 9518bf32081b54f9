"""When Telegram limits many chats at once it means the bot as a whole: then all chats go slowly for a while."""

from collections import deque

MANY_CHATS = 8  # limited within WINDOW_S: no longer the fault of each of them
WINDOW_S = 5.0
SLOW_S = 30.0  # how long all go slowly after that
SPACING_S = 0.05  # between two updates then; Telegram takes about 30 messages a second


class Pace:
    """Who was limited lately, and how long the next update is to wait, on a clock that is passed in."""

    def __init__(self) -> None:
        self._limits: deque[tuple[float, int, float]] = deque()  # when, which chat, for how many seconds
        self._next_at = self._slow_until = 0.0

    def note_limit(self, chat_id: int, retry_after_s: float, now: float) -> None:
        """Telegram told this chat to wait."""
        self._limits.append((now, chat_id, retry_after_s))
        while self._limits[0][0] < now - WINDOW_S:
            self._limits.popleft()
        if len({chat for _, chat, _ in self._limits}) >= MANY_CHATS:
            self._next_at = now + min(after_s for *_, after_s in self._limits)
            self._slow_until = self._next_at + SLOW_S
            self._limits.clear()

    def reserve(self, now: float) -> float:
        """The seconds the next update is to wait: 0 unless all go slowly."""
        if now >= self._slow_until:
            return 0.0
        at = max(self._next_at, now)
        self._next_at = at + SPACING_S
        return at - now
