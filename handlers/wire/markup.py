"""Reply -> Telegram's HTML. The only place that escapes."""

import html

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from knowledge.answering.telling.reply import Offer, Paragraph, Reply, Span, Style

MESSAGE_LIMIT = 4096  # UTF-16 units after entities; Bot API, sendMessage
LABEL_LIMIT = 60  # characters; a phone shows about this much of a button that fills a row
DATA_PREFIX = "c:"
_TAGS = {Style.PLAIN: "", Style.BOLD: "b", Style.ITALIC: "i"}


def to_html(reply: Reply, limit: int = MESSAGE_LIMIT) -> list[str]:
    """The messages that say the reply, each at most `limit` units long and valid on its own; at least one."""
    messages: list[list[Paragraph]] = [[]]
    room = limit
    for piece in (p for paragraph in reply.paragraphs for p in _split(paragraph, limit)):
        length = utf16_length(piece.text) + 1  # and the line break before it
        if messages[-1] and length > room:
            messages.append([])
            room = limit
        messages[-1].append(piece)
        room -= length
    texts = ["\n".join(map(_paragraph_html, message)).strip() for message in messages]
    return [text for text in texts if text] or ["…"]  # Telegram refuses a blank message


def to_keyboard(offers: tuple[Offer, ...]) -> InlineKeyboardMarkup | None:
    """A button a row for each offer; None without offers."""
    rows = [[InlineKeyboardButton(shorten(offer.label), callback_data=DATA_PREFIX + offer.key)] for offer in offers]
    return InlineKeyboardMarkup(rows) if rows else None


def parse_callback_data(data: str | None) -> str | None:
    """The key of the offer behind a button; None if the data is not ours."""
    return data.removeprefix(DATA_PREFIX) if data and data.startswith(DATA_PREFIX) else None


def utf16_length(text: str) -> int:
    """How long Telegram takes the text to be.

    >>> utf16_length("tỷ"), utf16_length("📊")
    (2, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _paragraph_html(paragraph: Paragraph) -> str:
    inner = "".join(map(_span_html, paragraph.spans))
    return f"<blockquote>{inner}</blockquote>" if paragraph.is_quote and paragraph.text.strip() else inner


def _span_html(span: Span) -> str:
    words = html.escape(span.text.encode("utf-8", "replace").decode("utf-8"), quote=False)
    tag = _TAGS[span.style]
    return f"<{tag}>{words}</{tag}>" if tag and span.text.strip() else words


def _split(paragraph: Paragraph, limit: int) -> list[Paragraph]:
    """The paragraph in pieces of at most `limit` units, cut at blanks where there are any."""
    pieces = []
    while utf16_length(paragraph.text) > limit:
        head, paragraph = _cut(paragraph, _cut_index(paragraph.text, limit))
        pieces.append(head)
    return [*pieces, paragraph]


def _cut_index(text: str, limit: int) -> int:
    """Where to cut: what fits `limit` units, back to the last blank if there is one in the second half."""
    end = limit
    while utf16_length(text[:end]) > limit:
        end -= 1
    blank = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
    return blank if blank > end // 2 else end


def _cut(paragraph: Paragraph, index: int) -> tuple[Paragraph, Paragraph]:
    """The paragraph before and from character `index` on, each span in its own style."""
    head, tail, start = [], [], 0
    for span in paragraph.spans:
        at = max(0, min(len(span.text), index - start))
        head.append(Span(span.text[:at], span.style))
        tail.append(Span(span.text[at:], span.style))
        start += len(span.text)
    return Paragraph(tuple(head), paragraph.is_quote), Paragraph(tuple(tail), paragraph.is_quote)


def shorten(label: str) -> str:
    """The label within LABEL_LIMIT characters, no word cut, its end kept: there period and status stand."""
    if len(label) <= LABEL_LIMIT:
        return label or "…"
    half = (LABEL_LIMIT - 1) // 2
    head, tail = label[:half], label[-half:]
    if label[half] != " " and " " in head:
        head = head.rpartition(" ")[0]
    if label[-half - 1] != " " and " " in tail:
        tail = tail.partition(" ")[2]
    return f"{head.rstrip()}…{tail.lstrip()}"
