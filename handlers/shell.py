"""What the commands share in the terminal: a yes or no, commands to be typed, what the system refused."""

import errno
import shlex
import sys
from pathlib import Path

YES = frozenset({"c", "có", "co", "y", "yes"})
NO_INPUT = "không có đầu vào (stdin đã đóng); chạy trong cửa sổ dòng lệnh, hay nối đầu vào vào lệnh này"
_REFUSALS = {
    errno.ENOSPC: "đĩa đầy; dọn bớt rồi làm lại",
    errno.EFBIG: "tệp vượt cỡ được ghi ở đây; chọn nơi khác hay nới giới hạn (ulimit -f)",
    errno.EDQUOT: "hết phần đĩa được dùng; dọn bớt rồi làm lại",
    errno.EACCES: "không có quyền; kiểm tra chủ và quyền của tệp, thư mục này",
    errno.EPERM: "không có quyền; kiểm tra chủ và quyền của tệp, thư mục này",
    errno.EROFS: "ổ đĩa chỉ cho đọc; chọn nơi khác hay gắn lại để ghi được",
    errno.ENOENT: "không có tệp hay thư mục này; kiểm tra đường dẫn",
    errno.ENOTDIR: "cần một thư mục, không phải tệp; kiểm tra đường dẫn",
    errno.EISDIR: "cần một tệp, không phải thư mục; kiểm tra đường dẫn",
    errno.EEXIST: "đã có một tệp ở chỗ này; dời tệp ấy đi",
}


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


def describe_os_error(error: OSError) -> str:
    """A line: what could not be read or written, and what to do."""
    words = _REFUSALS.get(error.errno or 0, error.strerror or type(error).__name__)
    return f"{error.filename}: {words}" if error.filename else f"không đọc hay ghi được: {words}"
