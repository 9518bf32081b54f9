"""A message without text -> a line that says text is needed."""

from telegram import Update

from handlers.context import HandlerContext
from handlers.delivery import deliver
from handlers.words import NEEDS_TEXT, UNKNOWN_COMMAND


async def on_media(update: Update, context: HandlerContext) -> None:
    """Say that only text can be read."""
    await deliver(update, context, NEEDS_TEXT)


async def on_unknown_command(update: Update, context: HandlerContext) -> None:
    """Say that there is no such command, and which one helps."""
    await deliver(update, context, UNKNOWN_COMMAND)
