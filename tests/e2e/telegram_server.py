"""A Bot API server on loopback: strict about what Telegram refuses, with its real error bodies, and faults on command.

Source of methods and bodies: core.telegram.org/bots/api; tdlib/telegram-bot-api, Client.cpp.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.e2e.telegram_faults import Fault, Faults, Trouble, fail_after, fail_before, refuse
from tests.e2e.telegram_html import RefusedError
from tests.e2e.telegram_methods import Methods, Parameters

TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_PAUSE_S = 0.05  # before an update is posted again


class TelegramServer(Methods):
    """The server of one bot. `calls`: every request, as (method, parameters). `faults`: which of them goes wrong."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.calls: list[tuple[str, Parameters]] = []
        self.faults = Faults()
        self.refused: list[str] = []  # what the bot asked for and Telegram does not take
        self.broken: list[Exception] = []  # mistakes of this server itself
        self.confirmed: dict[int, dict[str, Any]] = {}  # updates that Telegram has forgotten
        self.webhook: dict[str, str] = {}
        self.webhook_target = ""  # where the bot really listens; Telegram would go to the URL
        self.webhook_statuses: list[int] = []
        self._poll: asyncio.Event | None = None  # set to end the poll that is open
        self._pump: asyncio.Task[None] | None = None
        self.methods |= {
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getUpdates": self._get_updates,
        }

    async def start(self) -> None:
        """Listen on a port of the system's choice: at `url`."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._on_request)
        app.router.add_get("/file/bot{token}/documents/{file}", self._on_download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._pump:
            self._pump.cancel()
        if self._poll:
            self._poll.set()
        self.faults.open_gates()
        await self._runner.cleanup()

    def fail(self, method: str, *kinds: str, retry_after: int = 1) -> list[Fault]:
        """The next requests of that method go wrong like this, one after another."""
        faults = [Fault(kind, retry_after) for kind in kinds]
        self.faults.add(method, faults)
        return faults

    def trouble(
        self, kind: str, method: str = "sendMessage", chat_id: int | None = None, retry_after: int = 1
    ) -> Trouble:
        """From now on each request of that method, of that chat alone if one is given, goes wrong like this."""
        trouble = Trouble(method, Fault(kind, retry_after), chat_id)
        self.faults.add_trouble(trouble)
        return trouble

    def called(self, method: str) -> list[Parameters]:
        return [parameters for name, parameters in self.calls if name == method]

    async def poll_once(self) -> None:
        """Poll as another process with the same token would."""
        await self._get_updates({"timeout": "0"})

    async def _on_request(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return refuse(401, "Unauthorized")
        given = (request.query, await request.post())
        parameters = {name: str(value) for part in given for name, value in part.items()}
        self.calls.append((method, parameters))
        self.touch()
        fault = self.faults.choose(method, parameters)
        if fault and (response := await fail_before(fault, request)):
            return response
        response = await self._answer(method, parameters)
        self.touch()
        if fault:
            await fail_after(fault, request)
        return response

    async def _on_download(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["file"])
        if request.match_info["token"] != self.token or content is None:
            return refuse(404, "Not Found")
        self.calls.append(("download", {}))
        fault = self.faults.choose("download", {})
        if fault and (response := await fail_before(fault, request)):
            return response
        return web.Response(body=content, content_type="application/octet-stream")

    async def _answer(self, method: str, parameters: Parameters) -> web.Response:
        handler = self.methods.get(method)
        if handler is None:
            return refuse(404, "Not Found")
        try:
            result = handler(parameters)
            result = await result if isinstance(result, Awaitable) else result
        except RefusedError as refusal:
            if refusal.code == 400:
                self.refused.append(f"{method}: {refusal}")
            return refuse(refusal.code, str(refusal))
        except Exception as error:
            self.broken.append(error)
            raise
        return web.json_response({"ok": True, "result": result})

    async def _get_updates(self, parameters: Parameters) -> list[dict[str, Any]]:
        if self.webhook:
            raise RefusedError(WEBHOOK_ACTIVE, 409)
        if self._poll:
            self._poll.set()  # the older of two polls loses
        ended = self._poll = asyncio.Event()
        offset = int(parameters.get("offset") or 0)
        for update_id in [known for known in self.queue if known < offset]:
            self.confirmed[update_id] = self.queue.pop(update_id)
        self.touch()
        deadline = asyncio.get_running_loop().time() + float(parameters.get("timeout") or 0)
        while not self.queue and (left := deadline - asyncio.get_running_loop().time()) > 0:
            waits = [asyncio.ensure_future(event.wait()) for event in (self.changed, ended)]
            await asyncio.wait(waits, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
            if ended.is_set():
                raise RefusedError(TWO_POLLERS, 409)
        return [self.queue[known] for known in sorted(self.queue)][: int(parameters.get("limit") or 100)]

    def _set_webhook(self, parameters: Parameters) -> bool:
        if not parameters.get("url", "").startswith("https://"):
            raise RefusedError("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = parameters
        if self._pump:
            self._pump.cancel()
        self._pump = asyncio.create_task(self._post_updates())
        return True

    def _delete_webhook(self, _: Parameters) -> bool:
        self.webhook = {}
        return True

    async def _post_updates(self) -> None:
        """Post each update, in order, until it is answered with 2xx."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        async with ClientSession(timeout=ClientTimeout(10)) as session:
            while True:
                await self.until_queued()
                update_id = min(self.queue)
                try:
                    async with session.post(self.webhook_target, json=self.queue[update_id], headers=headers) as answer:
                        self.webhook_statuses.append(answer.status)
                        if answer.ok:
                            del self.queue[update_id]
                except (ClientError, TimeoutError):
                    self.webhook_statuses.append(0)
                if self.webhook_statuses[-1] != 200:
                    await asyncio.sleep(WEBHOOK_PAUSE_S)
                self.touch()

    async def until_queued(self) -> None:
        while not (self.queue and self.webhook_target):
            await self.changed.wait()
