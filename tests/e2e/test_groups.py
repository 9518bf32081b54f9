"""In a group the bot speaks only when spoken to."""

import pytest

from tests.e2e.telegram_server import TelegramServer

GROUP, LAN, MINH = -1001, 11, 12
REVENUE_2021, REVENUE_2022 = "158,3 tỷ đồng", "188 tỷ đồng"

pytestmark = pytest.mark.usefixtures("bot")


async def test_it_answers_commands_mentions_and_replies_and_nothing_else(server: TelegramServer) -> None:
    server.is_privacy_on = False
    server.say(GROUP, "thu ngân sách 2021?")
    server.say(GROUP, "/khongco")
    server.say(GROUP, "@another_bot thu ngân sách 2021?")
    server.say(GROUP, "/hoi@another_bot thu ngân sách 2021?")
    server.send(GROUP, photo=[{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}])
    server.send(GROUP, new_chat_members=[{"id": 12, "is_bot": False, "first_name": "Minh"}])
    command = server.say(GROUP, "/hoi@hoi_bao_cao_bot thu ngân sách 2021?")
    mention = server.say(GROUP, "@Hoi_Bao_Cao_Bot thu ngân sách 2022?")
    first, second = await server.answers(GROUP, 2)
    reply = server.say(GROUP, "còn 2022?", reply_to=first)
    *_, third = await server.answers(GROUP, 3)
    assert [m.reply_to for m in (first, second, third)] == [command, mention, reply]
    assert REVENUE_2021 in first.marked("b")
    assert REVENUE_2022 in second.marked("b") and REVENUE_2022 in third.marked("b")


async def test_nobody_is_answered_with_what_another_one_talked_about(server: TelegramServer) -> None:
    server.say(GROUP, "/hoi thu ngân sách 2021?", person=LAN)
    server.say(GROUP, "/hoi còn 2022?", person=MINH)
    server.say(GROUP, "/hoi còn 2022?", person=LAN)
    _, of_minh, of_lan = await server.answers(GROUP, 3)
    assert REVENUE_2022 not in of_minh.marked("b")
    assert REVENUE_2022 in of_lan.marked("b")


async def test_an_edited_command_is_answered_where_it_stood(server: TelegramServer) -> None:
    question = server.say(GROUP, "/hoi thu ngân sách 2021?")
    [answer] = await server.answers(GROUP)
    server.edit(GROUP, question, "/hoi thu ngân sách 2022?")
    await server.until(lambda: answer.history, "the edited answer")
    assert REVENUE_2022 in answer.marked("b")
    assert server.messages == [answer]


async def test_an_edit_that_now_names_the_bot_is_answered(server: TelegramServer) -> None:
    server.is_privacy_on = False
    question = server.say(GROUP, "thu ngân sách 2021?")
    server.edit(GROUP, question, "@hoi_bao_cao_bot thu ngân sách 2021?")
    [answer] = await server.answers(GROUP)
    assert answer.reply_to == question
