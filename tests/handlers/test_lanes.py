import asyncio
from collections.abc import Callable

import pytest
from telegram import Update

from handlers import lanes as lanes_module
from handlers.delivery import UndeliveredError
from handlers.lanes import IN_FLIGHT, Lanes

PATIENCE_S = 10.0


class Desk:
    """Handles updates as the test tells it: each waits for its gate, and fails as often as asked before."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.handled: list[int] = []
        self.given_up: list[int] = []
        self.most_in_flight = 0
        self.gates: dict[int, asyncio.Event] = {}
        self.failures: dict[int, list[Exception]] = {}
        self.changed = asyncio.Condition()
        self.lanes = Lanes(self.handle, self.give_up)

    def put(self, update_id: int, chat_id: int) -> None:
        raw = {
            "update_id": update_id,
            "message": {"message_id": 1, "date": 1, "chat": {"id": chat_id, "type": "private"}, "text": "?"},
        }
        self.lanes.put(Update.de_json(raw, None), raw)

    def hold(self, *update_ids: int) -> None:
        self.gates |= {update_id: asyncio.Event() for update_id in update_ids}

    async def handle(self, update: Update) -> None:
        await self._note(self.begun, update.update_id)
        self.most_in_flight = max(self.most_in_flight, len(self.begun) - len(self.handled))
        if gate := self.gates.get(update.update_id):
            await gate.wait()
        if failures := self.failures.get(update.update_id):
            raise failures.pop(0)
        await self._note(self.handled, update.update_id)

    async def give_up(self, update: Update) -> None:
        await self._note(self.given_up, update.update_id)

    async def _note(self, notes: list[int], update_id: int) -> None:
        async with self.changed:
            notes.append(update_id)
            self.changed.notify_all()

    async def until(self, probe: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S), self.changed:
            await self.changed.wait_for(probe)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_one_chat_is_answered_in_order(desk: Desk) -> None:
    desk.hold(1)
    for update_id in (1, 2, 3):
        desk.put(update_id, chat_id=5)
    await desk.until(lambda: desk.begun == [1])
    desk.gates[1].set()
    await desk.until(lambda: len(desk.handled) == 3)
    assert desk.handled == desk.begun == [1, 2, 3]


async def test_a_chat_does_not_wait_for_another(desk: Desk) -> None:
    desk.hold(1)
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=6)
    await desk.until(lambda: desk.handled == [2])
    assert set(desk.lanes.unhandled) == {1}
    desk.gates[1].set()
    await desk.until(lambda: desk.handled == [2, 1])


async def test_no_more_chats_than_the_limit_are_in_flight(desk: Desk) -> None:
    updates = range(IN_FLIGHT + 3)
    desk.hold(*updates)
    for update_id in updates:
        desk.put(update_id, chat_id=1000 + update_id)
    await desk.until(lambda: len(desk.begun) == IN_FLIGHT)
    desk.gates[0].set()
    await desk.until(lambda: len(desk.begun) == IN_FLIGHT + 1)
    for gate in desk.gates.values():
        gate.set()
    await desk.until(lambda: len(desk.handled) == len(updates))
    assert desk.most_in_flight == IN_FLIGHT


async def test_an_update_that_comes_again_while_it_waits_is_handled_once(desk: Desk) -> None:
    desk.hold(1)
    desk.put(1, chat_id=5)
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=5)
    desk.gates[1].set()
    await desk.until(lambda: 2 in desk.handled)
    assert desk.handled == [1, 2]


@pytest.mark.parametrize("failure", [UndeliveredError(0.01), RuntimeError("the database is gone")])
async def test_what_failed_is_tried_again_before_what_came_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setattr(lanes_module, "FIRST_PAUSE_S", 0.01)
    desk.failures[1] = [failure, failure]
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=5)
    await desk.until(lambda: desk.handled == [1, 2])
    assert desk.begun == [1, 1, 1, 2]


async def test_a_chat_that_waits_to_try_again_takes_no_place_from_others(desk: Desk) -> None:
    for update_id in range(IN_FLIGHT):
        desk.failures[update_id] = [UndeliveredError(3600.0)]
        desk.put(update_id, chat_id=1000 + update_id)
    desk.put(9999, chat_id=5)
    await desk.until(lambda: bool(desk.handled))
    assert desk.handled == [9999]


async def test_an_update_is_given_up_after_a_day_and_the_next_one_answered(desk: Desk) -> None:
    desk.failures[1] = [UndeliveredError(2 * 86400.0)]
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=5)
    await desk.until(lambda: desk.handled == [2])
    assert desk.given_up == [1]


async def test_closing_finishes_what_is_in_hand_and_leaves_the_rest_unhandled(desk: Desk) -> None:
    desk.hold(1)
    desk.failures[3] = [UndeliveredError(3600.0)]
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=5)
    desk.put(3, chat_id=6)
    await desk.until(lambda: sorted(desk.begun) == [1, 3])
    closing = asyncio.create_task(desk.lanes.close())
    desk.gates[1].set()
    await asyncio.wait_for(closing, PATIENCE_S)
    assert desk.handled == [1]
    assert set(desk.lanes.unhandled) == {2, 3}


async def test_closing_does_not_wait_for_what_takes_too_long(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes_module, "GRACE_S", 0.01)
    desk.hold(1)
    desk.put(1, chat_id=5)
    await desk.until(lambda: desk.begun == [1])
    await asyncio.wait_for(desk.lanes.close(), PATIENCE_S)
    assert set(desk.lanes.unhandled) == {1}
