"""Commands -> their replies; so too for what is no text and no known command."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import BotCommand, Update

from handlers.chat.questions import find_question, on_question, think
from handlers.context import HandlerContext
from handlers.memory.state import StateError
from handlers.wire.delivery import Memory, deliver
from handlers.wire.notices import (
    ASK_AFTER_COMMAND,
    NEEDS_TEXT,
    NEW_CONVERSATION,
    NO_REPORTS,
    NOT_FORGOTTEN,
    SOURCE_NEEDS_ID,
    UNKNOWN_COMMAND,
    describe_forgotten,
    show_editor_help,
)
from knowledge import answering

COMMANDS = (
    BotCommand("hoi", "hỏi một câu, cần trong nhóm: /hoi thu ngân sách 2021"),
    BotCommand("chude", "có số liệu về những gì"),
    BotCommand("nguon", "câu gốc của câu trả lời vừa rồi, hay của /nguon MÃ"),
    BotCommand("moi", "quên câu chuyện trước, hỏi lại từ đầu"),
    BotCommand("xoa", "xóa những gì bot còn nhớ về bạn ở đây"),
    BotCommand("help", "cách hỏi"),
)


async def on_start(update: Update, context: HandlerContext) -> None:
    """Greet; behind a deep link, show the fact whose key it carries."""
    index, key = context.bot_data.knowledge(), " ".join(context.args or ())
    if not index.store.reports:
        return await deliver(update, context, _for_editors(update, context, NO_REPORTS))
    if key:
        turn = answering.choose(key, index, answering.Context())
        return await deliver(update, context, turn.reply, Memory("", turn.context.to_json()))
    await deliver(update, context, answering.greet(index))


async def on_help(update: Update, context: HandlerContext) -> None:
    """Say how to ask; to editors also how they change what is answered."""
    reply = answering.show_help(context.bot_data.knowledge())
    await deliver(update, context, _for_editors(update, context, reply))


def _for_editors(update: Update, context: HandlerContext, reply: answering.Reply) -> answering.Reply:
    """The reply, to an editor with what only editors can do."""
    user = update.effective_user
    if not user or user.id not in context.bot_data.desk.editor_ids:
        return reply
    return replace(reply, paragraphs=(*reply.paragraphs, *show_editor_help().paragraphs))


async def on_topics(update: Update, context: HandlerContext) -> None:
    """List what there are figures about."""
    index = context.bot_data.knowledge()
    if not index.store.reports:
        return await deliver(update, context, NO_REPORTS)
    await deliver(update, context, await think(update, context, lambda: answering.describe_topics(index)))


async def on_source(update: Update, context: HandlerContext) -> None:
    """Show the sentence behind a figure, with its neighbours; without an id, behind the answer just given."""
    talked_about = answering.Context.from_json(context.progress.context).facts
    name = " ".join(context.args or talked_about[:1])
    reply = answering.show_source(name, context.bot_data.knowledge()) if name else SOURCE_NEEDS_ID
    await deliver(update, context, reply)


async def on_new(update: Update, context: HandlerContext) -> None:
    """Forget what was talked about."""
    await deliver(update, context, NEW_CONVERSATION, Memory("", answering.Context().to_json()))


async def on_forget(update: Update, context: HandlerContext) -> None:
    """Forget what is kept of the person in this chat, and say what that was and what is not kept at all."""
    services, chat, user = context.bot_data, update.effective_chat, update.effective_user
    if not chat:
        return
    try:
        number = await services.state.forget_chat(chat.id, user.id if user else 0)
    except StateError:
        return await deliver(update, context, NOT_FORGOTTEN)
    is_editor = bool(user and user.id in services.desk.editor_ids)
    days = services.state.questions_kept_days
    await deliver(update, context, describe_forgotten(number, days, services.is_logging_questions, is_editor))


async def on_ask(update: Update, context: HandlerContext) -> None:
    """Answer the question behind the command."""
    message = update.effective_message
    if message and find_question(message, context.bot.username):
        return await on_question(update, context)
    await deliver(update, context, ASK_AFTER_COMMAND)


async def on_media(update: Update, context: HandlerContext) -> None:
    """Say that only text can be read."""
    await deliver(update, context, NEEDS_TEXT)


async def on_unknown_command(update: Update, context: HandlerContext) -> None:
    """Say that there is no such command, and which one helps."""
    await deliver(update, context, UNKNOWN_COMMAND)


HANDLERS: dict[str, Callable[[Update, HandlerContext], Coroutine[Any, Any, None]]] = {
    "start": on_start,
    "help": on_help,
    "chude": on_topics,
    "nguon": on_source,
    "moi": on_new,
    "xoa": on_forget,
    "hoi": on_ask,
}
