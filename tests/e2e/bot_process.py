"""The real bot.py as a process of its own."""

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path
from time import monotonic

from tests.e2e.watch import PATIENCE_S, Watch

ROOT = Path(__file__).resolve().parents[2]
STOP_S = 5.0  # the longest a graceful stop may take on a machine that has nothing else to do


class BotProcess(Watch):
    """bot.py with its settings in the environment; `lines`: everything it wrote, over all its starts.

    entry: the script that is run, one that ends in bot.py's own `main`.
    """

    def __init__(self, folder: Path, api_url: str, token: str, entry: Path = ROOT / "bot.py", **settings: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._folder = folder
        self._entry = entry
        self.database = folder / "state.db"
        self._env = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()} | {
            "TELEGRAM_TOKEN": token,
            "BOT_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PYTHONWARNINGS": "default",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        self._started_at, self._start_s = monotonic(), 0.0
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, str(self._entry), stdout=PIPE, stderr=STDOUT, env=self._env, cwd=self._folder
        )
        self._first_line = len(self.lines)
        self._reader = asyncio.create_task(self._read(self._process))

    async def kill(self) -> None:
        """End it at once, as a power cut does."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        await self._reader

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; its exit code. Raises TimeoutError if that takes longer than it may.

        A busy machine makes all slow: a stop may also take as long as three starts.
        """
        assert self._process
        start_s = self._start_s or monotonic() - self._started_at
        self._process.send_signal(number)
        return await asyncio.wait_for(self._end(), max(STOP_S, 3 * start_s))

    def begin_stop(self) -> asyncio.Task[int]:
        """Ask it to end; a task for its exit code."""
        return asyncio.ensure_future(self.stop())

    async def wait(self) -> int:
        """Its exit code, once it ends by itself."""
        return await asyncio.wait_for(self._end(), PATIENCE_S)

    async def until_written(self, words: str) -> str:
        """The first line with these words in it since the last start, once there is one."""
        return await self.until(lambda: next((x for x in self.lines[self._first_line :] if words in x), ""), words)

    def describe(self) -> str:
        return "".join(self.lines)

    async def _end(self) -> int:
        assert self._process
        await asyncio.shield(self._reader)
        return await self._process.wait()

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        while line := await process.stdout.readline():
            self._start_s = self._start_s or monotonic() - self._started_at
            self.lines.append(line.decode())
            self.touch()
        await process.wait()

    def find_waiting(self) -> set[int]:
        """The update ids that wait in the database instead of at Telegram."""
        with sqlite3.connect(self.database) as database:
            return {row[0] for row in database.execute("SELECT update_id FROM updates WHERE raw IS NOT NULL")}

    def measure_cpu(self) -> float:
        """The seconds of processor time it has taken since its start."""
        assert self._process
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def find_handled(self) -> set[int]:
        """The update ids that the database says are handled; ask while the bot is not running."""
        with sqlite3.connect(self.database) as database:
            return {row[0] for row in database.execute("SELECT update_id FROM updates WHERE is_handled")}
