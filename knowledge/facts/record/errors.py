"""What is wrong with the knowledge or its files, where, and what to do: said in Vietnamese to whoever edits it."""

import errno
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. line: from 1, 0 where the whole file is meant; field: "" where none is.

    served: what the report's readers get meanwhile, "" where that is not known.
    """

    path: str
    line: int
    field: str
    message: str
    served: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class DataError(Exception):
    """Knowledge that cannot be trusted; `problems` holds every mistake found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class StaleError(DataError):
    """What was shown to whoever decides is not what is there any more; it is to be shown again."""


def describe_os_error(error: OSError) -> str:
    """A line: what could not be read or written, and what to do."""
    words = _REFUSALS.get(error.errno or 0, error.strerror or type(error).__name__)
    return f"{error.filename}: {words}" if error.filename else f"không đọc hay ghi được: {words}"
