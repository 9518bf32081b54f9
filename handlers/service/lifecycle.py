"""The bot from its start to its stop: settings, knowledge -> exit code."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from functools import partial
from itertools import chain, repeat
from typing import Any, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from telegram import BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import BadRequest, InvalidToken, TelegramError

from handlers.chat.commands import COMMANDS
from handlers.context import Desk, Services
from handlers.database.database import find_open_to_others
from handlers.memory.state import State, StateError
from handlers.service.application import (
    BotApplication,
    build_application,
    find_lane,
    give_up_update,
    handle_update,
    weigh_update,
)
from handlers.service.crowds import tell_crowd
from handlers.settings import Settings, SettingsError
from handlers.wire.ingress import ALLOWED_UPDATES, Poller
from handlers.wire.intake import Intake
from handlers.wire.lanes import Lanes, Rules
from handlers.wire.logs import configure_logging
from handlers.wire.notices import EDITOR_COMMANDS
from handlers.wire.share import Share, Shares
from handlers.wire.webhook import Webhook, derive_secret
from knowledge.answering import Index

CONNECT_PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # between tries to reach Telegram at the start; the last repeats
GIVE_WAY_S = 0.001  # a thread that thinks gives way to the event loop after that; 5 ms by default
PRUNE_EVERY_S = 6 * 3600.0

T = TypeVar("T")
logger = logging.getLogger(__name__)

OPEN_TO_OTHERS = "{path}: người dùng khác trên máy này đọc được; thu hẹp quyền: chmod go= '{path}'"


async def serve(settings: Settings, knowledge: Callable[[], Index]) -> int:
    """Answer until SIGTERM or Ctrl-C. The exit code: 0, or 1 and a line on stderr if the set-up is wrong."""
    configure_logging(_find_secrets(settings))
    sys.setswitchinterval(GIVE_WAY_S)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt instead
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        try:
            state = await stack.enter_async_context(
                State(settings.database_url, questions_kept_days=settings.questions_kept_days)
            )
        except StateError as error:
            return _refuse(str(error))
        desk = Desk(settings.editor_ids, settings.knowledge_dir, settings.drafts_dir, settings.home_place or "")
        services = Services(knowledge, state, settings.log_questions, desk)
        try:
            await _answer(settings, services, stop)
        except InvalidToken:
            return _refuse("TELEGRAM_TOKEN: Telegram không nhận mã này; hãy chép lại mã mà @BotFather đã cho")
        except SettingsError as error:
            return _refuse(str(error))
        except Exception:
            logger.critical("stopped by an error that was not foreseen", exc_info=True)  # through the mask
            return 1
    return 0


async def _answer(settings: Settings, services: Services, stop: asyncio.Event) -> None:
    """Connect, answer, and leave in order. Raises InvalidToken if Telegram does not know the token."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    application = build_application(token, settings.bot_api_url, services)
    try:
        if await _run_until(stop, _persist(application.initialize)):
            lanes = build_lanes(application, settings)
            intake = Intake(application.bot, lanes, services.state)
            await intake.restore()
            chores = asyncio.gather(_register_commands(application), _prune(services.state), intake.run())
            if settings.webhook_url:
                await _listen(settings, application, lanes, stop)
            else:
                await _poll(application, lanes, intake, stop)
            chores.cancel()
            await asyncio.gather(chores, return_exceptions=True)
    finally:
        services.close()
        await application.shutdown()
        await application.bot.shutdown()  # the line before does nothing where Telegram was never reached


def build_lanes(application: BotApplication, settings: Settings) -> Lanes:
    """The lanes of the application's updates."""
    rules = Rules(
        shares=Shares(Share(settings.share_per_minute, settings.share_burst)),
        backlog=settings.share_backlog,
        find_lane=partial(find_lane, application),
        weigh=partial(weigh_update, application),
        tell=partial(tell_crowd, application),
    )
    return Lanes(partial(handle_update, application), partial(give_up_update, application), rules)


async def _poll(application: BotApplication, lanes: Lanes, intake: Intake, stop: asyncio.Event) -> None:
    poller = Poller(application.bot, lanes, intake)
    logger.info("@%s: polling", application.bot.username)
    await _run_until(stop, poller.run())
    await lanes.close()
    await poller.acknowledge()


async def _listen(settings: Settings, application: BotApplication, lanes: Lanes, stop: asyncio.Event) -> None:
    bot, url = application.bot, settings.webhook_url or ""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else derive_secret(bot.token)
    webhook = Webhook(bot, lanes, secret)
    announce = partial(bot.set_webhook, url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
    try:
        port = await webhook.start(settings.webhook_listen, url)
        logger.info("@%s: webhook on port %d", bot.username, port)
        if await _run_until(stop, _persist(announce)):
            await stop.wait()
        await lanes.close()
    except OSError as error:
        raise SettingsError((f"WEBHOOK_LISTEN: không mở được {settings.webhook_listen}",)) from error
    except BadRequest as error:
        raise SettingsError((f"WEBHOOK_URL: Telegram không nhận ({error})",)) from error
    finally:
        await webhook.stop()


async def _persist(request: Callable[[], Awaitable[object]]) -> bool:
    """True once Telegram took the request. Raises InvalidToken if it never will."""
    for pause_s in chain(CONNECT_PAUSES_S, repeat(CONNECT_PAUSES_S[-1])):
        try:
            await request()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            logger.warning("Telegram cannot be reached (%s), again in %.1f s", error, pause_s)
            await asyncio.sleep(pause_s)
        else:
            return True
    return False


async def _register_commands(application: BotApplication) -> None:
    """Tell Telegram the commands it suggests while typing; the bot answers without that too."""
    bot, everyone = application.bot, BotCommandScopeDefault()
    editors = [BotCommandScopeChat(editor_id) for editor_id in application.bot_data.desk.editor_ids]
    for scope in (everyone, *editors):
        try:
            await bot.set_my_commands(COMMANDS if scope is everyone else (*COMMANDS, *EDITOR_COMMANDS), scope=scope)
        except TelegramError as error:  # of an editor: one who has not written to the bot yet
            logger.warning("the commands could not be registered: %s", error)


async def _prune(state: State) -> None:
    """Forget now and then what is too old, until cancelled."""
    while True:
        await asyncio.sleep(PRUNE_EVERY_S)
        try:
            await state.prune()
        except StateError:
            logger.exception("what is too old could not be forgotten")


async def _run_until(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What `work` returns; None if the stop came first, then it is cancelled."""
    task, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    is_done = task.done()
    task.cancel()
    stopped.cancel()
    await asyncio.gather(task, stopped, return_exceptions=True)
    return task.result() if is_done else None


def _find_secrets(settings: Settings) -> list[str]:
    """What must not stand in a log."""
    secrets = [s.get_secret_value() for s in (settings.telegram_token, settings.webhook_secret) if s]
    with suppress(ArgumentError):
        secrets.append(make_url(settings.database_url).password or "")
    return secrets


def _refuse(line: str) -> int:
    """1, the line told on stderr."""
    print(line, file=sys.stderr)
    return 1


def run(settings: Settings, knowledge: Callable[[], Index]) -> int:
    """0 after SIGTERM or Ctrl-C, 1 if the set-up is wrong: then one line on stderr says what to do."""
    for path in find_open_to_others(settings.private_paths):
        print(OPEN_TO_OTHERS.format(path=path), file=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the loop listens for it
    try:
        return asyncio.run(serve(settings, knowledge))
    except KeyboardInterrupt:  # before the signal handlers stood, or where the platform has none
        return 0
