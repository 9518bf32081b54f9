"""Updates from Telegram by webhook; 200 only after the update was handled, so that Telegram repeats what was not."""

import asyncio
import hashlib
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web
from telegram.ext import ExtBot

from handlers.intake import parse_update
from handlers.lanes import Lanes

HANDLED_WITHIN_S = 25.0  # then 503, and Telegram repeats it; the lane goes on meanwhile
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

logger = logging.getLogger(__name__)


def derive_secret(token: str) -> str:
    """A secret for the header where none is set: the same after every start, and it does not tell the token.

    >>> len(derive_secret("1:a"))
    64
    """
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class Webhook:
    """The HTTP server that Telegram posts updates to."""

    def __init__(self, bot: ExtBot[None], lanes: Lanes, secret: str) -> None:
        self._bot = bot
        self._lanes = lanes
        self._secret = secret.encode()
        self._runner: web.AppRunner | None = None

    async def start(self, listen: str, url: str) -> int:
        """Serve the path of `url` at `listen` (HOST:PORT); the port that was bound. Raises OSError if it is taken."""
        app = web.Application()
        app.router.add_post(urlsplit(url).path or "/", self._on_post)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        host, _, port = listen.rpartition(":")
        await web.TCPSite(self._runner, host or None, int(port)).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Close the server; call it after the lanes closed, so that what was in hand is answered."""
        if self._runner:
            await self._runner.cleanup()

    async def _on_post(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        update = parse_update(raw, self._bot)
        if update is None:
            return web.Response()  # repeating it would not make it readable
        waiting = self._lanes.put(update, raw)
        try:
            await asyncio.wait_for(waiting.done.wait(), HANDLED_WITHIN_S)
        except TimeoutError:
            return web.Response(status=503)
        return web.Response()
