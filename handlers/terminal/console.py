"""A chat in the terminal: history and line editing where it is a terminal, plain lines where input is piped in."""

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

from knowledge.answering import (
    Context,
    Index,
    Paragraph,
    Reply,
    Style,
    ask,
    describe_topics,
    greet,
    show_help,
    show_source,
)
from knowledge.language.table import load_words

PROMPT = "bạn> "
HISTORY = Path.home() / ".hoi_bao_cao_history"
HISTORY_LENGTH = 500
_BOLD, _ITALIC, _QUOTE, _RESET = "\033[1m", "\033[3m", "\033[36m", "\033[0m"
_LEAVE = load_words("question/typed_answers", "leave")


def run_console(knowledge: Callable[[], Index]) -> int:
    """Answer each line from the knowledge as it is then, until the input ends or the person leaves; 0."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if is_terminal:
        _start_line_editing()
        print(render(greet(knowledge()), is_coloured=True))
        print("Gõ /thoat hoặc Ctrl-D để ra, /help để xem cách hỏi.\n")
    context = Context()
    while (text := _read(is_terminal)) is not None:
        if not text.strip():
            continue
        if text.strip().casefold() in _LEAVE:
            break
        reply, context = _answer(text.strip(), knowledge(), context)
        print(render(reply, is_terminal) + "\n", flush=True)
    if is_terminal:
        _save_history()
    return 0


def _read(is_terminal: bool) -> str | None:
    """The next line; None where the input ends or Ctrl-C leaves."""
    try:
        if is_terminal:
            return input(PROMPT)
        line = sys.stdin.buffer.readline()
        return line.decode("utf-8", "replace") if line else None
    except (EOFError, KeyboardInterrupt):
        print()
        return None


def _answer(text: str, index: Index, context: Context) -> tuple[Reply, Context]:
    command, _, rest = text.partition(" ")
    match command.casefold():
        case "/start":
            return greet(index), context
        case "/help":
            return show_help(index), context
        case "/chude":
            reply = describe_topics(index)
            return reply, Context(offers=tuple(o.key for o in reply.offers))
        case "/nguon":
            return show_source(rest, index), context
        case "/moi":
            return greet(index), Context()
        case "/hoi":
            text = rest
    turn = ask(text, index, context)
    return turn.reply, turn.context


def render(reply: Reply, is_coloured: bool) -> str:
    """The reply for a terminal, offers numbered."""
    lines = [_render_paragraph(p, is_coloured) for p in reply.paragraphs]
    lines += [f"  {i}. {offer.label}" for i, offer in enumerate(reply.offers, start=1)]
    return "\n".join(lines)


def _render_paragraph(paragraph: Paragraph, is_coloured: bool) -> str:
    if not is_coloured:
        return f"  “{paragraph.text}”" if paragraph.is_quote else paragraph.text
    base = _QUOTE if paragraph.is_quote else ""
    codes = {Style.BOLD: _BOLD, Style.ITALIC: _ITALIC, Style.PLAIN: ""}
    spans = [
        f"{base}{codes[s.style]}{s.text}{_RESET if base or s.style is not Style.PLAIN else ''}" for s in paragraph.spans
    ]
    return f"  “{''.join(spans)}”" if paragraph.is_quote else "".join(spans)


def _start_line_editing() -> None:
    with contextlib.suppress(ImportError, OSError):  # no readline on this system, or no history yet
        import readline

        readline.set_history_length(HISTORY_LENGTH)
        readline.read_history_file(HISTORY)


def _save_history() -> None:
    with contextlib.suppress(ImportError, OSError):
        import readline

        readline.write_history_file(HISTORY)
