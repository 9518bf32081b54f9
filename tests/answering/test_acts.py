"""What a message does in a chat: it picks an offer, asks about the last answer, puts a question right, says several
things at once.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import Context, Index, Outcome, ask
from knowledge.answering.export import export_turn
from knowledge.answering.reading.acts import Pick, find_about, find_chat, find_pick, strip_mend
from knowledge.facts.store import load_store

REPORTS = Path(__file__).parent.parent.parent / "knowledge" / "reports"


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(load_store(REPORTS))


PICKS = [
    ("3", 3), ("3.", 3), ("(3)", 3), ("số 3", 3), ("so 3 nhe", 3), ("mục thứ ba", 3), ("câu 2 đi", 2), ("option 2", 2),
    ("cái đầu tiên", 1), ("thứ nhì", 2), ("dòng cuối", -1), ("cho em xem cái áp chót ạ", -2), ("hai nhé", 2),
    ("số 12", 12), ("55", None), ("2022", None), ("năm", None), ("cái năm 2022", None), ("cầu 3", None),
    ("số 2 và thu ngân sách", None), ("số hộ", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rank"), PICKS)
def test_a_pick_is_the_whole_message(text: str, rank: int | None) -> None:
    assert find_pick(text) == (None if rank is None else Pick(rank))


ABOUT = [
    ("nguồn nào vậy", "source"), ("số này ở đâu ra", "source"), ("cho xin câu gốc", "source"), ("cau goc", "source"),
    ("số liệu tính đến khi nào thế", "day"), ("chốt hôm nào ạ", "day"), ("đơn vị tính là gì", "unit"),
    ("nguồn vốn nào", ""), ("đơn vị nào đạt chuẩn", ""), ("trang trại nào", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), ABOUT)
def test_what_is_asked_about_the_last_answer(text: str, what: str) -> None:
    assert find_about(text) == what


MENDS = [
    ("ấy chết, 2022", "2022"), ("à không, 2023", "2023"), ("ý em là kế hoạch", "kế hoạch"), ("gõ nhầm, số hộ", "số hộ"),
    ("không phải, xã Lan Đình", "xã Lan Đình"), ("không phải hộ nghèo có bao nhiêu", ""), ("không", ""), ("2022", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rest"), MENDS)
def test_what_puts_a_question_right_is_set_aside(text: str, rest: str) -> None:
    assert strip_mend(text) == rest


@given(st.text(max_size=200))
def test_any_text_is_some_act_or_none(text: str) -> None:
    assert isinstance(find_about(text) + find_chat(text) + strip_mend(text), str)
    assert find_pick(text) is None or isinstance(find_pick(text), Pick)


CHATS = [
    (("thu ngân sách 2020", "mục thứ hai"), "188 tỷ đồng"),
    (("thu ngân sách 2021", "ý tôi là kế hoạch 2022"), "188 tỷ đồng"),
    (("bán lẻ 2021", "lộn, 2022 cơ"), "3.420 tỷ đồng"),
    (("thu ngân sách 2021", "câu gốc đâu"), "158,3 tỷ đồng"),
    (("thu ngân sách 2022", "thế còn bán lẻ thì sao"), "3.420 tỷ đồng"),
    (("mô hình dâu tây", "sản lượng?"), None),
    (("thu ngân sách", "năm 2022 là gì"), None),
]


@pytest.mark.parametrize(("turns", "figure"), CHATS)
def test_a_turn_is_read_in_the_light_of_the_last(index: Index, turns: tuple[str, ...], figure: str | None) -> None:
    context = Context()
    for text in turns:
        turn = ask(text, index, context)
        context = turn.context
    assert (turn.answer.facts[0].figure if turn.answer.facts else None) == figure


def test_a_place_beyond_the_list_is_told(index: Index) -> None:
    offered = ask("thu ngân sách 2020", index)
    turn = ask("số 9", index, offered.context)
    assert (turn.outcome, turn.answer.choices) == (Outcome.CHOOSE, offered.answer.choices)
    assert f"chỉ có {len(offered.answer.choices)} mục" in turn.reply.text


def test_the_day_of_a_figure_is_the_one_its_sentence_leads_to(index: Index) -> None:
    context = ask("thu ngân sách 2021", index).context
    assert "31/12/2021" in ask("chốt ngày nào", index, context).reply.paragraphs[0].text


def test_a_year_counted_from_the_report_is_said_aloud(index: Index) -> None:
    assert "hiểu là năm 2020" in ask("thu ngân sách năm ngoái", index).reply.text


SEVERAL = [
    ("thu ngân sách, dân số và tổng đàn năm 2021", ["158,3 tỷ đồng", "dân số năm 2021", "trên 286.000 con"]),
    ("năm 2021:\n1. thu ngân sách\n2. tổng đàn", ["158,3 tỷ đồng", "trên 286.000 con"]),
    ("1) thu ngân sách 2021 2) tổng đàn", ["158,3 tỷ đồng", "trên 286.000 con"]),
    ("tổng đàn gia súc, gia cầm", ["trên 286.000 con"]),
]


@pytest.mark.parametrize(("text", "told"), SEVERAL)
def test_every_part_is_answered_or_named_in_order(index: Index, text: str, told: list[str]) -> None:
    answers = export_turn(text, ask(text, index))["answers"]
    assert isinstance(answers, list)
    assert [a["facts"][0]["figure"] if a["facts"] else a["asked"] for a in answers] == told


TOPICS = [
    ("cho mình xem menu", "menu"), ("có những báo cáo nào vậy", "reports"), ("lấy số liệu từ đâu", "sources"),
    ("bot lưu gì về tôi", "privacy"), ("sai rồi", "wrong"), ("ai làm ra bạn", "maker"), ("nguồn?", "sources"),
    ("chị ơi em đau đầu quá, chị ăn cơm chưa", "mood"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_words_about_the_bot_get_a_fitting_reply(index: Index, text: str, topic: str) -> None:
    turn = ask(text, index)
    assert (turn.outcome, turn.answer.topic, turn.answer.facts) == (Outcome.CHAT, topic, [])
