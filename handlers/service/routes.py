"""The routing table: which handler takes an update, tried in this order."""

import re
from collections.abc import Collection
from typing import Any

from telegram import Message, MessageEntity
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from handlers.chat.buttons import on_button
from handlers.chat.commands import HANDLERS, on_media, on_unknown_command
from handlers.chat.questions import on_edited_question, on_question
from handlers.context import HandlerContext
from handlers.editors.desk import on_editor_button, on_editor_command, on_editor_words
from handlers.editors.drafts.sent_document import on_document
from handlers.editors.panels.panel import EDITOR_PREFIX
from handlers.wire.notices import EDITOR_COMMANDS

_COMMAND = re.compile(r"/[A-Za-z0-9_]+(@(?P<bot>[A-Za-z0-9_]+))?(?=\s|$)")


class _Addressed(filters.MessageFilter):
    """Meant for the bot: in private, or a group's message that names it or replies to it."""

    def filter(self, message: Message) -> bool:
        return message.chat.type == message.chat.PRIVATE or is_mentioned(message) or is_reply_to_bot(message)


class _UnknownCommand(filters.MessageFilter):
    """Begins like a command, for no other bot."""

    def filter(self, message: Message) -> bool:
        found = _COMMAND.match(message.text or "")
        return found is not None and (found["bot"] or "").lower() in ("", message.get_bot().username.lower())


def is_mentioned(message: Message) -> bool:
    """Whether the text names the bot, by @username or by a link to it."""
    bot = message.get_bot()
    found = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return any(
        entity.user.id == bot.id if entity.user else words.lower() == f"@{bot.username}".lower()
        for entity, words in found.items()
    )


def is_reply_to_bot(message: Message) -> bool:
    """Whether the message replies to one of the bot's own."""
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == message.get_bot().id)


def build_routes(editor_ids: Collection[int] = ()) -> list[BaseHandler[Any, HandlerContext, None]]:
    """The handlers in order. A command for another bot (/start@other_bot) is taken by none.

    What is for editors is, from anyone else, taken by the handlers for what nobody knows.
    """
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    private, addressed = filters.ChatType.PRIVATE, _Addressed()
    words = filters.TEXT & ~filters.COMMAND
    from_editor = new & private & filters.User(editor_ids)
    return [
        *(CommandHandler(command, handler, new) for command, handler in HANDLERS.items()),
        CommandHandler("hoi", on_edited_question, edited),
        CommandHandler([command.command for command in EDITOR_COMMANDS], on_editor_command, from_editor),
        MessageHandler(from_editor & filters.Document.ALL, on_document),
        CallbackQueryHandler(on_editor_button, f"^{EDITOR_PREFIX}"),
        CallbackQueryHandler(on_button),
        MessageHandler(edited & words & addressed, on_edited_question),
        MessageHandler(from_editor & words, on_editor_words),
        MessageHandler(new & words & addressed, on_question),
        MessageHandler(new & private & _UnknownCommand(), on_unknown_command),
        MessageHandler(new & private & ~filters.TEXT & ~filters.StatusUpdate.ALL, on_media),
    ]
