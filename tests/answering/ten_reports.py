"""Ten reports made by a seeded generator: places that share their names, several years, figures and sentences."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROVINCE = "tỉnh Vân Khê"
PLACES = (
    (PROVINCE, 2030),
    (PROVINCE, 2031),
    ("thành phố Vân Khê, tỉnh Vân Khê", 2031),
    ("huyện Sơn Bạch, tỉnh Vân Khê", 2030),
    ("huyện Sơn Bạch, tỉnh Vân Khê", 2031),
    ("huyện Mộc Thanh, tỉnh Vân Khê", 2031),
    ("xã Lan Đình, huyện Sơn Bạch, tỉnh Vân Khê", 2030),
    ("xã Lan Đình, huyện Mộc Thanh, tỉnh Vân Khê", 2031),
    ("xã Sơn Bạch, huyện Mộc Thanh, tỉnh Vân Khê", 2030),
    ("thị trấn Mộc Thanh, huyện Mộc Thanh, tỉnh Vân Khê", 2029),
)
COUNTED = (
    ("Thu ngân sách nhà nước", "tỷ đồng", "thu NSNN|thu ngân sách"),
    ("Chi ngân sách địa phương", "tỷ đồng", "chi ngân sách"),
    ("Tổng mức bán lẻ hàng hóa", "tỷ đồng", "bán lẻ"),
    ("Giá trị sản xuất công nghiệp", "tỷ đồng", ""),
    ("Giá trị sản xuất nông nghiệp", "tỷ đồng", ""),
    ("Sản lượng lúa", "tấn", "lúa"),
    ("Sản lượng ngô", "tấn", ""),
    ("Diện tích chè", "ha", "chè"),
    ("Diện tích rừng trồng mới", "ha", "rừng trồng mới"),
    ("Đàn trâu", "con", ""),
    ("Đàn lợn", "con", "số lợn"),
    ("Dân số", "người", "số dân"),
    ("Số hộ nghèo", "hộ", ""),
    ("Số HTX", "HTX", "tổng số HTX"),
    ("Số HTX thành lập mới", "HTX", "HTX mới"),
    ("Số doanh nghiệp đang hoạt động", "doanh nghiệp", "DN"),
    ("Lao động được giải quyết việc làm", "người", "việc làm mới"),
    ("Số học sinh phổ thông", "học sinh", ""),
    ("Số giường bệnh", "giường", ""),
    ("Lượt khách du lịch", "lượt khách", "khách du lịch"),
)
SHARES = (
    ("Tỷ lệ hộ nghèo", "hộ nghèo"),
    ("Tỷ lệ hộ cận nghèo", ""),
    ("Tỷ lệ che phủ rừng", "độ che phủ rừng"),
    ("Tỷ lệ dân số tham gia bảo hiểm y tế", "bao phủ BHYT"),
    ("Tỷ lệ lao động qua đào tạo", ""),
)
OTHERWISE = {  # what most communes and some others call the same thing
    "Thu ngân sách nhà nước": "Thu ngân sách nhà nước trên địa bàn",
    "Sản lượng lúa": "Sản lượng lúa cả năm của các hợp tác xã",
    "Đàn lợn": "Đàn lợn thịt nuôi trong các trang trại tập trung",
    "Dân số": "Dân số trung bình",
    "Số HTX": "Số HTX nông nghiệp hoạt động hiệu quả",
    "Lượt khách du lịch": "Khách",
}
STATED = (
    "Phong trào văn nghệ quần chúng được nhân dân các bản hưởng ứng.",
    "Đường liên thôn qua suối Đá Bạc đã được trải nhựa.",
    "Nhờ bà con đồng lòng hiến đất, tuyến kênh được đào trước mùa mưa.",
    "Bà Hoàng Thu Sương được bầu làm chủ tịch hội phụ nữ.",
    "Ngày 4 tháng 9 khánh thành nhà văn hóa.",
    "Khó khăn lớn nhất là thiếu nước vào cuối vụ.",
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact to write: the figure and, of a comparison, its relation and figure."""

    indicator: str
    aliases: str
    figure: str
    status: str
    year: int
    compared: tuple[str, str] | None
    sentence: str


def write_ten_reports(root: Path, seed: int = 8) -> Path:
    """The folder of those reports; the same seed makes the same ones."""
    for number, (place, year) in enumerate(PLACES):
        folder = root / f"r{number}-{year}"
        folder.mkdir(parents=True)
        facts = list(_figures(random.Random(f"{seed}-{number}"), year, place.startswith("xã")))
        text = [f"Báo cáo của {place} năm {year}", *(fact.sentence for fact in facts), *STATED[number % 3 :]]
        (folder / "report.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
        head = [f"title: Báo cáo số {number} năm {year}", f"place: {place}", f"period: {year}", "facts:"]
        records = [_record(n, fact) for n, fact in enumerate(facts)]
        (folder / "facts.yaml").write_text("\n".join([*head, *records]) + "\n", encoding="utf-8")
    return root


def _figures(chance: random.Random, year: int, is_commune: bool) -> Iterator[_Stated]:
    """What a report states: most figures of the year, some of the year before, some aims for the next."""
    for usual, unit, own in COUNTED:
        is_other = usual in OTHERWISE and chance.random() < (0.8 if is_commune else 0.2)
        name, aliases = (OTHERWISE[usual], "") if is_other else (usual, own)
        if chance.random() < 0.8:
            figure = f"{chance.randint(1, 999)}.{chance.randint(0, 999):03} {unit}"
            yield _compared(chance, name, aliases, figure, year)
        if chance.random() < 0.2:
            yield _plain(name, aliases, f"{chance.randint(2, 999)} {unit}", "actual", year - 1)
        if chance.random() < 0.3:
            aim = f"{chance.randint(1000, 1899)},{chance.randint(1, 9)} {unit}"
            yield _plain(name, aliases, aim, "target", year + 1)
    for name, aliases in SHARES:
        if chance.random() < 0.8:
            yield _plain(name, aliases, f"{chance.randint(1, 98)},{chance.randint(1, 99):02}%", "actual", year)


def _plain(name: str, aliases: str, figure: str, status: str, year: int) -> _Stated:
    word = "phấn đấu" if status == "target" else "đạt"
    return _Stated(name, aliases, figure, status, year, None, f"Năm {year}, {name} {word} {figure}.")


def _compared(chance: random.Random, name: str, aliases: str, figure: str, year: int) -> _Stated:
    share = f"{chance.randint(81, 119)},{chance.randint(1, 9)}%"
    relation, words = chance.choice((("pct_of_plan", "kế hoạch"), ("pct_of_previous", "so với cùng kỳ"), ("", "")))
    tail = f", bằng {share} {words}" if relation else ""
    compared = (relation, share) if relation else None
    return _Stated(name, aliases, figure, "actual", year, compared, f"Năm {year}, {name} đạt {figure}{tail}.")


def _record(number: int, fact: _Stated) -> str:
    rows = [f"  - id: f{number}", f"    indicator: {fact.indicator}"]
    if fact.aliases:
        rows += ["    aliases:", *(f"      - {alias}" for alias in fact.aliases.split("|"))]
    rows += [f"    period: {fact.year}", f"    status: {fact.status}", f"    figure: {fact.figure}"]
    if fact.compared:
        rows += ["    compared:", f"      - relation: {fact.compared[0]}", f"        figure: {fact.compared[1]}"]
    return "\n".join([*rows, f"    sentence: {fact.sentence}"])
