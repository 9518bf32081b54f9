"""A document that an editor sends becomes answers; what happens on the way is told, and stays over a kill."""

import shutil
from pathlib import Path

import pytest

from handlers.editors.drafts.sent_document import REFUSED
from knowledge.facts.versions.audit import list_changes
from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.editors.editor import (
    DOCUMENT,
    EDITOR,
    LAN,
    NAME,
    OTHER,
    QUESTION,
    REPORT,
    TEXT,
    command,
    find_button,
    labels,
    press,
    press_data,
    publish,
    send,
    until_answered,
)
from tests.e2e.telegram_server import TelegramServer
from tests.facts.reports import write_report


def read_log(reports: Path) -> str:
    return (reports / ".versions" / "audit.jsonl").read_text(encoding="utf-8")


async def test_a_document_becomes_answers_and_the_audit_log_knows_who(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    assert panel.history[0] == f"Đang đọc {NAME}…"
    assert "4 số liệu, 2 chắc chắn, 2 cần xem" in panel.text
    assert "công bố lần đầu" in await press(server, panel, "Công bố")
    told = await press(server, panel, "Công bố ngay")
    assert told.startswith(f"{REPORT}: bản 1 · công bố · ") and "· bạn\n" in told
    await until_answered(server, "7,4 tỷ đồng")
    [change] = list_changes(reports)
    assert (change.who, change.what, change.report, change.undo) == (f"telegram:{EDITOR}", "publish", REPORT, 0)
    assert await bot.stop() == 0
    assert list(bot.database.parent.glob("drafts/*")) == []
    assert "exception was never retrieved" not in "".join(bot.lines)


async def test_doubtful_facts_are_decided_one_by_one_across_a_restart(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    first = await press(server, panel, "Xem 2")
    assert first.startswith("Mục 1/2: ")
    assert (await press(server, panel, "▶")).startswith("Mục 2/2: ")
    assert await press(server, panel, "◀") == first
    await server.until(lambda: not server.queue, "confirmed")
    await bot.kill()
    await bot.start()
    drafts = await command(server, "/bannhap")
    assert labels(drafts) == [f"1. {REPORT}"]
    assert "1. Xã Mẫu năm 2031 · gửi ngày " in drafts.text
    assert (await press(server, panel, "Đúng")).startswith("Mục 1/1: ")
    assert (await press(server, panel, "Xóa mục này")).startswith("Đã xem hết. Công bố được rồi.")
    assert read_log(reports).count('"decision"') == 2
    await press(server, panel, "Công bố")
    await press(server, panel, "Công bố ngay")
    await until_answered(server, "7,4 tỷ đồng")


async def test_what_was_dropped_by_mistake_is_taken_back(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    await press(server, panel, "Xem 2")
    await press(server, panel, "Xóa mục này")
    await press(server, panel, "Về bản nháp")
    assert "3 số liệu" in panel.text
    assert "4 số liệu" in await press(server, panel, "Lấy lại mục vừa bỏ")
    assert "Lấy lại" not in " ".join(labels(panel))
    assert bot.is_running


async def test_a_field_is_corrected_by_the_editors_next_words_if_the_sentence_proves_it(
    server: TelegramServer, bot: BotProcess
) -> None:
    panel = await send(server)
    await press(server, panel, "Xem 2")
    await press(server, panel, "Sửa")
    assert "Gõ tên chỉ tiêu mới" in await press(server, panel, "Tên chỉ tiêu")
    after = await command(server, "Diện tích rừng trồng mới")
    assert "Diện tích rừng trồng mới" in after.marked("b")
    await press(server, after, "Sửa")
    await press(server, after, "Tình trạng")
    assert "Tình trạng: kế hoạch" in await press(server, after, "Kế hoạch")
    await press(server, after, "Sửa")
    await press(server, after, "Thời kỳ")
    after = await command(server, "quý 3 năm 2030")
    assert "Thời kỳ: quý III/2030" in after.text
    await press(server, after, "Sửa")
    await press(server, after, "Số liệu")
    refused = await command(server, "999 ha")
    assert refused.text.startswith("Chưa ghi được: ")
    assert "/" not in refused.text.splitlines()[0].replace("facts.yaml", "")
    assert "999" not in refused.text.splitlines()[-1]
    assert bot.is_running


async def test_typing_can_be_left_and_words_are_a_question_again(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    for leave in ("/thoi", "Thôi"):
        await press(server, panel, "Sửa tiêu đề")
        await press(server, panel, "Tiêu đề")
        if leave == "/thoi":
            assert (await command(server, leave)).text == "Đã thôi."
        await press(server, panel, "Thôi")
        assert "Thu ngân sách" in (await command(server, "thu ngân sách 2030?")).text
        await press(server, panel, "Thôi")
    assert (await command(server, "/thoi")).text == "Không có việc nào đang gõ dở."
    assert bot.is_running


async def test_title_place_and_period_of_the_report_are_mended(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server, "Báo cáo\n\nThu ngân sách đạt 7,4 tỷ đồng.", "a.txt")
    assert "không rõ địa phương · không rõ thời kỳ" in panel.text
    for field, words in (("Tiêu đề", "Báo cáo xã Mẫu"), ("Nơi", "xã Mẫu"), ("Thời kỳ", "năm 2031")):
        await press(server, panel, "Sửa tiêu đề")
        await press(server, panel, field)
        panel = await command(server, words)
    assert panel.text.splitlines()[:3] == ["Đã ghi.", "Báo cáo xã Mẫu", "xã Mẫu · năm 2031 · mã: a"]
    assert bot.is_running


async def test_all_facts_can_be_looked_at_before_the_first_publication(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    told = await press(server, panel, "Công bố")
    assert "⚠ Còn 2 số liệu chưa xem" in told and "công bố lần đầu, 4 số liệu" in told
    listed = await press(server, panel, "Xem tất cả")
    assert [line[0] for line in listed.splitlines()[1:]] == ["1", "2", "3", "4"]
    assert "7,4 tỷ đồng" in await press(server, panel, "1")
    assert "12 ha" in await press(server, panel, "Về danh sách")
    assert bot.is_running


async def test_what_was_published_meanwhile_is_shown_before_it_is_written_over(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    mine = await send(server, TEXT.replace("7,4", "8,4"))
    await press(server, mine, "Công bố")
    await publish(server, TEXT.replace("31 con", "41 con"), person=OTHER)
    told = await press(server, mine, "Công bố ngay")
    assert told.startswith("Trong lúc đó đã có thay đổi; đây là khác biệt mới:")
    assert [change.version for change in list_changes(reports)] == [1, 2]
    assert "bản 3 · công bố" in await press(server, mine, "Công bố ngay")
    assert bot.is_running


async def test_a_corrected_copy_under_another_name_takes_the_reports_place_unless_told_otherwise(
    server: TelegramServer, bot: BotProcess
) -> None:
    await publish(server)
    panel = await send(server, TEXT.replace("7,4", "7,9"), "ban sua cuoi.txt")
    assert "Thay báo cáo đang phục vụ “Xã Mẫu năm 2031”." in panel.text
    assert f"mã: {REPORT}\n" in panel.text
    told = await press(server, panel, "Là báo cáo khác")
    assert told.startswith("Nay là báo cáo khác, mã ban-sua-cuoi.")
    assert "Thay báo cáo" not in told
    assert bot.is_running


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


async def test_a_document_that_telegram_does_not_hand_out_is_told_in_its_panel(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fail("download", "403", "500", "403")
    server.send_document(EDITOR, NAME, DOCUMENT)
    [panel] = await server.answers(EDITOR)
    await server.until(lambda: panel.history, "the end of reading")
    assert panel.text == f"{NAME}: {REFUSED}"
    assert (await command(server, "/bannhap")).text.startswith("Không có bản nháp nào.")
    assert bot.is_running


async def test_a_kill_between_publishing_and_telling_publishes_once_and_tells_what_was_done(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    await press(server, panel, "Công bố")
    button = find_button(panel, "Công bố ngay")
    [held] = server.fail("editMessageText", "hold_before")
    server.press(panel, button)
    await server.until(held.arrived.is_set, "the word that it is published")
    await bot.kill()
    await bot.start()
    await server.until(lambda: "bản 1 · công bố" in panel.text, "that word after the restart")
    assert [change.what for change in list_changes(reports)] == ["publish"]
    server.refused.clear()  # the button's clock was stopped twice, which Telegram refuses


async def test_a_button_pressed_twice_tells_what_was_done(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    await press(server, panel, "Công bố")
    button = find_button(panel, "Công bố ngay")
    told = await press_data(server, panel, button)
    server.press(panel, button)
    last = await command(server, "/bannhap")
    assert panel.text == told
    assert last.text.startswith("Không có bản nháp nào.")
    server.refused.clear()  # the panel said so already, which Telegram refuses to say again
    assert [change.what for change in list_changes(reports)] == ["publish"]
    assert bot.is_running


async def test_a_dropped_draft_leaves_nothing_but_a_line_in_the_log_and_its_old_buttons_say_so(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    drop = find_button(panel, "Xóa bản nháp")
    await press(server, panel, "Xóa bản nháp")
    dropped = f"Đã xóa bản nháp {REPORT}."
    assert await press(server, panel, "Xóa hẳn") == dropped
    server.press(panel, drop)
    assert (await command(server, "/bannhap")).text.startswith("Không có bản nháp nào.")
    assert panel.text == dropped
    server.refused.clear()  # the panel said so already, which Telegram refuses to say again
    assert list_changes(reports) == []
    assert '"drop"' in read_log(reports)
    assert bot.is_running


async def test_a_draft_whose_files_are_gone_says_so_and_can_be_dropped(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    shutil.rmtree(bot.database.parent / "drafts")
    assert "không còn trên máy chủ" in await press(server, panel, "Xem 2")
    assert await press(server, panel, "Xóa bản nháp") == f"Đã xóa bản nháp {REPORT}."


async def test_another_editor_goes_on_with_a_draft(server: TelegramServer, bot: BotProcess) -> None:
    await send(server)
    drafts = await command(server, "/bannhap", OTHER)
    assert "Đọc được 4 số liệu" in await press(server, drafts, f"1. {REPORT}")
    assert bot.is_running


async def test_many_drafts_are_listed_in_pages(server: TelegramServer, bot: BotProcess) -> None:
    for number in range(9):
        await send(server, TEXT.replace("Xã Mẫu", f"Xã Số {number}"), f"{number}.txt")
    drafts = await command(server, "/bannhap")
    assert labels(drafts)[-3:] == ["◀", "Trang 1/2", "▶"]
    assert "9. Xã Số 0 năm 2031" in await press(server, drafts, "▶")
    assert bot.is_running


async def test_where_the_disk_refuses_nothing_changes_and_that_is_said(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    panel = await send(server)
    await press(server, panel, "Công bố")
    (reports / ".versions").write_text("no folder", encoding="utf-8")
    told = await press(server, panel, "Công bố ngay")
    assert told == "Máy chủ chưa ghi được tệp. Chưa có gì thay đổi; hãy báo người quản trị."
    (reports / ".versions").unlink()
    await press(server, panel, "Quay lại")
    await press(server, panel, "Công bố")
    assert "bản 1 · công bố" in await press(server, panel, "Công bố ngay")
    assert bot.is_running


async def test_a_draft_that_breaks_a_golden_question_of_its_report_is_refused_with_file_and_line(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await publish(server)
    (reports / REPORT / "golden.yaml").write_text(f'# đã xem\n"{QUESTION}": không có\n', encoding="utf-8")
    panel = await send(server, TEXT.replace("7,4", "7,5"))
    told = await press(server, panel, "Công bố")
    assert f"Nếu công bố, câu “{QUESTION}” sẽ không còn được trả lời như cũ" in told
    assert f"Câu hỏi mẫu ở {REPORT}/golden.yaml:2: " in told
    assert "Công bố ngay" not in labels(panel)
    assert [change.version for change in list_changes(reports)] == [1]
    assert bot.is_running


async def test_golden_questions_of_other_reports_do_not_stop_a_draft_that_states_more(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    write_report(reports / "xa-mau-2030", golden=f'"{QUESTION}": không có\n')
    (write_report(reports / "xa-hong") / "golden.yaml").write_text("a?: thu\nb?:\n", encoding="utf-8")
    panel = await send(server)
    assert "Lưu ý: xa-hong/golden.yaml:2: b?: thiếu câu trả lời" in await press(server, panel, "Công bố")
    assert "bản 1 · công bố" in await press(server, panel, "Công bố ngay")
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


async def test_a_document_without_a_name_is_read_by_its_kind(server: TelegramServer, bot: BotProcess) -> None:
    server.files["f"] = content = b"<p>" + "Năm 2031, thu ngân sách xã Mẫu đạt 7,4 tỷ đồng.".encode() + b"</p>"
    about = {"file_id": "f", "file_unique_id": "f", "mime_type": "text/html", "file_size": len(content)}
    server.send(EDITOR, document=about)
    [panel] = await server.answers(EDITOR)
    await server.until(lambda: "Đọc được 1 số liệu" in panel.text, "the document to be read")
    assert bot.is_running


@pytest.mark.parametrize(
    "data",
    ["e:", "e:d", "e:d:²:v", "e:d:99999999999999999999:v", "e:d:1", "e:u", "e:u:-1", "e:h:x:R:1:1", "e:q:1:A:x", "e:q",
     "e:l:x", "e:?:1", "c:"],
)  # fmt: skip
async def test_data_that_no_button_has_does_no_harm(
    server: TelegramServer, bot: BotProcess, reports: Path, data: str
) -> None:
    panel = await command(server, "/phienban")
    server.press(panel, {"callback_data": data})
    await command(server, "/phienban")
    server.refused.clear()  # a panel that stays as it is, which Telegram refuses to show again
    assert not [line for line in bot.lines if "ERROR" in line]
    assert list_changes(reports) == []


async def test_the_first_report_of_all_is_published_from_telegram(
    server: TelegramServer, make_bot: MakeBot, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    bot = make_bot(KNOWLEDGE_DIR=str(tmp_path / "empty"), EDITOR_IDS=str(EDITOR))
    await bot.start()
    assert "gửi vào đây tệp báo cáo" in (await command(server, "/start")).text
    for text in ("/start", QUESTION, "/chude"):
        assert (await command(server, text, LAN)).text.startswith("Hiện chưa có báo cáo nào")
    assert "/cauhoi" in (await command(server, "/help")).text
    assert (await command(server, "/cauhoi")).text == "Không có câu hỏi nào đang chờ."
    await publish(server)
    await until_answered(server, "7,4 tỷ đồng")
    assert "báo cáo duy nhất" in (await command(server, "/hoantac")).text


async def test_to_others_it_is_all_unknown(server: TelegramServer, bot: BotProcess) -> None:
    panel = await send(server)
    for text in ("/khong_co", "/khong_co@hoi_bao_cao_bot", "/cauhoi", "/bannhap", "/phienban", "/hoantac", "/thoi"):
        server.say(LAN, text)
    unknown, *others = await server.answers(LAN, 7)
    assert {message.text for message in others} == {unknown.text}
    server.send(LAN, photo=[])
    server.send_document(LAN, NAME, DOCUMENT)
    *_, photo, document = await server.answers(LAN, 9)
    assert document.text == photo.text
    server.press(panel, panel.buttons[0], person=LAN)
    await server.until(lambda: server.toasts, "the toast")
    assert "không dùng được nữa" in str(server.toasts[-1])
    assert "/cauhoi" in (await command(server, "/help")).text
    assert "/cauhoi" not in (await command(server, "/help", LAN)).text
    assert bot.is_running


async def test_a_stop_while_a_document_is_fetched_is_in_time_and_the_document_is_read_after_the_next_start(
    server: TelegramServer, bot: BotProcess
) -> None:
    [held] = server.fail("download", "hold_before")
    server.send_document(EDITOR, NAME, DOCUMENT)
    await server.until(held.arrived.is_set, "the download")
    assert await bot.stop() == 0
    held.gate.set()
    await bot.start()
    [panel] = await server.answers(EDITOR)
    await server.until(lambda: "Đọc được" in panel.text, "the document to be read")
    assert server.seen_in(EDITOR) == [panel]
