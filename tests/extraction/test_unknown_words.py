"""A word that no table explains between a name and its figure makes a doubt, no relation and no indicator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.extract import extract
from knowledge.facts.record.report_record import FactRecord

HEAD = "Báo cáo huyện Mẫu năm 2030\n\n"

UNKNOWN = [  # verbs and adverbs of no table, slang, slips of "tăng", "giảm", "cao hơn", English
    "bứt",
    "bứt lên",
    "bật lên",
    "vọt lên",
    "nhảy vọt",
    "trội hơn",
    "trồi thêm",
    "khá hơn",
    "mạnh hơn",
    "nhanh hơn",
    "cải thiện",
    "khởi sắc",
    "bùng lên",
    "phi thẳng",
    "leo thang",
    "phất lên",
    "phình thêm",
    "đột phá",
    "bung nở",
    "vống lên",
    "tiệm tiến",
    "chao đảo",
    "hẫng xuống",
    "trượt xuống",
    "rớt còn",
    "rơi xuống",
    "tuột khoảng",
    "lao dốc",
    "chững ở mức",
    "teo tóp",
    "bốc hơi",
    "cắm đầu",
    "xịn hơn",
    "đỉnh hơn",
    "căng hơn",
    "tăgn",
    "tawng",
    "giàmr",
    "cao hơm",
    "thâp hơn",
    "grow",
    "drop",
    "up",
    "boost lên",
    "tăng lên",
    "phát triển",
    "thăng tiến",
    "vượt bậc",
]
SHAPES = [
    "Thu ngân sách {words} 8% so với cùng kỳ.",
    "Thu ngân sách đạt 158,3 tỷ đồng, {words} 8% so với cùng kỳ.",
    "Thu ngân sách đạt 158,3 tỷ đồng ({words} 8% so với năm trước).",
    "Sản lượng lúa đạt 5.000 tấn; đàn lợn có 900 con, {words} 8% so với kế hoạch.",
]
WITHOUT_BASE = [
    "Thu ngân sách đạt 158,3 tỷ đồng, {words} 8%.",
    "Sản lượng lúa {words} 8%.",
]
SELF_TOLD = {"tăng lên"}  # without a base it tells a level


def _read(text: str) -> list[FactRecord]:
    return list(extract(parse_text(HEAD + text)).record.facts)


def _of(facts: list[FactRecord], figure: str) -> FactRecord:
    """The fact that states the figure, itself or as a comparison."""
    return next(f for f in facts if figure in (f.figure or "") or any(figure in c.figure for c in f.compared))


def _is_asked(text: str, words: str) -> bool:
    """Is the figure a fact without a relation, not named after the words, with a doubt that names them?"""
    fact = _of(_read(text), "8%")
    asked = [doubt for doubt in fact.doubts if "không rõ “" in doubt]
    first = words.split(maxsplit=1)[0]
    is_named = any(first in doubt for doubt in asked)
    return is_named and not fact.compared and first not in fact.indicator.lower().split()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("words", UNKNOWN)
def test_an_unknown_word_before_a_comparison_is_asked_about(words: str, shape: str) -> None:
    assert _is_asked(shape.format(words=words), words)


@pytest.mark.parametrize("shape", WITHOUT_BASE)
@pytest.mark.parametrize("words", [words for words in UNKNOWN if words not in SELF_TOLD])
def test_an_unknown_word_before_a_percentage_is_asked_about(words: str, shape: str) -> None:
    assert _is_asked(shape.format(words=words), words)


LEVELS = [
    ("Thu ngân sách nhảy vọt 158,3 tỷ đồng.", "158,3 tỷ đồng", "Thu ngân sách"),
    ("Thu ngân sách bứt lên 158,3 tỷ đồng.", "158,3 tỷ đồng", "Thu ngân sách"),
    ("Tỷ lệ hộ nghèo trượt xuống 5,2%.", "5,2%", "Tỷ lệ hộ nghèo"),
    ("Thu ngân sách bứt phá đạt 158,3 tỷ đồng.", "158,3 tỷ đồng", "Thu ngân sách"),
    ("Thu ngân sách bứt phá, đạt 158,3 tỷ đồng.", "158,3 tỷ đồng", "Thu ngân sách"),
    ("Chỉ tiêu | Kết quả\n\nThu ngân sách vống lên 158,3 tỷ đồng.", "158,3 tỷ đồng", "Thu ngân sách"),
]


@pytest.mark.parametrize(("text", "figure", "name"), LEVELS)
def test_a_level_keeps_its_name_without_the_unknown_word_and_is_doubted(text: str, figure: str, name: str) -> None:
    fact = _of(_read(text), figure)
    assert (fact.indicator, fact.figure, fact.compared) == (name, figure, ())
    assert any("không rõ “" in doubt for doubt in fact.doubts)


def test_a_known_change_keeps_its_relation_and_the_word_beside_it_is_doubted() -> None:
    fact = _of(_read("Thu ngân sách bật tăng 8% so với cùng kỳ."), "8%")
    assert (fact.indicator, str(fact.compared[0].relation)) == ("Thu ngân sách", "pct_change")
    assert fact.doubts == ("không rõ “bật” nghĩa là gì, có thuộc tên chỉ tiêu không; hãy xem câu",)


def test_what_follows_an_unclear_figure_hangs_on_the_indicator_before() -> None:
    facts = _read("Thu ngân sách đạt 158,3 tỷ đồng, bứt lên 8% so với cùng kỳ, bằng 102% kế hoạch.")
    assert [(c.figure, str(c.relation)) for c in facts[0].compared] == [("102%", "pct_of_plan")]
    assert facts[1].indicator == "Thu ngân sách so với cùng kỳ"


KNOWN = [
    "Thu ngân sách đạt 158,3 tỷ đồng, tăng 8% so với cùng kỳ.",
    "Thu ngân sách đạt 158,3 tỷ đồng, tăng mạnh 8% so với cùng kỳ.",
    "Thu ngân sách đạt 158,3 tỷ đồng, giảm nhẹ 0,8% so với năm trước.",
    "Thu ngân sách đạt 158,3 tỷ đồng, bằng 102% kế hoạch và 108% cùng kỳ.",
    "Thu ngân sách đạt 158,3 tỷ đồng, đạt 102% so với dự toán.",
    "Thu ngân sách đạt 158,3 tỷ đồng (102% kế hoạch).",
    "Thu ngân sách ước đạt 158,3 tỷ đồng, vượt 2% kế hoạch.",
    "Thu ngân sách đạt 158,3 tỷ đồng, cao hơn 8% so với cùng kỳ.",
    "Thu ngân sách 102% kế hoạch.",
    "Sản lượng lúa đạt 5.000 tấn, thấp hơn 3% so với năm trước.",
    "Sản lượng lúa nếp đạt 5.000 tấn; sản lượng phân bón đạt 900 tấn.",
    "Dư nợ ngắn hạn đạt 900 tỷ đồng, chiếm 60% tổng dư nợ.",
    "Tỷ lệ hộ nghèo giảm xuống còn 5,2%.",
    "Tỷ lệ hộ nghèo còn 5,2%, giảm 2,1 điểm phần trăm so với năm trước.",
    "Diện tích nuôi tôm 26 ha, nuôi cá tra 12 ha.",
    "Đàn lợn có 900 con; đàn trâu 120 con.",
    "Toàn huyện thành lập mới 9 hợp tác xã, kết nạp 65 đảng viên.",
    "Thu ngân sách so với cùng kỳ tăng 8%.",
    "Doanh thu vận tải tăng lên 90 tỷ đồng.",
    "Năng suất lúa bình quân đạt 60 tạ/ha.",
]


@pytest.mark.parametrize("text", KNOWN)
def test_known_words_are_not_asked_about(text: str) -> None:
    assert [doubt for fact in _read(text) for doubt in fact.doubts if "không rõ “" in doubt] == []


CONSONANTS = "bcdghklmnpqrstvx"


@given(st.lists(st.text(CONSONANTS, min_size=2, max_size=3), min_size=1, max_size=2), st.sampled_from(SHAPES))
def test_no_word_without_a_meaning_makes_a_relation(parts: list[str], shape: str) -> None:
    words = " ".join(f"z{part}" for part in parts)
    facts = _read(shape.format(words=words))
    assert not any("8%" in comparison.figure for fact in facts for comparison in fact.compared)
    assert not any(word in fact.indicator.lower().split() for fact in facts for word in words.split())
