"""Trusted facts, found by id, key and report."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from knowledge.facts.errors import DataError, Problem
from knowledge.facts.fact import Fact
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import find_report_folders, stamp_files
from knowledge.facts.proof import ProvedReport, prove

READ_TRIES = 5  # a new version is put in place within milliseconds


class Store:
    """All that may be said: the facts and sentences of proved reports. Never changes once built."""

    def __init__(self, reports: Iterable[ProvedReport]) -> None:
        self.reports = tuple(reports)
        self.facts = tuple(f for r in self.reports for f in r.facts)
        self.statements = tuple(f for r in self.reports for f in r.statements)

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        return {f.id: f for f in (*self.statements, *self.facts)}

    @cached_property
    def by_key(self) -> dict[str, Fact]:
        return {f.key: f for f in self.by_id.values()}

    def find(self, name: str) -> Fact | None:
        """The fact with that full id, button key, or id that only one report has; None if there is none."""
        found = self.by_id.get(name) or self.by_key.get(name)
        if found is None:
            same = [f for i, f in self.by_id.items() if i.partition("/")[2] == name]
            found = same[0] if len(same) == 1 else None
        return found

    def comparisons_of(self, fact: Fact) -> list[Fact]:
        """The facts that compare this one, in the report's order."""
        return [f for f in self.facts if f.of == fact.id]


def load_store(directory: Path) -> Store:
    """The facts of every report folder below `directory`. Raises DataError with all the mistakes of all folders."""
    reports, problems = load_reports(directory)
    if problems:
        raise DataError(problems)
    if not reports:
        raise DataError(
            (Problem(str(directory), 0, "", "chưa có báo cáo nào; mỗi báo cáo là một thư mục có facts.yaml"),)
        )
    return Store(reports)


def load_reports(directory: Path) -> tuple[tuple[ProvedReport, ...], tuple[Problem, ...]]:
    """The reports that are proved, and the mistakes of the others."""
    for _ in range(READ_TRIES):
        before = stamp_files(directory)
        found = _load_reports(directory)
        if stamp_files(directory) == before:
            break  # else a new version came while reading: some of its files were read, and some of the old one
    return found


def _load_reports(directory: Path) -> tuple[tuple[ProvedReport, ...], tuple[Problem, ...]]:
    reports: list[ProvedReport] = []
    problems: list[Problem] = []
    for path in find_report_folders(directory):
        try:
            reports.append(prove(load_report_folder(path)))
        except DataError as error:
            problems.extend(error.problems)
    return tuple(reports), tuple(problems)
