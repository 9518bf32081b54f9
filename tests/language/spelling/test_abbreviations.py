"""Abbreviations: every reading is given, the likeliest first; ordinary words are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.spelling.abbreviations import Expansion, find_expansions, is_abbreviation, load_abbreviations
from knowledge.language.table import load_table
from knowledge.language.text.tokens import tokenize

KINDS = {"org", "topic", "place", "period", "doc", "table", "unit", "teencode", "typo", "synonym", "particle", "social"}


def readings(question: str) -> dict[str, tuple[str, ...]]:
    tokens = tokenize(question)
    return {" ".join(t.text for t in tokens[e.start : e.end]): e.readings for e in find_expansions(tokens)}


@pytest.mark.parametrize(
    ("question", "typed", "likeliest"),
    [
        ("thu NSNN", "NSNN", "ngân sách nhà nước"),
        ("hdnd họp mấy kỳ", "hdnd", "Hội đồng nhân dân"),
        ("số dvtn", "dvtn", "đoàn viên thanh niên"),
        ("tỷ lệ HN", "HN", "hộ nghèo"),
        ("họp ở HN", "HN", "Hà Nội"),
        ("so với KH", "KH", "kế hoạch"),
        ("so voi kh thi sao", "kh", "kế hoạch"),
        ("biết kh", "kh", "không"),
        ("kết nạp đv", "đv", "đảng viên"),
        ("số ĐV", "ĐV", "đơn vị"),
        ("DT gieo trồng", "DT", "diện tích"),
        ("tổng DT dịch vụ", "DT", "doanh thu"),
        ("NS lúa", "NS", "năng suất"),
        ("doanh thu dv", "dv", "dịch vụ"),
        ("chi NS", "chi NS", "chi ngân sách"),
        ("bn người", "bn", "bao nhiêu"),
        ("thu 50tr", "tr", "triệu"),
        ("tr mầm non", "tr", "trường"),
        ("3 kg", "kg", "ki-lô-gam"),
        ("kg rõ", "kg", "không"),
        ("vs ck", "ck", "cùng kỳ"),
        ("mấy HTX", "mấy", "bao nhiêu"),
        ("may htx", "may", "mấy"),
        ("nghèo bao nhiêu %", "nghèo", "hộ nghèo"),
        ("TN&MT", "TN MT", "tài nguyên và môi trường"),
        ("KT-XH", "KT XH", "kinh tế - xã hội"),
        ("ng ta", "ng ta", "người ta"),
        ("bao nhieu z", "bao nhieu z", "bao nhiêu"),
    ],
)
def test_the_likeliest_reading_comes_first(question: str, typed: str, likeliest: str) -> None:
    assert readings(question)[typed][0] == likeliest


@pytest.mark.parametrize(
    ("question", "typed", "all_readings"),
    [
        ("KH", "KH", {"kế hoạch", "khách hàng", "Khánh Hòa", "không"}),
        ("hs", "hs", {"học sinh", "hồ sơ"}),
        ("may", "may", {"mấy", "may"}),
        ("nn", "nn", {"nông nghiệp", "nhà nước", "nước ngoài"}),
        ("CA tỉnh", "CA", {"công an", "chữ ký số", "CA"}),
    ],
)
def test_every_reading_is_given(question: str, typed: str, all_readings: set[str]) -> None:
    assert set(readings(question)[typed]) == all_readings


def test_capitals_are_evidence() -> None:
    assert readings("KH")["KH"].index("kế hoạch") < readings("KH")["KH"].index("không")
    assert readings("kh")["kh"].index("không") < readings("kh")["kh"].index("kế hoạch")


def test_capitals_of_a_shouted_question_tell_nothing() -> None:
    assert "CA" not in readings("SỐ CA MẮC BỆNH")
    assert readings("TỶ LỆ HN")["HN"][0] == "hộ nghèo"


@pytest.mark.parametrize("question", ["bao nhiêu ạ", "bao nhiêu vậy", "nói đi", "có không nha", "đạt mấy nhé"])
def test_a_particle_at_the_end_is_dropped(question: str) -> None:
    *_, last = find_expansions(tokenize(question))
    assert last == Expansion(len(question.split()) - 1, len(question.split()), ("",))


@pytest.mark.parametrize(
    "question",
    [
        "đi lại", "nha khoa", "Nha Trang", "như vậy năm 2022", "dư nợ cho vay", "số ca mắc", "ca mau", "da nang",
        "tỷ lệ hộ nghèo", "hộ cận nghèo", "giảm nghèo", "chuẩn nghèo", "thu ngân sách", "đầu tư công", "khu A",
        "tổ B", "năm 2021", "dân số", "Bắc Kạn", "hạ tầng", "lúa hè thu",
    ],
)  # fmt: skip
def test_ordinary_words_are_left_alone(question: str) -> None:
    assert find_expansions(tokenize(question)) == []


def test_a_unit_follows_a_number_that_is_no_year() -> None:
    assert readings("thu 50k")["k"][0] == "nghìn"
    assert readings("năm 2021 k có à")["k"][0] == "không"


@pytest.mark.parametrize(
    ("word", "is_short"), [("UBND", True), ("ubnd", True), ("wa", True), ("ngân", False), ("", False)]
)
def test_words_are_known_as_abbreviations(word: str, is_short: bool) -> None:
    assert is_abbreviation(word) == is_short


def test_the_table_is_sound() -> None:
    rows = load_table("spelling/abbreviations")
    assert {row[2] for row in rows} <= KINDS
    assert len({(row[0], row[1].lower(), row[2]) for row in rows}) == len(rows)
    assert all(row[1] or row[2] == "particle" for row in rows)
    counts = {short: sum(row[0] == short for row in rows) for short in {row[0] for row in rows}}
    assert [row[0] for row in rows if (row[3] == "yes") != (counts[row[0]] > 1)] == []
    assert not any(" / " in row[1] for row in rows)


def test_every_short_form_finds_its_full_form() -> None:
    for rows in load_abbreviations().values():
        for row in rows:
            if row.kind not in ("particle", "unit"):
                found = find_expansions(tokenize("- ".join(row.words)))
                assert row.full in {reading for one in found for reading in one.readings}, row


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["KH", "kh", "ng", "ta", "đ", "%", "may", "2021", "k", "vậy", "Á", "", "x" * 30])))
def test_expansions_are_in_order_and_do_not_overlap(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    found = find_expansions(tokens)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(tokens) for end, one in zip(ends, found, strict=False))
    assert all(one.readings and len(set(one.readings)) == len(one.readings) for one in found)
