"""Small reports for tests: a line a figure, of places that are nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROVINCE = "tỉnh Vân Khê"
CITY = "thành phố Vân Khê, tỉnh Vân Khê"
DISTRICT = "huyện Sơn Bạch, tỉnh Vân Khê"
LAN = "xã Lan Đình, huyện Sơn Bạch, tỉnh Vân Khê"
OTHER_LAN = "xã Lan Đình, huyện Mộc Thanh, tỉnh Vân Khê"
TRA = "xã Trà Lũng, huyện Sơn Bạch, tỉnh Vân Khê"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a report; period and status where they are not the report's own."""

    indicator: str
    figure: str
    period: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A report: its folder, place, period and day, and its figures."""

    folder: str
    place: str
    period: str
    lines: tuple[Line, ...]
    published: str = ""


def thu(figure: str, period: str = "", status: str = "") -> Line:
    return Line("Thu ngân sách", figure, period, status)


def write_reports(root: Path, reports: Iterable[Told]) -> Path:
    """The folder of those reports."""
    for report in reports:
        folder = root / report.folder
        folder.mkdir(parents=True)
        head = {"title": f"Báo cáo {report.folder}", "place": report.place, "period": report.period}
        head["published"] = report.published
        sentences = [_sentence(line) for line in report.lines]
        (folder / "report.txt").write_text("\n".join(sentences), encoding="utf-8")
        yaml = [f"{name}: {value}" for name, value in head.items() if value]
        yaml += ["facts:", *(_record(n, line) for n, line in enumerate(report.lines))]
        (folder / "facts.yaml").write_text("\n".join(yaml) + "\n", encoding="utf-8")
    return root


def _sentence(line: Line) -> str:
    return f"{line.indicator} ({line.status or 'thực hiện'}) {line.period} là {line.figure}.".replace("  ", " ")


def _record(number: int, line: Line) -> str:
    more = {"period": line.period, "status": line.status, "figure": line.figure, "sentence": _sentence(line)}
    rows = "".join(f"\n    {name}: {value}" for name, value in more.items() if value)
    return f"  - id: f{number}\n    indicator: {line.indicator}{rows}"


MANY = (
    Told("tinh-2030", PROVINCE, "2030", (thu("9.100 tỷ đồng"), Line("Dân số", "1.210.000 người"))),
    Told("tinh-2031", PROVINCE, "2031", (thu("9.850 tỷ đồng"), Line("GRDP", "31.000 tỷ đồng"))),
    Told("tp-2030", CITY, "2030", (thu("1.010 tỷ đồng"), Line("Tỷ lệ hộ nghèo", "1,1%"))),
    Told("tp-2031", CITY, "2031", (thu("1.120 tỷ đồng"), Line("Tỷ lệ hộ nghèo", "0,8%"))),
    Told("huyen-2029", DISTRICT, "2029", (thu("350 tỷ đồng"), Line("Dân số", "98.100 người"))),
    Told("huyen-2030", DISTRICT, "2030", (thu("388 tỷ đồng"), Line("Dân số", "98.900 người"))),
    Told("huyen-2031", DISTRICT, "2031", (thu("412 tỷ đồng"), Line("Dân số", "99.750 người"))),
    Told("huyen-6t-2032", DISTRICT, "2032-H1", (thu("215 tỷ đồng"), thu("430 tỷ đồng", "2032", "plan"))),
    Told("lan-2029", LAN, "2029", (thu("4,9 tỷ đồng"), Line("Tỷ lệ hộ nghèo", "3,9%")), "2029-12-20"),
    Told(
        "lan-2030",
        LAN,
        "2030",
        (thu("5,2 tỷ đồng"), thu("5,6 tỷ đồng", "2031", "target"), Line("Dân số", "6.412 người")),
        "2030-12-20",
    ),
    Told(
        "lan-2031",
        LAN,
        "2031",
        (thu("5,8 tỷ đồng"), thu("5,35 tỷ đồng", "2030"), Line("Dân số", "6.480 người")),
        "2031-12-22",
    ),
    Told("lan-khac-2031", OTHER_LAN, "2031", (thu("7,7 tỷ đồng"), Line("Dân số", "8.100 người"))),
    Told("tra-2031", TRA, "2031", (thu("6,1 tỷ đồng"), Line("Dân số", "5.050 người"))),
)
