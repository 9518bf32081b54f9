"""The bytes of a post -> the update in them, as plain values; refused where Telegram cannot have sent it."""

import json
from collections.abc import Iterator
from math import isfinite
from typing import Annotated, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_DEPTH = 64  # a message that answers one with a table is about 12 deep; far below what overflows a stack
INTEGERS = range(-(2**63), 2**63)  # what a database takes; Telegram's own ids have 52 bits
LATEST = 253402300799  # the end of year 9999, in seconds as Telegram counts them

Natural = Annotated[int, Field(ge=0)]


class BadUpdateError(ValueError):
    """No update of Telegram's; the words say why, and never hold anything of what was posted."""


class _Shape(BaseModel):
    """What is relied on, of the right type: no bool or float for a number, no number for a text."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Chat(_Shape):
    id: int
    type: str


class _Person(_Shape):
    id: Annotated[int, Field(gt=0)]


class _Document(_Shape):
    file_id: str
    file_size: Natural | None = None


class _Message(_Shape):
    message_id: Natural
    date: Annotated[int, Field(ge=0, le=LATEST)]
    chat: _Chat
    sender: _Person | None = Field(None, alias="from")
    text: str | None = None
    caption: str | None = None
    document: _Document | None = None
    entities: list[dict[str, object]] | None = None
    reply_to_message: "_Message | None" = None


class _Press(_Shape):
    id: str
    sender: _Person = Field(alias="from")
    data: str | None = None
    message: _Message | None = None


class _Update(_Shape):
    update_id: Natural
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None


def parse_update_json(body: bytes) -> dict[str, object]:
    """The update in the bytes. Raises BadUpdateError if they hold none."""
    try:
        raw = json.loads(
            body.decode(),
            object_pairs_hook=_build_object,
            parse_constant=_refuse_number,
            parse_float=_parse_float,
        )
    except BadUpdateError:
        raise
    except (ValueError, RecursionError):
        raise BadUpdateError("not JSON in UTF-8, or nested without end") from None
    return check_update(raw)


def check_update(raw: object) -> dict[str, object]:
    """The value itself. Raises BadUpdateError if it is no update."""
    if not isinstance(raw, dict):
        raise BadUpdateError("no JSON object")
    for value in _walk(raw):
        if isinstance(value, int) and value not in INTEGERS:
            raise BadUpdateError("a number of more than 64 bits")
        if isinstance(value, str) and not _is_encodable(value):
            raise BadUpdateError("half a character")
    try:
        _Update.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise BadUpdateError(f"{'.'.join(map(str, first['loc']))}: {first['type']}") from None
    return raw


def _walk(root: object) -> Iterator[object]:
    """The value and all in it, keys too, without recursion. Raises BadUpdateError if it is nested too deep."""
    level = [root]
    for _ in range(MAX_DEPTH):
        yield from level
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise BadUpdateError("nested too deep")


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _is_encodable(text: str) -> bool:
    """Has it no lone surrogate, which no database and no request can hold?"""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _build_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadUpdateError("a key that stands twice")
    return found


def _parse_float(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse_number(text)


def _refuse_number(_: str) -> NoReturn:
    raise BadUpdateError("a number without end, or none")
