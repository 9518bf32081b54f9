"""How much of the bot one person and one chat may use: a token bucket each, on a clock that is passed in."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

MAX_BUCKETS = 10_000  # then those that are full again are forgotten


@dataclass(frozen=True, slots=True)
class Share:
    """per_minute: what comes back to it; burst: the most it holds. A question takes 1."""

    per_minute: float
    burst: float

    def refill(self, level: float, after_s: float) -> float:
        """What a bucket with that level holds after so many seconds.

        >>> Share(per_minute=30, burst=20).refill(1, 10)
        6.0
        """
        return min(self.burst, level + max(0.0, after_s) * self.per_minute / 60)


class Shares:
    """The buckets by their keys, all of one size; a key that was never seen has a full one."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._levels: dict[Hashable, tuple[float, float]] = {}  # the level and when that was
        self._most = MAX_BUCKETS  # before they are looked through again

    def take(self, keys: Iterable[Hashable], cost: float, now: float) -> float:
        """0 once `cost` is taken from each of the buckets; else the seconds until all hold it, and nothing is taken."""
        levels = {key: self._find_level(key, now) for key in keys}
        cost = min(cost, self._share.burst)
        missing = max((cost - level for level in levels.values()), default=0.0)
        if missing > 1e-9:  # of a token: what rounding leaves is none
            return missing * 60 / self._share.per_minute
        self._levels |= {key: (level - cost, now) for key, level in levels.items()}
        self._forget_full(now)
        return 0.0

    def _find_level(self, key: Hashable, now: float) -> float:
        level, at = self._levels.get(key, (self._share.burst, now))
        return self._share.refill(level, now - at)

    def _forget_full(self, now: float) -> None:
        if len(self._levels) > self._most:
            levels = ((key, self._find_level(key, now)) for key in self._levels)
            self._levels = {key: (level, now) for key, level in levels if level < self._share.burst}
            self._most = max(MAX_BUCKETS, 2 * len(self._levels))
