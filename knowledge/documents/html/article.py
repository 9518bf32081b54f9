"""The blocks of a web page -> those of its article."""

from collections import Counter
from collections.abc import Sequence

from knowledge.documents.html.blocks import Block, Table
from knowledge.documents.layout.document import load_words

Part = Block | Table

PROSE = 60  # letters outside links from which a block is text and not a menu entry
MAX_FURNITURE = 160  # letters of a line that begins like furniture
MAIN_SHARE = 0.7  # of the prose: the innermost element that holds so much is the article
MARKED_SHARE = 0.4  # the same for an element the page itself calls article or main
HEADED_SHARE = 0.2  # the same for the element around the headline, if most of the prose is outside
MOST = 0.5  # of the prose: what holds more is no furniture, whatever it is called
HEADED = 0.3  # of the letters outside links: the same for what holds the headline
MISLED, MISLED_HEADED = 2, 8  # times the prose that is left: so much in furniture is none; the same below a headline
LINKED = 0.7  # of the letters of a block: it is a link
RELATED = 0.4  # the same in a list of related news
_MARKS = " :.…»>›•►▶-–*|+"


def find_headline(content: Sequence[Part]) -> str:
    """The text of the first h1 that stands in no furniture; "" if there is none."""
    furniture = _find_furniture(content)
    heads = (part for part in content if isinstance(part, Block) and part.tag == "h1")
    return next((part.text for part in heads if not furniture.intersection(part.furniture)), "")


def find_article(content: list[Part], mains: frozenset[int]) -> list[Part]:
    """The part of the page that holds its text; all of it if none stands out."""
    furniture = _find_furniture(content)
    kept = [part for part in content if not furniture.intersection(part.furniture)]
    blocks = [part for part in kept if isinstance(part, Block)]
    prose = sum(map(_prose, blocks))
    is_headed = any(block.tag == "h1" for block in blocks)
    if prose * (MISLED_HEADED if is_headed else MISLED) < sum(_prose(p) for p in content if isinstance(p, Block)):
        return content
    root = _find_main(blocks, prose, mains)
    inside = [part for part in kept if root in part.path or root == 0]
    return [part for part in inside if isinstance(part, Table) or not _is_link(part)] or content


def _find_furniture(content: Sequence[Part]) -> frozenset[int]:
    """The elements that are furniture: called so, and they hold neither most of the prose nor the headline."""
    blocks = [part for part in content if isinstance(part, Block)]
    prose, letters, heads = Counter[int](), Counter[int](), set[int]()
    for block in blocks:
        prose.update(dict.fromkeys(block.furniture, _prose(block)))
        letters.update(dict.fromkeys(block.furniture, _letters(block)))
        heads.update(block.furniture if block.tag == "h1" else ())
    all_prose, all_letters = sum(map(_prose, blocks)), sum(map(_letters, blocks))
    called = {number for part in content for number in part.furniture}
    exempt = {
        number
        for number in called
        if prose[number] > MOST * all_prose
        or (number in heads and (prose[number] or letters[number] > HEADED * all_letters))
    }
    return frozenset(called - exempt)


def _find_main(blocks: list[Block], prose: int, mains: frozenset[int]) -> int:
    """The number of the innermost element with most of the prose; 0 if there is none."""
    held: Counter[int] = Counter()
    for block in blocks:
        if length := _prose(block):
            held.update(dict.fromkeys(block.path, length))
    marked = [number for number in mains if held[number] > prose * MARKED_SHARE]
    inner = max((number for number, length in held.items() if length >= prose * MAIN_SHARE), default=0)
    path = next((block.path for block in blocks if block.tag == "h1"), ())
    headed = next((number for number in reversed(path) if held[number] >= prose * HEADED_SHARE), 0)
    is_apart = not any(inner in block.path and headed in block.path for block in blocks)
    return max(marked, key=lambda number: (held[number], number), default=0) or (headed if is_apart else inner)


def _letters(block: Block) -> int:
    return len(block.text) - block.linked


def _prose(block: Block) -> int:
    return _letters(block) if _letters(block) >= PROSE else 0


def _is_link(block: Block) -> bool:
    return block.tag != "h1" and block.linked >= LINKED * len(block.text)


def drop_related(parts: Sequence[Part]) -> list[Part]:
    """The parts without the lists of other news inside the article: a heading like "Tin liên quan" and what follows."""
    kept: list[Part] = []
    is_list = False
    for part in parts:
        is_list = isinstance(part, Block) and (is_related(part.text) or (is_list and _is_entry(part)))
        if not is_list:
            kept.append(part)
    return kept


def _is_entry(block: Block) -> bool:
    is_listed = block.tag == "li" or block.text[:1] in "•►▶»›>"
    return block.linked >= RELATED * len(block.text) or (is_listed and block.linked > 0)


def is_related(text: str) -> bool:
    """Is it the heading of a list of other news?

    >>> is_related("TIN LIÊN QUAN:"), is_related("Tin liên quan đến dịch bệnh")
    (True, False)
    """
    return text.casefold().strip(_MARKS) in load_words("related")


def is_furniture(text: str) -> bool:
    """Is the line no part of the text, whatever mark stands before it?

    >>> is_furniture(">> Xem thêm: Thu ngân sách tỉnh đạt 888 tỷ đồng"), is_furniture("Xem xét, cho ý kiến")
    (True, False)
    """
    line = text.casefold().strip(_MARKS)
    starts = tuple(load_words("furniture_start"))
    return line in load_words("furniture") | load_words("related") or (
        len(line) <= MAX_FURNITURE and text.casefold().lstrip(_MARKS).startswith(starts)
    )
