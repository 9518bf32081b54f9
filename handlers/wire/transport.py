"""Requests to Telegram over aiohttp, and what is known of each that failed.

httpx-aiohttp maps a refused connection and one that broke half-way to the same httpx error, so the aiohttp error
beneath it decides: only what never left is sure not to have had an effect.
"""

import json
from collections.abc import Iterator
from typing import Any

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class NotSentError(NetworkError):
    """The request had no effect and may be sent again. retry_after_s: when Telegram said so, else None.

    is_limit: it came too soon after others (429).
    """

    __slots__ = ("is_limit", "retry_after_s")

    def __init__(self, message: str, retry_after_s: float | None = None, *, is_limit: bool = False) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.is_limit = is_limit


class AiohttpRequest(HTTPXRequest):
    """PTB's request over aiohttp. Raises NotSentError for refused connections, a full pool, 429 and 5xx."""

    def __init__(self) -> None:
        super().__init__(
            read_timeout=15.0,  # seconds; an answer later than this counts as unknown
            write_timeout=15.0,
            connect_timeout=10.0,
            pool_timeout=15.0,  # aiohttp counts connecting as part of it
            httpx_kwargs={"transport": AiohttpTransport(client=_open_client)},
        )

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            code, payload = await super().do_request(*args, **kwargs)
        except NetworkError as error:
            if any(isinstance(cause, _NEVER_LEFT) for cause in _causes(error)):
                raise NotSentError(str(error)) from error
            raise
        if code != 200 or kwargs.get("method") != "GET":  # a file that was asked for is no answer in JSON
            _raise_for_answer(code, payload)
        return code, payload


def _raise_for_answer(code: int, payload: bytes) -> None:
    """Nothing if this is Telegram's own answer to the request.

    Raises NotSentError for 429, 5xx and a proxy's error page, NetworkError if the outcome cannot be read.
    """
    body = _parse_body(payload)
    if code == 429 or code >= 500 or (code >= 400 and body is None):
        parameters = body.get("parameters") if body else None
        after = parameters.get("retry_after") if isinstance(parameters, dict) else None
        after_s = float(after) if isinstance(after, int | float) else None
        raise NotSentError(f"HTTP {code}", after_s, is_limit=code == 429)
    if body is None:
        raise NetworkError(f"HTTP {code} with a body that is not Telegram's")


def _parse_body(payload: bytes) -> dict[str, object] | None:
    """The JSON object Telegram answers with, None if it is none."""
    try:
        body = json.loads(payload)
    except ValueError:
        return None
    return body if isinstance(body, dict) and "ok" in body else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it, the latest first."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _open_client() -> aiohttp.ClientSession:
    """A client that trusts certifi's authorities and honours HTTPS_PROXY, which httpx drops here."""
    connector = aiohttp.TCPConnector(ssl=httpx.create_ssl_context(), limit=0)
    return aiohttp.ClientSession(connector=connector, trust_env=True)
