"""The parts put together: an Application without its Updater, and what is done with each update."""

import asyncio
import logging
from collections.abc import Hashable
from contextlib import suppress
from typing import Any

from telegram import Message, Update
from telegram.ext import Application, ApplicationBuilder, BaseHandler, ContextTypes, ExtBot

from handlers.context import HandlerContext, Services
from handlers.service.error import apologise, fail_draft, find_error_id
from handlers.service.routes import build_routes
from handlers.wire.delivery import UndeliveredError
from handlers.wire.lanes import find_chat
from handlers.wire.transport import AiohttpRequest

BotApplication = Application[ExtBot[None], HandlerContext, dict[Any, Any], dict[Any, Any], Services, None]
BUTTON_COST = 0.5  # of a question's: nothing is typed that has to be understood
FAILURE_PAUSES_S = (0.2, 1.0)  # after an error that nobody foresaw; after one more it is apologised for

logger = logging.getLogger(__name__)


def build_application(token: str, api_url: str, services: Services) -> BotApplication:
    """The Application with its routes, not initialized."""
    builder = ApplicationBuilder().updater(None).job_queue(None).context_types(ContextTypes(context=HandlerContext))
    builder = builder.token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest())
    application: BotApplication = builder.build()  # type: ignore[assignment]  # its bot_data is set in the next line
    application.bot_data = services
    application.add_handlers(build_routes(services.desk.editor_ids))
    return application


def find_route(
    application: BotApplication, update: Update
) -> tuple[BaseHandler[Any, HandlerContext, None], object] | None:
    """The handler that takes the update, and what it found in it; None if there is nothing to be done for it."""
    for handler in application.handlers[0]:
        found = handler.check_update(update)
        if found is not None and found is not False:
            return handler, found
    return None


async def handle_update(application: BotApplication, update: Update) -> None:
    """Handle the update once: not again if it was. Raises UndeliveredError if it is to come back."""
    state, context = application.bot_data.state, make_context(application, update)
    context.progress = await state.begin(update.update_id, *_find_asker(update))
    if context.progress.is_handled:
        return
    if context.progress.failures > len(FAILURE_PAUSES_S):
        await apologise(update, context)
    else:
        await _try(application, update, context)
    if not context.is_finished:
        await state.finish(update.update_id)


def make_context(application: BotApplication, update: Update) -> HandlerContext:
    """What the handlers of the update are given besides it."""
    return application.context_types.context.from_update(update, application)


async def _try(application: BotApplication, update: Update, context: HandlerContext) -> None:
    """Call the handler of the update. What nobody foresaw is tried again in silence, and apologised for in the end."""
    try:
        if route := find_route(application, update):
            handler, found = route
            handler.collect_additional_context(context, update, application, found)
            await handler.callback(update, context)
    except UndeliveredError:
        raise
    except BaseException as error:  # GeneratorExit and SystemExit too: whatever a handler raises is its own failure
        task = asyncio.current_task()
        if task is None or task.cancelling() or isinstance(error, KeyboardInterrupt):
            raise  # the lanes close
        failures = await application.bot_data.state.record_failure(update.update_id)
        if failures <= len(FAILURE_PAUSES_S):
            logger.warning("update %d: %r, tried again", update.update_id, error)
            raise UndeliveredError(FAILURE_PAUSES_S[failures - 1]) from error
        logger.error("error %s in update %d", find_error_id(update), update.update_id, exc_info=error)
        await apologise(update, context)


def _find_asker(update: Update) -> tuple[int, int, int | None, int | None]:
    """Where and by whom it was asked, the message of ours that it goes on from, and the question where one was edited.

    It goes on from the message that was replied to, or whose button was pressed.
    """
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    person_id = user.id if user else 0
    if message is None or chat is None:
        return chat.id if chat else 0, person_id, None, None
    if update.callback_query:
        return chat.id, person_id, message.message_id, None
    replied = message.reply_to_message if isinstance(message, Message) else None
    edited = update.edited_message
    return chat.id, person_id, replied.message_id if replied else None, edited.message_id if edited else None


def weigh_update(application: BotApplication, update: Update) -> float | None:
    """What the update takes of the share of its person and chat; None if there is nothing to be done for it."""
    if find_route(application, update) is None:
        return None
    user = update.effective_user
    if user and user.id in application.bot_data.desk.editor_ids:
        return 0.0  # they work in the same chat that they ask in, and are known by name
    return BUTTON_COST if update.callback_query else 1.0


def find_lane(application: BotApplication, update: Update) -> Hashable:
    """What the update has to wait for: others of its chat; nothing if it is an editor's document, read beside."""
    user, message = update.effective_user, update.message
    if message and message.document and user and user.id in application.bot_data.desk.editor_ids:
        return "document", update.update_id
    return find_chat(update)


async def give_up_update(application: BotApplication, update: Update) -> None:
    """Remember that the update came to nothing; whoever waits for a document to be read is told."""
    with suppress(Exception):  # it is given up for lack of an answer, and that may go on
        await fail_draft(update, make_context(application, update))
    await application.bot_data.state.finish(update.update_id)
