"""A database that is locked, broken, of another age; and what a person can have removed from it."""

import sqlite3
from pathlib import Path

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer

LAN, MINH, GROUP = 1001, 1002, -100
QUESTION, FIGURE = "thu ngân sách 2021?", "158,3 tỷ đồng"
CHATS = range(2001, 2021)


def count_rows(bot: BotProcess) -> dict[str, int]:
    """How many rows the tables with people in them have."""
    with sqlite3.connect(bot.database) as db:
        return {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("answers", "asked", "prompts")
        }


async def test_a_locked_database_keeps_nobody_waiting_and_the_operator_hears_of_it_twice(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.say(LAN, QUESTION)
    await server.answers(LAN)
    with sqlite3.connect(bot.database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        for chat_id in CHATS:
            server.say(chat_id, QUESTION)
        for chat_id in CHATS:
            server.say(chat_id, "còn 2022?")
        answers = [(await server.answers(chat_id, 2))[1].text for chat_id in CHATS]
        other.execute("ROLLBACK")
    other.close()
    assert all("188 tỷ đồng" in text for text in answers)
    await bot.until_written("the database works again")
    await server.until(lambda: not server.queue, "confirmed")
    assert len([line for line in bot.lines if "database" in line]) == 2
    assert await bot.stop() == 0
    assert len(bot.find_handled()) == 1 + 2 * len(CHATS)
    assert count_rows(bot) == {"answers": 1 + 2 * len(CHATS), "asked": 2, "prompts": 0}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda file: file.write_bytes(b"\xa5" * 9000), "đã hỏng"),
        (lambda file: sqlite3.connect(file).executescript(NEWER).close(), "bản bot mới hơn"),
    ],
)
async def test_a_database_that_cannot_be_used_is_told_in_one_line(
    make_bot: MakeBot, make: object, words: str, tmp_path: Path
) -> None:
    make(tmp_path / "state.db")  # type: ignore[operator]
    bot = make_bot()
    await bot.start()
    assert await bot.wait() == 1
    [line] = [line for line in bot.lines if "chmod" not in line]
    assert line.startswith("DATABASE_URL: ") and words in line


NEWER = "CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES (1000);"


async def test_files_that_others_may_read_are_told_with_the_remedy(make_bot: MakeBot, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_QUESTIONS=0\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    bot = make_bot()
    await bot.start()
    line = await bot.until_written("chmod")
    assert line.startswith(f"{tmp_path / '.env'}: ") and f"chmod go= '{tmp_path / '.env'}'" in line
    await bot.until_written("polling")
    assert len([line for line in bot.lines if "chmod" in line]) == 1


async def test_xoa_removes_what_is_kept_of_one_person_in_one_chat(server: TelegramServer, bot: BotProcess) -> None:
    for chat_id in (LAN, MINH):
        server.say(chat_id, QUESTION)
        await server.answers(chat_id)
    server.say(LAN, "/xoa")
    told = (await server.answers(LAN, 2))[1].text
    assert "Đã xóa 1 mục" in told and "90 ngày" in told
    server.say(LAN, "còn 2022?")
    assert "188 tỷ đồng" not in (await server.answers(LAN, 3))[2].text
    server.say(MINH, "còn 2022?")
    assert "188 tỷ đồng" in (await server.answers(MINH, 2))[1].text
    server.say(LAN, "/xoa")
    await server.answers(LAN, 4)
    assert await bot.stop() == 0
    with sqlite3.connect(bot.database) as db:
        assert db.execute("SELECT DISTINCT chat_id FROM answers").fetchall() == [(MINH,)]


async def test_no_question_is_kept_where_none_shall_be(server: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_bot(QUESTIONS_KEPT_DAYS="0")
    await bot.start()
    server.say(LAN, QUESTION)
    await server.answers(LAN)
    server.say(LAN, "/xoa")
    assert "không giữ" in (await server.answers(LAN, 2))[1].text
    assert await bot.stop() == 0
    assert count_rows(bot) == {"answers": 0, "asked": 0, "prompts": 0}
