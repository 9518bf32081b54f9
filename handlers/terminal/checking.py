"""The check command: every figure of the reports against their texts, every golden question against the facts."""

import sys
from pathlib import Path

from knowledge.facts.folder.proof import ProvedReport, prove
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.store import describe_absent
from knowledge.facts.versions.served_folders import GOLDEN_FILE, find_absent, find_report_folders
from knowledge.review.golden import find_unknown, load_golden

OK, REFUSED = 0, 1


def run_check(directory: Path, is_strict: bool) -> int:
    """Tell what is wrong and what is left; 1 if anything is wrong, or left and `is_strict`."""
    absent = find_absent(directory)
    folders = [folder for folder in find_report_folders(directory) if folder not in absent]
    problems = [describe_absent(version) for version in absent]
    reports = []
    for folder in folders:
        try:
            reports.append(prove(load_report_folder(folder)))
        except DataError as error:
            problems += error.problems
    problems += [problem for folder in folders for problem in _check_golden(folder, reports)]
    for report in reports:
        _describe(report)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not folders and not absent:
        print("Chưa có báo cáo nào trong thư mục này.", file=sys.stderr)
    left = sum(report.left_numbers for report in reports)
    return REFUSED if problems or not folders or (is_strict and left) else OK


def _describe(report: ProvedReport) -> None:
    """Print the warnings and the count of numbers."""
    for warning in report.warnings:
        print(f"lưu ý: {warning}")
    print(
        f"{report.id}: {len(report.facts)} mục có chứng cứ, {report.covered_numbers} số đã có trong facts, "
        f"{report.ignored_numbers} số bỏ qua có lý do, còn sót {report.left_numbers}"
    )


def _check_golden(folder: Path, reports: list[ProvedReport]) -> tuple[Problem, ...]:
    """What is wrong with the golden questions of a report that is proved."""
    if folder.name not in {report.id for report in reports}:
        return ()
    known = {fact.id for report in reports for fact in (*report.facts, *report.statements)}
    path = folder / GOLDEN_FILE
    try:
        return find_unknown(path, load_golden(path, folder.name), known)
    except DataError as error:
        return error.problems
