"""The README names every command and setting, and its transcript is what the console says."""

import os
import re
import shlex
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


def test_the_example_of_a_new_report_in_the_readme_is_what_the_commands_say(tmp_path: Path) -> None:
    report, session = (block.split("```")[0] for block in README.split("```text\n")[2:4])
    (tmp_path / "bao-cao.txt").write_text(report, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    env = os.environ | {"KNOWLEDGE_DIR": str(tmp_path / "reports"), "DATABASE_URL": f"sqlite:///{tmp_path}/state.db"}
    steps = re.split(r"^\$ \.venv/bin/python bot\.py (.*)\n", session, flags=re.MULTILINE)[1:]
    for command, told in zip(steps[::2], steps[1::2], strict=True):
        typed = re.findall(r"(?:>|\]) (.)$", told, re.MULTILINE)
        run = subprocess.run(
            [sys.executable, str(ROOT / "bot.py"), *shlex.split(command)],
            input="".join(f"{key}\n" for key in typed),
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=env,
            check=True,
        )
        assert _lines(run.stdout) == _lines(re.sub(r"(>|\]) .$", r"\1", told, flags=re.MULTILINE)), command
    assert len(steps) == 2 * 4


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip("\n").split("\n")]
