"""Names of people do not stay in a text, and what is no name does."""

import pytest

from knowledge.language.places.people import hide_people


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("chị Lê Thị Hoa sinh 1980 ở tổ 3 có được trợ cấp không", "… sinh … ở tổ … có được trợ cấp không"),
        ("thu ngân sách 2020 của bác Nguyễn Văn An số 12 tổ 5", "thu ngân sách 2020 của … số … tổ …"),
        ("thu ngân sách nhà ông trần văn tèo 2032", "thu ngân sách nhà … 2032"),
        ("ho so nguyen van an 2021", "ho so … 2021"),
        ("trợ cấp của chị hoa", "trợ cấp của …"),
        ("Lê Hoa có mấy sào ruộng?", "… có mấy sào ruộng?"),
        ("số điện thoại của Phạm Thị Bích Ngọc", "số điện thoại của …"),
        ("ai sinh ngày 12/3/1980", "ai sinh ngày …"),
        ("lương của tonyteo88", "lương của …"),
        ("lương của Johnson", "lương của …"),
    ],
)
def test_whoever_is_named_is_blanked(text: str, kept: str) -> None:
    assert hide_people(text, lambda _: False) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách 2021?", "số hộ nghèo năm 2021", "tỷ lệ hộ văn hóa", "ty le ho van hoa", "ty le do thi hoa",
        "số bà mẹ Việt Nam anh hùng", "chi ngân sách", "bác sĩ trên 1 vạn dân", "dân số tỉnh Cao Bằng",
        "số trẻ sinh năm 2021", "tỷ lệ sinh năm 1999", "Thu Ngân Sách Năm 2021", "giá vàng", "cô giáo mầm non",
        "THU NGÂN SÁCH", "số giáo viên ở thành phố Hà Nội", "đào tạo nghề", "Hồ chứa nước", "10 xã", "", "?",
        "FDI 2021", "số wifi công cộng", "Covid năm 2021", "số gv tiểu học", "daan soos 2021",
    ],
)  # fmt: skip
def test_what_names_nobody_stays(text: str) -> None:
    assert hide_people(text, lambda _: False) == text
