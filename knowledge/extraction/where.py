"""A document -> the place it reports on."""

from collections import Counter

from knowledge.extraction.paragraph import Document
from knowledge.language.gazetteer import find_place
from knowledge.language.places import PlaceMention, find_places
from knowledge.language.text import tokenize

UNNAMED = ("tỉnh", "thành phố")  # every one of them is listed
OPENING_PARAGRAPHS = 6  # where a report says whose it is


def find_report_place(document: Document) -> str:
    """The place of the title, else the one named most often at the start; "" if none is named."""
    title = document.title or ""
    found = [mention for mention in _mentions(title) if mention.is_sure]
    found = [mention for mention in found if _is_listed(mention)] or [m for m in found if not _is_persons(m, title)]
    if found:
        place = _written(found[-1])
        level = title.partition("(")[2].partition(")")[0].strip().lower()
        return f"{level} {place}" if level and not found[-1].level and len(level.split()) <= 2 else place
    opening = (paragraph.text for paragraph in document.paragraphs[:OPENING_PARAGRAPHS])
    votes = Counter(_written(m) for text in opening for m in _mentions(text) if m.is_sure and m.level)
    return max(votes, key=lambda place: votes[place]) if votes else ""


def _is_listed(mention: PlaceMention) -> bool:
    """Does the gazetteer have the name?"""
    tokens = tokenize(mention.name)
    place = find_place(tokens, 0)
    return place is not None and len(place.words) == len(tokens)


def _is_persons(mention: PlaceMention, text: str) -> bool:
    """ "Chủ tịch UBND tỉnh Nguyễn Văn A": is the name behind the level that of a person?"""
    return mention.level in UNNAMED and len(mention.name.split()) > 2 and "UBND" in text


def _mentions(text: str) -> list[PlaceMention]:
    """The places of a text; a text all in capitals is read as if it were written with none but those of its names."""
    return find_places(tokenize(text.title() if text.isupper() else text))


def _written(mention: PlaceMention) -> str:
    return f"{mention.level} {mention.name}".strip()
