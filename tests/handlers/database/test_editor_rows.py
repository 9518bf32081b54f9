"""What editors have begun: drafts, prompts, offers; on SQLite and PostgreSQL alike."""

from dataclasses import replace

import pytest

from handlers.database.records import PROMPTS_KEPT_S
from handlers.memory.alias_offers import AliasOffer, find_offer, save_offer
from handlers.memory.drafts import (
    CLOSED,
    OPEN,
    close_draft,
    find_begun,
    find_draft,
    find_ending,
    list_open,
    open_draft,
    save_draft,
)
from handlers.memory.prompts import Prompt, drop_prompt, find_prompt, save_prompt
from handlers.memory.state import State


async def test_a_draft_goes_on_from_where_it_was_until_it_is_closed(url: str) -> None:
    async with State(url) as state:
        draft = await open_draft(state, 41, 7)
        assert await open_draft(state, 41, 7) == draft
        assert await find_draft(state, draft.id) is None
        draft = replace(draft, message_id=12, report="xa-mau", stage=OPEN, cursor="thu")
        await save_draft(state, draft)
    async with State(url) as state:
        assert await find_draft(state, draft.id) == await find_begun(state, 41) == draft
        assert await list_open(state) == [draft]
        await close_draft(state, draft, "Đã công bố.")
        await close_draft(state, draft, "Đã công bố rồi.")
        assert (await find_draft(state, draft.id), await list_open(state)) == (None, [])
        assert await find_ending(state, draft.id) == "Đã công bố rồi."
        assert (await open_draft(state, 41, 7)).stage == CLOSED


async def test_a_chat_waits_for_one_thing_and_not_for_ever(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    await save_prompt(state, Prompt(7, "q:1:w", 12))
    await save_prompt(state, Prompt(7, "d:1:w", 13))
    assert await find_prompt(state, 7) == Prompt(7, "d:1:w", 13)
    await drop_prompt(state, 7)
    assert await find_prompt(state, 7) is None
    await save_prompt(state, Prompt(8, "q:1:w", 12))
    monkeypatch.setattr("handlers.memory.prompts.PROMPTS_KEPT_S", -PROMPTS_KEPT_S)
    assert await find_prompt(state, 8) is None


async def test_the_same_offer_has_the_same_number(state: State) -> None:
    offer = AliasOffer("tiền chợ", "abc", is_everywhere=False)
    number = await save_offer(state, offer)
    assert await save_offer(state, offer) == number != await save_offer(state, replace(offer, is_everywhere=True))
    assert await find_offer(state, number) == offer
