"""A panel: words with buttons that editors press, sent once and then edited in its place; a page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers.context import HandlerContext
from handlers.wire.delivery import NO_PREVIEW, attempt, send_once
from handlers.wire.markup import shorten, to_html
from knowledge.answering.telling.reply import Paragraph, Reply, Span
from knowledge.facts.record.errors import DataError

EDITOR_PREFIX = "e:"
LINES_SHOWN = 30  # of a long list; more than fits a phone is not read anyway
CHARACTERS_SHOWN = 3500  # of 4096, the rest for what says that more was cut
LINE_SHOWN = 600
NOT_WRITTEN = "Máy chủ chưa ghi được tệp. Chưa có gì thay đổi; hãy báo người quản trị."

Row = tuple[tuple[str, str], ...]  # of buttons: label, data

T = TypeVar("T")
LONGEST_NUMBER = 9  # digits; what is longer was not written by us


@dataclass(frozen=True, slots=True)
class Panel:
    """What an editor sees. rows: of buttons, each with its label and its data after the prefix."""

    reply: Reply
    rows: tuple[Row, ...] = ()


def write_panel(lines: list[str], *rows: Row) -> Panel:
    """A panel of plain lines; a long list is cut, and says so."""
    texts = [
        text if len(text) <= LINE_SHOWN else f"{text[:LINE_SHOWN]}…" for line in lines for text in line.split("\n")
    ]
    sizes = accumulate(len(text) + 1 for text in texts)
    shown = [text for text, size in zip(texts[:LINES_SHOWN], sizes, strict=False) if size <= CHARACTERS_SHOWN]
    if len(shown) < len(texts):
        shown.append(f"… và {len(texts) - len(shown)} dòng nữa")
    return Panel(Reply(tuple(Paragraph((Span(text),)) for text in shown)), rows)


def describe_error(error: DataError) -> str:
    """The mistakes, a line each; of the paths only the file's name, for nobody there sees our folders."""
    return "\n".join(str(replace(problem, path=Path(problem.path).name)) for problem in error.problems)


async def send_panel(update: Update, context: HandlerContext, panel: Panel) -> int:
    """The id of the new message that shows it; 0 where Telegram never told it."""
    chat = update.effective_chat
    assert chat is not None
    text, keyboard = _write(panel)
    message = await send_once(
        update,
        context,
        lambda: context.bot.send_message(
            chat.id,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        ),
    )
    return message.message_id if message else 0


async def edit_panel(update: Update, context: HandlerContext, panel: Panel, message_id: int) -> int:
    """The id of the message that shows it: the one there was, or a new one where that is gone."""
    chat = update.effective_chat
    assert chat is not None
    text, keyboard = _write(panel)
    try:
        await attempt(
            lambda: context.bot.edit_message_text(
                text,
                chat_id=chat.id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )
        )
    except BadRequest as error:
        if "not modified" not in str(error):
            return await send_panel(update, context, panel)
    return message_id


def _write(panel: Panel) -> tuple[str, InlineKeyboardMarkup | None]:
    """What fits one message, in HTML, and the buttons."""
    buttons = [
        [InlineKeyboardButton(shorten(label), callback_data=EDITOR_PREFIX + data) for label, data in row]
        for row in panel.rows
    ]
    return to_html(panel.reply)[0], InlineKeyboardMarkup(buttons) if buttons else None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list. number: from 0; first: the place of the first item in the whole list, from 1."""

    items: tuple[T, ...]
    number: int
    count: int
    first: int

    def turn_row(self, data: str) -> tuple[Row, ...]:
        """[◀] and [▶]; none where there is one page. data: with {} for the page's number."""
        if self.count < 2:
            return ()
        before, after = (self.number - 1) % self.count, (self.number + 1) % self.count
        middle = f"Trang {self.number + 1}/{self.count}"
        return ((("◀", data.format(before)), (middle, data.format(self.number)), ("▶", data.format(after))),)


def find_page(items: Sequence[T], number: int, size: int) -> Page[T]:
    """That page, the last one where there are fewer."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 0), count - 1)
    start = number * size
    return Page(tuple(items[start : start + size]), number, count, start + 1)


def parse_number(text: str) -> int | None:
    """The number in a button's data; None if there is none, for anyone can send what no button has.

    >>> parse_number("12"), parse_number("²"), parse_number("-1")
    (12, None, None)
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else None
