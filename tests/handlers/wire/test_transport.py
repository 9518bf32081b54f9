"""What is known of a request that failed: against real sockets, since that is where the difference lies."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram.error import BadRequest, NetworkError

from handlers.wire.transport import AiohttpRequest, NotSentError

ANSWER = b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


class OneAnswer:
    """A server that reads a request and writes the same bytes for each, then closes; no bytes: a broken connection."""

    def __init__(self) -> None:
        self.answer = b""
        self.requests = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/bot1:a/sendMessage"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.requests += 1
        writer.write(self.answer)
        writer.close()

    async def stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()


@pytest.fixture
async def server() -> AsyncIterator[OneAnswer]:
    server = OneAnswer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest()
    yield request
    await request.shutdown()


def answer(code: int, body: bytes) -> bytes:
    return ANSWER % (code, len(body), body)


async def test_a_refused_connection_had_no_effect(server: OneAnswer, request_: AiohttpRequest) -> None:
    await server.stop()
    with pytest.raises(NotSentError):
        await request_.post(server.url)


@pytest.mark.parametrize("broken", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"])
async def test_a_connection_that_broke_leaves_the_outcome_open_and_is_not_repeated(
    server: OneAnswer, request_: AiohttpRequest, broken: bytes
) -> None:
    server.answer = broken
    with pytest.raises(NetworkError) as caught:
        await request_.post(server.url)
    assert not isinstance(caught.value, NotSentError)
    assert server.requests == 1


@pytest.mark.parametrize(
    ("code", "body", "after_s"),
    [
        (429, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}', 7.0),
        (429, b"<html>slow down</html>", None),
        (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', None),
        (502, b"<html>Bad Gateway</html>", None),
        (403, b"<html>a proxy says no</html>", None),
    ],
)
async def test_what_is_not_an_answer_of_telegram_had_no_effect(
    server: OneAnswer, request_: AiohttpRequest, code: int, body: bytes, after_s: float | None
) -> None:
    server.answer = answer(code, body)
    with pytest.raises(NotSentError) as caught:
        await request_.post(server.url)
    assert caught.value.retry_after_s == after_s


async def test_a_success_that_cannot_be_read_leaves_the_outcome_open(
    server: OneAnswer, request_: AiohttpRequest
) -> None:
    server.answer = answer(200, b"<html>fine</html>")
    with pytest.raises(NetworkError) as caught:
        await request_.post(server.url)
    assert not isinstance(caught.value, NotSentError)


async def test_a_refusal_is_told_in_telegrams_words(server: OneAnswer, request_: AiohttpRequest) -> None:
    server.answer = answer(400, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}')
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await request_.post(server.url)


async def test_an_answer_is_read(server: OneAnswer, request_: AiohttpRequest) -> None:
    server.answer = answer(200, b'{"ok":true,"result":{"id":1}}')
    assert await request_.post(server.url) == {"id": 1}
