"""A running bot answers from the files as they are now, and says which edit it cannot use."""

from pathlib import Path

from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer
from tests.facts.reports import write_report

LAN = 1001
QUESTION = "thu ngân sách 2030?"
UNUSABLE = "bản vừa sửa chưa dùng được"


async def test_an_edited_report_is_answered_from_and_a_broken_one_told_without_a_restart(
    server: TelegramServer, make_bot: MakeBot, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    write_report(reports / "xa-mau", "5,2")
    bot = make_bot(KNOWLEDGE_DIR=str(reports))
    await bot.start()
    server.say(LAN, QUESTION)
    [before] = await server.answers(LAN)
    assert "5,2 tỷ đồng" in before.marked("b")
    write_report(reports / "xa-mau", "6,1")
    (write_report(reports / "xa-moi", "8,8") / "report.txt").write_text("khác", encoding="utf-8")
    line = await bot.until_written(UNUSABLE)
    assert f"{reports / 'xa-moi' / 'facts.yaml'}:9: facts[1].sentence: " in line
    server.say(LAN, QUESTION)
    _, after = await server.answers(LAN, 2)
    assert "6,1 tỷ đồng" in after.marked("b")
