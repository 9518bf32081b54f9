"""Updates from Telegram by webhook; 200 only after the update was handled or written down: then Telegram forgets it.

Whoever can reach the port gets little of it: a connection that says nothing whole, be it slow or silent, is closed in
time; beyond a number of connections the oldest that are not in the middle of a post give way to new ones.
"""

import asyncio
import hashlib
import hmac
import logging
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from telegram.ext import ExtBot

from handlers.settings import parse_listen
from handlers.wire.intake import parse_update
from handlers.wire.lanes import Lanes
from handlers.wire.update_json import BadUpdateError, parse_update_json

HANDLED_WITHIN_S = 25.0  # then 503, and Telegram repeats it; the lane goes on meanwhile
SHUTDOWN_S = 0.5  # twice, of the 5 s a stop may take
TELL_EVERY_S = 60.0  # that there are too many connections
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

logger = logging.getLogger(__name__)


def derive_secret(token: str) -> str:
    """A secret for the header where none is set: the same after every start, and it does not tell the token.

    >>> len(derive_secret("1:a"))
    64
    """
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a peer may take up, in seconds, connections and bytes. A half-open connection lasts 19 s at most.

    headers_s: from a connection or an answer to the end of the next headers; linger_s: reading on after a refusal.
    """

    headers_s: float = 10.0
    body_s: float = 8.0
    linger_s: float = 1.0
    connections: int = 256  # Telegram opens at most 100
    body_size: int = 1024 * 1024  # an update is some kilobytes


class Webhook:
    """The HTTP server that Telegram posts updates to."""

    def __init__(self, bot: ExtBot[None], lanes: Lanes, secret: str, limits: Limits = Limits()) -> None:
        self._bot = bot
        self._lanes = lanes
        self._secret = secret.encode()
        self._limits = limits
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None
        self._posting: set[web.RequestHandler] = set()  # connections in the middle of a post of Telegram's
        self._told = -TELL_EVERY_S

    async def start(self, listen: str, url: str) -> int:
        """Serve the path of `url` at `listen` (HOST:PORT); the port that was bound. Raises OSError if it is taken."""
        app = web.Application(client_max_size=self._limits.body_size)
        app.router.add_post(urlsplit(url).path or "/", self._on_post)
        app.on_response_prepare.append(_close_unless_taken)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=_open_http_logger(),
            keepalive_timeout=self._limits.headers_s,
            lingering_time=self._limits.linger_s,
            auto_decompress=False,  # Telegram compresses nothing
            shutdown_timeout=SHUTDOWN_S,
        )
        await self._runner.setup()
        host, port = parse_listen(listen)
        self._listener = await asyncio.get_running_loop().create_server(self._accept, host or None, port)
        return int(self._listener.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the server; call it after the lanes closed, so that what was in hand is answered."""
        if self._listener:
            self._listener.close()
        if self._runner:
            await self._runner.cleanup()

    def _accept(self) -> web.RequestHandler:
        """The protocol of a new connection, for which the oldest one makes room if need be."""
        assert self._runner and self._runner.server
        server = self._runner.server
        opened = [one for one in server.connections if one.transport and not one.transport.is_closing()]
        excess = len(opened) + 1 - self._limits.connections
        if excess > 0:
            for one in [one for one in opened if one not in self._posting][:excess]:
                if one.transport:
                    one.transport.abort()
            self._tell_full()
        return server()

    def _tell_full(self) -> None:
        if monotonic() - self._told >= TELL_EVERY_S:
            self._told = monotonic()
            logger.warning("more than %d connections: those idle for longest are closed", self._limits.connections)

    async def _on_post(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        self._posting.add(request.protocol)
        try:
            raw = await self._read(request)
            return await self._hand_over(raw) if isinstance(raw, dict) else raw
        finally:
            self._posting.discard(request.protocol)

    async def _read(self, request: web.Request) -> dict[str, object] | web.Response:
        """The update in the body, or the refusal: 400, 408 or 413, and a line in the log."""
        try:
            if (request.content_length or 0) > self._limits.body_size:
                raise web.HTTPRequestEntityTooLarge(self._limits.body_size)
            async with asyncio.timeout(self._limits.body_s):
                return parse_update_json(await request.read())
        except TimeoutError:
            return _refuse(408, "the body came too slowly")
        except web.HTTPRequestEntityTooLarge:
            return _refuse(413, "the body is too large")
        except BadUpdateError as error:
            return _refuse(400, str(error))
        except (web.RequestPayloadError, ConnectionError):
            return _refuse(400, "the body broke off")

    async def _hand_over(self, raw: dict[str, object]) -> web.Response:
        """200 once the update is handled or written down, or cannot be; 503 if that takes too long."""
        update = parse_update(raw, self._bot)
        if update is None:
            return web.Response()  # repeating it would not make it readable
        waiting = self._lanes.put(update, raw)
        try:
            async with asyncio.timeout(HANDLED_WITHIN_S):
                await waiting.done.wait()
        except TimeoutError:
            return web.Response(status=503)
        return web.Response()


def _refuse(status: int, why: str) -> web.Response:
    logger.warning("refused a post with %d: %s", status, why)
    return web.Response(status=status)


async def _close_unless_taken(_: web.Request, response: web.StreamResponse) -> None:
    """Only who posts updates may go on; others could ask without end and never read the answers."""
    if response.status != 200:
        response.force_close()
        response.headers["Connection"] = "close"


def _open_http_logger() -> logging.Logger:
    """What aiohttp writes, without a traceback for all that is no HTTP: everybody on the net could fill the log."""
    http_logger = logging.getLogger(f"{__name__}.http")
    http_logger.addFilter(_is_of_ours)
    return http_logger


def _is_of_ours(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))
