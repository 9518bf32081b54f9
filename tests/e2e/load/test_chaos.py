"""All that can go wrong at once: nothing is lost, nothing out of order, doubled only what nobody could know."""

import random

import pytest

from tests.e2e.load.chaos import Chaos
from tests.e2e.load.conftest import MakeHardy
from tests.e2e.load.weather import COPIES
from tests.e2e.telegram_server import TelegramServer

PAUSES = {
    "handlers.wire.delivery.COPY_PAUSES_S": [0.05, 0.3],
    "handlers.wire.lanes.FIRST_PAUSE_S": 0.1,
    "handlers.wire.ingress.FIRST_BACKOFF_S": 0.1,
}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [1, 2])
async def test_chaos(server: TelegramServer, make_hardy: MakeHardy, is_long: bool, seed: int) -> None:
    chaos = Chaos(server, make_hardy(PAUSES), random.Random(seed))
    await chaos.run(*((4000, 80) if is_long else (150, 4)))
    toll = chaos.count()
    told = f"seed {seed}: {toll}; {dict(chaos.weather.met)}"
    print(told)
    assert (toll.lost, toll.reordered, toll.doubled) == (0, 0, 0), told
    assert toll.copies <= COPIES, told
