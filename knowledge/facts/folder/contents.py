"""The files of a report's folder: their names, their bytes, the name those bytes go by, and their text."""

from hashlib import blake2b
from pathlib import Path

from knowledge.facts.record.errors import DataError, Problem

FACTS_FILE, REPORT_FILE, GOLDEN_FILE = "facts.yaml", "report.txt", "golden.yaml"

KEPT_FILES = (FACTS_FILE, REPORT_FILE, GOLDEN_FILE)
MAX_BYTES = 20_000_000  # a province's yearbook is 2 MB
_ABSENT = {
    FACTS_FILE: "không có tệp này; tạo bằng python bot.py extract VĂN_BẢN --into THƯ_MỤC, hay xem mẫu ở README",
    REPORT_FILE: "không có tệp này; đặt toàn văn báo cáo vào đây",
}

Contents = dict[str, bytes]
VERSIONS_FOLDER, MARKER, AUDIT_FILE = ".versions", ".switch", "audit.jsonl"


def read_contents(folder: Path) -> Contents:
    """The files that are there. Raises DataError if one cannot be read."""
    return {name: read_bytes(folder / name) for name in KEPT_FILES if (folder / name).is_file()}


def name_contents(*contents: Contents) -> str:
    """The same name for the same bytes under the same file names, and only for them."""
    digest = blake2b(digest_size=16)
    for one in contents:
        for name in KEPT_FILES:
            data = one.get(name)
            digest.update(b"-" if data is None else b"+%d:" % len(data) + data)
    return digest.hexdigest()


def read_bytes(path: Path) -> bytes:
    """All of the file. Raises DataError if it is not there, too large or out of reach."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError((Problem(str(path), 0, "", "tệp quá lớn (hơn 20 MB); chia thành nhiều báo cáo"),))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise absent_file(path) from error
    except OSError as error:
        raise DataError((Problem(str(path), 0, "", f"không đọc được: {error.strerror}"),)) from error


def read_text(path: Path, contents: Contents | None = None) -> str:
    """The file's text, lines ended by "\\n". Raises DataError if there is none.

    contents: where its bytes are taken from, instead of the disk.
    """
    if contents is not None and path.name not in contents:
        raise absent_file(path)
    data = read_bytes(path) if contents is None else contents[path.name]
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise DataError((Problem(str(path), 0, "", "không phải chữ UTF-8; lưu lại bằng bảng mã UTF-8"),)) from error


def absent_file(path: Path) -> DataError:
    """What is to be done about a file that is not there."""
    return DataError((Problem(str(path), 0, "", _ABSENT.get(path.name, "không có tệp này; kiểm tra đường dẫn")),))
