"""The README names every command and setting, and its transcript is what the console says."""

import re
import subprocess
import sys
from pathlib import Path

from bot import build_parser
from handlers.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && "


def test_the_two_commands_are_in_the_readme() -> None:
    assert [RUN + tail in README for tail in (".venv/bin/python bot.py console", ".venv/bin/pytest")] == [True, True]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert RUN.replace("pip install -r", "pip install -q -r") + ".venv/bin/pytest" in (ROOT / ".ci" / "run").read_text()


def test_every_setting_is_in_the_readme() -> None:
    missing = [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in README]
    assert missing == []


def test_every_command_is_in_the_readme() -> None:
    help_text = build_parser().format_help()
    commands = re.findall(r"^    ([a-z]+) ", help_text, re.MULTILINE)
    missing = [name for name in commands if name != "telegram" and name not in README]
    assert len(commands) >= 5
    assert missing == []


def test_the_transcript_of_the_readme_is_what_the_console_says() -> None:
    transcript = README.split("```text\n")[1].split("```")[0]
    asked = re.findall(r"^bạn> (.*)$", transcript, re.MULTILINE)
    told = [part.strip("\n") for part in re.split(r"^bạn> .*\n", transcript, flags=re.MULTILINE)[1:]]
    run = subprocess.run(
        [sys.executable, "bot.py", "console"],
        input="\n".join(asked) + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert run.stdout.strip("\n") == "\n\n".join(told)
