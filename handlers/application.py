"""The parts put together: an Application without its Updater, and what is done with each update."""

import logging
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ExtBot

from handlers.context import HandlerContext, Services
from handlers.delivery import UndeliveredError
from handlers.error import fail_draft, on_error
from handlers.routes import build_routes
from handlers.state import StateError
from handlers.transport import AiohttpRequest

BotApplication = Application[ExtBot[None], HandlerContext, dict[Any, Any], dict[Any, Any], Services, None]
logger = logging.getLogger(__name__)


class _RaisingApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An Application whose process_update raises what a handler raised: the lanes must know what was not delivered."""

    async def process_error(self, update: object, error: Exception, *_: object, **__: object) -> bool:  # noqa: ARG002
        raise error


def build_application(token: str, api_url: str, services: Services) -> BotApplication:
    """The Application with its routes, not initialized."""
    builder = ApplicationBuilder().application_class(_RaisingApplication).updater(None).job_queue(None)
    builder = builder.token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest())
    application: BotApplication = builder.build()  # type: ignore[assignment]  # its bot_data is set in the next line
    application.bot_data = services
    application.add_handlers(build_routes(services.desk.editor_ids))
    return application


async def handle_update(application: BotApplication, update: Update) -> None:
    """Handle the update once: not again if it was. Raises UndeliveredError if it is to come back."""
    state = application.bot_data.state
    if await state.is_handled(update.update_id):
        return
    try:
        await application.process_update(update)
    except UndeliveredError:
        raise
    except Exception as error:
        await on_error(update, application.context_types.context.from_update(update, application), error)
    await finish_update(application, update)


async def give_up_update(application: BotApplication, update: Update) -> None:
    """Remember that the update came to nothing; whoever waits for a document to be read is told."""
    context = application.context_types.context.from_update(update, application)
    with suppress(Exception):  # it is given up for lack of an answer, and that may go on
        await fail_draft(update, context)
    await finish_update(application, update)


async def finish_update(application: BotApplication, update: Update) -> None:
    """Remember that the update is done with. Trouble with the database must not make a person read an answer twice."""
    try:
        await application.bot_data.state.finish(update.update_id)
    except StateError:
        logger.exception("update %d: handled, but that could not be written down", update.update_id)
