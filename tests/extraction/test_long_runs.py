"""Runs no report has: the number that cannot be quoted is left out, the others are read."""

import pytest

from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.draft_folder import prove_extraction
from knowledge.extraction.report.extract import extract

FIGURES = ["5 tỷ đồng"]


@pytest.mark.parametrize(
    "run",
    [
        "Mã số " + "1" * 3000 + " là mã.",
        "Chi ngân sách đạt " + "1" * 3000 + " tỷ đồng.",
        "Chi đạt 1" + ".000" * 1000 + " tỷ đồng.",
        "Thu nhập đạt 5 triệu đồng/" + "người/" * 1000 + "năm.",
        "Số " + "1/" * 1500 + "2 hộ.",
        "Chi" * 3000 + " đạt.",
    ],
)
def test_a_run_without_end_is_left_out_and_the_rest_is_read(run: str) -> None:
    extraction = extract(parse_text(f"Xã Mẫu năm 2021\n\nThu ngân sách đạt 5 tỷ đồng.\n\n{run}\n"))
    facts = prove_extraction(extraction, "a")
    assert [fact.figure for fact in facts if fact.figure and "Thu ngân sách" in fact.indicator] == FIGURES
    assert all(len(fact.figure or "") <= 200 for fact in facts)
