"""Trusted facts, found by id, key and report."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from knowledge.facts.folder.proof import ProvedReport, prove
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.record.fact import Fact
from knowledge.facts.versions.served_folders import (
    FACTS_FILE,
    find_absent,
    find_report_folders,
    find_version,
    stamp_files,
)

READ_TRIES = 5  # a new version is put in place within milliseconds
LAST_PUBLISHED = "vẫn trả lời theo bản {} đã công bố"
NOT_SERVED = "tạm không trả lời theo báo cáo này"

Problems = tuple[Problem, ...]
_KEY = re.compile(r"[0-9a-f]{10}")  # of a button: Fact.key


class FactsById(Mapping[str, Fact]):
    """Every fact and statement by its full id: found in its own report, so that no list of all of them is kept."""

    def __init__(self, by_report: Mapping[str, ProvedReport]) -> None:
        self._by_report = by_report

    def __getitem__(self, fact_id: str) -> Fact:
        report = self._by_report.get(fact_id.partition("/")[0])
        if report is None:
            raise KeyError(fact_id)
        return report.by_id[fact_id]

    def __iter__(self) -> Iterator[str]:
        return (fact_id for report in self._by_report.values() for fact_id in report.by_id)

    def __len__(self) -> int:
        return sum(len(report.by_id) for report in self._by_report.values())


class Store:
    """All that may be said: the facts and sentences of proved reports. Never changes once built."""

    def __init__(self, reports: Iterable[ProvedReport]) -> None:
        self.reports = tuple(reports)
        self.facts = tuple(f for r in self.reports for f in r.facts)
        self.statements = tuple(f for r in self.reports for f in r.statements)
        self.by_report = {report.id: report for report in self.reports}
        self.by_id = FactsById(self.by_report)

    def find(self, name: str) -> Fact | None:
        """The fact with that full id, button key, or id that only one report has; None if there is none."""
        found = self.by_id.get(name) or self._find_key(name)
        if found is None:
            same = [r.by_id[own] for r in self.reports if (own := f"{r.id}/{name}") in r.by_id]
            found = same[0] if len(same) == 1 else None
        return found

    def _find_key(self, key: str) -> Fact | None:
        if not _KEY.fullmatch(key):
            return None
        number = int(key, 16)
        report = next((r for r in reversed(self.reports) if number in r.keys), None)
        return next((f for f in reversed(report.by_id.values()) if f.key == key), None) if report else None

    def comparisons_of(self, fact: Fact) -> list[Fact]:
        """The facts that compare this one, in the report's order."""
        report = self.by_report.get(fact.report)
        return report.by_base.get(fact.id, []) if report else []


def load_store(directory: Path, on_problems: Callable[[Problems], None] | None = None) -> Store:
    """What can be served of the reports below `directory`. Raises DataError with all mistakes if that is nothing.

    on_problems: told the mistakes of the others; without it any mistake is raised.
    """
    reports, problems = load_reports(directory)
    if problems and (not reports or on_problems is None):
        raise DataError(problems)
    if not reports:
        raise DataError(
            (Problem(str(directory), 0, "", "chưa có báo cáo nào; mỗi báo cáo là một thư mục có facts.yaml"),)
        )
    if problems and on_problems:
        on_problems(problems)
    return Store(map(to_serve, reports))


def to_serve(report: ProvedReport) -> ProvedReport:
    """The report without its warnings, which are as long as its text and never served."""
    return replace(report, warnings=())


def load_reports(directory: Path) -> tuple[tuple[ProvedReport, ...], Problems]:
    """The reports that can be served, and the mistakes of those that are not proved as they stand."""
    for _ in range(READ_TRIES):
        before = stamp_files(directory)
        found = [load_served(directory, folder) for folder in find_report_folders(directory)]
        absent = find_absent(directory)
        if stamp_files(directory) == before:
            break  # else a new version came while reading: some of its files were read, and some of the old one
    reports = tuple(report for report, _ in found if report)
    return reports, (*(p for _, problems in found for p in problems), *map(describe_absent, absent))


def load_served(directory: Path, folder: Path) -> tuple[ProvedReport | None, Problems]:
    """The report as it stands there, else as it was last published, else None; and what is wrong with it."""
    try:
        return prove(load_report_folder(folder)), ()
    except DataError as error:
        version, problems = find_version(directory, folder.name), error.problems
    with suppress(DataError):
        if version and version != folder:
            served = LAST_PUBLISHED.format(version.parent.name)
            return prove(load_report_folder(version)), tuple(replace(p, served=served) for p in problems)
    return None, tuple(replace(p, served=NOT_SERVED) for p in problems)


def describe_absent(version: Path) -> Problem:
    """What is told of a report that is served from its last version, for its own file is gone."""
    directory, report = version.parent.parent.parent, version.name
    message = "không còn tệp này; đặt lại tệp, hay gỡ hẳn báo cáo bằng lệnh rollback với số 0"
    served = LAST_PUBLISHED.format(version.parent.name)
    return Problem(str(directory / report / FACTS_FILE), 0, "", message, served)
