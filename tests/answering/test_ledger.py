"""The ledger: every word of a question is explained, or is a nothing of a known kind; negators and halves veto."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering import Index, Outcome, ask
from knowledge.answering.finding.ledger import Kind, effect_of, read_ledger
from knowledge.answering.finding.match import find_matches
from knowledge.answering.finding.unsaid import unsaid_words
from knowledge.answering.index.joint_names import find_halves
from knowledge.answering.reading.query import Query, parse_question
from knowledge.facts.store import load_store
from knowledge.language.table import load_table
from tests.answering.reports import LAN, Line, Told, write_reports

LINES = (
    Line("Số thôn có nhà văn hóa", "12 thôn"),
    Line("Tỷ lệ hộ dùng nước sạch", "91,5%"),
    Line("Số học sinh tiểu học", "640 học sinh"),
    Line("Số tuyến đường chưa được rải nhựa", "4 tuyến"),
    Line("Tổng đàn trâu, bò", "1.250 con"),
    Line("Sản lượng mật ong", "8,5 tấn"),
    Line("Số lao động đi làm việc ở nước ngoài", "37 lao động"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    told = Told("lan-dinh-2030", LAN, "2030", LINES)
    return Index(load_store(write_reports(tmp_path_factory.mktemp("ledger"), [told])))


def figures(text: str, index: Index) -> list[str]:
    return [f.figure for f in ask(text, index).answer.facts if f.figure]


# ------------------------------------------------------------------------------------------------- negators
@pytest.mark.parametrize(
    "text",
    [
        "bao nhiêu thôn chưa có nhà văn hóa",
        "bao nhieu thon chua co nha van hoa",
        "số thôn không có nhà văn hóa năm 2030",
        "tỷ lệ hộ không dùng nước sạch",
        "tỷ lệ hộ chưa được dùng nước sạch là bao nhiêu",
        "số tuyến đường không chưa rải nhựa",
        "mấy lao động chẳng đi làm việc ở nước ngoài",
    ],
)
def test_a_negated_question_gets_no_positive_figure(text: str, index: Index) -> None:
    assert figures(text, index) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("số thôn có nhà văn hóa là 12 phải không", "12 thôn"),
        ("không biết bao nhiêu thôn có nhà văn hóa", "12 thôn"),
        ("chưa rõ tỷ lệ hộ dùng nước sạch là bao nhiêu ạ", "91,5%"),
        ("à không, sản lượng mật ong năm 2030", "8,5 tấn"),
        ("có bao nhiêu học sinh tiểu học, có đông không cháu", "640 học sinh"),
        ("bao nhiêu tuyến đường chưa rải nhựa", "4 tuyến"),
        ("bao nhieu tuyen duong chua duoc rai nhua", "4 tuyến"),
    ],
)
def test_a_negator_that_asks_or_that_the_name_has_denies_nothing(text: str, figure: str, index: Index) -> None:
    assert figures(text, index) == [figure]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("thôn chưa có nhà văn hóa", ["nhà"]),
        ("có nhà văn hóa chưa", []),
        ("có nhà văn hóa chưa ạ", []),
        ("không, năm 2030", []),
        ("không biết mấy thôn", []),
        ("nhà văn hóa chưa hề được dựng", ["dựng"]),
    ],
)
def test_what_a_negator_denies(text: str, denied: list[str], index: Index) -> None:
    query = parse_question(text, index)
    assert [query.words[negator.denied].token.text for negator in query.negators] == denied


# ------------------------------------------------------------------------------------------------- joint names
@pytest.mark.parametrize(
    ("label", "halves"),
    [
        ("Số vụ cháy, nổ", ({"chay2"}, {"nô4"})),
        ("Tổng đàn trâu, bò", ({"trâu"}, {"bo1"})),
        ("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", None),
        ("Xóa nhà tạm, nhà dột nát", None),
        ("Thu ngân sách", None),
    ],
)
def test_halves_of_a_joint_name(label: str, halves: tuple[set[str], set[str]] | None) -> None:
    assert find_halves(label) == (tuple(map(frozenset, halves)) if halves else None)


@pytest.mark.parametrize("text", ["đàn bò bao nhiêu con", "đàn trâu năm 2030"])
def test_a_half_is_not_answered_with_the_whole(text: str, index: Index) -> None:
    assert figures(text, index) == []


@pytest.mark.parametrize("text", ["tổng đàn trâu bò bao nhiêu con", "tổng đàn trâu, bò năm 2030"])
def test_both_halves_are_the_whole(text: str, index: Index) -> None:
    assert figures(text, index) == ["1.250 con"]


# ------------------------------------------------------------------------------------------------- kinds
def kinds_of(text: str, index: Index) -> tuple[Query, dict[str, Kind]]:
    query = parse_question(text, index)
    ledger = read_ledger(query, find_matches(query, index)[0])
    return query, {word.token.text: kind for word, kind in zip(query.words, ledger.kinds, strict=True)}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("sản lượng mật ong năm 2030", "mật", Kind.NAME),
        ("sản lượng mật ong năm 2030", "2030", Kind.SLOT),
        ("sản lượng mật ong rừng tràm", "tràm", Kind.QUALIFIER),
        ("bảo tàng sản lượng mật ong", "tàng", Kind.LEADING),
        ("sản lượng rừng tràm mật ong", "tràm", Kind.INSIDE),
        ("bệnh viện hỏi, sản lượng mật ong bao nhiêu", "viện", Kind.INDICATOR),
        ("xyzt hỏi, sản lượng mật ong bao nhiêu", "xyzt", Kind.UNKNOWN),
        ("số thôn chưa có nhà văn hóa", "chưa", Kind.NEGATOR),
        ("đàn bò bao nhiêu con", "bò", Kind.JOINT),
    ],
)
def test_the_kind_of_a_word(text: str, word: str, kind: Kind, index: Index) -> None:
    assert kinds_of(text, index)[1][word] is kind


def test_every_kind_has_one_row_with_a_known_effect() -> None:
    rows = [name for name, _ in load_table("question/ledger")]
    assert sorted(rows) == sorted(Kind)
    assert {effect_of(kind) for kind in Kind} == {"explained", "veto", "offer", "cost"}


WORDS = ("thôn học", "sinh", "mật ong", "nhà văn hóa", "chưa", "không", "bò", "đàn", "bệnh viện", ",", "nữ", "4", "của")
words = st.sampled_from((*WORDS, "2030", "bao nhiêu"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(words, min_size=1, max_size=9).map(" ".join))
def test_every_word_has_a_kind_and_what_is_left_is_never_explained(index: Index, text: str) -> None:
    query = parse_question(text, index)
    for match in find_matches(query, index)[:5]:
        ledger = read_ledger(query, match)
        assert len(ledger.kinds) == len(query.words)
        assert ledger.left == match.unexplained - ledger.places("explained")
        told = unsaid_words(query, ledger.left, match.covered, index)
        assert all(part in query.text for part in told.split(", "))


# ------------------------------------------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("text", "words", "figure"),
    [
        pytest.param(
            "bao nhiêu thôn chưa có nhà văn hóa",
            "thôn chưa có nhà văn hóa",
            "12 thôn",
            marks=pytest.mark.xfail(strict=True, reason="a denied word is named without the thing it is denied of"),
        ),
        ("sản lượng mật ong rừng tràm năm 2030", "sản lượng mật ong rừng tràm", "8,5 tấn"),
        ("số học sinh tiểu học khuyết tật", "số học sinh tiểu học khuyết tật", "640 học sinh"),
    ],
)
def test_a_refusal_names_whole_words_and_tells_the_nearest_figure(
    text: str, words: str, figure: str, index: Index
) -> None:
    turn = ask(text, index)
    lines = [paragraph.text for paragraph in turn.reply.paragraphs]
    assert (turn.outcome, turn.answer.entries) == (Outcome.NOT_FOUND, ())
    assert lines[0].casefold() == f"Báo cáo không nêu riêng “{words}”.".casefold()
    assert lines[1].startswith("Gần nhất: ") and figure in lines[1]
    assert turn.answer.choices[0].figure == figure
    assert turn.answer.choices[0].sentence in lines


@pytest.mark.parametrize("text", ["kim ngạch nhập khẩu thép", "số rạp chiếu phim", "giá vàng hôm nay bao nhiêu"])
def test_what_is_nowhere_near_gets_no_absurd_neighbour(text: str, index: Index) -> None:
    turn = ask(text, index)
    assert (turn.outcome, turn.answer.choices) == (Outcome.NOT_FOUND, ())
    assert "thử hỏi bằng tên chỉ tiêu" in turn.reply.paragraphs[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "tôi đang làm tiểu luận, sản lượng mật ong năm 2030 bao nhiêu",
        "Tỷ lệ hộ dùng nước sạch năm 2030 là bao nhiêu, kẻo mai tôi quên",
    ],
)
def test_words_in_another_clause_cost_no_answer(text: str, index: Index) -> None:
    assert ask(text, index).outcome is Outcome.ANSWERED
