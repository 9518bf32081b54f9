"""Whatever one of them does, the others are answered in time."""

import random
from collections.abc import Callable

import pytest

from tests.e2e.load.waits import FIGURE, QUESTION, assert_waits, wait_as_people, wait_in_peace
from tests.e2e.telegram_server import TelegramServer

LOUD, GROUP = 1001, -1001
FLOOD = 500  # messages

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(("chat_id", "text"), [(LOUD, QUESTION), (GROUP, f"/hoi {QUESTION}"), (LOUD, "/chude")])
async def test_a_flood_of_one_chat(server: TelegramServer, chat_id: int, text: str) -> None:
    before = await wait_in_peace(server)
    for _ in range(FLOOD):
        server.say(chat_id, text)
    during = await wait_as_people(server, rounds=6)
    assert_waits(during, before, longest_s=5.0, median_s=1.5)
    await server.until(lambda: not server.queue, "the flood at rest")


async def test_a_flood_of_a_chat_that_telegram_limits(server: TelegramServer) -> None:
    before = await wait_in_peace(server)
    limit = server.trouble("429", chat_id=LOUD, retry_after=2)
    for _ in range(FLOOD):
        server.say(LOUD, QUESTION)
    during = await wait_as_people(server, rounds=6)
    assert_waits(during, before, longest_s=5.0, median_s=1.5)
    assert limit.met
    limit.end()
    await server.until(lambda: any(FIGURE in m.text for m in server.seen_in(LOUD)), "an answer after the limit")


async def test_sends_that_hang(server: TelegramServer, is_long: bool) -> None:
    chats = range(3001, 3001 + (64 if is_long else 8))
    before = await wait_in_peace(server)
    hung = [server.trouble("hold_before", chat_id=chat_id) for chat_id in chats]
    for chat_id in chats:
        server.say(chat_id, QUESTION)
    await server.until(lambda: all(trouble.met for trouble in hung), "the sends that hang")
    during = await wait_as_people(server, rounds=6)
    assert_waits(during, before, longest_s=3.0)
    for trouble in hung:
        trouble.end()
    for chat_id in chats:
        assert FIGURE in (await server.answers(chat_id))[0].text


def letters(generator: random.Random) -> str:
    return "".join(generator.choices("abcdeghiklmnopqrstuvxy", k=599))


def words(generator: random.Random) -> str:
    return " ".join("".join(generator.choices("aeghinotu", k=7)) for _ in range(500))


def glued(generator: random.Random) -> str:
    return "".join(generator.choices(("thu", "ngân", "sách", "năm", "dân", "số", "tăng", "hộ", "nghèo"), k=300))


def telex(generator: random.Random) -> str:
    return " ".join("".join(generator.choices("aaeeoowwddfsrxj", k=6)) for _ in range(580))


def numbers(generator: random.Random) -> str:
    return " ".join(str(generator.randrange(10**6)) for _ in range(600))


def emoji(generator: random.Random) -> str:
    return "".join(generator.choices("🌾🐃💰📈", k=2000))


def marks(generator: random.Random) -> str:
    return "".join(generator.choices(("\u0301", "\u0309", "\u0323", "a", "o"), k=4000))


@pytest.mark.parametrize("write", [letters, words, glued, telex, numbers, emoji, marks])
async def test_texts_that_cost_much_thought(
    server: TelegramServer, write: Callable[[random.Random], str], is_long: bool
) -> None:
    generator, chats = random.Random(8), range(3001, 3009)
    before = await wait_in_peace(server)
    for _ in range(8 if is_long else 2):
        for chat_id in chats:
            server.say(chat_id, write(generator))
    during = await wait_as_people(server, rounds=3)
    assert_waits(during, before, longest_s=2.5)
    for chat_id in chats:
        await server.answers(chat_id)
