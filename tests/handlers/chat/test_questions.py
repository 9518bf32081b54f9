import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest
from telegram import Message, Update

from handlers.chat import questions
from handlers.chat.questions import find_question, think
from handlers.context import LONG_TEXT
from handlers.service.application import BotApplication
from handlers.service.lifecycle import build_lanes
from handlers.settings import ROOT, Settings
from knowledge import answering
from knowledge.answering import Index
from knowledge.facts.store import load_store
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


async def test_a_long_text_holds_up_no_short_question(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, index = threading.Event(), Index(load_store(ROOT / "knowledge" / "reports"))
    healthy = answering.ask

    def ask_slowly(text: str, *arguments: Any) -> answering.Turn:
        if len(text) > LONG_TEXT:
            gate.wait(10)
        return healthy(text, *arguments)

    monkeypatch.setattr(answering, "ask", ask_slowly)
    application.bot_data = replace(application.bot_data, knowledge=lambda: index)
    lanes = build_lanes(application, Settings())
    for chat_id in range(1, 10):
        server.say(chat_id, "thu ngân sách " * LONG_TEXT)
    server.say(1001, "thu ngân sách 2021?")
    for raw in server.queue.values():
        lanes.put(Update.de_json(raw, application.bot), raw)
    await server.answers(1001)
    assert {message.chat_id for message in server.messages} == {1001}
    gate.set()
    await server.until(lambda: len({message.chat_id for message in server.messages}) == 10, "all answers")
    await lanes.close()
