"""A bot with shorter pauses whose thinking can be broken by a question."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot

MakeHardy = Callable[..., BotProcess]


@pytest.fixture
def make_hardy(make_bot: MakeBot) -> MakeHardy:
    """Makes a bot that is run by entry.py, not started; pauses: constants by their dotted names, as JSON has them."""

    def make(pauses: dict[str, object] | None = None, **settings: str) -> BotProcess:
        return make_bot(Path(__file__).parent / "entry.py", PAUSES=json.dumps(pauses or {}), **settings)

    return make
