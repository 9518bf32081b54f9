import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.wire.markup import LABEL_LIMIT, parse_callback_data, to_html, to_keyboard, utf16_length
from knowledge.answering import Offer, Paragraph, Reply, Span, Style

TAG = re.compile(r"</?(?:b|i|blockquote)>")


def say(*spans: Span, is_quote: bool = False) -> Reply:
    return Reply((Paragraph(spans, is_quote),))


def words_of(message: str) -> str:
    return html.unescape(TAG.sub("", message))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (say(Span("đạt "), Span("158,3 tỷ", Style.BOLD)), "đạt <b>158,3 tỷ</b>"),
        (say(Span("Báo cáo", Style.ITALIC)), "<i>Báo cáo</i>"),
        (say(Span("a < b & c > d")), "a &lt; b &amp; c &gt; d"),
        (say(Span("<b>", Style.BOLD)), "<b>&lt;b&gt;</b>"),
        (say(Span("câu"), is_quote=True), "<blockquote>câu</blockquote>"),
        (
            Reply((Paragraph((Span("một"),)), Paragraph((Span("hai"),), is_quote=True))),
            "một\n<blockquote>hai</blockquote>",
        ),
        (say(Span("lẻ \ud83d")), "lẻ ?"),
        (say(Span(" ", Style.BOLD)), "…"),
        (Reply(()), "…"),
    ],
)
def test_a_reply_becomes_html(reply: Reply, expected: str) -> None:
    assert to_html(reply) == [expected]


spans = st.builds(Span, st.text("aă <&>📊\n", max_size=60), st.sampled_from(Style))
paragraphs = st.builds(Paragraph, st.lists(spans, max_size=4).map(tuple), st.booleans())
replies = st.builds(Reply, st.lists(paragraphs, max_size=6).map(tuple))


@settings(max_examples=150)
@given(replies, st.integers(8, 120))
@example(Reply((Paragraph(()), Paragraph((Span("<<<<<<<<"),)))), 8)
def test_split_messages_fit_and_say_everything(reply: Reply, limit: int) -> None:
    messages = to_html(reply, limit)
    assert all(utf16_length(words_of(m)) <= limit for m in messages)
    said = "".join(words_of(m) for m in messages).replace("\n", "").replace(" ", "").removesuffix("…")
    assert said == reply.text.replace("“", "").replace("”", "").replace("\n", "").replace(" ", "")


@settings(max_examples=150)
@given(replies, st.integers(8, 120))
def test_every_message_closes_the_tags_it_opens(reply: Reply, limit: int) -> None:
    for message in to_html(reply, limit):
        opened: list[str] = []
        for tag in TAG.findall(message):
            if tag.startswith("</"):
                assert opened.pop() == tag[2:-1]
            else:
                opened.append(tag[1:-1])
        assert opened == []


def test_a_long_sentence_is_cut_between_words() -> None:
    first, *_ = to_html(say(Span("nghìn tỷ " * 1000)))
    assert first.endswith(("nghìn", "tỷ"))


def test_a_figure_stays_bold_on_both_sides_of_a_cut() -> None:
    messages = to_html(say(Span("1234567890" * 2, Style.BOLD)), limit=10)
    assert messages == ["<b>1234567890</b>", "<b>1234567890</b>"]


def test_each_offer_is_a_row() -> None:
    keyboard = to_keyboard((Offer("Thu ngân sách 2021", "k1"), Offer("Thu ngân sách 2022", "k2")))
    assert keyboard is not None
    assert [[b.callback_data for b in row] for row in keyboard.inline_keyboard] == [["c:k1"], ["c:k2"]]


def test_without_offers_there_is_no_keyboard() -> None:
    assert to_keyboard(()) is None


def test_a_long_label_keeps_its_start_and_its_end() -> None:
    keyboard = to_keyboard((Offer("Tổng số " + "rất dài " * 20 + "2022 (mục tiêu)", "k"),))
    assert keyboard is not None
    label = keyboard.inline_keyboard[0][0].text
    assert len(label) <= LABEL_LIMIT
    assert label.startswith("Tổng số") and label.endswith("2022 (mục tiêu)")


@pytest.mark.parametrize(("data", "key"), [("c:abc", "abc"), ("x:abc", None), ("", None), (None, None)])
def test_callback_data_is_read_back(data: str | None, key: str | None) -> None:
    assert parse_callback_data(data) == key
