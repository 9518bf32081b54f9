"""What is printed around the text of a page does not get into its sentences."""

import pytest

from knowledge.documents.formats import read_document
from tests.documents.document_makers import Printed, make_pdf
from tests.documents.documents import Save, texts

TITLE = "Báo cáo kinh tế - xã hội xã Mẫu năm 2023"
WRAPPED = [
    "Năm 2023, thu ngân sách nhà nước trên địa bàn đạt 435,7 tỷ",
    "đồng, bằng 112% dự toán được giao; chi ngân sách 500 tỷ đồng,",
    "Trong đó chi đầu tư 120 tỷ đồng, chi thường xuyên 380 tỷ",
    "đồng, tăng 5% so với năm 2022; tổng đàn lợn 8.000 con, đàn bò",
    "1.250 con.",
]
LAST = "Xã đạt chuẩn nông thôn mới."


def _pages(count: int) -> list[list[Printed]]:
    """The wrapped paragraph from page to page, then one more."""
    lines: list[Printed] = [(92, 770, WRAPPED[0]), *((72, 770, line) for line in WRAPPED[1:])]
    cut = [[*lines[: 6 - count]], *([line] for line in lines[6 - count :])] if count > 1 else [lines]
    pages = [[(x, 753 - 17 * n, text) for n, (x, _, text, *_) in enumerate(page)] for page in cut]
    pages[0].insert(0, (72, 780, TITLE, 14))
    pages[-1].append((92, 753 - 17 * len(cut[-1]), LAST))
    return pages


def _read(save: Save, pages: list[list[Printed]]) -> list[str]:
    return texts(read_document(save("a.pdf", make_pdf(pages))))


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize(
    ("heads", "feet"),
    [
        ([], []),
        ([], ["{n}"]),
        ([], ["- {n} -"]),
        ([], ["Trang {n}"]),
        ([], ["Trang {n}/4"]),
        ([], ["{n}/4"]),
        ([], ["Điện thoại: 0209 3870 123", "{n}"]),
        (["{n}"], ["Ngày in: 25/12/2023"]),
        (["UBND xã Mẫu", "Báo cáo năm 2023"], ["{n}"]),
        (["UBND xã Mẫu - trang {n}"], []),
    ],
)
def test_heads_feet_and_page_numbers_are_left_out(save: Save, count: int, heads: list[str], feet: list[str]) -> None:
    pages: list[list[Printed]] = []
    for n, page in enumerate(_pages(count), 1):
        top: list[Printed] = [(72, 815 - 11 * at, text.format(n=n), 9) for at, text in enumerate(heads)]
        pages.append([*top, *page, *((72, 45 - 11 * at, text.format(n=n), 9) for at, text in enumerate(feet))])
    assert _read(save, pages) == [TITLE, " ".join(WRAPPED), LAST]


def test_heads_of_odd_and_even_pages_are_left_out(save: Save) -> None:
    heads = ["UBND xã Mẫu", "Báo cáo năm 2023"]
    pages: list[list[Printed]] = [[(72, 815, heads[n % 2], 9), *page] for n, page in enumerate(_pages(4))]
    assert _read(save, pages) == [TITLE, " ".join(WRAPPED), LAST]


def test_page_numbers_that_count_from_elsewhere_are_left_out(save: Save) -> None:
    pages: list[list[Printed]] = [[*page, (290, 45, str(n + 11), 9)] for n, page in enumerate(_pages(3))]
    assert _read(save, pages) == [TITLE, " ".join(WRAPPED), LAST]


def test_foot_of_a_single_page_is_left_out(save: Save) -> None:
    assert _read(save, [[*_pages(1)[0], (72, 45, "Trang 1/1", 9)]]) == [TITLE, " ".join(WRAPPED), LAST]


@pytest.mark.parametrize("mark", ["1 ", "(1) ", "* "])
def test_notes_are_left_out_and_the_sentence_goes_on(save: Save, mark: str) -> None:
    first, second = _pages(2)
    notes: list[Printed] = [
        (72, 70, f"{mark}Theo Chi cục Thuế, chưa gồm 25 tỷ đồng", 8),
        (72, 60, "thu chuyển nguồn.", 8),
    ]
    assert _read(save, [[*first, *notes], second]) == [TITLE, " ".join(WRAPPED), LAST]


def test_a_figure_alone_on_its_line_is_no_page_number(save: Save) -> None:
    lines: list[Printed] = [(72, 780, TITLE, 14), (72, 750, "Số hộ nghèo của xã cuối năm 2023:"), (72, 733, "145")]
    assert "145" in " ".join(_read(save, [lines]))


def test_lines_of_the_text_that_two_pages_share_are_kept(save: Save) -> None:
    filler = "Công tác chỉ đạo, điều hành được triển khai đồng bộ, quyết liệt trong năm."
    pages: list[list[Printed]] = [
        [(72, 770, f"Sản lượng vụ {n} đạt {n}00 tấn."), (72, 753, filler), (72, 736, "tăng 4,2% so với năm 2022.")]
        for n in (1, 2)
    ]
    found = " ".join(_read(save, pages))
    assert (found.count(filler), found.count("tăng 4,2%")) == (2, 2)


def test_a_page_set_wholly_in_small_type_is_no_note(save: Save) -> None:
    rows: list[Printed] = [(72, 753 - 17 * n, f"{n}. Thu ngân sách xã Mẫu được {n} tỷ đồng.", 9) for n in range(1, 6)]
    assert len(_read(save, [*_pages(1), rows])) == len(_read(save, _pages(1))) + 5
