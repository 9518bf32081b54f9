"""A document that Telegram does not hand out whole: the editor is told soon, and nothing else waits for it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from telegram import Document, Update

from handlers.context import Desk, Services
from handlers.editors.drafts import sent_document as documents
from handlers.editors.drafts.sent_document import BROKEN, FETCH_PAUSES_S, FETCH_S, REFUSED, SLOW, fetch
from handlers.memory.drafts import CLOSED, open_draft
from handlers.memory.state import State
from handlers.service.application import BotApplication, build_application, find_lane, handle_update, make_context
from handlers.service.lifecycle import build_lanes
from handlers.settings import Settings
from knowledge.answering import Index
from knowledge.documents.layout.document import DocumentError
from knowledge.facts.store import load_store
from tests.e2e.telegram_server import TelegramServer
from tests.facts.reports import write_report

EDITOR, OTHER_CHAT = 5001, 1001
CONTENT = b"content of a file"
HTML = b"<html><body>502 Bad Gateway</body></html>"
Download = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FileServer(TelegramServer):
    """Hands out files as told: each download in turn, then as they are."""

    def __init__(self) -> None:
        super().__init__("1:in_process")
        self.downloads: deque[Download] = deque()
        self.tries = 0
        self.gate = asyncio.Event()

    async def _on_download(self, request: web.Request) -> web.StreamResponse:
        self.tries += 1
        self.touch()
        if self.downloads:
            return await self.downloads.popleft()(request)
        return await super()._on_download(request)

    async def not_found(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)

    async def html_404(self, _: web.Request) -> web.StreamResponse:
        return web.Response(status=404, body=HTML, content_type="text/html")

    async def html(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=HTML, content_type="text/html")

    async def broken(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "17"})
        await response.prepare(request)
        await response.write(CONTENT[:5])
        assert request.transport
        request.transport.abort()
        return response

    async def slow(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "17"})
        await response.prepare(request)
        await response.write(CONTENT[:5])
        await self.gate.wait()
        return response


@pytest.fixture
async def server() -> AsyncIterator[FileServer]:
    server = FileServer()
    await server.start()
    yield server
    server.gate.set()
    await server.stop()


@pytest.fixture
async def application(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[BotApplication]:
    monkeypatch.setattr(documents, "FETCH_PAUSES_S", (0.0, 0.0))
    write_report(tmp_path / "reports" / "xa-mau-2030")
    index = Index(load_store(tmp_path / "reports"))
    desk = Desk(frozenset({EDITOR}), tmp_path / "reports", tmp_path / "drafts")
    async with State(f"sqlite:///{tmp_path / 'state.db'}") as state:
        application = build_application("1:in_process", server.url, Services(lambda: index, state, desk=desk))
        async with application:
            yield application
        application.bot_data.close()


def send(server: FileServer, application: BotApplication) -> Update:
    server.send_document(EDITOR, "a.txt", CONTENT)
    return Update.de_json(server.queue[max(server.queue)], application.bot)


def find_document(update: Update) -> Document:
    assert update.message and update.message.document
    return update.message.document


async def fetch_sent(server: FileServer, application: BotApplication) -> bytes:
    update = send(server, application)
    return await fetch(make_context(application, update), find_document(update))


def test_an_editor_hears_within_a_minute() -> None:
    assert FETCH_S + sum(FETCH_PAUSES_S) < 60


@pytest.mark.parametrize(
    ("kind", "reason"), [("not_found", REFUSED), ("html_404", REFUSED), ("html", BROKEN), ("broken", REFUSED)]
)
async def test_what_goes_wrong_is_tried_again_and_then_told(
    server: FileServer, application: BotApplication, kind: str, reason: str
) -> None:
    server.downloads.extend([getattr(server, kind)] * 9)
    with pytest.raises(DocumentError) as caught:
        await fetch_sent(server, application)
    assert caught.value.reason == reason
    assert server.tries == 1 + len(FETCH_PAUSES_S)


@pytest.mark.parametrize("kind", ["not_found", "html_404", "html", "broken"])
async def test_what_goes_wrong_once_is_made_good(server: FileServer, application: BotApplication, kind: str) -> None:
    server.downloads.append(getattr(server, kind))
    assert await fetch_sent(server, application) == CONTENT


async def test_what_takes_too_long_is_not_waited_for(
    server: FileServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "FETCH_S", 0.05)
    server.downloads.append(server.slow)
    with pytest.raises(DocumentError) as caught:
        await fetch_sent(server, application)
    assert caught.value.reason == SLOW


async def test_the_panel_says_what_happened_and_the_draft_is_over(
    server: FileServer, application: BotApplication
) -> None:
    server.downloads.extend([server.not_found] * 9)
    update = send(server, application)
    await handle_update(application, update)
    [panel] = server.messages
    assert panel.text == f"a.txt: {REFUSED}"
    state = application.bot_data.state
    assert (await open_draft(state, update.update_id, EDITOR)).stage == CLOSED
    assert await state.is_handled(update.update_id)


async def test_while_a_document_is_fetched_its_editor_is_answered(
    server: FileServer, application: BotApplication
) -> None:
    server.downloads.append(server.slow)
    lanes = build_lanes(application, Settings())
    update = send(server, application)
    lanes.put(update, {})
    await server.until(lambda: server.tries, "the download")
    server.say(EDITOR, "/bannhap")
    asked = Update.de_json(server.queue[max(server.queue)], application.bot)
    lanes.put(asked, {})
    _, answer = await server.answers(EDITOR, 2)
    assert answer.text
    await lanes.close()
    assert set(lanes.unhandled) == {update.update_id}


async def test_only_an_editors_document_is_read_beside(server: FileServer, application: BotApplication) -> None:
    sent = send(server, application)
    server.send_document(OTHER_CHAT, "b.txt", CONTENT)
    other = Update.de_json(server.queue[max(server.queue)], application.bot)
    assert find_lane(application, sent) == ("document", sent.update_id)
    assert find_lane(application, other) == OTHER_CHAT
