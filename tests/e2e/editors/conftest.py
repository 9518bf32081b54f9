"""A bot with two editors and one small report of its own."""

from pathlib import Path

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.editors.editor import EDITOR, OTHER
from tests.facts.reports import write_report


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    write_report(tmp_path / "reports" / "xa-mau-2030")
    return tmp_path / "reports"


@pytest.fixture
async def bot(make_bot: MakeBot, reports: Path) -> BotProcess:
    bot = make_bot(KNOWLEDGE_DIR=str(reports), EDITOR_IDS=f"{EDITOR},{OTHER}")
    await bot.start()
    return bot
