"""How many updates a second the whole bot answers beside a bare echo bot, in one run.

`python -m tests.benchmarks.throughput` lets 64 chats ask, each the next question as soon as the one before is answered:
our bot one plain question, plain questions no two alike, the questions of the corpus, and an echo bot of
python-telegram-bot as it is shipped.
All poll, all send over httpx-aiohttp, each is a process of its own against the Bot API server of the tests in this one.
They take turns, so that all meet the same noise. It prints updates a second, processor time an update, and the ratios
to the echo bot; it asserts nothing.
"""

import asyncio
import itertools
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.facts.store import Store, load_store
from tests.corpus.rows import REPORTS, load_questions
from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.telegram_methods import Parameters
from tests.e2e.telegram_server import TelegramServer

CHATS = range(1001, 1065)
WARM_UP_S, MEASURED_S, ROUNDS = 2.0, 6.0, 3
TOKEN = "1:throughput"
ONE = "thu ngân sách 2021?"
FRAMES = ("{name} {year}", "{name} năm {year} là bao nhiêu?", "cho mình hỏi {name} năm {year} với ạ", "{year} {name}?")
YEARS = (2020, 2021, 2022)
UNBOUNDED = {"SHARE_PER_MINUTE": "1000000", "SHARE_BURST": "1000000"}  # the share of a chat is not what is measured


class EagerServer(TelegramServer):
    """People who ask the next question as soon as they have an answer. answered: how many they got."""

    def __init__(self, questions: list[str]) -> None:
        super().__init__(TOKEN)
        self.answered = 0
        self._questions: Iterator[str] = itertools.cycle(questions)
        self.methods["sendMessage"] = self._take

    def begin(self) -> None:
        """Everybody asks."""
        for chat_id in CHATS:
            self.say(chat_id, next(self._questions))

    def _take(self, parameters: Parameters) -> dict[str, Any]:
        message = self._send_message(parameters)
        self.answered += 1
        self.calls.clear()
        self.say(int(parameters["chat_id"]), next(self._questions))
        return message


@dataclass(frozen=True, slots=True)
class Speed:
    """updates: a second; cpu_ms: processor time of the bot an update."""

    updates: float
    cpu_ms: float

    @classmethod
    def find_median(cls, speeds: Sequence["Speed"]) -> "Speed":
        return cls(statistics.median(s.updates for s in speeds), statistics.median(s.cpu_ms for s in speeds))


async def measure(questions: list[str], entry: Path, **settings: str) -> Speed:
    """One bot from its start, for a few seconds."""
    server = EagerServer(questions)
    await server.start()
    with tempfile.TemporaryDirectory() as folder:
        bot = BotProcess(Path(folder), server.url, TOKEN, entry, **settings)
        await bot.start()
        try:
            server.begin()
            await server.until(lambda: server.answered > 2 * len(CHATS), "the first answers")
            await asyncio.sleep(WARM_UP_S)
            loop = asyncio.get_running_loop()
            at, answered, cpu_s = loop.time(), server.answered, bot.measure_cpu()
            await asyncio.sleep(MEASURED_S)
            count, took_s = server.answered - answered, loop.time() - at
            return Speed(count / took_s, (bot.measure_cpu() - cpu_s) * 1000 / count)
        finally:
            await bot.kill()
            await server.stop()


def write_plain_questions(store: Store) -> list[str]:
    """Each figure by each of its names, in a few frames and years; neighbours are of different figures."""
    names = dict.fromkeys(name for fact in store.facts if fact.quantity for name in (fact.indicator, *fact.aliases))
    return [frame.format(name=name, year=year) for year in YEARS for frame in FRAMES for name in names]


async def main() -> None:
    store = load_store(REPORTS)
    plain, corpus = write_plain_questions(store), [row.q for row in load_questions(store)]
    bot, echo_bot = ROOT / "bot.py", Path(__file__).parent / "echo_bot.py"
    rivals: dict[str, Callable[[], Awaitable[Speed]]] = {
        "one question": lambda: measure([ONE], bot, **UNBOUNDED),
        "plain questions": lambda: measure(plain, bot, **UNBOUNDED),
        "corpus": lambda: measure(corpus, bot, **UNBOUNDED),
        "echo bot": lambda: measure([ONE], echo_bot),
    }
    speeds: dict[str, list[Speed]] = {name: [] for name in rivals}
    for name, run in itertools.chain.from_iterable(itertools.repeat(list(rivals.items()), ROUNDS)):
        speeds[name].append(await run())
    print(f"{len(CHATS)} chats; medians of {ROUNDS} rounds of {MEASURED_S:.0f} s")
    print("                  updates/s   of the echo bot's   ms of processor an update   the echo bot's share of it")
    echo = Speed.find_median(speeds["echo bot"])
    for name, measured in speeds.items():
        speed = Speed.find_median(measured)
        rate, effort = speed.updates / echo.updates, echo.cpu_ms / speed.cpu_ms
        print(f"{name:15} {speed.updates:11.0f} {rate:19.2f} {speed.cpu_ms:27.2f} {effort:28.2f}")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
