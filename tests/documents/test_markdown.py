"""Markdown is read as it shows."""

import pytest

from knowledge.documents.plain.plain_text import parse_text
from tests.documents.documents import texts

ROWS = ["Chỉ tiêu: Thu (tỷ đồng); 2020: 400; 2021: 433"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ tiêu | 2020 | 2021\n---|---|---\nThu (tỷ đồng) | 400 | 433\n", ROWS),
        ("| Chỉ tiêu | 2020 | 2021\n|:--|--:|:-:\n| Thu (tỷ đồng) | 400 | 433\n", ROWS),
        ("| Chỉ tiêu | 2021 |\n|---|---|\n| Chi a\\|b (tỷ đồng) | 8 |\n", ["Chỉ tiêu: Chi a|b (tỷ đồng); 2021: 8"]),
        ("| Chỉ tiêu | 2021 |\n|---|---|\n| Thu<br>(tỷ đồng) | **8** |\n", ["Chỉ tiêu: Thu (tỷ đồng); 2021: 8"]),
        ("Thu đạt _435,7 tỷ đồng_, __chi__ 5 tỷ.", ["Thu đạt 435,7 tỷ đồng, chi 5 tỷ."]),
        ("Tệp a_b_c đạt 5 tỷ.", ["Tệp a_b_c đạt 5 tỷ."]),
        ("Thu <b>5</b> tỷ <!-- chi\n\n9 tỷ -->đồng.", ["Thu 5 tỷ đồng."]),
        ("Thu 5<sup>1</sup> tỷ, <del>6 tỷ,</del> 7 m<sup>2</sup>.", ["Thu 5 tỷ, 7 m²."]),
        ("Thu `5` tỷ[^1] &amp; chi 6 tỷ.\n\n[^1]: Chưa gồm 9 tỷ.\n", ["Thu 5 tỷ & chi 6 tỷ."]),
        ("Thu [5 tỷ](http://x.vn/a_(b)) ![ảnh 9](c.png)đồng.", ["Thu 5 tỷ đồng."]),
        ("---\ntitle: 9 tỷ\n---\n\nThu 5 tỷ.", ["Thu 5 tỷ."]),
        ("Thu 5 tỷ.\n\n```\nthu 9 tỷ\n```\n\nChi 6 tỷ.", ["Thu 5 tỷ.", "Chi 6 tỷ."]),
        ("Thu < 5 tỷ và > 3 tỷ.", ["Thu < 5 tỷ và > 3 tỷ."]),
    ],
)
def test_markup_is_not_shown(text: str, expected: list[str]) -> None:
    assert texts(parse_text(text, is_markdown=True)) == expected


def test_underlined_headings_are_headings() -> None:
    text = "Báo cáo\n====\n\nKết quả năm 2022\n----------\n\nThu 5 tỷ.\n\n- a\n---\n\nThu\nchi\n---\n"
    found = [(p.text, p.kind, p.level) for p in parse_text(text, is_markdown=True).paragraphs]
    assert found[:3] == [("Báo cáo", "heading", 1), ("Kết quả năm 2022", "heading", 2), ("Thu 5 tỷ.", "text", 0)]
    assert [kind for _, kind, _ in found[3:]] == ["item", "text"]
