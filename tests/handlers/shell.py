"""The commands in processes of their own, as a person at the terminal has them."""

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Command:
    """A command in a process of its own, whose questions are heard before they are answered."""

    def __init__(self, *arguments: str | Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "bot.py", *map(str, arguments)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def hear(self, words: str) -> str:
        """What is printed up to those words."""
        heard = ""
        while not heard.endswith(words):
            char = self.process.stdout.read(1)  # type: ignore[union-attr]
            assert char, f"{heard}{self.process.stderr.read()}"  # type: ignore[union-attr]
            heard += char
        return heard

    def say(self, line: str) -> None:
        print(line, file=self.process.stdin, flush=True)

    def end(self) -> tuple[int, str, str]:
        """The exit code and the rest of what is told."""
        out, err = self.process.communicate()
        return self.process.returncode, out, err


def run(*arguments: str | Path, stdin: str = "</dev/null") -> tuple[int, str, str]:
    """The exit code and what is told, the input as the shell gives it."""
    line = shlex.join([sys.executable, "bot.py", *map(str, arguments)])
    done = subprocess.run(
        ["bash", "-c", f"{line} {stdin}"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout, done.stderr
