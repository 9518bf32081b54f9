"""A file no reader can be trusted with -> Document, read in a child process that may die alone.

No reader of .html, .docx or .pdf is safe in process: 2.9 GB from a small flate stream, endless loops from 660 bytes.
`python -m knowledge.extraction.sandbox FILE` writes the document, or the reason it cannot be read, as JSON.
"""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Timer

from knowledge.extraction.paragraph import Document, DocumentError

MEMORY = 450_000_000  # bytes of address space
CPU_S = 8
WALL_S = 9
MAX_OUTPUT = 8_000_000  # bytes of JSON
ROOT = Path(__file__).parents[2]
TOO_HEAVY = "tệp quá nặng hoặc quá phức tạp để đọc; hãy chép phần chữ sang một tệp .docx hoặc .txt mới rồi gửi lại"
DAMAGED = "tệp hỏng hoặc không đúng với đuôi {ending}; hãy mở ra xem, lưu lại rồi gửi lại"


def read_in_child(path: Path, wall_s: float = WALL_S) -> Document:
    """The document of an .html, .docx or .pdf file. Raises DocumentError after `wall_s`, whatever the file does."""
    command = [sys.executable, "-m", "knowledge.extraction.sandbox", str(path.resolve())]
    with subprocess.Popen(
        command, cwd=ROOT, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        clock = Timer(wall_s, child.kill)
        clock.start()
        try:
            output = child.stdout.read(MAX_OUTPUT + 1) if child.stdout else b""
        finally:
            clock.cancel()
            child.kill()
    return _parse_output(output)


def _parse_output(output: bytes) -> Document:
    from pydantic import TypeAdapter, ValidationError

    try:
        found = TypeAdapter(Document | dict[str, str]).validate_json(output)
    except ValidationError as error:
        raise DocumentError(TOO_HEAVY) from error
    if isinstance(found, dict):
        raise DocumentError(found.get("reason", TOO_HEAVY))
    return found


def limit_process() -> None:
    """From here on this process gets no more than MEMORY and CPU_S, and writes no file."""
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_S))
    for kind, limit in (*limits, (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (limit, limit))


def parse_file(path: Path) -> Document:
    """The document of a file, in this process; each reader is imported only when it is used."""
    content = path.read_bytes()
    ending = path.suffix.lower()
    if ending == ".pdf":
        from knowledge.extraction.pdf import parse_pdf

        return parse_pdf(content)
    if ending == ".docx":
        from knowledge.extraction.word import parse_docx

        return parse_docx(content)
    from knowledge.extraction.encodings import parse_bytes
    from knowledge.extraction.web import parse_html

    return parse_html(parse_bytes(content))


def main(path: Path) -> None:
    """Write what the file holds to standard output."""
    limit_process()
    try:
        found: dict[str, object] = asdict(parse_file(path))
    except DocumentError as error:
        found = {"reason": error.reason}
    except (MemoryError, RecursionError):
        found = {"reason": TOO_HEAVY}
    except Exception:  # a reader met a file it was not written for; which error it is says nothing to the reader
        found = {"reason": DAMAGED.format(ending=path.suffix.lower())}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
