"""What the commands share in the terminal: yes or no, a key pressed, commands to be typed."""

import os
import shlex
import sys
from pathlib import Path

from knowledge.language.table import load_words

YES = load_words("question/typed_answers", "yes")
NO_INPUT = "không có đầu vào (stdin đã đóng); chạy trong cửa sổ dòng lệnh, hay nối đầu vào vào lệnh này"

END = "\x04"  # Ctrl-D
_AT_ONCE = 32  # bytes: an arrow key sends several, and is one


def write_command(*words: str | Path | int, knowledge: Path | None = None) -> str:
    """The command line to type, quoted where the shell needs it. knowledge: the folder of reports that was named.

    >>> write_command("publish", Path("nháp của An/xa-mau"))
    "python bot.py publish 'nháp của An/xa-mau'"
    """
    options = ("--knowledge", knowledge) if knowledge else ()
    return "python bot.py " + shlex.join(str(word) for word in (*words, *options))


def is_terminal() -> bool:
    """Does a person sit before it?"""
    return sys.stdin is not None and sys.stdin.isatty()


def confirm(question: str) -> bool:
    """Did the person say yes? Not where the input ends, is closed, or Ctrl-C is pressed."""
    if sys.stdin is None:
        return False
    try:
        print(f"{question} [c = có, k = không] ", end="", flush=True)
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line.endswith("\n") or not sys.stdin.isatty():
        print()
    return line.strip().casefold() in YES


def read_key(terminal: int) -> str:
    """The letter of the key; "" for Enter and blanks. Raises EOFError where the input ends."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return sys.stdin.readline().strip()[:1]
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)  # what was typed ahead counts
        keys = os.read(terminal, _AT_ONCE).decode("utf-8", "replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    if keys[:1] in ("", END):
        raise EOFError
    return keys[:1].strip()
