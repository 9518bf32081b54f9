"""A file that cannot be trusted -> Extraction, read in a child process that may die alone.

No reader of .html, .docx or .pdf is safe in process: 2.9 GB from a small flate stream, endless loops from 660 bytes.
`python -m knowledge.extraction.sandbox FILE CPU_S` writes the extraction, or the reason why there is none, as JSON.
"""

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer

from pydantic import TypeAdapter, ValidationError

from knowledge.extraction.documents import MISSING, read_document
from knowledge.extraction.extract import Extraction, extract
from knowledge.extraction.limits import MAX_RECORDS, TOO_MANY_NUMBERS
from knowledge.extraction.paragraph import DocumentError

MEMORY = 450_000_000  # bytes of address space; 100 pages of tables signed in Word take a third
NEARLY_ALL = 0.7  # of MEMORY; what is resident then leaves no room for another block
CPU_S = 90  # a hundred dense pages signed in Word take 20 to 40
WALL_S = 15.0 * CPU_S  # a machine with 15 times the work it can do still gives the child its CPU_S
TRIES = 2  # when the clock ends one, the machine was busy and may not be so again
MAX_OUTPUT = 32_000_000  # bytes of JSON
ROOT = Path(__file__).parents[2]
TOO_HEAVY = (
    "tệp quá nặng hoặc quá phức tạp để đọc; hãy tách thành các tệp nhỏ hơn, hoặc chép phần chữ sang tệp .docx mới"
)
BUSY = "máy đang bận nên chưa đọc xong tệp; tệp không có lỗi gì, hãy gửi lại sau ít phút"
DAMAGED = "tệp hỏng hoặc không đúng với đuôi {ending}; hãy mở ra xem, lưu lại rồi gửi lại"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be read, and what to do."""

    reason: str


_OUTPUT: TypeAdapter[Extraction | Refusal] = TypeAdapter(Extraction | Refusal)


def extract_file(path: Path, wall_s: float = WALL_S, cpu_s: int = CPU_S) -> Extraction:
    """What a .txt, .md, .html, .docx or .pdf file states; not yet proved.

    It blocks the thread that calls it: up to `cpu_s` of CPU, longer by the clock where others use the machine, and
    TRIES times `wall_s` at most. Raises DocumentError, whose one line names the file and says what to do, if the file
    cannot be read: TOO_HEAVY beyond `cpu_s` or MEMORY, BUSY if the clock ran out before them.
    """
    for _ in range(TRIES):
        output = _run_child(path, wall_s, cpu_s)
        if output is not None:
            break
    try:
        found = Refusal(BUSY) if output is None else _OUTPUT.validate_json(output)
    except ValidationError:
        found = Refusal(TOO_HEAVY)
    if isinstance(found, Refusal):
        raise DocumentError(found.reason, " ".join(path.name.split()))
    return found


def _run_child(path: Path, wall_s: float, cpu_s: int) -> bytes | None:
    """What the child wrote; cut short if it was stopped or died, None if it was stopped by the clock."""
    command = [sys.executable, "-m", "knowledge.extraction.sandbox", str(path.absolute()), str(cpu_s)]
    try:
        child = subprocess.Popen(
            command, cwd=ROOT, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except ValueError as error:  # a NUL in the name
        raise DocumentError(MISSING, path.name.replace("\x00", "")) from error
    is_over = Event()
    with child:
        clock = Timer(wall_s, _stop, (child, is_over))
        clock.start()
        try:
            output = child.stdout.read(MAX_OUTPUT + 1) if child.stdout else b""
        finally:
            clock.cancel()
            child.kill()
    return None if is_over.is_set() else output


def _stop(child: "subprocess.Popen[bytes]", is_over: Event) -> None:
    is_over.set()
    child.kill()


def limit_process(cpu_s: int) -> None:
    """From here on this process gets no more than MEMORY and `cpu_s`, and writes no file."""
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, cpu_s))
    for kind, limit in (*limits, (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (limit, limit))


def _extract(path: Path) -> Extraction:
    """What the file states, in this process. Raises DocumentError if its proof would take the caller long."""
    extraction = extract(read_document(path))
    if len(extraction.record.facts) + len(extraction.record.ignored) > MAX_RECORDS:
        raise DocumentError(TOO_MANY_NUMBERS)
    return extraction


def _is_memory(error: BaseException | None) -> bool:
    """Did the memory run out, now or in what the error came from, or was it nearly used up?"""
    while error is not None:
        if isinstance(error, MemoryError) or "memory" in str(error)[:500].lower():
            return True
        error = error.__cause__ or error.__context__
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > NEARLY_ALL * MEMORY


def main(path: Path, cpu_s: int) -> None:
    """Write what the file states to standard output."""
    limit_process(cpu_s)
    try:
        output = _OUTPUT.dump_json(_extract(path))
    except DocumentError as error:
        output = _OUTPUT.dump_json(Refusal(error.reason))
    except (MemoryError, RecursionError):
        output = _OUTPUT.dump_json(Refusal(TOO_HEAVY))
    except Exception as error:  # a reader met a file it was not written for; which error it is says nothing
        reason = TOO_HEAVY if _is_memory(error) else DAMAGED.format(ending=path.suffix.lower())
        output = _OUTPUT.dump_json(Refusal(reason))
    sys.stdout.buffer.write(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
