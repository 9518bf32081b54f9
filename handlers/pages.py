"""A long list -> the page of it that fits a message, and the buttons that turn it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.panel import Row

T = TypeVar("T")
LONGEST_NUMBER = 9  # digits; what is longer was not written by us


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
