"""Editors and a database that cannot be written; drafts that nobody else on the machine reads."""

import sqlite3

from tests.e2e.bot_process import BotProcess
from tests.e2e.editors.editor import EDITOR, command, press, send
from tests.e2e.telegram_server import TelegramServer


async def test_what_cannot_be_written_down_is_not_done_and_that_is_said(
    server: TelegramServer, bot: BotProcess
) -> None:
    panel = await send(server)
    drafts = await command(server, "/bannhap")
    with sqlite3.connect(bot.database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "chưa làm" in (await command(server, "/bannhap")).text
        assert "chưa làm" in await press(server, panel, "Xóa bản nháp")
        assert "5,2 tỷ đồng" in (await command(server, "thu ngân sách năm 2030?")).text
        other.execute("ROLLBACK")
    other.close()
    assert (await command(server, "/bannhap")).text == drafts.text
    assert len(server.seen_in(EDITOR)) == 5


async def test_drafts_are_for_their_owner_alone(server: TelegramServer, bot: BotProcess) -> None:
    await send(server)
    drafts = bot.database.parent / "drafts"
    assert [path.stat().st_mode & 0o777 for path in (drafts, *drafts.iterdir())] == [0o700, 0o700]
