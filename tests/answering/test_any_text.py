"""Whatever is typed, pressed or kept of a chat, there is a reply, and no figure in it that its sentence does not state.

The short form is always the same; FUZZ_EXAMPLES=20000 tries that many chats of each kind, new ones each time.
"""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.answering import Context, Index, Outcome, Turn, ask, choose, show_source
from knowledge.answering.answer.phrases import format_result
from knowledge.facts.store import load_store
from knowledge.language.places.people import hide_people
from knowledge.language.spelling.keystrokes import decode_keystrokes
from tests.answering.ten_reports import COUNTED, OTHERWISE, PLACES, SHARES, STATED, write_ten_reports
from tests.answering.typing import to_bare, to_slipped, to_telex

REPORTS = Path(__file__).parent.parent.parent / "knowledge" / "reports"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
chats = settings(
    max_examples=EXAMPLES or 70,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

NAMES = [alias for name, *_, aliases in (*COUNTED, *SHARES) for alias in (name, *aliases.split("|")) if alias]
NAMES += OTHERWISE.values()
STEPS = sorted({step.strip() for place, _ in PLACES for step in place.split(",")})
PLACED = [*STEPS, *(place for place, _ in PLACES), *(step.split(" ", 1)[1] for step in STEPS), "Hà Nội", "xã", "TP."]
ASKED = [
    "bao nhiêu", "là bao nhiêu", "mấy", "mấy phần trăm", "bao nhiêu %", "bao nhiêu tỷ", "thế nào", "ra sao",
    "vì sao", "nhờ đâu", "ai", "khi nào", "ở đâu", "nơi nào", "xã nào", "huyện nào", "năm nào", "đúng không",
    "phải không", "đúng hay sai", "có", "không", "chưa", "nghe nói", "liệt kê", "tất cả", "mọi", "cao nhất",
    "thấp nhất", "nhiều nhất", "tăng", "giảm", "tăng bao nhiêu", "gấp mấy lần", "hơn", "kém", "cao hơn",
    "nhiều hơn", "so với", "so với kế hoạch", "so với cùng kỳ", "chênh lệch", "tổng cộng", "tổng", "mới",
    "thành lập mới", "tỷ lệ", "kế hoạch", "mục tiêu", "phấn đấu", "thực hiện", "ước", "dự kiến", "còn",
    "thế còn", "ấy", "đó", "này", "trên", "dưới", "và", "với", "hay", "hoặc", "cùng với", "của", "thuộc",
    "trong", "giữa", "qua các năm", "các năm", "cây nào", "bên nào", "chào bạn", "cảm ơn", "bot ơi",
    "theo báo cáo", "hoàn thành", "chỉ tiêu", "hoàn thành các chỉ tiêu", "kế hoạch đề ra",
]  # fmt: skip
TIMES = [
    "2029", "2030", "2031", "năm 2030", "năm nay", "năm ngoái", "năm sau", "6 tháng đầu năm", "quý II",
    "quý 3/2031", "9 tháng 2030", "tháng 8", "2029-2031", "giai đoạn 2026-2030", "đến nay", "cùng kỳ",
    "đầu năm", "cuối năm 2031", "từ 2029 đến 2031", "31/12/2030", "0 năm tới", "99 năm qua", "năm 1900", "2100",
    "từ tháng 12/2029 đến tháng 2/2031", "năm hai nghìn không trăm ba mươi", "hai năm qua", "tháng trước",
]  # fmt: skip
UNITS = [
    "", "tỷ đồng", "tỷ", "triệu", "nghìn tỷ", "%", "người", "hộ", "ha", "con", "HTX", "tấn", "km2", "/", "-",
    "lần", "điểm %", "năm", "tháng",
]  # fmt: skip
SHORT = [
    "HN", "KH", "ns", "sp", "dn", "bn", "ko", "tp", "h", "x", "hd", "DT", "GRDP", "vs", "k", "dc", "hok",
    "BHYT", "NTM",
]  # fmt: skip

names = st.sampled_from(NAMES)
numbers = st.one_of(
    st.integers(-5, 10**7).map(str),
    st.decimals(0, 10**4, places=2).map(lambda number: str(number).replace(".", ",")),
    st.integers(1, 40).map(lambda size: "9" * size),
    st.sampled_from(["3.250", "12.50", "0,0", "1/0", "0", "5000" * 1200, "1e999", "²³", "٣٤", "hai mươi mốt", "nửa"]),
)
figures = st.builds(lambda number, unit: f"{number} {unit}", numbers, st.sampled_from(UNITS))
spelt = st.one_of(
    names,
    names.map(to_bare),
    names.map(to_telex),
    names.map(str.upper),
    st.builds(to_slipped, names, st.integers(0, 99)),
    names.map(lambda name: name.replace(" ", "")),
)
junk = st.one_of(
    st.text(max_size=12),
    st.text("abcdefghijklmnopqrstuvwxyzđăâêôơư ", max_size=30),
    st.sampled_from(["\u0301" * 40, "🙏😊", "<b>&", "\x00", "\ud800", "a" * 300, "…", "“", "http://x.vn/?a=1", "@bot"]),
)
words = st.one_of(
    spelt,
    spelt,
    st.sampled_from(ASKED),
    st.sampled_from(ASKED),
    st.sampled_from(PLACED),
    st.sampled_from(PLACED).map(to_bare),
    st.sampled_from(TIMES),
    st.sampled_from(STATED),
    st.sampled_from(SHORT),
    figures,
    junk,
)
joints = st.sampled_from([" ", " ", " ", " ", ", ", " và ", "? ", "\n", "; ", "", " hay ", ". "])
heaps = st.lists(st.tuples(words, joints), max_size=9).map(lambda parts: "".join(a + b for a, b in parts))
LEVELS = ["", "xã", "huyện", "thành phố", "tỉnh", "của xã", "của huyện", "toàn tỉnh", "các xã", "thị trấn"]
FRAMES = [
    "{level} có bao nhiêu {name} {time}?",
    "{name} {level} {time}",
    "{level} {name} {asked} {time}",
    "nghe nói {level} có {figure} {name}, đúng hay sai?",
    "{name} {place} {time} {asked} {other}?",
    "{name} và {other} {place}",
    "{name} của {place} so với {level} {time} {asked}",
    "nơi nào có {name} {asked}",
    "còn {place} {time}?",
]
framed = st.builds(
    lambda frame, **parts: frame.format(**parts),
    st.sampled_from(FRAMES),
    level=st.sampled_from(LEVELS),
    name=spelt,
    other=spelt,
    place=st.sampled_from(PLACED),
    time=st.sampled_from(["", "", *TIMES]),
    asked=st.sampled_from(ASKED),
    figure=figures,
)
messages = st.one_of(framed, framed, heaps)
acts = st.one_of(
    st.tuples(st.just("ask"), messages),
    st.tuples(st.just("ask"), messages),
    st.tuples(st.just("ask"), messages),
    st.tuples(st.just("pick"), st.integers(0, 9).map(str)),
    st.tuples(st.just("press"), st.integers(0, 7).map(str)),
    st.tuples(st.just("source"), messages),
)


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(load_store(write_ten_reports(tmp_path_factory.mktemp("ten"))))


@pytest.fixture(scope="module")
def at_home(ten: Index) -> Index:
    return Index(ten.store, home_place="xã Lan Đình")


@pytest.fixture(scope="module")
def seed() -> Index:
    return Index(load_store(REPORTS))


def unproved(turn: Turn) -> list[str]:
    """What the reply sets in bold as a figure that no quoted sentence states and nothing computes."""
    answer = turn.answer
    quoted = [p.text for p in turn.reply.paragraphs if p.is_quote]
    nearest = [f for f in answer.choices if any(m.nearest == f.id for m in answer.missing)]
    told = [*answer.facts, *nearest]
    stated = [f.figure for f in told if f.figure and f.figure in f.sentence and f.sentence in quoted]
    derived = [format_result(abs(d.value)) for entry in answer.entries for d in entry.derived]
    asked = " ".join(f"{m.words} {m.numbers} {m.slot} {m.indicator} {m.place}" for m in answer.missing)
    bold = [s.text for p in turn.reply.paragraphs if not p.is_quote for s in p.spans if s.style == "bold"]
    allowed = " | ".join([*stated, *derived, *(f.indicator for f in told), asked])
    numbers_of = re.compile(r"[0-9]+(?:[.,][0-9]+)*").findall
    return [text for text in bold if not set(numbers_of(text)) <= set(numbers_of(allowed))]


def live(acted: list[tuple[str, str]], index: Index, context: Context) -> None:
    """A chat, kept as text between its turns."""
    turn = None
    for act, text in acted:
        if act == "source":
            assert show_source(text, index).text
            continue
        if act == "press" and turn and turn.reply.offers:
            turn = choose(turn.reply.offers[int(text) % len(turn.reply.offers)].key, index, context)
        else:
            turn = ask(text, index, context)
        assert turn.reply.full_text
        assert turn.outcome is not Outcome.ANSWERED or unproved(turn) == []
        assert Context.from_json(turn.context.to_json()) == turn.context
        context = Context.from_json(turn.context.to_json())


@chats
@given(acted=st.lists(acts, min_size=1, max_size=5))
def test_a_chat_about_ten_reports_goes_on_whatever_is_said(ten: Index, acted: list[tuple[str, str]]) -> None:
    live(acted, ten, Context())


@chats
@given(acted=st.lists(acts, min_size=1, max_size=4))
def test_a_chat_with_a_home_place_goes_on_whatever_is_said(at_home: Index, acted: list[tuple[str, str]]) -> None:
    live(acted, at_home, Context())


@chats
@given(acted=st.lists(acts, min_size=1, max_size=4))
def test_a_chat_about_one_report_goes_on_whatever_is_said(seed: Index, acted: list[tuple[str, str]]) -> None:
    live(acted, seed, Context())


@chats
@given(data=st.data())
def test_a_forged_context_is_survived(ten: Index, data: st.DataObject) -> None:
    ids = st.one_of(st.sampled_from([*ten.store.by_id]), st.text(max_size=5))
    written = ["2030", "2031-Q2", "2029..2031", "2031-YTD", "1900", "2100-12"]
    codes = st.one_of(st.sampled_from(written), st.text(max_size=4))
    some = st.lists(ids, max_size=4)
    operations = st.sampled_from(["", "difference", "compare", "ratio", "sum", "max", "series", "list", "x"])
    fields = {
        "facts": some,
        "periods": st.lists(codes, max_size=3),
        "measure": st.sampled_from(["", "previous", "pct_of_plan", "x"]),
        "operation": operations,
        "choices": some,
        "offers": some,
        "place": st.one_of(st.sampled_from(PLACED), st.text(max_size=5), st.just("")),
        "pending": messages,
    }
    context = Context.from_json(json.dumps(data.draw(st.fixed_dictionaries(fields))))
    live(data.draw(st.lists(acts, min_size=1, max_size=2)), ten, context)


leaves = st.none() | st.text() | st.integers() | st.floats()


@chats
@given(st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_json_is_some_context(value: object) -> None:
    assert Context.from_json(json.dumps(value)) == Context()


@pytest.mark.parametrize("text", ["[" * 100_000, '{"facts":' * 50_000, "9" * 5000, '{"facts": [' + "9" * 5000 + "]}"])
def test_json_beyond_all_bounds_is_an_empty_context(text: str) -> None:
    assert Context.from_json(text) == Context()


HUGE = ["sinh năm " + "1" * 5000, "năm " + "2" * 5000, "\u0301\u0323" * 50_000, "\ud800" * 99]


@pytest.mark.parametrize("text", HUGE)
def test_no_reader_of_a_text_fails_on_it(ten: Index, text: str) -> None:
    assert ask(text, ten).reply.text
    assert hide_people(text, "".startswith)
    assert decode_keystrokes(text[:4096])
