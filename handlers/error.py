"""What a handler did not foresee -> a line in the log and an apology, both with the same id. Catches everything."""

import logging
from uuid import uuid4

from telegram import Update
from telegram.error import TelegramError

from handlers.context import HandlerContext
from handlers.delivery import deliver
from handlers.documents import close_unread
from handlers.state import StateError
from handlers.words import apologize

UNREAD = "Chưa đọc được tệp này vì máy chủ gặp lỗi. Hãy gửi lại; nếu vẫn thế, hãy báo người quản trị."

logger = logging.getLogger(__name__)


async def on_error(update: Update, context: HandlerContext, error: Exception) -> None:
    """Log the error and apologise. Raises UndeliveredError if the apology is to be tried again."""
    error_id = uuid4().hex[:8]
    logger.error("error %s in update %d", error_id, update.update_id, exc_info=error)
    if not update.effective_chat:
        return
    try:
        if not await fail_draft(update, context, error_id):
            await deliver(update, context, apologize(error_id))
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
