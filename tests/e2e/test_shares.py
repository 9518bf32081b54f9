"""Whoever asks more than their share is told so once, answered later, and nobody else notices."""

import re

from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer

LAN, MINH, GROUP = 1001, 1002, -1001
QUESTION, FIGURE = "thu ngân sách 2021?", "158,3 tỷ đồng"


async def test_over_its_share_a_chat_is_told_once_how_many_wait_and_is_answered_later(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    await make_bot(SHARE_PER_MINUTE="60", SHARE_BURST="2").start()
    for _ in range(9):
        server.say(LAN, QUESTION)
    notice = await server.until(lambda: next((m for m in server.seen_in(LAN) if "đang chờ" in m.text), None), "it")
    assert re.search(r"còn [567] tin đang chờ", notice.text)
    server.say(MINH, QUESTION)
    await server.answers(MINH)
    assert len(server.seen_in(LAN)) < 8
    answers = await server.answers(LAN, 10)
    assert [FIGURE in message.text for message in answers if message is not notice] == [True] * 9
    assert notice.history == []


async def test_beyond_the_backlog_what_is_dropped_is_named_in_the_one_message(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_bot(SHARE_PER_MINUTE="600", SHARE_BURST="2", SHARE_BACKLOG="5")
    await bot.start()
    for _ in range(40):
        server.say(LAN, QUESTION)
    server.say(MINH, QUESTION)
    await server.answers(MINH)
    notice = await server.until(lambda: next((m for m in server.seen_in(LAN) if "tin đến sau" in m.text), None), "it")

    def is_complete() -> bool:
        dropped = re.search(r"(\d+) tin đến sau", notice.text)
        answered = sum(FIGURE in message.text for message in server.seen_in(LAN))
        return dropped is not None and int(dropped[1]) + answered == 40

    await server.until(lambda: is_complete() and not server.queue, "every message answered or named")
    assert len([message for message in server.seen_in(LAN) if FIGURE not in message.text]) == 1
    server.say(LAN, QUESTION)
    count = len(server.seen_in(LAN))
    assert FIGURE in (await server.answers(LAN, count + 1))[-1].text


async def test_a_kill_forgets_nothing_of_what_waits_or_was_dropped(server: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_bot(SHARE_PER_MINUTE="600", SHARE_BURST="2", SHARE_BACKLOG="10")
    await bot.start()
    [notice] = server.fail("editMessageText", "hold_before")
    for _ in range(60):
        server.say(LAN, QUESTION)
    await server.until(lambda: len(server.seen_in(LAN)) > 3, "some answers")
    await bot.kill()
    notice.gate.set()
    await bot.start()

    def count_told() -> int:
        """Of the 60, how many were answered or named as dropped."""
        named = [re.search(r"(\d+) tin đến sau", message.text) for message in server.seen_in(LAN)]
        answered = sum(FIGURE in message.text for message in server.seen_in(LAN))
        return answered + sum(int(found[1]) for found in named if found)

    await server.until(lambda: count_told() >= 60 and not server.queue, "every message answered or named")
    for number in range(20):  # one that was named twice, for the kill, may hide one that still waits
        server.say(MINH, QUESTION)
        await server.answers(MINH, number + 1)
        if set(server.confirmed) <= bot.find_handled():
            break
    assert set(server.confirmed) - bot.find_handled() <= {max(server.confirmed)}


async def test_one_person_of_a_group_holds_up_nobody_in_it(server: TelegramServer, make_bot: MakeBot) -> None:
    await make_bot(SHARE_PER_MINUTE="1", SHARE_BURST="5").start()
    for _ in range(3):
        server.say(LAN, QUESTION)
    await server.answers(LAN, 3)
    for _ in range(4):
        server.say(GROUP, f"/hoi {QUESTION}", person=LAN)
    mine = server.say(GROUP, f"/hoi {QUESTION}", person=MINH)
    await server.until(lambda: mine in [message.reply_to for message in server.seen_in(GROUP)], "an answer to Minh")
    assert sum(FIGURE in message.text for message in server.seen_in(GROUP)) <= 4


async def test_editors_work_without_a_limit(server: TelegramServer, make_bot: MakeBot) -> None:
    await make_bot(SHARE_PER_MINUTE="1", SHARE_BURST="1", EDITOR_IDS=str(LAN)).start()
    for _ in range(6):
        server.say(LAN, QUESTION)
    assert all(FIGURE in message.text for message in await server.answers(LAN, 6))


async def test_a_group_is_not_charged_for_what_is_not_meant_for_the_bot(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    server.is_privacy_on = False
    await make_bot(SHARE_PER_MINUTE="1", SHARE_BURST="2").start()
    for _ in range(20):
        server.say(GROUP, "chào cả nhà")
    server.say(GROUP, f"/hoi {QUESTION}")
    [answer] = await server.answers(GROUP)
    assert FIGURE in answer.text
