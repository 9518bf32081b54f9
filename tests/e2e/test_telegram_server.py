"""The server of these tests refuses what Telegram refuses."""

import pytest

from tests.e2e.telegram_html import RefusedError, parse_html
from tests.e2e.telegram_methods import Methods

LAN = "1001"


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("đạt <b>158,3</b> &lt;tỷ&gt;", "đạt 158,3 <tỷ>", [("b", "158,3")]),
        ("<blockquote>a <b>1</b></blockquote>", "a 1", [("b", "1"), ("blockquote", "a 1")]),
        ("&copy; &#65;", "&copy; A", []),
    ],
)
def test_html_is_read(source: str, text: str, marks: list[tuple[str, str]]) -> None:
    assert parse_html(source) == (text, marks)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <x>b</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("đ < 2", 'Unsupported start tag "" at byte offset 3'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ],
)
def test_broken_html_is_refused(source: str, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_html(source)
    assert str(caught.value) == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": " "}, "message text is empty"),
        ({"text": "🌾" * 2049}, "message is too long"),
        ({"text": "a", "reply_parameters": '{"message_id": 9}'}, "message to be replied not found"),
        (
            {"text": "a", "reply_markup": '{"inline_keyboard": [[{"text": "b", "callback_data": "%s"}]]}' % ("đ" * 33)},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
def test_a_message_out_of_bounds_is_refused(parameters: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Methods().methods["sendMessage"]({"chat_id": LAN} | parameters)
    assert str(caught.value) == f"Bad Request: {words}"


def test_a_message_of_4096_units_is_taken() -> None:
    world = Methods()
    world.methods["sendMessage"]({"chat_id": LAN, "text": "<b>" + "🌾" * 2048 + "</b>", "parse_mode": "HTML"})
    assert world.messages[0].marked("b") == ["🌾" * 2048]
