import asyncio
import threading

import pytest
from telegram import Message, Update

from handlers.chat import questions
from handlers.chat.questions import find_question, think
from handlers.service.application import BotApplication
from tests.e2e.telegram_server import TelegramServer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("thu ngân sách 2021?", "thu ngân sách 2021?"),
        ("/hoi thu ngân sách", "thu ngân sách"),
        ("/hoi@our_bot\nthu ngân sách", "thu ngân sách"),
        ("/hoi", ""),
        ("@Our_Bot thu ngân sách?", "thu ngân sách?"),
        ("thu ngân sách, @our_bot", "thu ngân sách,"),
        ("hỏi @our_bot_2 đi", "hỏi @our_bot_2 đi"),
        ("34/202 xã", "34/202 xã"),
    ],
)
def test_the_question_is_what_remains_without_command_and_name(text: str, question: str) -> None:
    raw = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": text}
    assert find_question(Message.de_json(raw, None), "our_bot") == question


async def show_typing(server: TelegramServer, application: BotApplication, is_slow: bool) -> int:
    """How often “typing…” was shown while an answer was worked out."""
    server.say(1001, "?")
    update = Update.de_json(server.queue[min(server.queue)], application.bot)
    finish = threading.Event()
    context = application.context_types.context.from_update(update, application)
    thinking = asyncio.create_task(think(update, context, lambda: finish.wait(10)))
    if is_slow:
        await server.until(lambda: server.called("sendChatAction"), "typing")
    finish.set()
    assert await thinking
    return len(server.called("sendChatAction"))


async def test_typing_is_shown_while_an_answer_takes_long(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "TYPING_AFTER_S", 0.01)
    assert await show_typing(server, application, is_slow=True) == 1


async def test_no_typing_is_shown_before_an_answer_that_is_there_at_once(
    server: TelegramServer, application: BotApplication
) -> None:
    assert await show_typing(server, application, is_slow=False) == 0
