"""Places: each row of places.tsv is a claim; ordinary words must not become places."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.places.administrative_units import Unit, covers, parse_place, same_place
from knowledge.language.places.gazetteer import load_levels
from knowledge.language.places.own_names import collect_own_names
from knowledge.language.places.place_mentions import PlaceMention, find_places
from knowledge.language.places.place_paths import find_paths, name_of
from knowledge.language.table import load_table
from knowledge.language.text.tokens import fold, tokenize

PATH = "xã Yên Hân, huyện Chợ Mới, tỉnh Bắc Kạn"
WORDS = ["tỉnh", "TP", "xã", "Hà", "Nội", "bắc", "kan", "Chợ", "mới", "3", "thị", "thôn", "ở", "HN", "%", "Hội"]


def load_cases() -> list[tuple[str, str]]:
    text = Path(__file__).with_name("places.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    return [(row[0], row[1]) for row in rows]


def write(mention: PlaceMention) -> str:
    return f"{mention.name} ({mention.level})" + ("" if mention.is_sure else "?")


@pytest.mark.parametrize(("question", "found"), load_cases())
def test_places_are_found_where_they_are_named(question: str, found: str) -> None:
    assert " | ".join(map(write, find_places(tokenize(question)))) == found


def test_a_mention_spans_its_level_and_name() -> None:
    tokens = tokenize("thu của TP. Bắc Kạn năm 2021")
    assert find_places(tokens) == [PlaceMention(2, 5, "Bắc Kạn", "thành phố", True)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("TP Bắc Kạn", (Unit("thành phố", "Bắc Kạn"),)),
        ("Bắc Kạn", (Unit("", "Bắc Kạn"),)),
        ("xã Yên Hân,huyện Chợ Mới", (Unit("xã", "Yên Hân"), Unit("huyện", "Chợ Mới"))),
        ("thôn 2", (Unit("thôn", "2"),)),
        (" , ", ()),
    ],
)
def test_a_path_is_read_smallest_first(text: str, units: tuple[Unit, ...]) -> None:
    assert parse_place(text) == units


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("thành phố Bắc Kạn", "Bắc Kạn", True),
        ("thành phố Bắc Kạn", "TP Bắc Kạn", True),
        ("thành phố Bắc Kạn", "bac kan", True),
        ("thành phố Bắc Kạn", "tỉnh Bắc Kạn", False),
        ("thành phố Bắc Kạn", "thành phố Thái Nguyên", False),
        ("Sài Gòn", "TP Hồ Chí Minh", True),
        ("Bắc Cạn", "tỉnh Bắc Kạn", True),
        (PATH, "xã Yên Hân", True),
        (PATH, "Yên Hân, Chợ Mới", True),
        (PATH, "xã Yên Hân, huyện Na Rì", False),
        (PATH, "Yên Hân, Na Rì", False),
        (PATH, "huyện Chợ Mới", False),
        ("huyện Chợ Mới, tỉnh An Giang", "huyện Chợ Mới, tỉnh Bắc Kạn", False),
        ("", "Bắc Kạn", False),
        ("", "", False),
    ],
)
def test_a_place_is_the_same_if_name_and_written_levels_agree(one: str, other: str, is_same: bool) -> None:
    assert same_place(one, other) is is_same
    assert same_place(other, one) is is_same


@pytest.mark.parametrize(
    ("whole", "part", "is_covered"),
    [
        ("tỉnh Bắc Kạn", PATH, True),
        ("huyện Chợ Mới", PATH, True),
        ("huyện Chợ Mới, tỉnh Bắc Kạn", PATH, True),
        ("huyện Chợ Mới, tỉnh An Giang", PATH, False),
        (PATH, "tỉnh Bắc Kạn", False),
        ("tỉnh Bắc Kạn", "huyện Na Rì", True),
        ("tỉnh Bắc Kạn", "huyện Chợ Mới", False),  # An Giang has one too
        ("tỉnh Thái Nguyên", "huyện Na Rì", False),
        ("thành phố Bắc Kạn", "tỉnh Bắc Kạn", False),
        ("tỉnh Bắc Kạn", "thành phố Bắc Kạn", True),
        ("", "Bắc Kạn", False),
    ],
)
def test_a_place_covers_what_lies_in_it(whole: str, part: str, is_covered: bool) -> None:
    assert covers(whole, part) is is_covered


def test_the_table_has_every_province_and_district() -> None:
    rows = load_table("places/places")
    now = [row for row in rows if not row[6].startswith("đến")]
    provinces = [row for row in now if not row[2]]
    assert len(provinces) == 63
    assert len({row[3] or row[1] for row in provinces}) == 34  # after 1 July 2025
    assert len([row for row in now if row[2]]) > 690
    assert {row[2] for row in rows if row[2]} <= {row[1] for row in provinces}
    assert {row[3] for row in rows if row[3]} <= {row[1] for row in provinces if not row[3]}


def test_the_table_is_sound() -> None:
    rows = load_table("places/places")
    assert [row for row, count in Counter(row[:3] for row in rows).items() if count > 1] == []
    assert {row[0] for row in rows} <= {level.level for levels in load_levels().values() for level in levels}
    assert {row[4] for row in rows} == {"", "folded", "always"}
    assert all(unicodedata.is_normalized("NFC", field) for row in rows for field in row)


@pytest.mark.parametrize(
    "row", [row for row in load_table("places/places") if not row[1].isdecimal()][::7], ids=lambda row: row[1]
)
def test_every_listed_place_is_found_by_its_level(row: tuple[str, ...]) -> None:
    level, name = row[0], row[1]
    assert [(one.name, one.level) for one in find_places(tokenize(f"thu của {level} {name} năm 2021"))] == [
        (name, level)
    ]
    [bare] = find_places(tokenize(f"thu cua {fold(level)} {fold(name)}"))
    assert (fold(bare.name), bare.level) == (fold(name), level)
    assert same_place(bare.name, name)


def test_a_name_that_only_accents_tell_apart_stays_as_typed() -> None:
    assert [one.name for one in find_places(tokenize("huyen tam duong"))] == ["tam duong"]
    assert same_place("huyện Tam Dương", "tam duong")
    assert same_place("huyện Tam Đường", "tam duong")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(WORDS)))
def test_mentions_are_in_order_and_do_not_overlap(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    found = find_places(tokens)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(tokens) for end, one in zip(ends, found, strict=False))


@settings(max_examples=100)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert same_place(one, other) is same_place(other, one)
    assert same_place(one, one) is covers(one, one) is bool(parse_place(one))


OWN = collect_own_names(
    [("xã", "Lan Đình"), ("huyện", "Sơn Bạch"), ("xã", "Tiến Bộ"), ("xã", "An")], lambda name: name == "Tiến Bộ"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thu xa lan dinh huyen son bach", ["xã Lan Đình", "huyện Sơn Bạch"]),
        ("thu lan dinh 2031", ["Lan Đình"]),
        ("thu X. Lan Đình, h. sơn bạch", ["xã Lan Đình", "huyện Sơn Bạch"]),
        ("thu huyện Lan Đình", ["huyện Lan Đình"]),  # there is none, and it is no commune either
        ("tiến bộ kỹ thuật", []),
        ("xã Tiến Bộ, tien bo", ["xã Tiến Bộ"]),
        ("ở tien bo", ["Tiến Bộ"]),
        ("bình an, an ninh", []),
        ("xã An", ["xã An"]),
    ],
)
def test_places_of_the_reports_are_found_though_listed_nowhere(text: str, found: list[str]) -> None:
    assert [name_of(one) for one in find_places(tokenize(text), OWN)] == found


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("xã Lan Đình, huyện Sơn Bạch, tỉnh Bắc Kạn", ["xã Lan Đình, huyện Sơn Bạch, tỉnh Bắc Kạn"]),
        ("xã Lan Đình thuộc huyện Sơn Bạch", ["xã Lan Đình, huyện Sơn Bạch"]),
        ("xã Lan Đình (huyện Sơn Bạch)", ["xã Lan Đình, huyện Sơn Bạch"]),
        ("xa lan dinh cua huyen son bach", ["xã Lan Đình, huyện Sơn Bạch"]),
        ("Lan Đình Sơn Bạch", ["Lan Đình, Sơn Bạch"]),
        ("xã Lan Đình và huyện Sơn Bạch", ["xã Lan Đình", "huyện Sơn Bạch"]),
        ("xã Lan Đình so với huyện Sơn Bạch", ["xã Lan Đình", "huyện Sơn Bạch"]),
        ("huyện Sơn Bạch, xã Lan Đình", ["huyện Sơn Bạch", "xã Lan Đình"]),
        ("xã Lan Đình; huyện Sơn Bạch", ["xã Lan Đình", "huyện Sơn Bạch"]),
    ],
)
def test_places_in_a_row_smallest_first_are_one_path(text: str, paths: list[str]) -> None:
    tokens = tokenize(text)
    assert find_paths(find_places(tokens, OWN), tokens, text) == paths
