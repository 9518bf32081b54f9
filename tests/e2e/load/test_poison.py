"""A question at which thinking breaks, whatever breaks it, ends in an apology, and the chat goes on."""

import re

from tests.e2e.load.conftest import MakeHardy
from tests.e2e.load.waits import FIGURE, QUESTION, assert_waits, wait_as_people, wait_in_peace
from tests.e2e.telegram_server import TelegramServer

POISONS = (
    "StopIteration", "RecursionError", "MemoryError", "KeyError", "StopAsyncIteration", "SystemExit", "TimeoutError",
    "GeneratorExit",
)  # fmt: skip
PAUSES = {"handlers.service.application.FAILURE_PAUSES_S": [0.05, 0.1]}


async def test_eight_poisoned_questions_silence_nobody(server: TelegramServer, make_hardy: MakeHardy) -> None:
    bot, chats = make_hardy(PAUSES), dict(enumerate(POISONS, start=3001))
    await bot.start()
    before = await wait_in_peace(server)
    for chat_id, poison in chats.items():
        server.say(chat_id, f"dân số, poison {poison}")
        server.say(chat_id, QUESTION)
    during = await wait_as_people(server, rounds=3)
    assert_waits(during, before, longest_s=3.0)
    for chat_id in chats:
        apology, answer = await server.answers(chat_id, 2)
        error_id = re.search(r"\b[0-9a-f]{8}\b", apology.text)
        assert error_id and any(error_id.group() in line for line in bot.lines), apology.text
        assert FIGURE in answer.text
    await server.until(lambda: not server.queue, "all confirmed")
    assert await bot.stop() == 0
    await bot.start()
    during = await wait_as_people(server, rounds=1, people=chats)
    assert [len(server.seen_in(chat_id)) for chat_id in chats] == [3] * len(chats)
