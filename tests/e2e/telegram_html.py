"""Telegram's HTML as its server reads it: the plain text, or the words with which it refuses.

Source: Bot API, "HTML style"; messages as in tdlib's MessageEntity.cpp, parse_html.
"""

import html
import re

ALLOWED = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "tg-spoiler", "blockquote"}
_MARKUP = re.compile(r"<(?P<end>/)?(?P<tag>[A-Za-z-]*)(?P<attributes>[^<>]*)>|(?P<stray><)|(?P<words>[^<]+)")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")


class RefusedError(Exception):
    """What Telegram says of a request it does not take, with the HTTP status."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code


def parse_html(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain text, and each tag with the words in it, in the order they close. Raises RefusedError."""
    text, found = "", []
    opened: list[tuple[str, int]] = []
    for match in _MARKUP.finditer(source):
        at = len(source[: match.start()].encode())
        tag = (match["tag"] or "").lower()
        if match["words"]:
            text += _ENTITY.sub(lambda entity: html.unescape(entity.group()), match["words"])
        elif match["end"]:
            name, start = _close(opened, tag, at)
            found.append((name, text[start:]))
        elif match["stray"] or tag not in ALLOWED:
            raise RefusedError(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset {at}')
        else:
            opened.append((tag, len(text)))
    if opened:
        raise RefusedError(
            f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1][0]}\""
        )
    return text.strip(), found


def _close(opened: list[tuple[str, int]], tag: str, at: int) -> tuple[str, int]:
    if not opened:
        raise RefusedError(f"Bad Request: can't parse entities: Unexpected end tag at byte offset {at}")
    name, start = opened.pop()
    if name != tag:
        places = f'byte offset {at}, expected "</{name}>", found "</{tag}>"'
        raise RefusedError(f"Bad Request: can't parse entities: Unmatched end tag at {places}")
    return name, start


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
