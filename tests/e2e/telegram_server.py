"""A Bot API server on loopback: strict about what Telegram refuses, with its real error bodies, and faults on command.

Source of methods and bodies: core.telegram.org/bots/api; tdlib/telegram-bot-api, Client.cpp.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.e2e.telegram_html import RefusedError, parse_html, utf16_length
from tests.e2e.telegram_world import BOT, Message, World

Parameters = dict[str, str]
HTML_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center>nginx</center></body>\r\n</html>\r\n"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_PAUSE_S = 0.05  # before an update is posted again


@dataclass
class Fault:
    """What goes wrong with one request. kind: 403, 429, 500, 502, reset_before, reset_after, hold_before, hold_after.

    A held request waits for `gate` before or after its effect; `arrived` tells that it is there.
    """

    kind: str
    retry_after: int = 1
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)


class TelegramServer(World):
    """The server of one bot. `calls`: every request, as (method, parameters). `faults`: by method, next one first."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.calls: list[tuple[str, Parameters]] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.refused: list[str] = []  # what the bot asked for and Telegram does not take
        self.broken: list[Exception] = []  # mistakes of this server itself
        self.confirmed: dict[int, dict[str, Any]] = {}  # updates that Telegram has forgotten
        self._gated: list[Fault] = []
        self.webhook: dict[str, str] = {}
        self.webhook_target = ""  # where the bot really listens; Telegram would go to the URL
        self.webhook_statuses: list[int] = []
        self._poll: asyncio.Event | None = None  # set to end the poll that is open
        self._pump: asyncio.Task[None] | None = None
        self._methods: dict[str, Callable[[Parameters], Any]] = {
            "getMe": lambda _: BOT | {"can_join_groups": True, "can_read_all_group_messages": not self.is_privacy_on},
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message,
            "answerCallbackQuery": self._answer_query,
            "setMyCommands": self._set_commands,
            "sendChatAction": lambda _: True,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getUpdates": self._get_updates,
        }

    async def start(self) -> None:
        """Listen on a port of the system's choice: at `url`."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._on_request)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._pump:
            self._pump.cancel()
        if self._poll:
            self._poll.set()
        for fault in self._gated:
            fault.gate.set()
        await self._runner.cleanup()

    def fail(self, method: str, *kinds: str, retry_after: int = 1) -> list[Fault]:
        """The next requests of that method go wrong like this, one after another."""
        faults = [Fault(kind, retry_after) for kind in kinds]
        self.faults[method].extend(faults)
        self._gated.extend(faults)
        return faults

    def called(self, method: str) -> list[Parameters]:
        return [parameters for name, parameters in self.calls if name == method]

    async def poll_once(self) -> None:
        """Poll as another process with the same token would."""
        await self._get_updates({"timeout": "0"})

    async def _on_request(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _refuse(401, "Unauthorized")
        given = (request.query, await request.post())
        parameters = {name: str(value) for part in given for name, value in part.items()}
        self.calls.append((method, parameters))
        self.touch()
        fault = self.faults[method].popleft() if self.faults[method] else None
        if fault and (response := await self._before(fault, request)):
            return response
        response = await self._answer(method, parameters)
        self.touch()
        if fault and fault.kind == "reset_after":
            _reset(request)
        if fault and fault.kind == "hold_after":
            fault.arrived.set()
            await fault.gate.wait()
        return response

    async def _before(self, fault: Fault, request: web.Request) -> web.Response | None:
        match fault.kind:
            case "429":
                after = {"retry_after": fault.retry_after}
                return _refuse(429, f"Too Many Requests: retry after {fault.retry_after}", parameters=after)
            case "403":
                return _refuse(403, "Forbidden: bot was blocked by the user")
            case "500":
                return _refuse(500, "Internal Server Error")
            case "502":
                return web.Response(status=502, text=HTML_502, content_type="text/html")
            case "reset_before":
                _reset(request)
            case "hold_before":
                fault.arrived.set()
                await fault.gate.wait()
                if request.transport is None or request.transport.is_closing():
                    raise ConnectionResetError  # who asked is gone, and so is the request
        return None

    async def _answer(self, method: str, parameters: Parameters) -> web.Response:
        handler = self._methods.get(method)
        if handler is None:
            return _refuse(404, "Not Found")
        try:
            result = handler(parameters)
            result = await result if isinstance(result, Awaitable) else result
        except RefusedError as refusal:
            if refusal.code == 400:
                self.refused.append(f"{method}: {refusal}")
            return _refuse(refusal.code, str(refusal))
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

    def _send_message(self, parameters: Parameters) -> dict[str, Any]:
        chat_id = _integer(parameters, "chat_id", "chat not found")
        message = Message(chat_id, next(self.next_message_id), "")
        _write(message, parameters)
        quoted = json.loads(parameters.get("reply_parameters") or "{}")
        if quoted and self.has(chat_id, quoted["message_id"]):
            message.reply_to = quoted["message_id"]
        elif quoted and not quoted.get("allow_sending_without_reply"):
            raise RefusedError("Bad Request: message to be replied not found")
        self.messages.append(message)
        return self.show(message)

    def _edit_message(self, parameters: Parameters) -> dict[str, Any]:
        chat_id, message_id = _integer(parameters, "chat_id", "chat not found"), _integer(parameters, "message_id", "")
        message = next((m for m in self.seen_in(chat_id) if m.message_id == message_id), None)
        if message is None:
            raise RefusedError("Bad Request: message to edit not found")
        before = (message.text, message.marks, message.buttons)
        _write(message, parameters)
        if before == (message.text, message.marks, message.buttons):
            raise RefusedError(f"Bad Request: {NOT_MODIFIED}")
        message.history.append(before[0])
        return self.show(message)

    def _answer_query(self, parameters: Parameters) -> bool:
        query_id = parameters.get("callback_query_id", "")
        if query_id not in self.open_queries:
            raise RefusedError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(parameters.get("text", "")) > 200:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self.open_queries.discard(query_id)
        self.toasts.append(parameters.get("text"))
        return True

    def _set_commands(self, parameters: Parameters) -> bool:
        for command in json.loads(parameters["commands"]):
            name, description = command["command"], command["description"]
            if not (name.islower() and name.isascii() and len(name) <= 32 and 1 <= len(description) <= 256):
                raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
        return True

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


def _write(message: Message, parameters: Parameters) -> None:
    """Put text and buttons of the parameters into the message. Raises RefusedError as Telegram does."""
    text = parameters.get("text", "").strip()
    marks: list[tuple[str, str]] = []
    if parameters.get("parse_mode") == "HTML":
        text, marks = parse_html(text)
    elif "parse_mode" in parameters:
        raise RefusedError("Bad Request: unsupported parse_mode")
    if not text:
        raise RefusedError("Bad Request: message text is empty")
    if utf16_length(text) > 4096:
        raise RefusedError("Bad Request: message is too long")
    rows = json.loads(parameters.get("reply_markup") or "{}").get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise RefusedError("Bad Request: can't parse inline keyboard button: Text must be non-empty")
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
    message.text, message.marks, message.buttons = text, marks, [button for row in rows for button in row]
    message.is_preview_off = json.loads(parameters.get("link_preview_options") or "{}").get("is_disabled", False)


def _integer(parameters: Parameters, name: str, otherwise: str) -> int:
    try:
        return int(parameters.get(name, ""))
    except ValueError:
        raise RefusedError(f"Bad Request: {otherwise}") from None


def _refuse(code: int, description: str, **more: object) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description} | more, status=code)


def _reset(request: web.Request) -> None:
    """Break the connection as a failing network does; the request never gets an answer."""
    if request.transport:
        request.transport.abort()
    raise ConnectionResetError
