"""Killed while questions arrive: none is lost, and doubled only what fell between Telegram's effect and our commit."""

from collections import Counter, defaultdict

from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer

GROUPS, QUESTIONS_EACH = 12, 5
KILLED_AFTER = (4, 11, 20, 33, 46)  # messages seen


class Questions:
    """Sixty questions in groups, where each answer quotes what it answers."""

    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self.update_ids: dict[tuple[int, int], int] = {}
        self.asked: dict[int, list[int]] = defaultdict(list)

    def ask(self, count: int) -> None:
        for number in range(len(self.update_ids), len(self.update_ids) + count):
            chat_id = -1000 - number % GROUPS
            message_id = self.server.say(chat_id, f"/hoi thu ngân sách {2021 + number % 2}?")
            self.update_ids[chat_id, message_id] = max(self.server.queue)
            self.asked[chat_id].append(message_id)

    def count_answers(self) -> Counter[int]:
        """How often each update was answered."""
        keys = ((m.chat_id, m.reply_to) for m in self.server.messages)
        return Counter(self.update_ids[chat_id, quoted] for chat_id, quoted in keys if quoted)

    async def until_answered(self, count: int) -> None:
        await self.server.until(lambda: len(self.count_answers()) >= count, f"{count} answers")


async def test_five_kills_lose_nothing_and_double_only_what_was_not_committed(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    questions, bot, in_doubt = Questions(server), make_bot(), Counter[int]()
    for limit in KILLED_AFTER:
        questions.ask(GROUPS)
        await bot.start()
        await questions.until_answered(limit)
        await bot.kill()
        in_doubt.update(questions.count_answers().keys() - bot.find_handled())
    await bot.start()
    await questions.until_answered(GROUPS * QUESTIONS_EACH)
    await server.until(lambda: not server.queue, "all confirmed")
    assert await bot.stop() == 0
    doubled = {update_id: count - 1 for update_id, count in questions.count_answers().items() if count > 1}
    assert all(in_doubt[update_id] >= extra for update_id, extra in doubled.items())
    for chat_id, asked in questions.asked.items():
        assert list(dict.fromkeys(m.reply_to for m in server.seen_in(chat_id))) == asked


async def test_a_kill_between_effect_and_commit_doubles_that_one_answer(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_bot()
    await bot.start()
    [held] = server.fail("sendMessage", "hold_after")
    server.say(1001, "thu ngân sách 2021?")
    await server.until(held.arrived.is_set, "the message at Telegram")
    await bot.kill()
    assert bot.find_handled() == set()
    await bot.start()
    first, second = await server.answers(1001, 2)
    assert first.text == second.text
    await server.until(lambda: not server.queue, "confirmed")


async def test_what_was_answered_is_not_answered_again_when_telegram_repeats_it(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_bot()
    await bot.start()
    server.say(1001, "thu ngân sách 2021?")
    server.say(1001, "/help")  # answered: what came before it in the chat is written down as handled
    await server.answers(1001, 2)
    await bot.kill()
    server.queue.update(server.confirmed)
    await bot.start()
    server.say(1002, "thu ngân sách 2021?")
    await server.answers(1002)
    await server.until(lambda: not server.queue, "confirmed")
    texts = [message.text for message in server.seen_in(1001)]
    assert len([text for text in texts if "158,3" in text]) == 1
