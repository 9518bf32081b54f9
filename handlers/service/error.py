"""What a handler did not foresee -> a line in the log and an apology, both with the same id."""

import logging

from telegram import Update
from telegram.error import TelegramError

from handlers.context import HandlerContext
from handlers.editors.drafts.sent_document import close_unread
from handlers.memory.state import StateError
from handlers.wire.delivery import deliver
from handlers.wire.notices import apologize

UNREAD = "Chưa đọc được tệp này vì máy chủ gặp lỗi. Hãy gửi lại; nếu vẫn thế, hãy báo người quản trị."

logger = logging.getLogger(__name__)


def find_error_id(update: Update) -> str:
    """The id under which the log has what went wrong with the update: the same after a restart."""
    return f"{update.update_id & 0xFFFF_FFFF:08x}"


async def apologise(update: Update, context: HandlerContext) -> None:
    """Say that the update came to nothing, and the error's id. Raises UndeliveredError if that is to be tried again."""
    if not update.effective_chat:
        return
    error_id = find_error_id(update)
    try:
        if not await fail_draft(update, context, error_id):
            await deliver(update, context, apologize(error_id), after=context.progress.sent)
    except TelegramError as refusal:
        logger.warning("error %s: Telegram refuses the apology: %s", error_id, refusal)


async def fail_draft(update: Update, context: HandlerContext, error_id: str = "") -> bool:
    """Was it a document being read? Then its panel says that it was not. Raises UndeliveredError, TelegramError."""
    told = f"{UNREAD} Mã lỗi: {error_id}" if error_id else UNREAD
    try:
        return await close_unread(update, context, told)
    except StateError:
        logger.exception("update %d: whether a document was being read is not known", update.update_id)
        return False
