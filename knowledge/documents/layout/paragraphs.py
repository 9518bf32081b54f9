"""A logical line -> its Paragraph: heading, item or plain text; paragraphs -> Document."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.documents.layout.document import Document, Paragraph, load_words
from knowledge.documents.layout.lines import BULLET, ENDED, ENUMERATOR
from knowledge.language.table import any_of, load_table
from knowledge.language.table import load_words as load_words_of
from knowledge.language.text.tokens import to_keys

MAX_HEADING = 160  # characters
MAX_PLAIN_HEADING = 12  # words of a line that nothing but what it says marks as a heading
MAX_TITLE = 300
MAX_PLACE = 5  # words of the line of a letterhead that names its place
MAX_HEAD = 15  # lines, the letterhead and the title
_LEVELS = {"part": 2, "roman": 2, "number": 3, "deep": 4, "letter": 5}
_MARKDOWN_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*)")
_WIKI_HEADING = re.compile(r"(?P<marks>={2,6})\s*(?P<text>[^=]+)=*\s*")
_DAY, _MONTH, _YEAR = (any_of(load_words_of("units/date_words", kind)) for kind in ("day", "month", "year"))
_DATELINE = re.compile(
    rf"[^,.;:]{{2,40}}, {_DAY} .{{1,6}} {_MONTH} .{{1,4}} {_YEAR} [0-9]{{4}}"
)  # of the place where it was signed
_ENDS_WITH_YEAR = re.compile(rf"\b{_YEAR} (19|20)[0-9]{{2}}$", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9][0-9.,]*%?|%")
_NEIGHBOUR = re.compile(r"[^\W0-9_]+")


def parse_line(text: str, is_emphasised: bool = False) -> Paragraph:
    """The paragraph one logical line is. is_emphasised: all of it was set in bold or italics.

    >>> parse_line("## Kinh tế"), parse_line("- Chi 12 tỷ đồng;"), parse_line("II. Phương hướng năm 2022")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Paragraph(text='Kinh tế', kind='heading', level=2), Paragraph(text='Chi 12 tỷ đồng;', kind='item', level=1),
     Paragraph(text='II. Phương hướng năm 2022', kind='heading', level=2))
    """
    for pattern in (_MARKDOWN_HEADING, _WIKI_HEADING):
        if match := pattern.fullmatch(text):
            return Paragraph(match["text"].strip(" #"), "heading", len(match["marks"]))
    if bullet := BULLET.match(text):
        return Paragraph(text[bullet.end() :], "item", 2 if text[0] in "+o○◦" else 1)
    enumerator = ENUMERATOR.match(text)
    if _is_heading(text, is_emphasised, enumerator is not None):
        return Paragraph(text, "heading", _LEVELS[enumerator.lastgroup or ""] if enumerator else 2)
    return Paragraph(text, "item", 1) if enumerator else Paragraph(text)


def _is_heading(text: str, is_emphasised: bool, is_numbered: bool) -> bool:
    if len(text) > MAX_HEADING or ENDED.search(text[-40:]) or text.endswith(","):
        return False
    if text.isupper() and len(text.split()) > 1:
        return True
    return (is_emphasised or is_numbered or _opens_part(text)) and not has_figure(text)


def _opens_part(text: str) -> bool:
    """True of a plain short line that names what follows it: "Phương hướng năm 2031", "Kết quả năm 2030"."""
    is_short = len(text.split()) <= MAX_PLAIN_HEADING and text[:1].isupper()
    return is_short and (find_outlook(text) is not None or _ENDS_WITH_YEAR.search(text) is not None)


def has_figure(text: str) -> bool:
    """True if the text holds a number that is neither its own enumerator nor part of a date.

    >>> has_figure("1. Kết quả 9 tháng đầu năm 2021"), has_figure("1. Thu ngân sách 12 tỷ đồng")
    (False, True)
    """
    if enumerator := ENUMERATOR.match(text):
        text = text[enumerator.end() :]
    calendar = load_words("calendar")
    return any(not _is_time(text, number, calendar) for number in _NUMBER.finditer(text))


def _is_time(text: str, number: re.Match[str], calendar: frozenset[str]) -> bool:
    digits = number.group().rstrip(".,")
    if digits.isdigit() and 1900 <= int(digits[:5]) < 2100:
        return True
    before = _NEIGHBOUR.findall(text[: number.start()][-30:])[-1:]
    after = _NEIGHBOUR.findall(text[number.end() :][:30])[:1]
    return digits.isdigit() and any(word.lower() in calendar for word in before + after)


def build_document(paragraphs: Sequence[Paragraph], title: str | None = None) -> Document:
    """The document; its title is `title` (put first if no early paragraph is it) or the line that looks like one."""
    found = list(paragraphs)
    number = next((n for n, p in enumerate(found[:5]) if title and title.casefold() == p.text.casefold()), None)
    if title and number is None:
        return Document((Paragraph(title, "heading", 1), *found), title)
    number = _find_title(found) if number is None else number
    if number is None or len(found) == 1:
        return Document(tuple(found), title)
    title = title or _title_text(found, number)
    found[number] = replace(found[number], kind="heading", level=1)
    return Document(tuple(found), title)


def _find_title(paragraphs: Sequence[Paragraph]) -> int | None:
    """Where the title stands: the first short line that ends no sentence, below the letterhead if there is one."""
    letterhead = tuple(load_words("letterhead"))
    title: int | None = None
    for number, paragraph in enumerate(paragraphs[:MAX_HEAD]):
        is_sentence = len(paragraph.text) > MAX_TITLE or ENDED.search(paragraph.text[-40:])
        if is_sentence or paragraph.kind not in ("text", "heading"):
            break
        if paragraph.text.casefold().startswith(letterhead) or _DATELINE.fullmatch(paragraph.text):
            text = paragraphs[title].text if title is not None else ""
            if len(text.split()) <= MAX_PLACE and text.casefold() not in load_words("genre"):
                title = None  # it named the place that the letterhead is of
        elif title is None:
            title = number
    return title


def _title_text(paragraphs: Sequence[Paragraph], number: int) -> str:
    """The title's line; with the line after it where the first only names the kind of document."""
    text = paragraphs[number].text
    following = paragraphs[number + 1] if number + 1 < len(paragraphs) else Paragraph("", "item")
    goes_on = following.kind in ("text", "heading") and not ENDED.search(following.text[-40:])
    if text.casefold() in load_words("genre") and goes_on and len(following.text) <= MAX_TITLE:
        return f"{text} {following.text}"
    return text


def find_outlook(heading: str, is_title: bool = False) -> str | None:
    """What a part under that heading, or a document of that title, states if it is about what is to come, else None.

    >>> find_outlook("II. Phương hướng năm 2022"), find_outlook("1. Kết quả thực hiện mục tiêu")
    ('target', None)
    """
    keys = [
        key
        for key in to_keys(ENUMERATOR.sub("", heading, count=1))
        if len(key) > 1 and not key[0].isdigit() and key not in ("ii", "iii", "iv")
    ]
    table = load_table("report/outlook")
    rows = ((to_keys(words), status) for words, status, where in table if is_title or where == "any")
    fitting = [(len(row), status) for row, status in rows if tuple(keys[: len(row)]) == row]
    return max(fitting)[1] if fitting else None
