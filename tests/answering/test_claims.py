"""Claims: what is made true is never denied, what is made false never confirmed, and the reply says which and why."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.answering import Index, ask
from knowledge.facts.store import load_store
from knowledge.language.quantities.quantity import format_number

REPORT = """
title: Báo cáo huyện Sơn Bạch năm 2031
place: huyện Sơn Bạch, tỉnh Vân Khê
period: "2031"
facts:
"""
# name, figure, compared (relation, figure, direction, against)
FACTS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("Thu ngân sách", "412,5 tỷ đồng", (("pct_of_plan", "104%"), ("pct_change", "6,2%", "up"))),
    ("Chi ngân sách", "388 tỷ đồng", (("pct_of_plan", "97,5%"), ("pct_of_previous", "93%"))),
    ("Sản lượng thủy sản", "1.240 tấn", (("pct_over_plan", "3%"), ("abs_change", "35 tấn", "down"))),
    ("Đàn trâu", "3.150 con", (("pct_change", "2,1%", "down"),)),
    ("Tổng mức bán lẻ hàng hóa", "trên 2.350 tỷ đồng", (("pct_of_plan", "hơn 100%"),)),
    ("Diện tích rừng trồng mới", "420 ha", (("pct_change", "8%", "up", "năm 2029"),)),
    ("Sản lượng chè búp", "812 tấn", ()),
    ("Thứ hạng sản lượng chè búp", "14/63", ()),
)
LEVELS = (("Dân số", "98.900 người", "2030", "actual"), ("Dân số", "99.750 người", "2031", "actual"))
PLANS = (("Số hộ nghèo", "620 hộ", "2031", "actual"), ("Số hộ nghèo", "600 hộ", "2031", "plan"))


def _record(number: int, name: str, figure: str, compared: tuple[tuple[str, ...], ...]) -> str:
    told = "".join(f", {' '.join(one[2:])} {one[1]} ({one[0]})" for one in compared)
    lines = [f"  - id: f{number}", f"    indicator: {name}", f'    figure: "{figure}"', "    status: actual"]
    if compared:
        lines.append("    compared:")
    for relation, share, *more in compared:
        lines += [f"      - relation: {relation}", f'        figure: "{share}"']
        lines += [f"        {key}: {value}" for key, value in zip(("direction", "against"), more, strict=False)]
    return "\n".join([*lines, f'    sentence: "{name} đạt {figure}{told}."'])


def _level(number: int, name: str, figure: str, period: str, status: str) -> str:
    sentence = f"{name} năm {period} ({status}) là {figure}."
    return "\n".join(
        [
            f"  - id: l{number}",
            f"    indicator: {name}",
            f'    figure: "{figure}"',
            f'    period: "{period}"',
            f"    status: {status}",
            f'    sentence: "{sentence}"',
        ]
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("reports") / "son-bach-2031"
    folder.mkdir()
    records = [_record(n, *fact) for n, fact in enumerate(FACTS)]
    records += [_level(n, *level) for n, level in enumerate((*LEVELS, *PLANS))]
    sentences = [line.split('"')[1] for record in records for line in record.splitlines() if "sentence:" in line]
    (folder / "report.txt").write_text("\n".join(sentences), encoding="utf-8")
    (folder / "facts.yaml").write_text(REPORT.lstrip() + "\n".join(records) + "\n", encoding="utf-8")
    return Index(load_store(folder.parent))


def verdict_of(question: str, index: Index) -> str | None:
    answer = ask(question, index).answer
    verdict = answer.entries[0].verdict if answer.entries else None
    return str(verdict) if verdict else None


# ------------------------------------------------------------------------------------------- by construction
COMPARATORS = {
    "": lambda value, said: value == said,
    "trên ": lambda value, said: value > said,
    "hơn ": lambda value, said: value > said,
    "cao hơn ": lambda value, said: value > said,
    "vượt ": lambda value, said: value > said,
    "dưới ": lambda value, said: value < said,
    "chưa tới ": lambda value, said: value < said,
    "thấp hơn ": lambda value, said: value < said,
    "không quá ": lambda value, said: value <= said,
    "tối đa ": lambda value, said: value <= said,
    "ít nhất ": lambda value, said: value >= said,
    "không dưới ": lambda value, said: value >= said,
    "đúng bằng ": lambda value, said: value == said,
}
ENDINGS = (" đúng không", " phải không", " đúng không ạ?", ", có đúng không?")
UNITS = {"tỷ đồng": 1, "tỷ": 1, "triệu đồng": 1000, "triệu": 1000}
Said = tuple[str, bool]  # a question, and whether what it says is so
VALUE, SHARE, CHANGE = Decimal("412.5"), Decimal("104"), Decimal("6.2")


@st.composite
def levels(draw: st.DrawFn) -> Said:
    """Of the budget's revenue, 412.5 tỷ đồng."""
    word = draw(st.sampled_from(sorted(COMPARATORS)))
    said = draw(st.sampled_from([VALUE, Decimal(412), Decimal(413), Decimal(380), Decimal(100), Decimal(450)]))
    unit = draw(st.sampled_from(sorted(UNITS)))
    is_so = COMPARATORS[word](VALUE, said)
    return f"thu ngân sách năm 2031 {word}{format_number(said * UNITS[unit])} {unit}{draw(ENDING)}", is_so


ENDING = st.sampled_from(ENDINGS)


@st.composite
def ratios(draw: st.DrawFn) -> Said:
    """Of its plan, 104 %."""
    word = draw(st.sampled_from(["", "trên ", "dưới ", "không quá ", "ít nhất "]))
    said = draw(st.sampled_from([SHARE, Decimal(4), Decimal(96), Decimal(103), Decimal(110)]))
    plan = draw(st.sampled_from(["kế hoạch", "dự toán"]))
    verb = draw(st.sampled_from(["đạt", "bằng"]))
    text = f"thu ngân sách năm 2031 {verb} {word}{format_number(said)}% {plan}{draw(ENDING)}"
    return text, COMPARATORS[word](SHARE, said)


@st.composite
def changes(draw: st.DrawFn) -> Said:
    """Against its plan 4 % more, against the year before 6.2 % more."""
    verb, value = draw(st.sampled_from([("vượt kế hoạch {}", SHARE - 100), ("cao hơn kế hoạch {}", SHARE - 100)]))
    if draw(st.booleans()):
        verb, value = draw(
            st.sampled_from(
                [
                    ("tăng {} so với cùng kỳ", CHANGE),
                    ("tăng {} so với năm trước", CHANGE),
                    ("tăng {} so với năm 2030", CHANGE),
                    ("giảm {} so với cùng kỳ", -CHANGE),
                    ("giảm {}", -CHANGE),
                    ("thấp hơn cùng kỳ {}", -CHANGE),
                ]
            )
        )
    word = draw(st.sampled_from(["", "trên ", "dưới ", "ít nhất "]))
    said = draw(st.sampled_from([SHARE - 100, CHANGE, SHARE, 100 + CHANGE, Decimal(3), Decimal(9)]))
    is_so = value > 0 and COMPARATORS[word](value, said)
    return f"thu ngân sách năm 2031 {verb.format(f'{word}{format_number(said)}%')}{draw(ENDING)}", is_so


@st.composite
def negations(draw: st.DrawFn) -> Said:
    """Less than so much, or not as the report has it."""
    said = draw(st.sampled_from([VALUE, Decimal(380), Decimal(450)]))
    text, is_so = draw(
        st.sampled_from(
            [
                (f"thu ngân sách năm 2031 không đạt {format_number(said)} tỷ", said > VALUE),
                (f"thu ngân sách năm 2031 chưa đạt {format_number(said)} tỷ", said > VALUE),
                ("thu ngân sách năm 2031 không vượt kế hoạch", False),
                ("thu ngân sách năm 2031 không đạt kế hoạch", False),
                ("thu ngân sách năm 2031 không tăng so với cùng kỳ", False),
                ("chi ngân sách năm 2031 không đạt kế hoạch", True),
                ("chi ngân sách năm 2031 chưa hoàn thành kế hoạch", True),
                ("đàn trâu năm 2031 không tăng", True),
                (f"thu ngân sách năm 2031 không vượt {format_number(said)} tỷ", said >= VALUE),
                (f"thu ngân sách năm 2031 không cao hơn {format_number(said)} tỷ", said >= VALUE),
            ]
        )
    )
    return text + draw(ENDING), is_so


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.one_of(levels(), ratios(), changes(), negations()))
def test_what_is_so_is_never_denied_and_what_is_not_never_confirmed(said: Said, index: Index) -> None:
    question, is_so = said
    assert verdict_of(question, index) in (("match", None) if is_so else ("mismatch", None)), question


# ------------------------------------------------------------------------------------------------ decided, each kind
@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("thu ngân sách 2031 có trên 400 tỷ không", "match"),
        ("thu ngân sách 2031 có quá 450 tỷ không", "mismatch"),
        ("thu ngân sách 2031 có vượt mốc 400 tỷ không", "match"),
        ("thu ngân sách 2031 trong khoảng 400 đến 420 tỷ đúng không", "match"),
        ("thu ngân sách 2031 gần 420 tỷ đúng không", "match"),
        ("thu ngân sách 2031 là 412 tỷ đúng không", None),
        ("thu ngân sách 2031 có vượt kế hoạch không", "match"),
        ("thu ngân sách 2031 vượt kế hoạch 4% đúng không", "match"),
        ("thu ngân sách 2031 vượt kế hoạch 104% đúng không", "mismatch"),
        ("thu ngân sách 2031 bằng 106,2% cùng kỳ đúng không", "match"),
        ("chi ngân sách 2031 có hoàn thành dự toán không", "mismatch"),
        ("chi ngân sách 2031 giảm 7% so với cùng kỳ đúng không", "match"),
        ("chi ngân sách 2031 có tăng không", "mismatch"),
        ("chi ngân sách 2031 đã được nửa kế hoạch chưa", "match"),
        ("sản lượng thủy sản 2031 đạt 103% kế hoạch đúng không", "match"),
        ("sản lượng thủy sản 2031 giảm 35 tấn đúng không", "match"),
        ("sản lượng thủy sản 2031 tăng 35 tấn đúng không", "mismatch"),
        ("đàn trâu có tăng so với cùng kỳ không", "mismatch"),
        ("đàn trâu giảm 2,1% đúng không", "match"),
        ("đàn trâu giảm 2,1% so với năm 2025 đúng không", None),
        ("bán lẻ hàng hóa có trên 2.300 tỷ không", "match"),
        ("bán lẻ hàng hóa trên 2.350 tỷ đúng không", "match"),
        ("bán lẻ hàng hóa có trên 2.500 tỷ không", "mismatch"),
        ("bán lẻ hàng hóa đúng bằng 2.350 tỷ phải không", "mismatch"),
        ("rừng trồng mới tăng 8% so với cùng kỳ đúng không", None),
        ("rừng trồng mới tăng 8% so với năm 2029 đúng không", "match"),
        ("dân số 2031 tăng 850 người so với năm 2030 đúng không", "match"),
        ("dân số 2031 có cao hơn năm 2030 không", "match"),
        ("dân số 2031 giảm 850 người so với năm 2030 đúng không", "mismatch"),
        ("số hộ nghèo 2031 có đạt kế hoạch không", "match"),
        ("hộ nghèo 2031 là 620 hộ với 3 khẩu đúng không", None),
    ],
)
def test_a_claim_is_decided_where_the_report_is_sure(question: str, verdict: str | None, index: Index) -> None:
    assert verdict_of(question, index) == verdict


def test_the_reply_opens_with_yes_or_no_and_the_figure_follows(index: Index) -> None:
    yes = ask("thu ngân sách 2031 có vượt kế hoạch không", index).reply.text.split("\n")
    assert yes[0].startswith("✅ Có")
    assert "104%, tức vượt 4% (bot tính)" in yes[1]
    no = ask("dân số 2031 có giảm so với năm 2030 không", index).reply.text.split("\n")
    assert no[0].startswith("❌ Không")
    assert no[1].startswith("Tăng 850 người")
    assert "bot tính" in no[1]


def test_what_is_said_next_is_of_what_the_chat_was_about(index: Index) -> None:
    context = ask("thu ngân sách 2031?", index).context
    for question, verdict in [
        ("có trên 400 tỷ không?", "match"),
        ("có vượt kế hoạch không?", "match"),
        ("có giảm không?", "mismatch"),
    ]:
        turn = ask(question, index, context)
        assert (str(turn.answer.entries[0].verdict), turn.answer.facts[0].indicator) == (verdict, "Thu ngân sách")


# ------------------------------------------------------------------------------------------------------------- bases
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("rừng trồng mới tăng bao nhiêu so với năm 2029", ["f5"]),
        ("rừng trồng mới tăng bao nhiêu so với cùng kỳ", []),
        ("rừng trồng mới tăng bao nhiêu so với tháng trước", []),
        ("thu ngân sách tăng bao nhiêu so với cùng kỳ", ["f0"]),
        ("thu ngân sách tăng bao nhiêu so với đầu nhiệm kỳ", []),
    ],
)
def test_a_comparison_is_told_only_for_the_base_asked_for(question: str, told: list[str], index: Index) -> None:
    facts = ask(question, index).answer.facts
    assert [f.of for f in facts if f.relation] == [f"son-bach-2031/{own}" for own in told]


# ---------------------------------------------------------------------------------------------------- lists and ranks
@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("chỉ tiêu nào không đạt kế hoạch", ["Chi ngân sách"]),
        ("chỉ tiêu nào vượt kế hoạch", ["Thu ngân sách", "Sản lượng thủy sản", "Tổng mức bán lẻ hàng hóa"]),
        ("những chỉ tiêu nào giảm so với cùng kỳ", ["Chi ngân sách", "Sản lượng thủy sản", "Đàn trâu"]),
        ("những chỉ tiêu nào tăng trên 5% so với cùng kỳ", ["Thu ngân sách"]),
        ("chỉ tiêu nào vượt kế hoạch nhiều nhất", ["Thu ngân sách"]),
        ("chỉ tiêu nào vượt kế hoạch nhiều thứ hai", ["Sản lượng thủy sản"]),
        ("chỉ tiêu nào giảm mạnh nhất", ["Chi ngân sách"]),
        ("chỉ tiêu nào đạt thấp nhất so với kế hoạch", ["Chi ngân sách"]),
        ("chỉ tiêu nào đạt dưới 90% kế hoạch", []),
    ],
)
def test_a_list_keeps_to_what_is_asked_of_its_members(question: str, names: list[str], index: Index) -> None:
    assert [entry.facts[0].indicator for entry in ask(question, index).answer.entries] == names


@pytest.mark.parametrize(
    "question", ["huyện đứng thứ mấy về sản lượng chè búp", "sản lượng chè búp xếp hạng mấy trong tỉnh"]
)
def test_a_rank_is_told_for_what_it_ranks(question: str, index: Index) -> None:
    assert [f.figure for f in ask(question, index).answer.facts] == ["14/63"]


def test_a_rank_that_is_not_stated_is_not_made_up(index: Index) -> None:
    assert ask("đàn trâu của huyện đứng thứ mấy", index).answer.entries == ()
