"""A key is read from a terminal without Enter, and the terminal is as it was afterwards."""

import os
import pty
import termios
import tty

import pytest

from handlers.terminal.shell import read_key


@pytest.mark.parametrize(("typed", "key"), [("d", "d"), ("\n", ""), ("đ", "đ"), ("\x1b[A", "\x1b")])
def test_one_key_is_enough(typed: str, key: str) -> None:
    keyboard, terminal = pty.openpty()
    before = termios.tcgetattr(terminal)
    os.write(keyboard, typed.encode())
    assert (read_key(terminal), termios.tcgetattr(terminal)) == (key, before)


def test_the_end_of_input_is_told() -> None:
    keyboard, terminal = pty.openpty()
    tty.setcbreak(terminal)
    os.write(keyboard, b"\x04")
    with pytest.raises(EOFError):
        read_key(terminal)
