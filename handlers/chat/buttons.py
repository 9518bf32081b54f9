"""A pressed button -> the answer it offered."""

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from handlers.chat.questions import think
from handlers.context import HandlerContext
from handlers.wire.delivery import Memory, deliver
from handlers.wire.markup import parse_callback_data
from handlers.wire.notices import OLD_BUTTON
from knowledge import answering


async def on_button(update: Update, context: HandlerContext) -> None:
    """Answer as a new message, with the context of the message that holds the button."""
    query = update.callback_query
    if not query:
        return
    key, shown = parse_callback_data(query.data), query.message
    is_ours = key is not None and shown is not None
    with suppress(TelegramError):  # it only stops the clock on the button, and a minute later Telegram refuses it
        await query.answer(None if is_ours else OLD_BUTTON)
    if key is None or shown is None:
        return
    services, before = context.bot_data, context.progress.context
    turn = await think(
        update, context, lambda: answering.choose(key, services.knowledge(), answering.Context.from_json(before))
    )
    await deliver(update, context, turn.reply, Memory(before, turn.context.to_json()))
