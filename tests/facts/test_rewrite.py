"""A change by splicing says what was asked for, and leaves everything else byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.facts.folder.format import format_report
from knowledge.facts.folder.rewrite import RewriteError, append_item, drop_item, set_field
from knowledge.facts.folder.yaml_tree import Place, load_tree
from knowledge.facts.record.report_record import ReportRecord
from tests.facts.test_report_folder import line, reports

SOURCE = """# đầu tệp
title: Xã Mẫu   # tên
period: 2030

facts:
  # về thu
  - id: thu   # khóa
    indicator: Thu ngân sách
    aliases:
      - thu NSNN   # hay hỏi
      # còn nữa
      - nguồn thu
    figure: "5,2 tỷ đồng"   # đã xem
    sentence: >-
      Thu ngân sách đạt
      # 5,2 tỷ đồng.
    # trước nghi ngờ
    doubts:
      - năm lấy từ tiêu đề
      # hỏi lại văn phòng
      - hai số cùng chỗ

  # về chi
  - id: chi
    indicator: Chi
    sentence: >-
      Chi 3 tỷ đồng.

# cuối tệp
"""


def lines_of(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines gone and those that came, where all others stay in their order."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


CHANGES: list[tuple[Place, str | tuple[str, ...] | None, str, str]] = [
    (("facts", 0, "figure"), "5,3 tỷ", '    figure: "5,2 tỷ đồng"   # đã xem\n', "    figure: 5,3 tỷ   # đã xem\n"),
    (("facts", 0, "indicator"), "Thu: cả năm", "    indicator: Thu ngân sách\n", '    indicator: "Thu: cả năm"\n'),
    (("facts", 0, "status"), "target", "", "    status: target\n"),
    (("facts", 1, "aliases"), ("tổng chi",), "", "    aliases:\n      - tổng chi\n"),
    (("facts", 0, "aliases"), ("thu NSNN",), "      - nguồn thu\n", ""),
    (("facts", 0, "aliases"), ("thu NSNN", "nguồn thu", "thu"), "", "      - thu\n"),
    (("facts", 0, "figure"), None, '    figure: "5,2 tỷ đồng"   # đã xem\n', ""),
    (("period",), None, "period: 2030\n", ""),
    (("author",), "An", "", "author: An\n"),
    (("facts", 1, "doubts"), (), "", ""),
]


@pytest.mark.parametrize(("place", "value", "gone", "come"), CHANGES)
def test_only_the_lines_of_the_field_change(
    place: Place, value: str | tuple[str, ...] | None, gone: str, come: str
) -> None:
    old, new = lines_of(SOURCE, set_field(SOURCE, place, value))
    assert ("".join(old), "".join(new)) == (gone, come)


COMMENTED = [
    ("facts:\n- doubts:\n  - lạ\n  # về thu\n  id: a\ntitle: x\n", "doubts", None,
     "facts:\n  # về thu\n- id: a\ntitle: x\n"),
    ("facts:\n- doubts:\n  # hỏi lại\n  - lạ\n\n  # về thu\n\n  id: a\ntitle: x\n", "doubts", None,
     "facts:\n  # hỏi lại\n  # về thu\n- id: a\ntitle: x\n"),
    ("facts:\n- id: a\n  aliases: [b, c]   # hay hỏi\ntitle: x\n", "aliases", ("b", "d"),
     "facts:\n- id: a\n  aliases:   # hay hỏi\n    - b\n    - d\ntitle: x\n"),
    ("facts:\n- aliases: [b, c]   # hay hỏi\n  id: a\ntitle: x\n", "aliases", ("d",),
     "facts:\n- aliases:   # hay hỏi\n    - d\n  id: a\ntitle: x\n"),
    ("facts:\n- id: a\n  aliases: [b,\n    c]\n  figure: 5\ntitle: x\n", "aliases", ("b", "c", "d"),
     "facts:\n- id: a\n  aliases:\n    - b\n    - c\n    - d\n  figure: 5\ntitle: x\n"),
    ("facts:\n- id: a\n  aliases:\n    [\n      b, # hay hỏi\n      # còn nữa\n      'c # 1',\n    ] # hết\ntitle: x\n",
     "aliases", ("b",),
     "facts:\n- id: a\n  # hay hỏi\n  # còn nữa\n  aliases: # hết\n    - b\ntitle: x\n"),
    ("facts:\r\n- id: a\r\n  aliases: [b] # x\r\n", "aliases", ("c",),
     "facts:\r\n- id: a\r\n  aliases: # x\r\n    - c\r\n"),
    ("title: x\nfacts:\n- id: a\n  aliases: [b]", "aliases", ("c",),
     "title: x\nfacts:\n- id: a\n  aliases:\n    - c\n"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "name", "value", "expected"), COMMENTED)
def test_comments_outlive_what_they_stand_beside(
    source: str, name: str, value: tuple[str, ...] | None, expected: str
) -> None:
    assert set_field(source, ("facts", 0, name), value) == expected


def test_doubts_go_and_the_comments_among_them_stay() -> None:
    new = set_field(SOURCE, ("facts", 0, "doubts"), None)
    assert "doubts" not in new
    assert "    # trước nghi ngờ\n      # hỏi lại văn phòng\n\n  # về chi\n" in new


def test_a_dropped_fact_leaves_the_comments_around_it() -> None:
    new = drop_item(SOURCE, ("facts", 1))
    assert new.endswith("      - hai số cùng chỗ\n\n  # về chi\n\n# cuối tệp\n")


def test_the_only_fact_can_be_dropped() -> None:
    once = drop_item(drop_item(SOURCE, ("facts", 0)), ("facts", 0))
    assert "facts" not in load_tree(Path("facts.yaml"), once)[0]
    assert append_item(once, "ignored", {"text": "5,2", "reason": "mẫu"}).count("- text") == 1


def test_a_new_list_stands_at_the_end_of_the_report_and_grows() -> None:
    once = append_item(SOURCE, "ignored", {"text": "năm 2030", "reason": "thời kỳ: năm"})
    twice = append_item(once, "ignored", {"text": "số 5", "reason": "số nhà"})
    _, come = lines_of(SOURCE, twice)
    assert "".join(come).strip("\n") == (
        'ignored:\n  - text: năm 2030\n    reason: "thời kỳ: năm"\n  - text: số 5\n    reason: số nhà'
    )


@pytest.mark.parametrize(
    ("source", "place", "value", "expected"),
    [
        ("\ufefftitle: x\r\nfacts: []\r\n", ("title",), "y", "\ufefftitle: y\r\nfacts: []\r\n"),
        ("title: x\r\nauthor: An\r\n", ("place",), "xã", "title: x\r\nauthor: An\r\nplace: xã\r\n"),
        ("title: x", ("author",), "An", "title: x\nauthor: An\n"),
        ("title: x\nauthor:\nperiod: 2030\n", ("author",), "An", "title: x\nauthor: An\nperiod: 2030\n"),
        ("title: >-\n  x\n  y\n\nperiod: 2030\n", ("title",), "z", "title: z\n\nperiod: 2030\n"),
        ("facts:\n- period: 2030\n  id: a\ntitle: x\n", ("facts", 0, "period"), None, "facts:\n- id: a\ntitle: x\n"),
        ("facts:\n-\n  id: a\n  figure: 5\ntitle: x\n", ("facts", 0, "figure"), "6",
         "facts:\n-\n  id: a\n  figure: 6\ntitle: x\n"),
        ("facts:\n- id: a\n  aliases: [b, c]\ntitle: x\n", ("facts", 0, "aliases"), ("b",),
         "facts:\n- id: a\n  aliases:\n    - b\ntitle: x\n"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_file_is_kept(
    source: str, place: Place, value: str | tuple[str, ...] | None, expected: str
) -> None:
    assert set_field(source, place, value) == expected


@pytest.mark.parametrize("place", [("facts", 7, "figure"), ("facts", "figure"), ("title", "x"), ("facts", 0)])
def test_a_place_that_is_not_there_is_refused(place: Place) -> None:
    with pytest.raises(RewriteError):
        set_field(SOURCE, place, "x")


names = st.sampled_from(["indicator", "place", "figure", "period", "status", "as_of"])


@settings(max_examples=60)
@given(reports.filter(lambda report: report.facts), st.data())
def test_a_changed_field_is_read_back_and_nothing_else_changes(record: ReportRecord, data: st.DataObject) -> None:
    source = format_report(record)
    i = data.draw(st.integers(0, len(record.facts) - 1))
    name, value = data.draw(names), data.draw(line)
    changed = load_tree(Path("facts.yaml"), set_field(source, ("facts", i, name), value))[0]
    wanted = load_tree(Path("facts.yaml"), source)[0]
    wanted["facts"][i][name] = value  # type: ignore[index, call-overload]
    assert changed == wanted


@settings(max_examples=60)
@given(reports.filter(lambda report: report.facts), st.data())
def test_aliases_are_read_back_in_their_order(record: ReportRecord, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(record.facts) - 1))
    aliases = tuple(data.draw(st.permutations(record.facts[i].aliases)))
    aliases = (*aliases[:2], *data.draw(st.lists(line, max_size=2)))
    changed = set_field(format_report(record), ("facts", i, "aliases"), aliases)
    fact = load_tree(Path("facts.yaml"), changed)[0]["facts"][i]  # type: ignore[index, call-overload]
    assert fact.get("aliases", []) == list(aliases)  # type: ignore[union-attr]


@settings(max_examples=40)
@given(reports.filter(lambda report: report.facts), st.data())
def test_a_dropped_fact_takes_no_other_line_along(record: ReportRecord, data: st.DataObject) -> None:
    source = format_report(record)
    i = data.draw(st.integers(0, len(record.facts) - 1))
    _, come = lines_of(source, drop_item(source, ("facts", i)))
    kept = drop_item(source, ("facts", i)).splitlines()
    assert all(text in source.splitlines() for text in kept) and come in ([], ["\n"])
