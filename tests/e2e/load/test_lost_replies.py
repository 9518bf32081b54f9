"""Telegram does what it is asked and its answers are lost on the way."""

import asyncio

from tests.e2e.load.conftest import MakeHardy
from tests.e2e.load.waits import FIGURE, QUESTION
from tests.e2e.telegram_server import TelegramServer

COPIES = 3
LOST_S = 75.0
CHATS = range(3001, 3005)


async def test_an_answer_comes_at_most_three_times(
    server: TelegramServer, make_hardy: MakeHardy, is_long: bool
) -> None:
    await make_hardy({} if is_long else {"handlers.wire.delivery.COPY_PAUSES_S": [0.05, 0.3]}).start()
    lost = server.trouble("reset_after")
    for chat_id in CHATS:
        server.say(chat_id, QUESTION)
    await server.until(lambda: all(len(server.seen_in(chat_id)) == COPIES for chat_id in CHATS), "all copies")
    if is_long:
        await asyncio.sleep(LOST_S)
    lost.end()
    for chat_id in CHATS:
        server.say(chat_id, "thu ngân sách 2022?")
        [*copies, answer] = await server.answers(chat_id, COPIES + 1)
        assert all(FIGURE in copy.text for copy in copies)
        assert FIGURE not in answer.text
    assert [len(server.seen_in(chat_id)) for chat_id in CHATS] == [COPIES + 1] * len(CHATS)
