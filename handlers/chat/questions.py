"""A text message -> its answer."""

import asyncio
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from handlers.context import LONG_TEXT, HandlerContext
from handlers.database.asking import read_asking
from handlers.memory.repeats import Talk
from handlers.thinking import Workers
from handlers.wire.delivery import Memory, deliver, redeliver
from handlers.wire.notices import NO_REPORTS
from knowledge import answering

T = TypeVar("T")
TYPING_AFTER_S = 0.7  # seconds; "typing…" before an answer that is there at once only flickers
_COMMAND = re.compile(r"^/[A-Za-z0-9_]+(@[A-Za-z0-9_]+)?\s*")

logger = logging.getLogger(__name__)


async def on_question(update: Update, context: HandlerContext) -> None:
    """Answer a new question."""
    if not context.bot_data.knowledge().store.reports:
        return await deliver(update, context, NO_REPORTS)
    reply, memory = await ask(update, context, context.progress.context)
    await deliver(update, context, reply, memory)


async def on_edited_question(update: Update, context: HandlerContext) -> None:
    """Answer an edited question where it was answered before, with the context it found then."""
    message = update.effective_message
    if not message:
        return
    old = await context.bot_data.state.find_answers(message.chat_id, message.message_id)
    if not old:
        return await on_question(update, context)
    reply, memory = await ask(update, context, old[0].before, is_new=False)
    if len(old) == 1:
        await redeliver(update, context, reply, memory, old[0].message_id)
    else:  # told in several messages: there is no one place to put the new answer
        await deliver(update, context, reply, memory)


async def ask(
    update: Update, context: HandlerContext, before: str, *, is_new: bool = True
) -> tuple[answering.Reply, Memory]:
    """The core's answer to the message, with what was talked about before, as JSON; and what is remembered of it."""
    message, user, services = update.effective_message, update.effective_user, context.bot_data
    text = find_question(message, context.bot.username) if message else ""
    is_counted = is_new and not (user and user.id in services.desk.editor_ids)

    def work() -> tuple[answering.Turn, Memory]:
        index = services.knowledge()
        found: tuple[answering.Turn, Memory] = services.repeats.find(
            Talk(text, before), index, lambda: _answer(text, index, before)
        )
        return found

    turn, memory = await think(update, context, work, services.ponderers if len(text) > LONG_TEXT else None)
    if services.is_logging_questions:
        logger.info("update %d: %r: %s", update.update_id, text, turn.outcome)
    return turn.reply, memory if is_counted else replace(memory, asked=None)  # editors try out what is served


def _answer(text: str, index: answering.Index, before: str) -> tuple[answering.Turn, Memory]:
    turn = answering.ask(text, index, answering.Context.from_json(before))
    return turn, Memory(before, turn.context.to_json(), read_asking(text, index, turn.answer))


def find_question(message: Message, username: str) -> str:
    """The words of the message without the command they follow and without the bot's name."""
    words = _COMMAND.sub("", message.text or "", count=1)
    return re.sub(rf"@{re.escape(username)}\b", " ", words, flags=re.IGNORECASE).strip()


async def think(update: Update, context: HandlerContext, work: Callable[[], T], workers: Workers | None = None) -> T:
    """What `work` returns, done in a thread; the person sees “typing…” if that takes long."""
    future = (workers or context.bot_data.thinkers).run(work)
    done, _ = await asyncio.wait({future}, timeout=TYPING_AFTER_S)
    if not done and update.effective_chat:
        with suppress(TelegramError):
            await context.bot.send_chat_action(update.effective_chat.id, ChatAction.TYPING)
    return await future
