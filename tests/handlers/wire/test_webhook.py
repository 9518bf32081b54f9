"""The webhook's server on real sockets: what is half said, wrong or too much is turned away, and posts go on."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from telegram import Update
from telegram.ext import ExtBot

from handlers.wire.lanes import Waiting
from handlers.wire.webhook import SECRET_HEADER, Limits, Webhook
from tests.e2e.peer import Peer, connect
from tests.e2e.watch import PATIENCE_S

SECRET, TEXT = "a-secret-of-the-tests", "chuyện riêng"
SHORT = Limits(headers_s=0.5, body_s=0.5, linger_s=0.1)
ENDLESS = Limits(headers_s=3600.0, body_s=3600.0)
HALF_OPEN = 300
HEAD = f"POST /t HTTP/1.1\r\nHost: h\r\n{SECRET_HEADER}: {SECRET}\r\n"
UPDATE = {
    "update_id": 5,
    "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": TEXT},
}
BODY = json.dumps(UPDATE).encode()


@dataclass
class Desk:
    """Takes updates and is done with each at once; while it is busy, when it is told so."""

    is_busy: bool = False
    taken: list[Waiting] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, update: Update, raw: dict[str, object]) -> Waiting:
        waiting = Waiting(update, raw)
        if not self.is_busy:
            waiting.done.set()
        self.taken.append(waiting)
        self.came.set()
        return waiting


class Net:
    """The webhook at work, and everybody who connects to it."""

    def __init__(self, port: int, desk: Desk, host: str = "127.0.0.1") -> None:
        self.port, self.host, self.desk = port, host, desk
        self._peers: list[Peer] = []

    async def connect(self, words: str | bytes = b"") -> Peer:
        self._peers.append(await connect(self.port, words, self.host))
        return self._peers[-1]

    async def post(self, body: bytes = BODY) -> int:
        """The status of a whole post on a connection of its own."""
        return await (await self.connect(write_post(body))).hear()

    async def leave(self) -> None:
        for peer in self._peers:
            peer.writer.close()


def write_post(body: bytes, more: str = "") -> bytes:
    return f"{HEAD}{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


@asynccontextmanager
async def listening(limits: Limits = SHORT, listen: str = "127.0.0.1:0", is_busy: bool = False) -> AsyncIterator[Net]:
    """A webhook that serves /t; whatever happens in it, nothing takes longer than a broken thing may."""
    desk = Desk(is_busy)
    webhook = Webhook(ExtBot("1:in_process"), desk, SECRET, limits)
    async with asyncio.timeout(PATIENCE_S):
        net = Net(await webhook.start(listen, "https://bot.example/t"), desk, listen.rpartition(":")[0].strip("[]"))
        try:
            yield net
        finally:
            await webhook.stop()
            await net.leave()


HALVES = {
    "silent": "",
    "half a line": "POS",
    "no end of the headers": HEAD,
    "no body": f"{HEAD}Content-Length: 1000\r\n\r\n",
    "half a body": f"{HEAD}Content-Length: 1000\r\n\r\n" + '{"update_id": 5, ',
    "no end of the parts": f"{HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
    "a stranger's half body": "POST /t HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nx",
}
DRIPS = {
    "half a line": "T",
    "no end of the headers": "X-{}: 1\r\n",
    "half a body": " ",
    "no end of the parts": "1\r\nx\r\n",
}


async def drip(peer: Peer, words: str, posts: list[int]) -> bytes:
    """Send a little more after each post that was answered meanwhile; what came until the other end closed."""
    closed = asyncio.create_task(peer.until_closed())
    while not closed.done():
        await peer.say(words.format(len(posts)))
        await asyncio.wait({closed}, timeout=0.02)  # as slow as it takes to be a nuisance
    return closed.result()


async def test_half_open_connections_are_closed_in_time_while_posts_are_answered() -> None:
    async with listening() as net:
        kinds = list(HALVES.items()) * (HALF_OPEN // len(HALVES) + 1)
        opened = [(name, await net.connect(words)) for name, words in kinds]
        posts: list[int] = []
        ends = [asyncio.create_task(peer.until_closed()) for name, peer in opened if name not in DRIPS]
        ends += [asyncio.create_task(drip(peer, DRIPS[name], posts)) for name, peer in opened if name in DRIPS]
        while not all(end.done() for end in ends):
            posts.append(await net.post())
        assert len(posts) > 1 and set(posts) == {200}


async def test_a_connection_is_not_kept_for_ever_between_posts() -> None:
    async with listening() as net:
        peer = await net.connect(write_post(BODY))
        assert await peer.hear() == 200
        await peer.say(write_post(BODY))
        assert await peer.hear() == 200
        assert await peer.until_closed() == b""


async def test_an_update_that_takes_longer_than_headers_and_body_may_is_waited_for() -> None:
    async with listening(is_busy=True) as net:
        peer, other = await net.connect(write_post(BODY)), await net.connect()
        await other.until_closed()
        net.desk.taken[0].done.set()
        assert await peer.hear() == 200


async def test_beyond_the_limit_the_oldest_idle_connection_gives_way(caplog: pytest.LogCaptureFixture) -> None:
    limits = Limits(headers_s=3600.0, connections=4)
    async with listening(limits, is_busy=True) as net:
        posting = await net.connect(write_post(BODY))
        await net.desk.came.wait()
        idle = [await net.connect("POST") for _ in range(9)]
        for peer in idle[:5]:
            await peer.until_closed()
        net.desk.is_busy = False
        assert await net.post() == 200
        net.desk.taken[0].done.set()
        assert await posting.hear() == 200
        await idle[-1].say(write_post(BODY).removeprefix(b"POST"))
        assert await idle[-1].hear() == 200
    assert len([r for r in caplog.records if "connections" in r.getMessage()]) == 1


BAD = {
    "nested": b"[" * 500_000,
    "NaN": b'{"update_id": NaN}',
    "huge": b'{"update_id": ' + b"9" * 400 + b"}",
    "negative": b'{"update_id": -1}',
    "true": b'{"update_id": true}',
    "no object": b"[]",
    "no text": b"\xff",
    "wrong": json.dumps(UPDATE | {"message": TEXT}).encode(),
    "empty": b"",
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
async def test_what_is_no_update_is_400_and_one_line_that_tells_nothing_of_it(
    body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening() as net:
        assert await net.post(body) == 400
        assert await net.post() == 200
    [record] = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert record.getMessage().startswith("refused a post with 400: ")
    assert TEXT not in caplog.text and SECRET not in caplog.text and "Traceback" not in caplog.text


async def test_a_shape_that_is_new_to_us_is_not_sent_again_and_again(caplog: pytest.LogCaptureFixture) -> None:
    update = UPDATE | {"message": UPDATE["message"] | {"photo": TEXT}}
    async with listening() as net:
        assert await net.post(json.dumps(update).encode()) == 200
    assert net.desk.taken == []
    assert len(caplog.records) == 1 and TEXT not in caplog.text


@pytest.mark.parametrize("more", ["Content-Length: 1100000\r\n", "Transfer-Encoding: chunked\r\n"])
async def test_a_body_that_is_too_large_is_413(more: str, caplog: pytest.LogCaptureFixture) -> None:
    part = b"%x\r\n" % 1_100_000 if "chunked" in more else b""
    async with listening() as net:
        peer = await net.connect(f"{HEAD}{more}\r\n".encode() + part + b" " * 1_100_000)
        assert await peer.hear() == 413
        assert await peer.until_closed() == b""
        assert await net.post() == 200
    assert "refused a post with 413" in caplog.text


async def test_a_compressed_body_is_not_unpacked() -> None:
    async with listening() as net:
        assert await (await net.connect(write_post(BODY, "Content-Encoding: gzip\r\n"))).hear() == 200
        assert await (await net.connect(write_post(b"\x1f\x8b\x08", "Content-Encoding: gzip\r\n"))).hear() == 400


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("GET /t HTTP/1.1\r\nHost: h\r\n\r\n", 405),
        ("POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 404),
        ("POST /t HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 403),
        ("\x16\x03\x01 hello\r\n\r\n", 400),
        ("POST /t HTTP/1.1\r\nHost h\r\n\r\n", 400),
        (f"POST /{'x' * 9000} HTTP/1.1\r\n\r\n", 400),
        (f"{HEAD}Content-Length: -1\r\n\r\n", 400),
    ],
)
async def test_whoever_is_turned_away_gets_one_answer_however_much_they_ask(
    words: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(ENDLESS) as net:
        peer = await net.connect(words * 3)
        assert await peer.hear() == status
        assert b"HTTP" not in await peer.until_closed()
        assert await net.post() == 200
    assert not [r for r in caplog.records if r.levelno > logging.WARNING]


async def test_a_post_that_breaks_off_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async with listening() as net:
        peer = await net.connect(f"{HEAD}Content-Length: 1000\r\n\r\n" + "{")
        peer.writer.transport.abort()
        while "broke off" not in caplog.text:
            assert await net.post() == 200
    assert not [r for r in caplog.records if r.levelno > logging.WARNING]


async def test_it_stops_whatever_is_half_open() -> None:
    async with listening(ENDLESS) as net:
        peers = [await net.connect(half) for half in HALVES.values()]
        assert await net.post() == 200
    for peer in peers:
        await peer.until_closed()


async def test_it_listens_on_an_address_of_ip_six() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    async with listening(listen="[::1]:0") as net:
        assert await net.post() == 200
