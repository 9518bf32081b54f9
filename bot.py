#!/usr/bin/env python3
"""The commands: telegram (default), console, ask, check, extract, review, publish, versions, rollback. No logic."""

import argparse
import contextlib
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.facts.record.errors import DataError

if TYPE_CHECKING:
    from handlers.settings import Settings
    from knowledge.answering import Index
    from knowledge.facts.live import Live
    from knowledge.facts.record.errors import Problem

OK, INPUT_ERROR, USAGE_ERROR = 0, 1, 2
ROOT = Path(__file__).resolve().parent
NO_TOKEN = (
    "Chưa có TELEGRAM_TOKEN: nhắn /newbot cho @BotFather trong Telegram để lấy, ghi vào .env dòng TELEGRAM_TOKEN=…; "
    "không cần token thì chạy: python bot.py console"
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(USAGE_ERROR, f"{self.prog}: {message}; xem {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """The command line; each command's default `run` takes the arguments and returns the exit code."""
    parser = _Parser(prog="bot.py", description="Hỏi đáp báo cáo: trả lời bằng số liệu kèm đúng câu trong báo cáo.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {_find_version()}", help="in phiên bản")
    commands = parser.add_subparsers(title="lệnh", metavar="")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(run=run)
        return sub

    parser.set_defaults(run=run_telegram)
    command("telegram", run_telegram, "chạy bot Telegram (mặc định)")
    console = command("console", run_console, "hỏi đáp trong cửa sổ dòng lệnh, không cần token")
    ask = command("ask", run_ask, "trả lời một câu hỏi, hay mỗi dòng một câu với --jsonl")
    ask.add_argument("question", nargs="?", help="câu hỏi")
    ask.add_argument("--json", action="store_true", help="in JSON thay cho lời")
    ask.add_argument("--jsonl", action="store_true", help="đọc từng dòng từ đầu vào, in mỗi dòng một JSON")
    check = command("check", run_check, "kiểm tra các báo cáo: mọi số liệu phải đúng nguyên văn")
    check.add_argument("directory", nargs="?", type=Path, help="thư mục chứa các báo cáo")
    check.add_argument("--strict", action="store_true", help="coi số còn sót là lỗi")
    extract = command("extract", run_extract, "đọc số liệu từ một văn bản")
    extract.add_argument("file", type=Path, help=".txt .md .html .docx .pdf")
    extract.add_argument("--json", action="store_true", help="in JSON")
    extract.add_argument("--into", type=Path, metavar="DIR", help="ghi report.txt và facts.yaml vào thư mục mới")
    review = command("review", run_review, "xem từng mục còn nghi ngờ: đúng, sửa, xóa hay bỏ qua")
    review.add_argument("report", type=Path, help="thư mục của một báo cáo")
    publish = command("publish", run_publish, "công bố một báo cáo đã xem, sau khi cho thấy điều gì sẽ khác")
    publish.add_argument("report", type=Path, help="thư mục của một báo cáo; tên thư mục là mã báo cáo")
    publish.add_argument("--yes", action="store_true", help="không hỏi lại")
    versions = command("versions", run_versions, "các bản đã công bố, ai, lúc nào")
    versions.add_argument("report", nargs="?", help="mã báo cáo")
    rollback = command("rollback", run_rollback, "phục vụ lại một bản trước")
    rollback.add_argument("report", help="mã báo cáo")
    rollback.add_argument("number", nargs="?", type=int, help="số của bản (0: gỡ báo cáo); bỏ trống là lùi một bước")
    rollback.add_argument("--yes", action="store_true", help="không hỏi lại")
    for sub in (console, ask, publish, versions, rollback):
        sub.add_argument("--knowledge", type=Path, metavar="DIR", help="thư mục chứa các báo cáo")
    return parser


def _find_version() -> str:
    """The version of this checkout, as pyproject.toml has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 fine, 1 input or set-up wrong, 2 usage."""
    args = build_parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except DataError as error:
        print(error, file=sys.stderr)
        return INPUT_ERROR
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except OSError as error:
        from knowledge.facts.record.errors import describe_os_error

        print(describe_os_error(error), file=sys.stderr)
        return INPUT_ERROR
    except KeyboardInterrupt:
        return OK


def run_telegram(_: argparse.Namespace) -> int:
    settings = _need_settings()
    if settings.telegram_token is None:
        print(NO_TOKEN, file=sys.stderr)
        return INPUT_ERROR
    live = _load_live(settings.knowledge_dir, may_be_empty=bool(settings.editor_ids))
    live.watch()
    from handlers.service.lifecycle import run

    return run(settings, live.current)


def run_console(args: argparse.Namespace) -> int:
    if sys.stdin is None:
        return _refuse_input()
    live = _load_live(_knowledge_dir(args.knowledge))
    from handlers.terminal.console import run_console as run

    return run(live.refresh)


def run_ask(args: argparse.Namespace) -> int:
    from knowledge.answering import Context, ask
    from knowledge.answering.export import export_turn

    if not args.jsonl and not args.question:
        print("Cần một câu hỏi, ví dụ: python bot.py ask 'thu ngân sách 2021?'", file=sys.stderr)
        return USAGE_ERROR
    index = _load_index(_knowledge_dir(args.knowledge))
    if not args.jsonl:
        turn = ask(args.question, index)
        print(json.dumps(export_turn(args.question, turn), ensure_ascii=False) if args.json else turn.reply.full_text)
        return OK
    contexts: dict[str, Context] = {}
    if sys.stdin is None:
        return _refuse_input()
    for line in sys.stdin.buffer:
        if row := line.decode("utf-8", "replace").strip():
            text, chat = _parse_row(row)
            turn = ask(text, index, contexts.get(chat) if chat is not None else None)
            if chat is not None:
                contexts[chat] = turn.context
            print(json.dumps(export_turn(text, turn), ensure_ascii=False), flush=True)
    return OK


def _parse_row(row: str) -> tuple[str, str | None]:
    """The text and chat of a line; a line that is no such JSON object is a question itself."""
    try:
        data = json.loads(row)
    except (ValueError, RecursionError):
        return row, None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return row, None
    return data["text"], str(data["chat"]) if data.get("chat") is not None else None


def run_check(args: argparse.Namespace) -> int:
    from handlers.terminal.checking import run_check as run

    return run(_knowledge_dir(args.directory), args.strict)


def run_extract(args: argparse.Namespace) -> int:
    from handlers.terminal.extracting import run

    return run(args.file, args.into, args.json)


def run_review(args: argparse.Namespace) -> int:
    if sys.stdin is None:
        return _refuse_input()
    from handlers.terminal.reviewing import run_review as run

    return run(args.report)


def run_publish(args: argparse.Namespace) -> int:
    from handlers.terminal.publishing import run_publish as run

    settings, directory = _need_settings(), _knowledge_dir(args.knowledge)
    home = settings.home_place or ""
    return run(directory, args.report, args.yes, settings.database_url, home_place=home, knowledge=args.knowledge)


def run_versions(args: argparse.Namespace) -> int:
    from handlers.terminal.publishing import run_versions as run

    return run(_knowledge_dir(args.knowledge), args.report)


def run_rollback(args: argparse.Namespace) -> int:
    from handlers.terminal.publishing import run_rollback as run

    directory, home = _knowledge_dir(args.knowledge), _home_place()
    return run(directory, args.report, args.number, args.yes, home_place=home, knowledge=args.knowledge)


def _refuse_input() -> int:
    from handlers.terminal.shell import NO_INPUT

    print(NO_INPUT, file=sys.stderr)
    return INPUT_ERROR


def _load_settings() -> "Settings | None":
    from handlers.settings import SettingsError, load_settings

    try:
        return load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return None


def _need_settings() -> "Settings":
    settings = _load_settings()
    if settings is None:
        raise SystemExit(INPUT_ERROR)
    return settings


def _knowledge_dir(chosen: Path | None) -> Path:
    """The folder named on the command line, else the setting. Raises DataError if it is none."""
    from knowledge.facts.versions.served_folders import check_directory

    return check_directory(chosen if chosen is not None else _need_settings().knowledge_dir)


def _home_place() -> str:
    """The place meant where a question names none; "" if none is set."""
    return _need_settings().home_place or ""


def _load_index(directory: Path) -> "Index":
    from knowledge.answering import Index
    from knowledge.facts.store import load_store

    return Index(load_store(directory, _tell_problems), _home_place())


def _load_live(directory: Path, *, may_be_empty: bool = False) -> "Live[Index]":
    from knowledge.answering import Indexer
    from knowledge.facts.live import Live
    from knowledge.facts.versions.switch import finish_switches

    with contextlib.suppress(OSError):  # a folder that must not be written is served as it is
        finish_switches(directory)
    return Live(directory, Indexer(_home_place()), _tell_problems, may_be_empty=may_be_empty)


def _tell_problems(problems: "tuple[Problem, ...]") -> None:
    for problem in problems:
        served = problem.served or "vẫn trả lời theo bản trước"
        print(f"bản vừa sửa chưa dùng được, {served}: {problem}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
