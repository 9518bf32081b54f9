import asyncio
from collections.abc import Callable

import pytest
from telegram import Update

from handlers.wire import lanes as lanes_module
from handlers.wire.chat_lane import Crowd
from handlers.wire.delivery import UndeliveredError
from handlers.wire.lanes import IN_FLIGHT, Lanes, Rules
from handlers.wire.pace import MANY_CHATS
from handlers.wire.share import Share, Shares

PATIENCE_S = 10.0


class Desk:
    """Handles updates as the test tells it: each waits for its gate, and fails as often as asked before."""

    def __init__(self, share: Share | None = None, backlog: int = 1000) -> None:
        self.told: list[Crowd] = []
        self.refusals: list[Exception] = []
        self.costs: dict[int, float | None] = {}
        self.begun: list[int] = []
        self.handled: list[int] = []
        self.given_up: list[int] = []
        self.most_in_flight = 0
        self.gates: dict[int, asyncio.Event] = {}
        self.failures: dict[int, list[Exception]] = {}
        self.changed = asyncio.Condition()
        shares = Shares(share) if share else None
        rules = Rules(shares, backlog, weigh=lambda update: self.costs.get(update.update_id, 1.0), tell=self.tell)
        self.lanes = Lanes(self.handle, self.give_up, rules)

    def put(self, update_id: int, chat_id: int, person_id: int = 7, is_kept: bool = False) -> None:
        raw = {
            "update_id": update_id,
            "message": {
                "message_id": 1, "date": 1, "chat": {"id": chat_id, "type": "private"}, "text": "?",
                "from": {"id": person_id, "is_bot": False, "first_name": "Lan"},
            },
        }  # fmt: skip
        self.lanes.put(Update.de_json(raw, None), raw, is_kept=is_kept)

    async def tell(self, crowd: Crowd) -> int:
        if self.refusals:
            raise self.refusals.pop(0)
        async with self.changed:
            self.told.append(crowd)
            self.changed.notify_all()
        return 5

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


async def test_an_update_that_comes_to_nothing_three_times_is_put_aside_and_the_next_one_handled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes_module, "FIRST_PAUSE_S", 0.01)
    desk.failures[1] = [RuntimeError(str(number)) for number in range(9)]
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=5)
    await desk.until(lambda: desk.handled == [2])
    assert (desk.begun, desk.given_up) == ([1, 1, 1, 2], [1])


async def test_what_nobody_takes_is_done_at_once(desk: Desk) -> None:
    desk.costs[1] = None
    desk.put(1, chat_id=5)
    assert (desk.lanes.unhandled, desk.begun) == ({}, [])


async def test_what_is_written_down_here_is_not_held_at_telegram(desk: Desk) -> None:
    desk.hold(1, 2)
    desk.put(1, chat_id=5, is_kept=True)
    desk.put(2, chat_id=6)
    assert (set(desk.lanes.unhandled), set(desk.lanes.held)) == ({1, 2}, {2})
    assert not desk.lanes.is_free.is_set()
    desk.lanes.note_kept(desk.lanes.held[2])
    assert desk.lanes.is_free.is_set()
    assert desk.lanes.unhandled[2].done.is_set()


FAST = Share(per_minute=6000, burst=2)  # one in 10 ms
SLOW = Share(per_minute=1, burst=2)


async def test_what_is_over_the_share_is_handled_later_in_its_order() -> None:
    desk = Desk(FAST)
    for update_id in range(1, 8):
        desk.put(update_id, chat_id=5)
    await desk.until(lambda: len(desk.handled) == 7)
    assert desk.handled == [1, 2, 3, 4, 5, 6, 7]
    assert desk.told == []  # it waited too shortly to be told


async def test_a_chat_over_its_share_is_told_once_how_many_wait_and_holds_up_no_other() -> None:
    desk = Desk(SLOW)
    for update_id in range(1, 8):
        desk.put(update_id, chat_id=5, person_id=5)
    await desk.until(lambda: bool(desk.told))
    desk.put(20, chat_id=6)
    await desk.until(lambda: 20 in desk.handled)
    assert desk.handled == [1, 2, 20]
    [crowd] = desk.told
    assert (crowd.waiting, crowd.dropped, crowd.ids) == (5, 0, ())
    await asyncio.wait_for(desk.lanes.close(), PATIENCE_S)
    assert set(desk.lanes.unhandled) == {3, 4, 5, 6, 7}


async def test_a_person_over_their_share_holds_up_nobody_in_the_group() -> None:
    desk = Desk(Share(per_minute=1, burst=4))
    for update_id in range(1, 7):
        desk.put(update_id, chat_id=-6 if update_id > 3 else 5, person_id=5)
    desk.put(20, chat_id=-6, person_id=8)
    await desk.until(lambda: 20 in desk.handled)
    assert sorted(desk.handled) == [1, 2, 3, 4, 20]
    await desk.lanes.close()


async def test_what_costs_nothing_is_handled_however_much_there_is() -> None:
    desk = Desk(SLOW, backlog=3)
    desk.costs = dict.fromkeys(range(1, 30), 0.0)
    for update_id in desk.costs:
        desk.put(update_id, chat_id=5)
    await desk.until(lambda: len(desk.handled) == 29)
    assert desk.told == []


async def test_beyond_the_backlog_the_newest_are_dropped_and_named_by_their_number() -> None:
    desk = Desk(SLOW, backlog=3)
    for update_id in range(1, 9):
        desk.put(update_id, chat_id=5)
    await desk.until(lambda: bool(desk.told))
    assert (desk.told[0].dropped, desk.told[0].ids) == (5, (4, 5, 6, 7, 8))
    assert set(desk.lanes.unhandled) == {1, 2, 3} - set(desk.handled)
    await desk.lanes.close()


async def test_what_is_dropped_stays_unhandled_until_it_is_named() -> None:
    desk = Desk(SLOW, backlog=1)
    desk.refusals = [UndeliveredError(3600.0)]
    for update_id in (1, 2, 3):
        desk.put(update_id, chat_id=5)
    await asyncio.sleep(0)
    await desk.lanes.close()
    assert desk.told == []
    assert set(desk.lanes.unhandled) >= {2, 3}


async def test_what_is_dropped_later_is_named_in_the_same_message_with_the_whole_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lanes_module, "TELL_EVERY_S", 0.01)
    desk = Desk(FAST, backlog=1)
    desk.hold(1)
    for update_id in (1, 2):
        desk.put(update_id, chat_id=5)
    await desk.until(lambda: len(desk.told) == 1)
    await desk.until(lambda: desk.begun == [1])
    for update_id in (3, 4):
        desk.put(update_id, chat_id=5)
    desk.gates[1].set()
    await desk.until(lambda: len(desk.told) == 2)
    assert [(crowd.dropped, crowd.ids, crowd.notice_id) for crowd in desk.told] == [(1, (2,), None), (3, (3, 4), 5)]
    assert desk.handled == [1]


async def test_a_chat_that_cannot_be_told_goes_on() -> None:
    desk = Desk(FAST, backlog=1)
    desk.refusals = [RuntimeError("a mistake in telling")]
    desk.put(1, chat_id=5)
    desk.put(2, chat_id=5)
    await desk.until(lambda: desk.handled == [1])


async def test_many_limited_chats_slow_all_down(desk: Desk) -> None:
    for update_id in range(MANY_CHATS):
        desk.failures[update_id] = [UndeliveredError(3600.0, is_limited=True)]
        desk.put(update_id, chat_id=1000 + update_id)
    await desk.until(lambda: len(desk.begun) == MANY_CHATS)
    desk.put(99, chat_id=5)
    await asyncio.sleep(0)
    await desk.lanes.close()
    assert 99 not in desk.begun
