"""A text message -> its answer."""

import asyncio
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from handlers.asking import Asking, read_asking
from handlers.context import HandlerContext
from handlers.delivery import Memory, deliver, redeliver
from handlers.words import NO_REPORTS
from knowledge import answering

T = TypeVar("T")
TYPING_AFTER_S = 0.7  # seconds; "typing…" before an answer that is there at once only flickers
_COMMAND = re.compile(r"^/[A-Za-z0-9_]+(@[A-Za-z0-9_]+)?\s*")

logger = logging.getLogger(__name__)


async def on_question(update: Update, context: HandlerContext) -> None:
    """Answer a new question."""
    if not context.bot_data.knowledge().store.reports:
        return await deliver(update, context, NO_REPORTS)
    before = await find_context(update, context)
    turn = await ask(update, context, before)
    await deliver(
        update, context, turn.reply, Memory(before, turn.context.to_json(), _read_asking(update, context, turn))
    )


def _read_asking(update: Update, context: HandlerContext, turn: answering.Turn) -> Asking | None:
    """What is counted of the question; nothing where an editor tries out what is served."""
    services, message, user = context.bot_data, update.effective_message, update.effective_user
    if not message or (user and user.id in services.desk.editor_ids):
        return None
    return read_asking(find_question(message, context.bot.username), services.knowledge(), turn.answer)


async def on_edited_question(update: Update, context: HandlerContext) -> None:
    """Answer an edited question where it was answered before, with the context it found then."""
    message = update.effective_message
    if not message:
        return
    old = await context.bot_data.state.find_answers(message.chat_id, message.message_id)
    if not old:
        return await on_question(update, context)
    turn = await ask(update, context, old[0].before)
    memory = Memory(old[0].before, turn.context.to_json())
    if len(old) == 1:
        await redeliver(update, context, turn.reply, memory, old[0].message_id)
    else:  # told in several messages: there is no one place to put the new answer
        await deliver(update, context, turn.reply, memory)


async def find_context(update: Update, context: HandlerContext) -> str:
    """What the message goes on from, as JSON: the answer it replies to, else the last one; "" if there is none."""
    message, user = update.effective_message, update.effective_user
    if not message:
        return ""
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    return await context.bot_data.state.find_context(message.chat_id, user.id if user else 0, replied)


async def ask(update: Update, context: HandlerContext, before: str) -> answering.Turn:
    """The core's answer to the message, with what was talked about before, as JSON."""
    message = update.effective_message
    text = find_question(message, context.bot.username) if message else ""
    services = context.bot_data
    turn = await think(
        update, context, lambda: answering.ask(text, services.knowledge(), answering.Context.from_json(before))
    )
    if services.is_logging_questions:
        logger.info("update %d: %r: %s", update.update_id, text, turn.outcome)
    return turn


def find_question(message: Message, username: str) -> str:
    """The words of the message without the command they follow and without the bot's name."""
    words = _COMMAND.sub("", message.text or "", count=1)
    return re.sub(rf"@{re.escape(username)}\b", " ", words, flags=re.IGNORECASE).strip()


async def think(update: Update, context: HandlerContext, work: Callable[[], T]) -> T:
    """What `work` returns, done in a thread; the person sees “typing…” if that takes long."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    done, _ = await asyncio.wait({task}, timeout=TYPING_AFTER_S)
    if not done and update.effective_chat:
        with suppress(TelegramError):
            await context.bot.send_chat_action(update.effective_chat.id, ChatAction.TYPING)
    return await task
