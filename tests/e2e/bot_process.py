"""The real bot.py as a process of its own."""

import asyncio
import os
import signal
import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOP_S = 5.0  # the longest a graceful stop may take


class BotProcess:
    """bot.py with its settings in the environment; everything it writes goes to `log`."""

    def __init__(self, folder: Path, api_url: str, token: str, **settings: str) -> None:
        self.log = folder / "output.txt"
        self.database = folder / "state.db"
        self._env = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()} | {
            "TELEGRAM_TOKEN": token,
            "BOT_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PYTHONWARNINGS": "default",
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, str(ROOT / "bot.py"), stdout=log, stderr=log, env=self._env, cwd=self.log.parent
            )

    async def kill(self) -> None:
        """End it at once, as a power cut does."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; its exit code. Raises TimeoutError if that takes longer than it may."""
        assert self._process
        self._process.send_signal(number)
        return await asyncio.wait_for(self._process.wait(), STOP_S)

    async def wait(self) -> int:
        """Its exit code, once it ends by itself."""
        assert self._process
        return await asyncio.wait_for(self._process.wait(), 20)

    def find_handled(self) -> set[int]:
        """The update ids that the database says are handled; ask while the bot is not running."""
        with sqlite3.connect(self.database) as database:
            return {row[0] for row in database.execute("SELECT update_id FROM updates WHERE is_handled")}
