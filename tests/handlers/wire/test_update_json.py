"""Only what Telegram can have sent is taken for an update; the refusal says why, and nothing of what was sent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.wire.update_json import MAX_DEPTH, BadUpdateError, check_update, parse_update_json

SECRET = "chuyện riêng"
CHAT, PERSON = {"id": 7, "type": "private"}, {"id": 7, "is_bot": False, "first_name": "Lan"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON, "text": "thu?"}
UPDATE = {"update_id": 5, "message": MESSAGE}
PRESS = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "c:1", "message": MESSAGE}

SOUND = [
    UPDATE,
    {"update_id": 5, "edited_message": MESSAGE | {"edit_date": 2}},
    {"update_id": 5, "message": MESSAGE | {"chat": {"id": -1001234567890123, "type": "supergroup"}}},
    {"update_id": 5, "message": MESSAGE | {"reply_to_message": MESSAGE, "entities": [{"type": "bold", "offset": 0}]}},
    {"update_id": 5, "callback_query": PRESS},
    {"update_id": 5, "callback_query": PRESS | {"message": {"message_id": 0, "date": 0, "chat": CHAT}}},
    {"update_id": 5, "kind_of_next_year": {"score": 0.5, "list": [1, None, True, "x"]}},
]


@pytest.mark.parametrize("update", SOUND)
def test_what_telegram_sends_is_read_as_it_is(update: dict[str, object]) -> None:
    assert parse_update_json(json.dumps(update).encode()) == update
    assert parse_update_json(json.dumps(update, ensure_ascii=False).encode()) == update


def nest(depth: int) -> object:
    value: object = SECRET
    for _ in range(depth):
        value = [value]
    return value


def message(**changed: object) -> bytes:
    return json.dumps({"update_id": 5, "message": MESSAGE | {"text": SECRET} | changed}).encode()


BAD = {
    "nothing": b"",
    "no JSON": b"{'update_id': 5}",
    "cut": message()[:-1],
    "a byte order mark": b"\xef\xbb\xbf" + message(),
    "not UTF-8": json.dumps(UPDATE | {"x": SECRET}, ensure_ascii=False).encode("utf-16"),
    "a byte that is none": b'{"update_id": 5, "x": "\xff"}',
    "half a character": b'{"update_id": 5, "message": {"text": "\\ud800"}}',
    "half a character as a key": b'{"update_id": 5, "\\udc00": 1}',
    "a list": b"[5]",
    "a text": b'"5"',
    "a number": b"5",
    "null": b"null",
    "NaN": b'{"update_id": 5, "x": NaN}',
    "NaN as id": b'{"update_id": NaN}',
    "Infinity": b'{"update_id": -Infinity}',
    "a float without end": b'{"update_id": 5, "x": 1e999}',
    "brackets": b"[" * 500_000,
    "objects": b'{"a":' * 100_000,
    "nested in an update": json.dumps(UPDATE | {"x": nest(MAX_DEPTH)}).encode(),
    "nested, but whole": json.dumps(nest(900)).encode(),
    "a key twice": b'{"update_id": 5, "update_id": 6}',
    "a key twice, deep": b'{"update_id": 5, "message": {"text": "a", "text": "b"}}',
    "no id": json.dumps({"message": MESSAGE}).encode(),
    "an id of 5,000 digits": b'{"update_id": ' + b"9" * 5000 + b"}",
    "an id of 65 bits": b'{"update_id": 18446744073709551616}',
    "an id below zero": b'{"update_id": -5}',
    "an id that is a truth": b'{"update_id": true}',
    "an id with a fraction": b'{"update_id": 5.0}',
    "an id in words": b'{"update_id": "5"}',
    "a chat of 65 bits": message(chat={"id": -(2**64), "type": "private"}),
    "a chat that is a truth": message(chat={"id": True, "type": "private"}),
    "a chat that is a text": message(chat=SECRET),
    "a person below zero": message(**{"from": PERSON | {"id": -7}}),
    "a person with a fraction": message(**{"from": PERSON | {"id": 7.5}}),
    "a message that is a text": json.dumps({"update_id": 5, "message": SECRET}).encode(),
    "a message id below zero": message(message_id=-1),
    "a day after all days": message(date=2**62),
    "a text that is a number": message(text=5),
    "a caption that is a list": message(caption=[SECRET]),
    "entities that are a text": message(entities=SECRET),
    "an entity that is a text": message(entities=[SECRET]),
    "a document that is a text": message(document=SECRET),
    "an answer to a text": message(reply_to_message=SECRET),
    "a press of nobody": json.dumps({"update_id": 5, "callback_query": {"id": "1", "data": SECRET}}).encode(),
    "a press with a number": json.dumps({"update_id": 5, "callback_query": PRESS | {"data": 5}}).encode(),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_telegram_never_sends_is_refused_in_words_that_tell_nothing_of_it(body: bytes) -> None:
    with pytest.raises(BadUpdateError) as caught:
        parse_update_json(body)
    assert SECRET not in str(caught.value) and "\n" not in str(caught.value) and len(str(caught.value)) < 100


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JUNK = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
KEYS = st.sampled_from(["update_id", "message", "chat", "id", "from", "text", "date", "message_id", "callback_query"])
LIKE = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)


@given(st.binary() | (JUNK | LIKE).map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_an_update_or_refused(body: bytes) -> None:
    try:
        raw = parse_update_json(body)
    except BadUpdateError:
        return
    assert parse_update_json(json.dumps(raw).encode()) == check_update(raw) == raw
