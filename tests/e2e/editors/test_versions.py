"""What was published is taken back, step by step or to a chosen version, and each time it is told what was done."""

from pathlib import Path

from knowledge.facts.versions.audit import list_changes
from tests.e2e.bot_process import BotProcess
from tests.e2e.editors.editor import (
    EDITOR,
    OTHER,
    REPORT,
    TEXT,
    command,
    find_button,
    labels,
    press,
    press_data,
    publish,
)
from tests.e2e.telegram_server import TelegramServer

SERVED = f"{REPORT}/facts.yaml"


async def test_what_was_published_is_taken_back_after_a_question(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    undo = await command(server, "/hoantac")
    assert "gỡ báo cáo này" in undo.text
    assert "gỡ khỏi phục vụ" in await press(server, undo, "Hoàn tác")
    versions = await command(server, "/phienban")
    assert [line.split(" · ")[1] for line in versions.text.splitlines()] == ["trở về", "công bố"]
    assert not (reports / SERVED).exists()
    assert bot.is_running


async def test_each_undo_goes_a_step_further_back(server: TelegramServer, bot: BotProcess, reports: Path) -> None:
    for figure in ("7,4", "7,5", "7,6"):
        await publish(server, TEXT.replace("7,4", figure))
    for figure in ("7,5", "7,4"):
        undo = await command(server, "/hoantac")
        await press(server, undo, "Hoàn tác")
        assert f"{figure} tỷ đồng" in (reports / SERVED).read_text(encoding="utf-8")
    assert bot.is_running


async def test_any_version_of_a_report_is_served_again(server: TelegramServer, bot: BotProcess, reports: Path) -> None:
    for figure in ("7,4", "7,5", "7,6"):
        await publish(server, TEXT.replace("7,4", figure))
    versions = await command(server, "/phienban")
    assert "Đang phục vụ bản 3." in await press(server, versions, f"Các bản của {REPORT}")
    assert [label for label in labels(versions) if label.startswith("Trở về")] == ["Trở về bản 2", "Trở về bản 1"]
    await press(server, versions, "Trở về bản 1")
    told = await press(server, versions, "Trở về")
    assert told.startswith(f"{REPORT}: bản 1 · trở về · ") and "· bạn\n" in told
    assert "7,4 tỷ đồng" in (reports / SERVED).read_text(encoding="utf-8")
    assert bot.is_running


async def test_a_file_edited_by_hand_since_is_told_before(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    facts = reports / SERVED
    facts.write_text(facts.read_text(encoding="utf-8") + "\n# sửa tay\n", encoding="utf-8")
    undo = await command(server, "/hoantac")
    assert "đã được sửa thẳng sau lần đó" in undo.text
    assert bot.is_running


async def test_an_undo_asked_twice_is_done_once_and_tells_so(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    first, second = await command(server, "/hoantac"), await command(server, "/hoantac")
    await press(server, first, "Hoàn tác")
    assert (await press(server, second, "Hoàn tác")).startswith("Đã làm rồi: ")
    assert [change.what for change in list_changes(reports)] == ["publish", "rollback"]
    assert bot.is_running


async def test_an_undo_asked_before_another_editors_change_does_nothing(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    undo = await command(server, "/hoantac")
    await publish(server, TEXT.replace("7,4", "7,5"), person=OTHER)
    told = await press(server, undo, "Hoàn tác")
    assert told.startswith("Trong lúc đó đã có thay đổi khác")
    assert f"· {OTHER}" in told
    assert [change.what for change in list_changes(reports)] == ["publish", "publish"]
    assert bot.is_running


async def test_an_undo_cut_off_by_a_kill_is_done_once_and_told(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    undo = await command(server, "/hoantac")
    [held] = server.fail("editMessageText", "hold_before")
    server.press(undo, find_button(undo, "Hoàn tác"))
    await server.until(held.arrived.is_set, "the word that it is undone")
    await bot.kill()
    await bot.start()
    await server.until(lambda: "Đã làm rồi: " in undo.text, "that word after the restart")
    assert [change.what for change in list_changes(reports)] == ["publish", "rollback"]
    server.refused.clear()  # the button's clock was stopped twice, which Telegram refuses


async def test_to_leave_it_changes_nothing(server: TelegramServer, bot: BotProcess, reports: Path) -> None:
    await publish(server)
    undo = await command(server, "/hoantac", EDITOR)
    assert await press_data(server, undo, find_button(undo, "Thôi")) == "Giữ nguyên."
    assert len(list_changes(reports)) == 1
    assert bot.is_running
