"""A knowledge of many places: the question, the chat or the home chooses one, each answer names its place."""

from pathlib import Path

import pytest

from knowledge.answering import Context, Index, Outcome, Turn, ask, choose
from knowledge.answering.export import export_turn
from knowledge.facts.store import load_store
from tests.answering.reports import CITY, DISTRICT, LAN, MANY, TRA, Line, Told, thu, write_reports
from tests.answering.typing import to_bare


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("reports"), MANY)


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return Index(load_store(folder))


@pytest.fixture(scope="module")
def at_home(folder: Path) -> Index:
    return Index(load_store(folder), home_place="xã Trà Lũng")


def figures(turn: Turn) -> list[str | None]:
    return [f.figure for f in turn.answer.facts]


def talk(index: Index, *messages: str) -> Turn:
    """The last turn of a chat."""
    turn = ask(messages[0], index)
    for message in messages[1:]:
        turn = ask(message, index, turn.context)
    return turn


WRITTEN = [
    ("thu ngân sách tỉnh Vân Khê 2031", "9.850 tỷ đồng"),
    ("thu ngân sách thành phố Vân Khê 2031", "1.120 tỷ đồng"),
    ("thu ngân sách TP Vân Khê 2031", "1.120 tỷ đồng"),
    ("thu ngân sách TP. Vân Khê 2031", "1.120 tỷ đồng"),
    ("thu ngân sách t. Vân Khê 2031", "9.850 tỷ đồng"),
    ("thu ngân sách h. Sơn Bạch 2031", "412 tỷ đồng"),
    ("thu ngân sách của Sơn Bạch 2031", "412 tỷ đồng"),
    ("thu ngân sách sơn bạch 2031", "412 tỷ đồng"),
    ("thu ngân sách huyện Sơn Bạch, tỉnh Vân Khê năm 2031", "412 tỷ đồng"),
    ("thu ngân sách huyện Sơn Bạch tỉnh Vân Khê 2031", "412 tỷ đồng"),
    ("thu ngân sách huyện Sơn Bạch thuộc tỉnh Vân Khê 2031", "412 tỷ đồng"),
    ("thu ngân sách xã Lan Đình, huyện Sơn Bạch 2031", "5,8 tỷ đồng"),
    ("thu ngân sách xã Lan Đình của huyện Mộc Thanh 2031", "7,7 tỷ đồng"),
    ("thu ngân sách Lan Đình, Mộc Thanh 2031", "7,7 tỷ đồng"),
    ("thu ngân sách x. Lan Đình, h. Mộc Thanh, t. Vân Khê 2031", "7,7 tỷ đồng"),
    ("dân số huyện Sơn Bạch năm 2031", "99.750 người"),
    ("dân số của xã Trà Lũng năm 2031", "5.050 người"),
    ("tổng thu ngân sách Trà Lũng 2031", "6,1 tỷ đồng"),
    ("GRDP tỉnh Vân Khê 2031", "31.000 tỷ đồng"),
]


@pytest.mark.parametrize(("question", "figure"), WRITTEN)
def test_a_place_is_found_however_it_is_written(index: Index, question: str, figure: str) -> None:
    assert figures(ask(question, index)) == [figure]


@pytest.mark.parametrize(
    ("question", "figure"), [(to_bare(q), f) for q, f in WRITTEN if ". " not in q and "TP" not in q]
)
def test_a_place_is_found_without_accents(index: Index, question: str, figure: str) -> None:
    assert figures(ask(question, index)) == [figure]


@pytest.mark.parametrize(
    "question",
    [
        "thu ngân sách xã Lan Đình, huyện Trà Bông 2031",
        "thu ngân sách huyện Vân Khê 2031",
        "thu ngân sách phường Lan Đình 2031",
        "thu ngân sách xã Trà Lũng, huyện Mộc Thanh 2031",
        "thu ngân sách huyện Mộc Thanh 2031",
        "thu ngân sách xã Trà Lũng 2030",
        "so sánh thu ngân sách huyện Sơn Bạch với huyện Mộc Thanh năm 2031",
    ],
)
def test_a_place_that_no_report_is_about_gets_no_figure(index: Index, question: str) -> None:
    assert ask(question, index).answer.entries == ()


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("thu ngân sách Vân Khê 2031", {"tỉnh Vân Khê", "thành phố Vân Khê"}),
        ("thu ngân sách xã Lan Đình 2031", {"xã Lan Đình, huyện Sơn Bạch", "xã Lan Đình, huyện Mộc Thanh"}),
        ("thu ngân sách Vân Khê qua các năm", {"tỉnh Vân Khê", "thành phố Vân Khê"}),
        ("thu ngân sách Vân Khê năm nào cao nhất", {"tỉnh Vân Khê", "thành phố Vân Khê"}),
        ("thu ngân sách Vân Khê 2031 tăng bao nhiêu so với 2030", {"tỉnh Vân Khê", "thành phố Vân Khê"}),
        ("thu ngân sách Vân Khê 2031 có phải 88 tỷ không?", {"tỉnh Vân Khê", "thành phố Vân Khê"}),
    ],
)
def test_a_name_of_two_places_is_a_choice_between_them(index: Index, question: str, places: set[str]) -> None:
    turn = ask(question, index)
    assert turn.outcome is Outcome.CHOOSE
    assert {offer.label.partition(": ")[0] for offer in turn.reply.offers} == places


@pytest.mark.parametrize(
    "question",
    [
        "thu ngân sách 2031",
        "thu ngân sách qua các năm",
        "dân số 2031 tăng bao nhiêu so với năm 2030",
        "năm nào thu ngân sách cao nhất",
        "thu ngân sách so với năm trước",
        "liệt kê các chỉ tiêu năm 2031",
        "thu ngân sách 2031 có phải 77 tỷ không",
    ],
)
def test_without_a_place_no_two_places_are_mixed(index: Index, question: str) -> None:
    turn = ask(question, index)
    assert (turn.outcome, turn.answer.entries) == (Outcome.CHOOSE, ())


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("1", ["388 tỷ đồng"]),
        ("xã Trà Lũng", []),
    ],
)
def test_the_chosen_place_answers_the_whole_question(index: Index, question: str, reply: list[str]) -> None:
    asked = ask("thu ngân sách tăng bao nhiêu so với năm trước", index)
    district = next(i for i, o in enumerate(asked.reply.offers, start=1) if o.label.startswith("huyện"))
    turn = ask(str(district) if question == "1" else question, index, asked.context)
    assert figures(turn)[1:] == reply


def test_a_pressed_place_answers_the_whole_question(index: Index) -> None:
    asked = ask("thu ngân sách qua các năm", index)
    offer = next(o for o in asked.reply.offers if o.label.startswith("huyện"))
    turn = choose(offer.key, index, asked.context)
    assert figures(turn) == ["350 tỷ đồng", "388 tỷ đồng", "412 tỷ đồng", "430 tỷ đồng"]


def test_a_larger_place_tells_which_of_two_communes_is_meant(index: Index) -> None:
    assert figures(talk(index, "thu ngân sách xã Lan Đình 2031", "huyện Mộc Thanh")) == ["7,7 tỷ đồng"]


def test_every_answer_and_its_reading_name_the_place(index: Index) -> None:
    turn = ask("thu ngân sách huyện Sơn Bạch 2031", index)
    assert "Thu ngân sách, huyện Sơn Bạch, năm 2031 (thực hiện): 412 tỷ đồng" in turn.reply.text
    assert export_turn("", turn)["reading"] == "thu ngân sách · huyện Sơn Bạch · năm 2031 · thực hiện"


def test_in_a_knowledge_of_one_place_no_answer_names_it(tmp_path: Path) -> None:
    index = Index(load_store(write_reports(tmp_path, [Told("a", TRA, "2031", (thu("6,1 tỷ đồng"),))])))
    assert "Thu ngân sách, năm 2031 (thực hiện): 6,1 tỷ đồng" in ask("thu ngân sách 2031", index).reply.text


def test_a_bare_name_and_a_path_that_begins_with_it_are_one_place(tmp_path: Path) -> None:
    reports = [
        Told("a", LAN, "2030", (thu("5,2 tỷ đồng"),)),
        Told("b", "xã Lan Đình", "2031", (thu("5,8 tỷ đồng"), thu("5,35 tỷ đồng", "2030"))),
        Told("c", TRA, "2031", (thu("6,1 tỷ đồng"),)),
    ]
    index = Index(load_store(write_reports(tmp_path, reports)))
    assert figures(ask("thu ngân sách xã Lan Đình, huyện Sơn Bạch 2031", index)) == ["5,8 tỷ đồng"]
    told = ask("thu ngân sách xã Lan Đình 2030", index)
    assert figures(told) == ["5,35 tỷ đồng", "5,2 tỷ đồng"]
    assert "Trước đó công bố: 5,2 tỷ đồng" in told.reply.text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("thu ngân sách 2031", "6,1 tỷ đồng"),
        ("thu ngân sách của xã năm 2031", "6,1 tỷ đồng"),
        ("thu ngân sách Trà Lũng 2031", "6,1 tỷ đồng"),
    ],
)
def test_home_is_meant_where_the_question_leaves_the_place_open(at_home: Index, question: str, figure: str) -> None:
    assert figures(ask(question, at_home)) == [figure]


def test_home_is_called_home_and_the_chat_s_place_what_was_talked_about(at_home: Index) -> None:
    first = ask("thu ngân sách 2031", at_home)
    assert first.reply.paragraphs[0].text == "(Nơi mặc định: xã Trà Lũng)"
    second = ask("dân số 2031", at_home, first.context)
    assert second.reply.paragraphs[0].text == "(Hiểu tiếp câu trước: xã Trà Lũng)"
    assert "Nơi mặc định" not in ask("thu ngân sách xã Trà Lũng 2031", at_home).reply.text


def test_home_lists_its_own_periods_only(at_home: Index) -> None:
    text = ask("thu ngân sách 2029", at_home).reply.text
    assert "Báo cáo không nêu thu ngân sách năm 2029 ở xã Trà Lũng. Chỉ có: năm 2031 (thực hiện)." in text


def test_what_there_is_never_contradicts_what_is_denied(index: Index) -> None:
    text = talk(index, "mục tiêu thu ngân sách xã Lan Đình, huyện Sơn Bạch 2031", "còn huyện Sơn Bạch").reply.text
    assert "không nêu thu ngân sách dạng kế hoạch, mục tiêu năm 2031 ở huyện Sơn Bạch" in text


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (("thu ngân sách huyện Sơn Bạch 2031", "còn tỉnh Vân Khê?"), ["9.850 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "thế xã Trà Lũng thì sao?"), ["6,1 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "thành phố Vân Khê thì sao"), ["1.120 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "con tinh van khe"), ["9.850 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "còn tỉnh?"), ["9.850 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2030", "còn tỉnh Vân Khê?", "còn 2031?"), ["9.850 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "còn 2029?"), ["350 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "dân số"), ["99.750 người"]),
        (("thu ngân sách huyện Sơn Bạch 2031", "so với năm trước?"), ["412 tỷ đồng", "388 tỷ đồng"]),
        (("thu ngân sách huyện Sơn Bạch 2025", "còn 2031?"), ["412 tỷ đồng"]),
        (("kế hoạch thu ngân sách huyện Sơn Bạch 2032", "còn xã Trà Lũng?"), []),
        (
            ("thu ngân sách huyện Sơn Bạch qua các năm", "còn tỉnh Vân Khê?"),
            ["9.100 tỷ đồng", "9.850 tỷ đồng"],
        ),
    ],
)
def test_a_follow_up_keeps_what_it_does_not_change(index: Index, messages: tuple[str, ...], told: list[str]) -> None:
    assert figures(talk(index, *messages)) == told


def test_a_follow_up_by_year_keeps_the_place_where_home_is_another(at_home: Index) -> None:
    turn = talk(at_home, "thu ngân sách huyện Sơn Bạch 2031", "còn 2030?")
    assert figures(turn) == ["388 tỷ đồng"]
    assert turn.reply.paragraphs[0].text == "(Hiểu tiếp câu trước: Thu ngân sách, huyện Sơn Bạch)"


def test_a_follow_up_by_year_keeps_the_place_chosen_by_number(index: Index) -> None:
    asked = ask("thu ngân sách 2031", index)
    number = next(i for i, o in enumerate(asked.reply.offers, start=1) if o.label.startswith("tỉnh"))
    turn = ask(str(number), index, asked.context)
    assert figures(ask("còn 2030?", index, turn.context)) == ["9.100 tỷ đồng"]


def test_a_period_answers_a_question_that_waits_for_its_place_too(index: Index) -> None:
    turn = talk(index, "thu ngân sách", "còn 2029?", "huyện Sơn Bạch")
    assert figures(turn) == ["350 tỷ đồng"]


def test_a_context_survives_its_own_text(index: Index) -> None:
    context = ask("thu ngân sách qua các năm", index).context
    assert context.pending
    assert Context.from_json(context.to_json()) == context


LISTED = [
    "thu ngân sách thành phố Vân Khê và tỉnh Vân Khê năm 2031",
    "thu ngân sách TP Vân Khê, huyện Sơn Bạch năm 2031",
    "thu ngân sách năm 2031 của xã Trà Lũng cùng với huyện Sơn Bạch",
]


@pytest.mark.parametrize("question", LISTED)
def test_two_places_are_an_entry_each(index: Index, question: str) -> None:
    entries = ask(question, index).answer.entries
    assert [len(entry.facts) for entry in entries] == [1, 1]
    assert len({entry.facts[0].place for entry in entries}) == 2


@pytest.mark.parametrize(
    ("question", "told", "operation", "value"),
    [
        (
            "huyện Sơn Bạch hay thành phố Vân Khê thu ngân sách nhiều hơn năm 2031",
            ["412 tỷ đồng", "1.120 tỷ đồng"],
            "difference",
            "-708",
        ),
        (
            "thu ngân sách tỉnh Vân Khê gấp mấy lần thành phố Vân Khê năm 2031",
            ["9.850 tỷ đồng", "1.120 tỷ đồng"],
            "ratio",
            "8.79",
        ),
        (
            "thu ngân sách huyện Sơn Bạch so với xã Trà Lũng năm 2031",
            ["412 tỷ đồng", "6,1 tỷ đồng"],
            "difference",
            "405.9",
        ),
        (
            "thu ngân sách huyện Sơn Bạch bằng bao nhiêu phần trăm tỉnh Vân Khê năm 2031",
            ["412 tỷ đồng", "9.850 tỷ đồng"],
            "ratio",
            "4.18",
        ),
        (
            "cộng thu ngân sách huyện Sơn Bạch với xã Trà Lũng năm 2031",
            ["412 tỷ đồng", "6,1 tỷ đồng"],
            "sum",
            "418.1",
        ),
        (
            "xã Trà Lũng, xã Lan Đình huyện Sơn Bạch, xã Lan Đình huyện Mộc Thanh nơi nào thu ngân sách cao nhất 2031",
            ["7,7 tỷ đồng", "6,1 tỷ đồng", "5,8 tỷ đồng"],
            "max",
            "7.7",
        ),
        ("so sánh dân số xã Trà Lũng với huyện Sơn Bạch", ["5.050 người", "99.750 người"], "difference", "-94700"),
        (
            "so sánh thu ngân sách xã Lan Đình huyện Sơn Bạch với xã Lan Đình huyện Mộc Thanh 2031",
            ["5,8 tỷ đồng", "7,7 tỷ đồng"],
            "difference",
            "-1.9",
        ),
    ],
)
def test_places_are_compared_with_both_their_figures(
    index: Index, question: str, told: list[str], operation: str, value: str
) -> None:
    [entry] = ask(question, index).answer.entries
    assert [f.figure for f in entry.facts] == told
    assert (str(entry.derived[0].operation), str(entry.derived[0].value)) == (operation, value)


def test_a_comparison_of_places_says_which_is_more(index: Index) -> None:
    text = ask("huyện Sơn Bạch hay thành phố Vân Khê thu ngân sách nhiều hơn năm 2031", index).reply.text
    assert "Huyện Sơn Bạch thấp hơn thành phố Vân Khê 708 tỷ đồng" in text


def test_a_change_over_time_of_two_places_is_told_for_each(index: Index) -> None:
    turn = ask("thu ngân sách huyện Sơn Bạch và tỉnh Vân Khê 2031 tăng bao nhiêu so với năm 2030", index)
    assert [[f.figure for f in entry.facts] for entry in turn.answer.entries] == [
        ["412 tỷ đồng", "388 tỷ đồng"],
        ["9.850 tỷ đồng", "9.100 tỷ đồng"],
    ]


def test_of_two_places_the_unknown_one_is_named(index: Index) -> None:
    text = ask("thu ngân sách tỉnh Vân Khê và tỉnh Lào Cai năm 2031", index).reply.text
    assert "9.850 tỷ đồng" in text
    assert "Báo cáo không nêu thu ngân sách ở tỉnh Lào Cai" in text


def test_two_indicators_of_a_path_are_both_told(index: Index) -> None:
    turn = ask("thu ngân sách và dân số xã Lan Đình, huyện Sơn Bạch năm 2031", index)
    assert figures(turn) == ["5,8 tỷ đồng", "6.480 người"]


def test_a_name_of_two_places_in_a_list_is_told_for_both(index: Index) -> None:
    turn = ask("thu ngân sách 2 xã Lan Đình và Trà Lũng năm 2031", index)
    assert figures(turn) == ["7,7 tỷ đồng", "5,8 tỷ đồng", "6,1 tỷ đồng"]


def test_names_in_a_row_are_the_places_that_there_are(index: Index) -> None:
    turn = ask("thu ngân sách của hai xã Trà Lũng, Lan Đình huyện Mộc Thanh năm 2031", index)
    assert figures(turn) == ["6,1 tỷ đồng", "7,7 tỷ đồng"]


def test_a_place_alone_is_the_one_talked_about_from_then_on(index: Index) -> None:
    assert figures(talk(index, "huyện Sơn Bạch", "thu ngân sách 2031")) == ["412 tỷ đồng"]


def test_after_two_places_neither_is_taken_for_the_one_talked_about(index: Index) -> None:
    turn = talk(index, "thu ngân sách huyện Sơn Bạch và tỉnh Vân Khê 2031", "còn 2030?")
    assert (turn.outcome, turn.answer.entries) == (Outcome.CHOOSE, ())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("xã nào thu ngân sách cao nhất năm 2031", ["7,7 tỷ đồng", "6,1 tỷ đồng", "5,8 tỷ đồng"]),
        ("tỷ lệ hộ nghèo năm 2030 thấp nhất là ở đâu", ["1,1%"]),
        ("nơi nào dân số thấp nhất năm 2030", ["6.412 người", "98.900 người", "1.210.000 người"]),
        ("nơi nào có thu ngân sách 6,1 tỷ", ["6,1 tỷ đồng"]),
    ],
)
def test_a_question_for_the_place_is_not_answered_by_home(at_home: Index, question: str, told: list[str]) -> None:
    assert figures(ask(question, at_home)) == told


@pytest.mark.parametrize(
    ("follow_up", "told", "derived"),
    [
        ("so với thành phố Vân Khê", ["9.850 tỷ đồng", "1.120 tỷ đồng"], "8730"),
        ("gấp mấy lần thành phố Vân Khê", ["9.850 tỷ đồng", "1.120 tỷ đồng"], "8.79"),
        ("cao hơn huyện Sơn Bạch bao nhiêu", ["9.850 tỷ đồng", "412 tỷ đồng"], "9438"),
        ("so với huyện Sơn Bạch năm 2030", ["9.100 tỷ đồng", "388 tỷ đồng"], "8712"),
        ("huyện Sơn Bạch tăng bao nhiêu so với năm trước", ["412 tỷ đồng", "388 tỷ đồng"], "24"),
    ],
)
def test_a_place_to_compare_with_is_compared_with_the_chat_s(
    index: Index, follow_up: str, told: list[str], derived: str
) -> None:
    [entry] = talk(index, "thu ngân sách tỉnh Vân Khê 2031", follow_up).answer.entries
    assert ([f.figure for f in entry.facts], str(entry.derived[0].value)) == (told, derived)


def test_a_name_that_fits_better_elsewhere_does_not_leave_the_places_asked_about_out(tmp_path: Path) -> None:
    named = Line("Số HTX nông nghiệp hoạt động hiệu quả", "31 HTX")
    reports = (
        Told("tp-2031", CITY, "2031", (named,)),
        Told("tp-khac-2031", "thành phố Trà Giang, tỉnh Vân Khê", "2031", (named,)),
        Told("huyen-2031", DISTRICT, "2031", (Line("HTX", "54 HTX"),)),
    )
    turn = ask("Thành phố có bao nhiêu HTX?", Index(load_store(write_reports(tmp_path, reports))))
    assert (turn.outcome, [f.place for f in turn.answer.choices]) == (Outcome.CHOOSE, [CITY, reports[1].place])


def test_a_list_asks_once_for_its_place_and_is_then_told_whole(index: Index) -> None:
    asked = ask("dân số và thu ngân sách năm 2031", index)
    assert (asked.outcome, asked.answer.asks_place) == (Outcome.CHOOSE, True)
    told = ask("xã Trà Lũng", index, asked.context)
    assert [entry.facts[0].figure for entry in told.answer.entries] == ["5.050 người", "6,1 tỷ đồng"]
