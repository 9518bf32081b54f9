"""The knowledge as it is now: files may change under a running program, what it says stays proved."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread
from typing import Generic, TypeVar

from knowledge.facts.errors import DataError, Problem
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import FACTS_FILE, REPORT_FILE, Stamp, stamp_files
from knowledge.facts.proof import ProvedReport, prove
from knowledge.facts.store import Store, load_store

POLL_S = 1.0
SETTLE_S = 0.1  # between two looks when a person waits for the answer
SETTLE_TRIES = 10

T = TypeVar("T")
Problems = tuple[Problem, ...]


class Live(Generic[T]):
    """What `build` makes of the latest good knowledge. A report whose edit is broken stays as it was before.

    on_problems: called once for each broken state of the files, with every mistake.
    Raises DataError if the knowledge is broken at the start.
    """

    def __init__(self, directory: Path, build: Callable[[Store], T], on_problems: Callable[[Problems], None]) -> None:
        self._directory, self._build, self._on_problems = directory, build, on_problems
        self._seen = self._loaded = stamp_files(directory)
        self._digests = {folder: _digest(folder) for folder, _ in self._seen}
        store = load_store(directory)
        self._reports = {report.id: report for report in store.reports}
        self._told: Problems = ()
        self._current = build(store)
        self._stop = Event()

    def current(self) -> T:
        """The latest good knowledge; costs nothing."""
        return self._current

    def poll(self) -> bool:
        """Look once; read what changed when it looks the same as the last time. Is all that is seen read?"""
        try:
            before, self._seen = self._seen, stamp_files(self._directory)
            if self._seen == before != self._loaded:
                self._load(before)
        except DataError as error:
            self._tell(error.problems)
        except OSError as error:
            self._tell((Problem(str(error.filename or self._directory), 0, "", f"không đọc được: {error.strerror}"),))
        return self._seen == self._loaded

    def refresh(self) -> T:
        """The latest good knowledge after a look at the files; waits until half-written ones are whole."""
        pause = Event()
        for _ in range(SETTLE_TRIES):
            if self.poll():
                break
            pause.wait(SETTLE_S)
        return self._current

    def watch(self, interval_s: float = POLL_S) -> Callable[[], None]:
        """Poll in a thread of its own from now on; call what comes back to end it."""
        thread = Thread(target=self._watch, args=(interval_s,), name="knowledge", daemon=True)
        thread.start()

        def stop() -> None:
            self._stop.set()
            thread.join()

        return stop

    def _watch(self, interval_s: float) -> None:
        while not self._stop.wait(interval_s):
            self.poll()

    def _load(self, seen: Stamp) -> None:
        reports: dict[str, ProvedReport] = {}
        problems: list[Problem] = []
        digests = {folder: self._digest_of(folder, seen) for folder, _ in seen}
        for folder, digest in digests.items():
            known = self._reports.get(folder.name)
            try:
                is_new = digest != self._digests.get(folder)
                reports[folder.name] = prove(load_report_folder(folder)) if is_new or known is None else known
            except DataError as error:
                problems.extend(error.problems)
                reports |= {known.id: known} if known else {}
        if stamp_files(self._directory) != seen:
            return  # changed while it was read: the next looks will tell
        self._loaded, self._digests = seen, digests
        if reports and reports != self._reports:
            self._reports = reports
            self._current = self._build(Store(reports[name] for name in sorted(reports)))
        self._tell(tuple(problems))

    def _digest_of(self, folder: Path, seen: Stamp) -> bytes:
        """The contents as a hash; files that look the same as when they were read are not read again."""
        same = all(seen[key] == self._loaded.get(key) for key in ((folder, FACTS_FILE), (folder, REPORT_FILE)))
        return self._digests[folder] if same and folder in self._digests else _digest(folder)

    def _tell(self, problems: Problems) -> None:
        if problems and problems != self._told:
            self._on_problems(problems)
        self._told = problems


def _digest(folder: Path) -> bytes:
    digest = blake2b(digest_size=16)
    for name in (FACTS_FILE, REPORT_FILE):
        path = folder / name
        data = path.read_bytes() if path.exists() else b""
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()
