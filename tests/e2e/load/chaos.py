"""Groups that ask while all goes wrong, and what came of it."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.bot_process import BotProcess
from tests.e2e.load.waits import QUESTION, Waits
from tests.e2e.load.weather import Reply, Weather
from tests.e2e.telegram_server import TelegramServer

GROUPS = range(-1020, -1000)
FLOODER, FLOOD = -1999, 120  # the group that asks so many at once
AHEAD = 25  # questions that wait at most before the next is asked
GARBAGE: tuple[dict[str, object], ...] = (
    {"message": None},
    {"message": {"message_id": "x", "date": "yesterday", "chat": 5}},
    {"callback_query": "?"},
    {"edited_message": {"message_id": -1, "date": 10**30, "chat": {"id": 10**40, "type": "?"}, "text": 5}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 0.5, "type": []}, "from": {"id": "\ud800"}, "text": "a"}},
    {"a_kind_of_next_year": {"id": [[[[[[[[]]]]]]]]}},
)


@dataclass(frozen=True, slots=True)
class Toll:
    """What the chaos cost. lost: questions without an answer; doubled: answers once more than a fault or kill explains;

    reordered: groups whose answers came in another order than the questions. copies: the most of one answer.
    """

    asked: int
    lost: int
    doubled: int
    reordered: int
    copies: int
    extra: int
    waits: Waits

    def __str__(self) -> str:
        return (
            f"{self.asked} asked, {self.lost} lost, {self.reordered} groups out of order, {self.extra} extra answers, "
            f"{self.doubled} of them unexplained, at most {self.copies} copies; waits: {self.waits}"
        )


class Chaos:
    """The groups and the bot; every choice is the generator's."""

    def __init__(self, server: TelegramServer, bot: BotProcess, generator: random.Random) -> None:
        self.weather = Weather(generator)
        server.faults.sources.append(self.weather)
        self._server = server
        self._bot = bot
        self._generator = generator
        self._asked: dict[int, list[int]] = defaultdict(list)
        self._asked_at: dict[Reply, float] = {}
        self._answered_at: dict[Reply, float] = {}
        self._update_ids: dict[Reply, int] = {}
        self._in_doubt: Counter[Reply] = Counter()
        self._seen = 0

    async def run(self, questions: int, kills: int) -> None:
        """Ask so many questions; as often the bot is killed and started again. At the end all is well and quiet."""
        killed_at = set(self._generator.sample(range(10, questions), kills))
        flooded_at = set(self._generator.sample(range(questions), 1 + questions // 200))
        await self._bot.start()
        for number in range(questions):
            self._ask(self._generator.choice(GROUPS))
            if number in flooded_at:
                self._flood()
            if self._generator.random() < 0.1:
                self._server.push(self._generator.choice(GARBAGE))
            ahead = self._generator.randrange(AHEAD)
            await self._until(lambda most=ahead: len(self._asked_at) - len(self._answered_at) <= most, "some answers")
            if number in killed_at:
                await self._kill()
        await self._until(lambda: len(self._answered_at) == len(self._asked_at), "all answers")
        self.weather.is_over = True
        await self._until(lambda: not self._server.queue, "all confirmed")

    def count(self) -> Toll:
        """What it cost so far."""
        answers = self._count_answers()
        extra = {reply: count - 1 for reply, count in answers.items()}
        excused = {reply: self.weather.lost[reply] + self._in_doubt[reply] for reply in answers}
        orders = [(asked, self._find_order(chat_id)) for chat_id, asked in self._asked.items()]
        return Toll(
            asked=len(self._asked_at),
            lost=len(self._asked_at.keys() - answers.keys()),
            doubled=sum(max(0, extra[reply] - excused[reply]) for reply in answers),
            reordered=sum(order != [one for one in asked if one in order] for asked, order in orders),
            copies=max(count - self._in_doubt[reply] for reply, count in answers.items()),
            extra=sum(extra.values()),
            waits=Waits(tuple(self._answered_at[reply] - self._asked_at[reply] for reply in self._answered_at)),
        )

    def _ask(self, chat_id: int) -> None:
        message_id = self._server.say(chat_id, f"/hoi {QUESTION}")
        self._asked[chat_id].append(message_id)
        self._asked_at[chat_id, message_id] = asyncio.get_running_loop().time()
        self._update_ids[chat_id, message_id] = max(self._server.queue)

    def _flood(self) -> None:
        for _ in range(FLOOD):
            self._server.say(FLOODER, f"/hoi {QUESTION}")

    async def _kill(self) -> None:
        """A power cut; what was answered and is not handled may be answered again."""
        await self._bot.kill()
        handled, answers = self._bot.find_handled(), self._count_answers()
        self._in_doubt.update(reply for reply in answers if self._update_ids[reply] not in handled)
        await self._bot.start()

    async def _until(self, probe: Callable[[], bool], what: str) -> None:
        def look() -> bool:
            self._look()
            return probe()

        await self._server.until(look, what)

    def _look(self) -> None:
        """Note when the answers that are new came."""
        now = asyncio.get_running_loop().time()
        for message in self._server.messages[self._seen :]:
            reply = message.chat_id, message.reply_to or 0
            if reply in self._asked_at:
                self._answered_at.setdefault(reply, now)
        self._seen = len(self._server.messages)

    def _count_answers(self) -> Counter[Reply]:
        replies = ((m.chat_id, m.reply_to or 0) for m in self._server.messages)
        return Counter(reply for reply in replies if reply in self._asked_at)

    def _find_order(self, chat_id: int) -> list[int]:
        """The questions in the order of their first answers."""
        return list(dict.fromkeys(m.reply_to for m in self._server.seen_in(chat_id) if m.reply_to))
