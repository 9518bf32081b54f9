"""A thousand reports made by a seeded generator: names, places and prose that differ, as those of a province do.

Of a thousand reports: some 5,500 distinct names, more than two fifths of them in one report only, 300 places, of which
many share their names, 56 facts and 20 comparisons a report. Every word is made up here.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

CORE, RARE, OWN = 34, 19, 3  # names of a report that most have, that some have, that no other has
COMPARED = 20
YEARS = (2026, 2027, 2028, 2029, 2030, 2031)
_FIRST = ("An", "Bình", "Cẩm", "Đông", "Gia", "Hòa", "Khánh", "Lạc", "Mỹ", "Nam", "Phú", "Quảng", "Sơn", "Tân", "Vĩnh")
_SECOND = ("Bắc", "Châu", "Điền", "Giang", "Hải", "Khê", "Lâm", "Minh", "Ninh", "Phong", "Sơn", "Thạch", "Thủy", "Yên")
_HAMLETS = ("Khe", "Bản", "Đồi", "Xuân", "Hạ", "Thượng", "Trung", "Cầu", "Ao", "Đá", "Suối", "Vườn", "Gò", "Bến", "Rẫy")
_CROPS = ("lúa", "ngô", "khoai", "sắn", "lạc", "đậu tương", "mía", "chè", "cà phê", "hồ tiêu", "cao su", "dâu tằm",
          "cam", "bưởi", "nhãn", "vải", "xoài", "chuối", "thanh long", "rau màu", "hoa cúc", "nấm rơm", "cây quế",
          "cây hồi")  # fmt: skip
_ANIMALS = ("trâu", "bò", "lợn", "dê", "ngựa", "gà", "vịt", "ngan", "ong", "thỏ", "cá lồng", "tôm sú", "ếch", "hươu")
_GOODS = ("xi măng", "gạch nung", "gỗ xẻ", "giấy", "vải lụa", "đồ gốm", "nước mắm", "đường kính", "thép tấm", "điện",
          "bia hơi", "phân bón", "hàng may", "giày da", "chè khô", "tinh bột", "nước sạch", "đá dăm")  # fmt: skip
_WORKS = ("trạm bơm", "cầu treo", "nhà văn hóa", "trường mầm non", "trạm y tế", "chợ", "hồ chứa", "đường bê tông",
          "kênh mương", "sân vận động", "điểm bưu điện", "nghĩa trang", "đập tràn", "bãi rác")  # fmt: skip
_MANNERS = ("", "vụ Đông", "vụ Hè Thu", "theo hướng hữu cơ", "trong nhà lưới", "của hợp tác xã", "của hộ gia đình",
            "trên đất đồi", "có liên kết tiêu thụ", "được chứng nhận", "của trang trại", "để xuất bán")  # fmt: skip
_CORE = (
    ("Thu ngân sách trên địa bàn", "tỷ đồng", "thu ngân sách"), ("Chi thường xuyên", "tỷ đồng", ""),
    ("Chi đầu tư phát triển", "tỷ đồng", ""), ("Tổng mức bán lẻ", "tỷ đồng", "bán lẻ"), ("Dân số", "người", "số dân"),
    ("Tỷ lệ hộ nghèo", "%", ""), ("Tỷ lệ hộ cận nghèo", "%", ""), ("Tỷ lệ che phủ rừng", "%", "độ che phủ rừng"),
    ("Tỷ lệ tham gia bảo hiểm y tế", "%", "bao phủ bảo hiểm y tế"), ("Thu nhập bình quân đầu người", "triệu đồng", ""),
    ("Số hợp tác xã", "hợp tác xã", "HTX"), ("Số doanh nghiệp", "doanh nghiệp", ""), ("Số tổ hợp tác", "tổ", ""),
    ("Lao động được tạo việc làm", "người", "việc làm mới"), ("Lao động qua đào tạo nghề", "người", ""),
    ("Lượt khách du lịch", "lượt khách", "khách du lịch"), ("Doanh thu du lịch", "tỷ đồng", ""),
    ("Số giường bệnh", "giường", ""), ("Số bác sĩ", "bác sĩ", ""), ("Học sinh phổ thông", "học sinh", ""),
    ("Số trường đạt chuẩn", "trường", ""), ("Đảng viên được kết nạp", "đảng viên", ""), ("Số vụ cháy", "vụ", ""),
    ("Số vụ tai nạn giao thông", "vụ", ""), ("Rừng trồng tập trung", "ha", ""), ("Sản lượng gỗ khai thác", "m3", ""),
    ("Giá trị sản xuất công nghiệp", "tỷ đồng", ""), ("Giá trị sản xuất nông nghiệp", "tỷ đồng", ""),
    ("Kim ngạch xuất khẩu", "triệu USD", "xuất khẩu"), ("Vốn đầu tư nước ngoài", "triệu USD", ""),
    ("Tiêm chủng đầy đủ cho trẻ em", "%", ""), ("Dư nợ tín dụng", "tỷ đồng", ""), ("Số hộ dùng nước sạch", "hộ", ""),
    ("Thôn đạt chuẩn văn hóa", "thôn", ""), ("Sáng kiến được công nhận", "sáng kiến", ""),
    ("Số nhà tạm được xóa", "nhà", ""),
)  # fmt: skip
_STATED = (
    "{name} {year} đạt {figure}{tail}.", "Đến cuối năm {year}, {name} là {figure}{tail}.",
    "{manager} cho biết {name} cả năm {year} đạt {figure}{tail}.", "Riêng {name} năm {year} lên tới {figure}{tail}.",
    "Theo số liệu chốt ngày {day}, {name} năm {year} ở mức {figure}{tail}.",
    "Nhờ {reason}, {name} năm {year} đạt {figure}{tail}.", "Trong năm {year}, {name} ghi nhận {figure}{tail}.",
)  # fmt: skip
_MANAGERS = ("Phòng kinh tế", "Chi cục thống kê", "Ban quản lý", "Văn phòng ủy ban", "Tổ công tác", "Hội nông dân")
_REASONS = ("thời tiết thuận", "giống mới", "vốn vay ưu đãi", "đường mới thông xe", "dồn điền đổi thửa", "giá ổn định")
_DEEDS = ("khánh thành", "tu sửa", "khởi công", "bàn giao", "mở rộng", "đặt tên", "trồng cây quanh", "kiểm tra")
_PEOPLE = ("bà con", "đoàn thanh niên", "hội phụ nữ", "cựu chiến binh", "các cụ cao tuổi", "thầy cô", "dân quân")


@dataclass(frozen=True, slots=True)
class Made:
    """A figure that a report states: of which name, place and year, and the id of its fact."""

    id: str
    name: str
    alias: str
    place: str
    year: int


@lru_cache(maxsize=1)
def make_places() -> tuple[str, ...]:
    """300 places: 4 provinces, 36 districts, 260 communes; a name stands for several of them."""
    chance = random.Random("places")
    names = [f"{first} {second}" for first, second in product(_FIRST, _SECOND)]
    provinces = [f"tỉnh {name}" for name in chance.sample(names, 4)]
    districts = [f"huyện {name}, {provinces[n % 4]}" for n, name in enumerate(chance.sample(names, 36))]
    paths = [f"xã {chance.choice(names[:150])}, {districts[n % 36]}" for n in range(400)]
    return (*provinces, *districts, *list(dict.fromkeys(paths))[:260])


@lru_cache(maxsize=1)
def _rare_names() -> tuple[tuple[str, str], ...]:
    """The names, with their units, that some reports have."""
    grown = [(f"{what} {crop}", unit) for crop in _CROPS for what, unit in (("Diện tích", "ha"), ("Sản lượng", "tấn"))]
    kept = [(f"{what} {one}", unit) for one in _ANIMALS for what, unit in (("Đàn", "con"), ("Sản lượng thịt", "tấn"))]
    made = [(f"Sản lượng {good}", "tấn") for good in _GOODS] + [(f"Số {work}", work) for work in _WORKS]
    firm = [(f"Doanh thu {good}", "tỷ đồng") for good in _GOODS] + [
        (f"Số cơ sở làm {good}", "cơ sở") for good in _GOODS
    ]
    money = [(f"Vốn {deed} {work}", "triệu đồng") for work in _WORKS for deed in ("xây mới", "nâng cấp", "sửa chữa")]
    plain = [*grown, *kept, *made, *firm, *money]
    return tuple((f"{name} {manner}".strip(), unit) for name, unit in plain for manner in _MANNERS)


def write_reports(root: Path, count: int, seed: int = 10) -> list[Made]:
    """Writes that many reports below the folder and tells every figure in them; the first ones are always the same."""
    places = make_places()
    made: list[Made] = []
    for number in range(count):
        place, year = places[(number * 7) % len(places)], YEARS[(number // len(places) + number) % len(YEARS)]
        made += _write_report(root / f"r{number:04}", random.Random(f"{seed}-{number}"), place, year)
    return made


def rewrite_report(folder: Path, place: str, year: int, seed: int) -> list[Made]:
    """Another edition of one of them."""
    return _write_report(folder, random.Random(f"other-{seed}"), place, year)


def _write_report(folder: Path, chance: random.Random, place: str, year: int) -> list[Made]:
    folder.mkdir(parents=True, exist_ok=True)
    records, text, made = [], [f"Báo cáo năm {year} của {place}"], []
    for at, named in enumerate(_names(chance)):
        record, sentence = _state(chance, f"f{at}", named, year, is_compared=at < COMPARED)
        records.append(record)
        text += [sentence, *([_remark(chance)] if chance.random() < 0.6 else [])]
        made.append(Made(f"{folder.name}/f{at}", named[0], named[2], place, year))
    head = [f"title: Báo cáo năm {year} của {place.partition(',')[0]}", f"place: {place}", f"period: {year}", "facts:"]
    (folder / "report.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    (folder / "facts.yaml").write_text("\n".join([*head, *records]) + "\n", encoding="utf-8")
    return made


def _names(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    yield from chance.sample(_CORE, CORE)
    yield from ((name, unit, "") for name, unit in chance.sample(_rare_names(), RARE))
    for _ in range(OWN):
        hamlet = f"{chance.choice(_HAMLETS)} {chance.choice(_SECOND)}"
        yield (
            f"Kinh phí {chance.choice(_DEEDS)} {chance.choice(_WORKS)} thôn {hamlet} {chance.randint(1, 9)}",
            "triệu đồng",
            "",
        )


def _state(
    chance: random.Random, key: str, named: tuple[str, str, str], year: int, is_compared: bool
) -> tuple[str, str]:
    """The record and the sentence of a figure; named: its name, unit and alias."""
    name, unit, alias = named
    figure = f"{chance.randint(1, 9)}.{chance.randint(100, 999)} {unit}"
    if unit == "%":
        figure = f"{chance.randint(1, 99)},{chance.randint(1, 9)}%"
    share = f"{chance.randint(81, 119)},{chance.randint(1, 9)}%"
    sentence = chance.choice(_STATED).format(
        name=name,
        year=year,
        figure=figure,
        tail=f", bằng {share} kế hoạch" if is_compared else "",
        manager=chance.choice(_MANAGERS),
        reason=chance.choice(_REASONS),
        day=f"{chance.randint(2, 28)}/12/{year}",
    )
    rows = [f"  - id: {key}", f"    indicator: {name}"]
    rows += ["    aliases:", f"      - {alias}"] if alias else []
    rows += [f"    period: {year}", "    status: actual", f"    figure: {figure}"]
    rows += ["    compared:", "      - relation: pct_of_plan", f"        figure: {share}"] if is_compared else []
    return "\n".join([*rows, "    sentence: >-", f"      {sentence}"]), sentence


def _remark(chance: random.Random) -> str:
    """A sentence without a figure."""
    deed, work, people = chance.choice(_DEEDS), chance.choice(_WORKS), chance.choice(_PEOPLE)
    where = f"{chance.choice(_HAMLETS)} {chance.choice(_SECOND)}"
    return f"Tại thôn {where}, {people} cùng {deed} {work}, {chance.choice(_REASONS)} là điều ai cũng mừng."
