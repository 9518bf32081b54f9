"""Reply -> messages at Telegram, each remembered as soon as Telegram took it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError

from handlers.context import HandlerContext
from handlers.database.asking import Asking
from handlers.memory.state import Answer
from handlers.wire.markup import to_html, to_keyboard
from handlers.wire.transport import NotSentError
from knowledge.answering.telling.reply import Reply

T = TypeVar("T")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
COPY_PAUSES_S = (1.0, 10.0)  # after a send whose outcome nobody confirmed; after one more it counts as sent

logger = logging.getLogger(__name__)


class UndeliveredError(Exception):
    """The update stays unhandled and comes back. retry_after_s: when, if that is known; limited: Telegram said so."""

    def __init__(self, retry_after_s: float | None = None, *, is_limited: bool = False) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s
        self.is_limited = is_limited


@dataclass(frozen=True, slots=True)
class Memory:
    """The contexts, as JSON, that a question found and left; kept with the messages that answer it.

    asked: what is counted of it once it is answered.
    """

    before: str
    after: str
    asked: Asking | None = None


async def deliver(
    update: Update, context: HandlerContext, reply: Reply, memory: Memory | None = None, after: int = 0
) -> None:
    """Send what of the reply was not sent yet. Raises UndeliveredError if Telegram did not take all of it.

    after: how many messages for this update went before the reply, of another one that is not gone on with.
    """
    texts = to_html(reply)
    for number in range(max(context.progress.sent, after) + 1, after + len(texts) + 1):
        is_last = number == after + len(texts)
        try:
            message = await _send(update, context, texts[number - after - 1], reply if is_last else None)
        except Forbidden as error:
            logger.info("update %d: %s", update.update_id, error)  # whoever blocked the bot waits for nothing
            return
        await _remember(update, context, message.message_id if message else 0, memory, (number, is_last))


async def redeliver(update: Update, context: HandlerContext, reply: Reply, memory: Memory, answer_id: int) -> None:
    """Put the reply in the place of an answer given before; as a new message where that cannot be."""
    texts, chat = to_html(reply), update.effective_chat
    if len(texts) > 1 or not chat:
        return await deliver(update, context, reply, memory)
    try:
        await attempt(
            lambda: context.bot.edit_message_text(
                texts[0],
                chat_id=chat.id,
                message_id=answer_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=to_keyboard(reply.offers),
            )
        )
    except BadRequest as error:
        if "not modified" not in str(error):
            return await deliver(update, context, reply, memory)
    await _remember(update, context, answer_id, memory, (1, True))


async def attempt(request: Callable[[], Awaitable[T]], tries: int = 2) -> T:
    """What Telegram answers to a request that may be repeated; tried again at once where the outcome is unknown.

    Raises UndeliveredError if it is worth another try later, TelegramError if Telegram refuses.
    """
    try:
        return await request()
    except BadRequest:
        raise
    except NotSentError as error:
        raise to_undelivered(error) from error
    except (NetworkError, InvalidToken) as error:
        if tries == 1:
            raise UndeliveredError from error
        return await attempt(request, tries - 1)


async def send_once(update: Update, context: HandlerContext, request: Callable[[], Awaitable[T]]) -> T | None:
    """What Telegram answers to a request that a person would see twice; None if it never answered and that is enough.

    Raises UndeliveredError if it is worth another try later, TelegramError if Telegram refuses.
    """
    try:
        return await request()
    except BadRequest:
        raise
    except NotSentError as error:
        raise to_undelivered(error) from error
    except InvalidToken as error:
        raise UndeliveredError from error
    except NetworkError as error:
        count = await context.bot_data.state.record_unconfirmed(update.update_id)
        if count <= len(COPY_PAUSES_S):
            raise UndeliveredError(COPY_PAUSES_S[count - 1]) from error
        logger.warning("update %d: sent %d times without an answer, taken as sent", update.update_id, count)
        return None


def to_undelivered(error: NotSentError) -> UndeliveredError:
    """The reason to come back that a request without effect is."""
    return UndeliveredError(error.retry_after_s, is_limited=error.is_limit)


async def _send(update: Update, context: HandlerContext, text: str, last: Reply | None) -> Message | None:
    """The message as Telegram took it; with the offers of `last`. In a group it quotes what it answers."""
    chat, asked = update.effective_chat, update.effective_message
    assert chat is not None
    quoted = ReplyParameters(asked.message_id, allow_sending_without_reply=True) if asked else None
    return await send_once(
        update,
        context,
        lambda: context.bot.send_message(
            chat.id,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=to_keyboard(last.offers) if last else None,
            reply_parameters=None if chat.type == ChatType.PRIVATE else quoted,
            message_thread_id=asked.message_thread_id
            if isinstance(asked, Message) and asked.is_topic_message
            else None,
        ),
    )


async def _remember(
    update: Update, context: HandlerContext, message_id: int, memory: Memory | None, progress: tuple[int, bool]
) -> None:
    """Commit that this message was sent. message_id: 0 where Telegram did not tell it."""
    chat, user, asked = update.effective_chat, update.effective_user, update.effective_message
    answer = None
    if memory and chat and message_id:
        question_id = asked.message_id if asked and not update.callback_query else 0
        answer = Answer(chat.id, message_id, user.id if user else 0, question_id, memory.before, memory.after)
    sent, is_last = progress
    asking = memory.asked if memory and is_last else None
    await context.bot_data.state.record_sent(update.update_id, sent, is_last, answer, asking)
    context.is_finished = is_last
