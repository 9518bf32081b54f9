"""One key pressed at a terminal, without Enter."""

import os
import sys

END = "\x04"  # Ctrl-D
_AT_ONCE = 32  # bytes: an arrow key sends several, and is one


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
