"""What a person sees who talks to the bot in private."""

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.telegram_server import TelegramServer

LAN, MINH = 1001, 1002
REVENUE_2021, REVENUE_2022 = "158,3 tỷ đồng", "188 tỷ đồng"
RETAIL_2021 = "3.250 tỷ đồng"

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_figure_comes_with_its_sentence_and_is_bold_in_it(server: TelegramServer) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    [answer] = await server.answers(LAN)
    assert REVENUE_2021 in answer.marked("b")
    [sentence] = answer.marked("blockquote")
    assert REVENUE_2021 in sentence and "31/12/2021" in sentence
    assert answer.is_preview_off


async def test_a_question_is_understood_from_the_one_before_until_that_is_forgotten(server: TelegramServer) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    server.say(LAN, "còn 2022?")
    server.say(MINH, "còn 2022?")
    _, follow_up = await server.answers(LAN, 2)
    assert REVENUE_2022 in follow_up.marked("b")
    [stranger] = await server.answers(MINH)
    assert REVENUE_2022 not in stranger.marked("b")
    server.say(LAN, "/moi")
    server.say(LAN, "còn 2021?")
    *_, forgotten = await server.answers(LAN, 4)
    assert REVENUE_2021 not in forgotten.marked("b")


async def test_a_reply_to_an_old_answer_goes_on_from_there(server: TelegramServer) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    [revenue] = await server.answers(LAN)
    server.say(LAN, "tổng mức bán lẻ 2021?")
    _, retail = await server.answers(LAN, 2)
    assert any(RETAIL_2021 in words for words in retail.marked("b"))
    server.say(LAN, "còn 2022?", reply_to=revenue)
    *_, answer = await server.answers(LAN, 3)
    assert REVENUE_2022 in answer.marked("b")


async def test_pressing_a_button_answers_with_what_it_names(server: TelegramServer) -> None:
    server.say(LAN, "/chude")
    [topics] = await server.answers(LAN)
    button = next(b for b in topics.buttons if "Thu ngân sách" in b["text"])
    server.press(topics, button)
    _, answer = await server.answers(LAN, 2)
    assert {REVENUE_2021, REVENUE_2022} & set(answer.marked("b"))
    assert answer.marked("blockquote")
    assert (server.open_queries, server.toasts) == (set(), [None])


async def test_of_several_readings_the_person_chooses_one(server: TelegramServer) -> None:
    server.say(LAN, "htx 2021")
    [choices] = await server.answers(LAN)
    assert choices.marked("blockquote") == []
    button = next(b for b in choices.buttons if "thành lập mới" in b["text"])
    server.press(choices, button)
    _, pressed = await server.answers(LAN, 2)
    server.say(LAN, str(1 + choices.buttons.index(button)), reply_to=choices)
    *_, picked = await server.answers(LAN, 3)
    assert pressed.marked("b") == picked.marked("b") != []
    assert pressed.marked("blockquote") == picked.marked("blockquote") != []


async def test_a_button_of_another_bot_or_age_is_declined_kindly(server: TelegramServer) -> None:
    server.say(LAN, "/chude")
    [topics] = await server.answers(LAN)
    server.press(topics, {"text": "cũ", "callback_data": "page:2"})
    server.press(topics, {"text": "cũ", "callback_data": "c:nothing"})
    _, answer = await server.answers(LAN, 2)
    assert answer.marked("blockquote") == []
    assert server.toasts[0] and server.toasts[1] is None


async def test_an_edited_question_is_answered_where_it_stood(server: TelegramServer) -> None:
    question = server.say(LAN, "thu ngân sách 2021?")
    [answer] = await server.answers(LAN)
    server.edit(LAN, question, "thu ngân sách 2022?")
    await server.until(lambda: answer.history, "the edited answer")
    assert server.seen_in(LAN) == [answer]
    assert REVENUE_2022 in answer.marked("b") and REVENUE_2021 in answer.history[0]


async def test_an_edit_that_changes_nothing_says_nothing(server: TelegramServer) -> None:
    question = server.say(LAN, "thu ngân sách 2021?")
    await server.answers(LAN)
    server.edit(LAN, question, "thu ngân sách 2021?")
    await server.until(lambda: server.called("editMessageText") and not server.queue, "the edit")
    assert len(server.messages) == 1
    assert "not modified" in server.refused.pop()


async def test_what_is_no_text_gets_one_kind_line(server: TelegramServer) -> None:
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
    server.send(LAN, photo=[size], caption="xem giúp")
    server.send(LAN, voice={"file_id": "f", "file_unique_id": "u", "duration": 2})
    server.send(LAN, sticker=size | {"type": "regular", "is_animated": False, "is_video": False})
    server.send(LAN, location={"latitude": 22.1, "longitude": 105.8})
    lines = [answer.text for answer in await server.answers(LAN, 4)]
    assert len(set(lines)) == 1
    assert "gõ câu hỏi" in lines[0] and "\n" not in lines[0]


async def test_each_command_does_what_it_says(server: TelegramServer) -> None:
    commands = {
        "/start": "Chào bạn",
        "/help": "Gõ câu hỏi",
        "/chude": "Thu ngân sách",
        "/nguon": "/nguon ngay sau một câu trả lời",
        "/nguon thu-ngan-sach-2021": REVENUE_2021,
        "/nguon khong-co": "Không có",
        "/hoi thu ngân sách 2022": REVENUE_2022,
        "/nguon ": REVENUE_2022,
        "/hoi": "/hoi thu ngân sách 2021",
        "/moi": "Mời bạn hỏi",
        "/khongco": "/help",
        "/start@hoi_bao_cao_bot": "Chào bạn",
    }
    for count, (command, words) in enumerate(commands.items(), start=1):
        server.say(LAN, command)
        assert words in (await server.answers(LAN, count))[-1].text, command


async def test_a_command_for_another_bot_is_none_of_its_business(server: TelegramServer) -> None:
    server.say(LAN, "/start@other_bot")
    server.say(LAN, "/khongco@other_bot")
    server.say(LAN, "thu ngân sách 2021?")
    [answer] = await server.answers(LAN)
    assert REVENUE_2021 in answer.text


async def test_the_commands_are_registered(server: TelegramServer) -> None:
    [parameters] = await server.until(lambda: server.called("setMyCommands"), "setMyCommands")
    assert all(f'"command": "{name}"' in parameters["commands"] for name in ("hoi", "chude", "nguon", "moi", "help"))


async def test_no_question_can_break_the_markup(server: TelegramServer) -> None:
    words = ['<b>dân số</b> & "giá" <script>', "dân số </blockquote> < > &lt; &#x1F4A9;", "🌾" * 2000, "<" * 4096]
    for count, text in enumerate(words, start=1):
        server.say(LAN, text)
        assert (await server.answers(LAN, count))[-1].text


async def test_updates_that_cannot_be_read_hold_nothing_up(server: TelegramServer) -> None:
    server.push({"message": {"message_id": "x", "date": "yesterday", "chat": 5}})
    server.push({"callback_query": "?"})
    server.push({"a_kind_of_next_year": {"id": 1}})
    server.say(LAN, "thu ngân sách 2021?")
    server.push({"message": None})
    await server.answers(LAN)
    await server.until(lambda: not server.queue, "all confirmed")
    assert len(server.messages) == 1


async def test_context_and_buttons_survive_a_restart(server: TelegramServer, bot: BotProcess) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    server.say(MINH, "/chude")
    await server.answers(LAN)
    [topics] = await server.answers(MINH)
    assert await bot.stop() == 0
    await bot.start()
    server.say(LAN, "còn 2022?")
    server.press(topics, topics.buttons[0])
    _, follow_up = await server.answers(LAN, 2)
    assert REVENUE_2022 in follow_up.marked("b")
    _, pressed = await server.answers(MINH, 2)
    assert pressed.marked("blockquote")
