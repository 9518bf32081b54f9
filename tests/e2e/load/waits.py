"""People who ask one question after another, and how long they wait for each answer."""

import asyncio
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from tests.e2e.telegram_server import TelegramServer

QUESTION, FIGURE = "thu ngân sách 2021?", "158,3 tỷ đồng"
PEOPLE = range(2001, 2009)  # each in a private chat
SLOWER = 10  # times what people waited before: what they may wait where that is more than the bar in seconds


@dataclass(frozen=True, slots=True)
class Waits:
    """How long people waited for their answers, in seconds."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def longest(self) -> float:
        return max(self.seconds)

    def __str__(self) -> str:
        return f"median {self.median:.2f} s, longest {self.longest:.2f} s of {len(self.seconds)}"


async def wait_in_peace(server: TelegramServer) -> Waits:
    """What people wait of whom none does anything bad, once the bot has started and answered each of them."""
    await wait_as_people(server, rounds=1)
    return await wait_as_people(server, rounds=3)


async def wait_as_people(server: TelegramServer, rounds: int, people: Iterable[int] = PEOPLE) -> Waits:
    """What people wait who ask so often, each the next question once the one before is answered."""
    waits = await asyncio.gather(*(_ask(server, chat_id, rounds) for chat_id in people))
    return Waits(tuple(wait for waited in waits for wait in waited))


async def _ask(server: TelegramServer, chat_id: int, rounds: int) -> list[float]:
    loop, waited = asyncio.get_running_loop(), []
    for _ in range(rounds):
        count, asked_at = len(server.seen_in(chat_id)), loop.time()
        server.say(chat_id, QUESTION)
        answer = (await server.answers(chat_id, count + 1))[count]
        waited.append(loop.time() - asked_at)
        assert FIGURE in answer.text, answer.text
    return waited


def assert_waits(during: Waits, before: Waits, longest_s: float, median_s: float | None = None) -> None:
    """Nobody waited longer than the bar, half of them not longer than theirs: in seconds, or times what was before."""
    told = f"before: {before}; during: {during}"
    print(told)
    assert during.longest < max(longest_s, SLOWER * before.longest), told
    if median_s is not None:
        assert during.median < max(median_s, SLOWER * before.median), told
