"""The README names every command and setting, its transcript is what the console says; other pages keep step too."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import build_parser
from handlers.chat.commands import COMMANDS, HANDLERS
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


def test_every_chat_command_is_told_and_handled() -> None:
    told = {command.command for command in COMMANDS}
    assert [name for name in HANDLERS if f"`/{name}" not in README] == []
    assert told <= HANDLERS.keys()


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


def test_the_example_of_a_new_report_is_what_the_commands_say(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "bien-tap.md").read_text(encoding="utf-8")
    report, session = (block.split("```")[0] for block in page.split("```text\n")[1:3])
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


def test_the_example_settings_name_every_setting_and_nothing_else() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    assert named == [name.upper() for name in Settings.model_fields]


def test_the_example_settings_are_the_defaults(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    plain = {name: value for name, value in defaults.items() if isinstance(value, str | int | float) and name in shown}
    paths = {"KNOWLEDGE_DIR", "DATABASE_URL"}  # relative in the example, absolute in the settings
    differing = [
        n for n, v in plain.items() if n not in paths and shown[n] != str(int(v) if isinstance(v, bool) else v)
    ]
    assert differing == []
    (tmp_path / ".env").write_text(example.replace("\n#", "\n"), encoding="utf-8")
    assert Settings(_env_file=tmp_path / ".env").telegram_token is None  # type: ignore[call-arg]


LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;]+)", LOCK, re.MULTILINE)
}
WANTED = [
    Requirement(line.split("#")[0].strip())
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line.split("#")[0].strip()
]


@pytest.mark.parametrize("wanted", WANTED, ids=lambda r: r.name)
def test_each_requirement_is_pinned_in_the_lock(wanted: Requirement) -> None:
    version = PINNED.get(canonicalize_name(wanted.name), "missing")
    assert wanted.specifier.contains(version), f"{wanted} but {version}: see CONTRIBUTING.md, the lock"


def test_everything_in_the_lock_has_hashes() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_version_is_that_of_the_project() -> None:
    run = subprocess.run([sys.executable, "bot.py", "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run.stdout == f"bot.py {project['version']}\n"


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_paths_that_a_page_names_are_there(page: str) -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_.]*[a-z_]/?)`", (ROOT / page).read_text(encoding="utf-8"))
    roots = (ROOT, ROOT / "knowledge", ROOT / "handlers", ROOT / "knowledge" / "language")
    assert [
        path for path in named if not any((root / f"{path}{end}").exists() for root in roots for end in ("", ".py"))
    ] == []
    assert len(named) >= 3
