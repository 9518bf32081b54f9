"""What can go wrong between a bot and Telegram."""

import asyncio
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


def refuse(code: int, description: str, **more: object) -> web.Response:
    """The body with which Telegram says no."""
    return web.json_response({"ok": False, "error_code": code, "description": description} | more, status=code)


def reset(request: web.Request) -> None:
    """Break the connection as a failing network does; the request never gets an answer."""
    if request.transport:
        request.transport.abort()
    raise ConnectionResetError
