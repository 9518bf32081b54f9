"""What a handler did not foresee -> a line in the log and an apology, both with the same id. Catches everything."""

import logging
from uuid import uuid4

from telegram import Update
from telegram.error import TelegramError

from handlers.context import HandlerContext
from handlers.delivery import deliver
from handlers.words import apologize

logger = logging.getLogger(__name__)


async def on_error(update: Update, context: HandlerContext, error: Exception) -> None:
    """Log the error and apologise. Raises UndeliveredError if the apology is to be tried again."""
    error_id = uuid4().hex[:8]
    logger.error("error %s in update %d", error_id, update.update_id, exc_info=error)
    if not update.effective_chat:
        return
    try:
        await deliver(update, context, apologize(error_id))
    except TelegramError as refusal:
        logger.warning("error %s: Telegram refuses the apology: %s", error_id, refusal)
