"""One end of a connection to an HTTP server, on which anything may be said."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """Whoever opened the connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, words: str | bytes) -> None:
        """Send that, if there is still somebody to hear it."""
        with suppress(ConnectionError):
            self.writer.write(words.encode() if isinstance(words, str) else words)
            await self.writer.drain()

    async def hear(self) -> int:
        """The status of the next answer."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        [length] = re.findall(rb"(?i)\r\ncontent-length: ([0-9]+)", head)
        await self.reader.readexactly(int(length))
        return int(head.split()[1])

    async def until_closed(self) -> bytes:
        """What comes until the other end closes."""
        with suppress(ConnectionError):
            return await self.reader.read()
        return b""


async def connect(port: int, words: str | bytes = b"", host: str = "127.0.0.1") -> Peer:
    """A new connection on which that was sent."""
    peer = Peer(*await asyncio.open_connection(host, port))
    await peer.say(words)
    return peer
