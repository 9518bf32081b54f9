"""The knowledge as it is now: files may change under a running program, what it says stays proved."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread
from typing import Generic, TypeVar

from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.store import NOT_SERVED, Problems, Store, describe_absent, load_served, load_store, to_serve
from knowledge.facts.versions.audit import list_changes
from knowledge.facts.versions.served_folders import (
    FACTS_FILE,
    REPORT_FILE,
    Stamp,
    find_absent,
    find_report_folders,
    stamp_files,
)

POLL_S = 1.0
SETTLE_S = 0.1  # between two looks when a person waits for the answer
SETTLE_TRIES = 10

BEFORE = "vẫn trả lời theo bản trước"

T = TypeVar("T")


class Live(Generic[T]):
    """What `build` makes of the latest good knowledge. A report whose edit is broken stays as it was before.

    A report broken at the start is served as it was last published, or left out.
    on_problems: called once for each broken state of the files, with every mistake.
    may_be_empty: a folder without any report is fine at the start, one is still to come.
    Raises DataError if nothing can be served at the start.
    """

    def __init__(
        self,
        directory: Path,
        build: Callable[[Store], T],
        on_problems: Callable[[Problems], None],
        *,
        may_be_empty: bool = False,
    ) -> None:
        self._directory, self._build, self._on_problems = directory, build, on_problems
        self._seen = self._loaded = stamp_files(directory)
        self._digests = {folder: _digest(folder) for folder, _ in self._seen}
        self._told: Problems = ()
        is_empty = may_be_empty and not find_report_folders(directory)
        store = Store(()) if is_empty else load_store(directory, self._tell)
        self._reports = {report.id: report for report in store.reports}
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
            if known and digest == self._digests.get(folder):
                reports[folder.name] = known
                continue
            report, found = load_served(self._directory, folder)
            if known and found:
                report, found = known, tuple(replace(problem, served=BEFORE) for problem in found)
            problems.extend(found)
            reports |= {report.id: to_serve(report)} if report else {}
        problems += self._find_gone({folder.name for folder in digests})
        if not reports:
            problems = [replace(problem, served=BEFORE) for problem in problems]
        if stamp_files(self._directory) != seen:
            return  # changed while it was read: the next looks will tell
        self._loaded, self._digests = seen, digests
        if reports and reports != self._reports:
            self._reports = reports
            self._current = self._build(Store(reports[name] for name in sorted(reports)))
        self._tell(tuple(problems))

    def _find_gone(self, present: set[str]) -> list[Problem]:
        """What is told of reports whose file is gone though nobody took them away."""
        problems = [describe_absent(version) for version in find_absent(self._directory)]
        for name in sorted(set(self._reports) - present):
            if not list_changes(self._directory, name):  # never published: there is no version to serve
                path = str(self._directory / name / FACTS_FILE)
                problems.append(Problem(path, 0, "", "không còn tệp này; đặt lại tệp nếu không cố ý gỡ", NOT_SERVED))
        return problems

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
