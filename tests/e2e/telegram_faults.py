"""What can go wrong between a bot and Telegram."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

HTML_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center>nginx</center></body>\r\n</html>\r\n"


@dataclass
class Fault:
    """What goes wrong with one request. kind: 403, 429, 500, 502, reset_before, reset_after, hold_before, hold_after.

    A held request waits for `gate` before or after its effect; `arrived` tells that it is there.
    """

    kind: str
    retry_after: int = 1
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Trouble:
    """The fault of every request of that method until it is over. chat_id: of that chat alone, None for any.

    met: how many requests it met.
    """

    method: str
    fault: Fault
    chat_id: int | None = None
    met: int = 0
    is_over: bool = False

    def __call__(self, method: str, parameters: dict[str, str]) -> Fault | None:
        is_meant = method == self.method and self.chat_id in (None, int(parameters.get("chat_id") or 0))
        if self.is_over or not is_meant:
            return None
        self.met += 1
        return self.fault

    def end(self) -> None:
        """From now on all goes well, also for those that are held."""
        self.is_over = True
        self.fault.gate.set()


Source = Callable[[str, dict[str, str]], Fault | None]


class Faults:
    """Which request goes wrong, and how. once: by method, the next one first; sources: asked after those, in order."""

    def __init__(self) -> None:
        self.once: dict[str, deque[Fault]] = defaultdict(deque)
        self.sources: list[Source] = []
        self._gates: list[asyncio.Event] = []

    def add(self, method: str, faults: list[Fault]) -> None:
        """The next requests of the method go wrong like this, one after another."""
        self.once[method].extend(faults)
        self._gates.extend(fault.gate for fault in faults)

    def add_trouble(self, trouble: Trouble) -> None:
        self.sources.append(trouble)
        self._gates.append(trouble.fault.gate)

    def choose(self, method: str, parameters: dict[str, str]) -> Fault | None:
        """What goes wrong with this request; None if nothing does."""
        if self.once[method]:
            return self.once[method].popleft()
        found = (source(method, parameters) for source in self.sources)
        return next((fault for fault in found if fault), None)

    def open_gates(self) -> None:
        """Nobody is held any longer."""
        for gate in self._gates:
            gate.set()


async def fail_before(fault: Fault, request: web.Request) -> web.Response | None:
    """What the bot gets instead of an answer; None if the request is to have its effect."""
    match fault.kind:
        case "429":
            after = {"retry_after": fault.retry_after}
            return refuse(429, f"Too Many Requests: retry after {fault.retry_after}", parameters=after)
        case "403":
            return refuse(403, "Forbidden: bot was blocked by the user")
        case "500":
            return refuse(500, "Internal Server Error")
        case "502":
            return web.Response(status=502, text=HTML_502, content_type="text/html")
        case "reset_before":
            reset(request)
        case "hold_before":
            fault.arrived.set()
            await fault.gate.wait()
            if request.transport is None or request.transport.is_closing():
                raise ConnectionResetError  # who asked is gone, and so is the request
    return None


async def fail_after(fault: Fault, request: web.Request) -> None:
    """What comes between the effect of the request and its answer."""
    if fault.kind == "reset_after":
        reset(request)
    if fault.kind == "hold_after":
        fault.arrived.set()
        await fault.gate.wait()


def refuse(code: int, description: str, **more: object) -> web.Response:
    """The body with which Telegram says no."""
    return web.json_response({"ok": False, "error_code": code, "description": description} | more, status=code)


def reset(request: web.Request) -> None:
    """Break the connection as a failing network does; the request never gets an answer."""
    if request.transport:
        request.transport.abort()
    raise ConnectionResetError
