"""What remembering costs an update: in six transactions, one for each thing known and said, and as State does it.

`python -m tests.benchmarks.state [DATABASE_URL]` prints milliseconds an update, on the clock and of CPU, of one chat
after the other and of 64 at once, both ways in one run; it asserts nothing. The database is a new SQLite file unless
one is named.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from handlers.database.asking import Asking, count_asking
from handlers.database.lookups import find_progress, find_talk
from handlers.database.records import Answer, Progress, Record, write_records
from handlers.memory.state import State

UPDATES, CHATS, PERSON = 2000, 64, 7
_numbers = count(int(time.time()))
_QUESTIONS = [Asking(f"câu hỏi số {number}", "2030-01-01") for number in range(300)]


async def remember_in_six(state: State, chat_id: int) -> None:
    """Each thing read and written in a transaction of its own."""
    number = next(_numbers)
    record = Record(number, Progress(sent=1, is_handled=True), 0, Answer(chat_id, number, PERSON, number, "", "{}"))

    def finish(db: sa.Connection) -> None:
        write_records(db, [Record(number, Progress(sent=1, is_handled=True), 0)])

    await state.read(partial(find_progress, update_id=number))
    await state.read(lambda db: find_talk(db, chat_id, PERSON, None))
    await state.read(partial(find_progress, update_id=number))
    await state.run(lambda db: write_records(db, [record]))
    await state.run(lambda db: count_asking(db, _QUESTIONS[number % 300]))
    await state.run(finish)


async def remember(state: State, chat_id: int) -> None:
    """As the bot does."""
    number = next(_numbers)
    progress = await state.begin(number, chat_id, PERSON, None)
    answer = Answer(chat_id, number, PERSON, number, progress.context, "{}")
    await state.record_sent(number, 1, is_last=True, answer=answer, asked=_QUESTIONS[number % 300])


async def measure(way: Callable[[State, int], Awaitable[None]], state: State, chats: int) -> tuple[float, float]:
    """Milliseconds an update on the clock and of CPU, that many chats at once."""

    async def ask(chat_id: int) -> None:
        for _ in range(UPDATES // chats):
            await way(state, chat_id)

    start, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(ask(chat_id) for chat_id in range(chats)))
    seconds = time.perf_counter() - start, time.process_time() - cpu
    return seconds[0] * 1000 / UPDATES, seconds[1] * 1000 / UPDATES


async def main(url: str) -> None:
    async with State(url) as state:
        await measure(remember, state, CHATS)  # the first run compiles the statements
        for chats in (1, CHATS):
            six, ours = await measure(remember_in_six, state, chats), await measure(remember, state, chats)
            print(
                f"{chats:2} at once: six transactions {six[0]:.2f} ms (CPU {six[1]:.2f}), State {ours[0]:.2f} ms ",
                end="",
            )
            print(f"(CPU {ours[1]:.2f}) an update; {six[0] / ours[0]:.1f} x and {six[1] / ours[1]:.1f} x")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'state.db'}"))
