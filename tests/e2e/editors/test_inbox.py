"""Questions that nobody could answer are counted for the editors, and become answers, or are noted as absent."""

from pathlib import Path

from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.versions.audit import list_changes
from tests.e2e.bot_process import BotProcess
from tests.e2e.editors.editor import EDITOR, LAN, OTHER, command, find_button, labels, press, press_data, until_answered
from tests.e2e.telegram_server import TelegramServer
from tests.e2e.telegram_world import Message
from tests.facts.reports import write_report

NOTHING = "Không có câu hỏi nào đang chờ."


async def ask_in_vain(server: TelegramServer, *questions: str) -> None:
    for number, question in enumerate(questions):
        await command(server, question, LAN + number)


async def open_group(server: TelegramServer, number: int = 1, person: int = EDITOR) -> Message:
    inbox = await command(server, "/cauhoi", person)
    await press(server, inbox, f"{number}.")
    return inbox


async def test_a_question_in_vain_is_counted_and_its_words_become_a_name_after_a_look_at_the_effect(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    question = "tiền thu ngan khố năm 2030?"
    await ask_in_vain(server, question, question)
    inbox = await command(server, "/cauhoi")
    assert "2 lượt" in inbox.text and "năm 2030" in inbox.text
    await press(server, inbox, "1.")
    await press(server, inbox, "Thêm bí danh")
    await press(server, inbox, "Thu ngân sách")
    after = await command(server, "tiền thu ngân khố")
    assert "→ 5,2 tỷ đồng" in after.text
    assert list_changes(reports) == []
    give = find_button(after, "Thêm")
    told = await press_data(server, after, give)
    assert told.startswith("“tiền thu ngân khố” nay là tên khác của “Thu ngân sách”.")
    assert "tên khác “tiền thu ngân khố”" in told
    assert await press(server, after, "Các câu hỏi khác") == NOTHING
    await until_answered(server, "5,2 tỷ đồng", question)
    count = len(list_changes(reports))
    assert "nay là tên khác" in await press_data(server, after, give)
    assert len(list_changes(reports)) == count
    assert (await command(server, "/cauhoi")).text == NOTHING
    undo = await command(server, "/hoantac")
    await press(server, undo, "Hoàn tác")
    while "lượt" not in (await command(server, "/cauhoi")).text:  # until the bot has seen it
        pass
    assert bot.is_running


async def test_a_kill_between_giving_a_name_and_telling_gives_it_once_and_tells_so(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await ask_in_vain(server, "tiền thuế nộp 2030?")
    group = await open_group(server)
    await press(server, group, "Thêm bí danh")
    await press(server, group, "Thu ngân sách")
    panel = await command(server, "tiền thuế nộp")
    [held] = server.fail("editMessageText", "hold_before")
    server.press(panel, find_button(panel, "Thêm"))
    await server.until(held.arrived.is_set, "the word that it is given")
    await bot.kill()
    await bot.start()
    await server.until(lambda: "nay là tên khác" in panel.text, "that word after the restart")
    assert len([change for change in list_changes(reports) if change.note]) == 1
    server.refused.clear()  # the button's clock was stopped twice, which Telegram refuses


async def test_two_names_given_at_the_same_moment_are_both_kept(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await ask_in_vain(server, "kho bạc 2030?", "tiền thuế nộp 2030?")
    panels = []
    for person, alias in ((EDITOR, "kho bạc"), (OTHER, "tiền thuế nộp")):
        inbox = await command(server, "/cauhoi", person)
        await press(server, inbox, next(label for label in labels(inbox) if alias in label))
        await press(server, inbox, "Thêm bí danh")
        await press(server, inbox, "Thu ngân sách")
        panels.append(await command(server, alias, person))
    for panel in panels:
        server.press(panel, find_button(panel, "Thêm"))
    await server.until(lambda: all("nay là tên khác" in panel.text for panel in panels), "both names")
    [fact] = load_report_folder(reports / "xa-mau-2030").record.facts
    assert set(fact.aliases) == {"kho bạc", "tiền thuế nộp"}
    assert bot.is_running


async def test_a_name_that_helps_nobody_or_is_generic_is_refused(server: TelegramServer, bot: BotProcess) -> None:
    await ask_in_vain(server, "kho bạc gom về 2030?")
    for typed, why in (("của", "từ chung"), ("tiền điện", "vẫn không được trả lời"), ("thu 2030", "không có số")):
        group = await open_group(server)
        await press(server, group, "Thêm bí danh")
        await press(server, group, "Thu ngân sách")
        refused = await command(server, typed)
        assert refused.text.startswith("Chưa thêm được tên này.") and why in refused.text
        assert "Thêm" not in labels(refused)
    assert bot.is_running


async def test_a_name_for_an_indicator_of_several_reports_goes_to_one_or_to_all(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    write_report(reports / "xa-mau-2029", "4,2")
    facts = reports / "xa-mau-2029" / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("2030", "2029"), encoding="utf-8")
    await until_answered(server, "4,2 tỷ đồng", "thu ngân sách 2029?")
    await ask_in_vain(server, "kho bạc gom về 2030?", "kho bạc gom về 2029?")
    group = await open_group(server)
    await press(server, group, "Thêm bí danh")
    assert "Thu ngân sách · Xã Mẫu năm 2029" in labels(group)
    await press(server, group, "Thu ngân sách · mọi báo cáo")
    after = await command(server, "kho bạc gom về")
    assert "trong 2 báo cáo" in after.text
    await press(server, after, "Thêm")
    assert {change.report for change in list_changes(reports) if change.note} == {"xa-mau-2029", "xa-mau-2030"}
    assert bot.is_running


async def test_absent_is_noted_for_every_wording_seen_and_taken_back(
    server: TelegramServer, bot: BotProcess, reports: Path
) -> None:
    await ask_in_vain(server, "dân số 2030?")
    group = await open_group(server)
    await press(server, group, "Báo cáo không có")
    await ask_in_vain(server, "dân số trong năm 2030 bao nhiêu")
    inbox = await command(server, "/cauhoi")
    assert inbox.text == NOTHING
    await press(server, inbox, "Đã ghi là không có")
    assert await press(server, inbox, "dân số · năm 2030") == "Chưa ghi chỉ tiêu nào là báo cáo không có."
    assert "2 lượt" in await press(server, inbox, "Các câu hỏi khác")
    await press(server, inbox, "1.")
    await press(server, inbox, "Bỏ qua")
    assert (await command(server, "/cauhoi")).text == NOTHING
    log = (reports / ".versions" / "audit.jsonl").read_text(encoding="utf-8")
    assert [log.count(f'"{what}"') for what in ("absent", "skipped")] == [2, 1]
    assert bot.is_running


async def test_what_editors_ask_themselves_is_not_counted(server: TelegramServer, bot: BotProcess) -> None:
    await command(server, "dân số 2030?")
    assert (await command(server, "/cauhoi")).text == NOTHING
    assert bot.is_running


async def test_no_person_is_named_in_what_waits(server: TelegramServer, bot: BotProcess) -> None:
    await ask_in_vain(server, "chị Lê Thị Hoa sinh 1980 có được trợ cấp không")
    inbox = await command(server, "/cauhoi")
    await press(server, inbox, "1.")
    assert not [word for word in ("hoa", "1980", str(LAN)) if word in inbox.text.casefold()]
    assert "…" in inbox.text
    assert bot.is_running


async def test_many_groups_are_listed_in_pages(server: TelegramServer, bot: BotProcess) -> None:
    await ask_in_vain(server, *(f"dân số năm {year}?" for year in range(2011, 2020)))
    inbox = await command(server, "/cauhoi")
    assert "Trang 1/2" in labels(inbox)
    assert (await press(server, inbox, "▶")).splitlines()[1].startswith("9. ")
    assert bot.is_running
