"""Editors change the knowledge from Telegram: a document becomes answers, a question's words a name; others cannot."""

from pathlib import Path

import pytest

from knowledge.facts.audit import list_changes
from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer
from tests.e2e.telegram_world import Message
from tests.facts.reports import write_report

EDITOR, LAN = 5001, 1001
NAME = "Xã Mẫu năm 2031.txt"
DOCUMENT = """Xã Mẫu năm 2031

Năm 2031, thu ngân sách xã Mẫu đạt 7,4 tỷ đồng, bằng 105% kế hoạch.

Toàn xã trồng 12 ha rừng. Bình quân 25 ha và 31 con trâu.
""".encode()
QUESTION = "thu ngân sách xã Mẫu năm 2031?"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    write_report(tmp_path / "reports" / "xa-mau-2030")
    return tmp_path / "reports"


@pytest.fixture
async def bot(make_bot: MakeBot, reports: Path) -> BotProcess:
    bot = make_bot(KNOWLEDGE_DIR=str(reports), EDITOR_IDS=str(EDITOR))
    await bot.start()
    return bot


async def press(server: TelegramServer, message: Message, label: str, person: int = 0) -> str:
    """The text of the message after a press on the button whose label begins so, once it has changed."""
    before = len(message.history)
    server.press(message, next(b for b in message.buttons if b["text"].startswith(label)), person)
    await server.until(lambda: len(message.history) > before, f"a change after {label}")
    return message.text


async def send(server: TelegramServer) -> Message:
    """The panel of the document, read."""
    server.send_document(EDITOR, NAME, DOCUMENT)
    [panel] = await server.answers(EDITOR)
    await server.until(lambda: "Đọc được" in panel.text, "the document to be read")
    return panel


async def until_answered(server: TelegramServer, figure: str) -> None:
    """Ask until the running bot serves that figure."""
    while True:
        count = len(server.seen_in(LAN))
        server.say(LAN, QUESTION)
        if figure in (await server.answers(LAN, count + 1))[count].marked("b"):
            return


async def test_a_document_becomes_answers_and_the_audit_log_knows_who(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    assert panel.history[0] == f"Đang đọc {NAME}…"
    assert "công bố lần đầu" in await press(server, panel, "Công bố")
    assert "xa-mau-nam-2031: bản 1 · công bố" in await press(server, panel, "Công bố ngay")
    await until_answered(server, "7,4 tỷ đồng")
    [change] = list_changes(reports)
    assert (change.who, change.what, change.report, change.undo) == (
        f"telegram:{EDITOR}",
        "publish",
        "xa-mau-nam-2031",
        0,
    )
    assert await bot.stop() == 0
    assert list(bot.database.parent.glob("drafts/*")) == []


async def test_doubtful_facts_are_decided_one_by_one_across_a_restart(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    first = await press(server, panel, "Xem")
    await server.until(lambda: not server.queue, "confirmed")
    await bot.kill()
    await bot.start()
    server.say(EDITOR, "/bannhap")
    _, drafts = await server.answers(EDITOR, 2)
    assert [button["text"] for button in drafts.buttons] == ["xa-mau-nam-2031"]
    second = await press(server, panel, "Đúng")
    assert first != second
    while any(button["text"] == "Bỏ" for button in panel.buttons):
        await press(server, panel, "Bỏ")
    assert "0 mục cần xem" in panel.text
    await press(server, panel, "Công bố")
    await press(server, panel, "Công bố ngay")
    await until_answered(server, "7,4 tỷ đồng")


async def test_a_document_half_read_at_a_kill_is_read_in_the_same_message(
    server: TelegramServer, bot: BotProcess
) -> None:
    [held] = server.fail("download", "hold_before")
    server.send_document(EDITOR, NAME, DOCUMENT)
    await server.until(held.arrived.is_set, "the download")
    await bot.kill()
    await bot.start()
    [panel] = await server.answers(EDITOR)
    await server.until(lambda: "Đọc được" in panel.text, "the document to be read")
    assert len(server.seen_in(EDITOR)) == 1


async def test_a_kill_between_publishing_and_telling_publishes_once(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    await press(server, panel, "Công bố")
    [held] = server.fail("editMessageText", "hold_before")
    server.press(panel, panel.buttons[0])
    await server.until(held.arrived.is_set, "the word that it is published")
    await bot.kill()
    await bot.start()
    await server.until(lambda: "được công bố" in panel.text, "that word after the restart")
    assert [change.what for change in list_changes(reports)] == ["publish"]
    server.refused.clear()  # the button's clock was stopped twice, which Telegram refuses


async def test_a_dropped_draft_leaves_nothing_and_its_old_buttons_say_so(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    drop = panel.buttons[-1]
    await press(server, panel, "Bỏ bản nháp")
    assert await press(server, panel, "Bỏ hẳn") == "Đã bỏ bản nháp xa-mau-nam-2031."
    server.press(panel, drop)
    await server.until(lambda: "rồi" in panel.text, "the old button's answer")
    assert list_changes(reports) == []
    assert bot.is_running


async def test_what_was_published_is_taken_back_after_a_question(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    await press(server, panel, "Công bố")
    await press(server, panel, "Công bố ngay")
    server.say(EDITOR, "/hoantac")
    _, undo = await server.answers(EDITOR, 2)
    assert "gỡ báo cáo này" in undo.text
    assert "gỡ khỏi phục vụ" in await press(server, undo, "Hoàn tác")
    server.say(EDITOR, "/phienban")
    *_, versions = await server.answers(EDITOR, 3)
    assert [line.split(" · ")[1] for line in versions.text.splitlines()] == ["trở về", "công bố"]
    assert not (reports / "xa-mau-nam-2031" / "facts.yaml").exists()
    assert bot.is_running


async def test_a_draft_that_breaks_a_golden_question_is_refused_with_the_question(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    write_report(reports / "xa-mau-2030", golden=f'"{QUESTION}": không có\n')
    panel = await send(server)
    assert QUESTION in await press(server, panel, "Công bố")
    assert [button["text"] for button in panel.buttons] == ["Quay lại"]
    assert list_changes(reports) == []
    assert bot.is_running


async def test_an_undo_asked_before_another_change_does_nothing(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    await press(server, panel, "Công bố")
    await press(server, panel, "Công bố ngay")
    for _ in range(2):
        server.say(EDITOR, "/hoantac")
    _, first, second = await server.answers(EDITOR, 3)
    await press(server, first, "Hoàn tác")
    assert "đã có thay đổi khác" in await press(server, second, "Hoàn tác")
    assert [change.what for change in list_changes(reports)] == ["publish", "rollback"]
    assert bot.is_running


async def test_a_question_in_vain_is_counted_and_its_words_become_a_name(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    for person in (LAN, LAN + 1):
        server.say(person, "tiền thu ngan khố năm 2030?")
        await server.answers(person)
    server.say(EDITOR, "/cauhoi")
    [inbox] = await server.answers(EDITOR)
    assert "2 lượt" in inbox.text
    await press(server, inbox, "1.")
    await press(server, inbox, "Thêm bí danh")
    assert "nay là tên khác của “Thu ngân sách”" in await press(server, inbox, "Thu ngân sách")
    assert "aliases:" in (reports / "xa-mau-2030" / "facts.yaml").read_text(encoding="utf-8")
    assert [change.who for change in list_changes(reports)] == ["", f"telegram:{EDITOR}"]
    assert await press(server, inbox, "Các câu hỏi") == "Không có câu hỏi nào đang chờ."
    assert bot.is_running


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [("cũ.doc", b"x", "Lưu thành .docx"), ("rong.txt", b"", "không có chữ"), ("to.pdf", bytes(20_000_001), "tách nhỏ")],
)
async def test_a_document_that_cannot_be_read_is_told_in_one_line(
    server: TelegramServer, bot: BotProcess, name: str, content: bytes, remedy: str
) -> None:
    server.send_document(EDITOR, name, content)
    [panel] = await server.answers(EDITOR)
    await server.until(lambda: panel.history, "the line")
    assert panel.text.startswith(f"{name}: ")
    assert remedy in panel.text
    assert bot.is_running


async def test_to_others_it_is_all_unknown(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    for text in ("/khong_co", "/cauhoi", "/bannhap", "/phienban", "/hoantac"):
        server.say(LAN, text)
    unknown, *others = await server.answers(LAN, 5)
    assert {message.text for message in others} == {unknown.text}
    server.send(LAN, photo=[])
    server.send_document(LAN, NAME, DOCUMENT)
    *_, photo, document = await server.answers(LAN, 7)
    assert document.text == photo.text
    server.press(panel, panel.buttons[0], person=LAN)
    await server.until(lambda: server.toasts, "the toast")
    assert "không dùng được nữa" in str(server.toasts[-1])
    assert bot.is_running
