"""A chat that sent more than its share -> one message that says how many updates wait, and how many were dropped."""

import logging

from telegram import Message, Update
from telegram.error import BadRequest, NetworkError, TelegramError

from handlers.service.application import BotApplication
from handlers.wire.chat_lane import Crowd
from handlers.wire.delivery import UndeliveredError, attempt, to_undelivered
from handlers.wire.notices import describe_crowd
from handlers.wire.transport import NotSentError

logger = logging.getLogger(__name__)


async def tell_crowd(application: BotApplication, crowd: Crowd) -> int | None:
    """The id of the message that tells it, None if that is not known; what was dropped is handled after that.

    Raises UndeliveredError if it is to be told later.
    """
    notice_id = None
    try:
        notice_id = await _edit(application, crowd) or await _send(application, crowd)
    except UndeliveredError:
        raise
    except TelegramError as error:
        logger.warning("chat of update %d: Telegram refuses the notice: %s", crowd.first.update_id, error)
    if crowd.ids:
        logger.warning("%d updates of one chat dropped, %d wait", len(crowd.ids), crowd.waiting)
    for update_id in crowd.ids:
        await application.bot_data.state.finish(update_id)
    return notice_id


async def _edit(application: BotApplication, crowd: Crowd) -> int | None:
    """The id of the notice there was, with the new numbers; None if there is none any more."""
    notice_id, chat = crowd.notice_id, crowd.first.effective_chat
    if notice_id is None or chat is None:
        return None
    text = describe_crowd(crowd.waiting, crowd.dropped)
    try:
        await attempt(lambda: application.bot.edit_message_text(text, chat_id=chat.id, message_id=notice_id))
    except BadRequest as error:
        return notice_id if "not modified" in str(error) else None
    return notice_id


async def _send(application: BotApplication, crowd: Crowd, tries: int = 2) -> int | None:
    """The id of a new notice; None if nobody confirmed it, twice."""
    chat = crowd.first.effective_chat
    if chat is None:
        return None
    try:
        text, thread_id = describe_crowd(crowd.waiting, crowd.dropped), _find_thread(crowd.first)
        return (await application.bot.send_message(chat.id, text, message_thread_id=thread_id)).message_id
    except BadRequest:
        raise
    except NotSentError as error:
        raise to_undelivered(error) from error
    except NetworkError:
        return await _send(application, crowd, tries - 1) if tries > 1 else None


def _find_thread(update: Update) -> int | None:
    message = update.effective_message
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
