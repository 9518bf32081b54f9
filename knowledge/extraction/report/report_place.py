"""A document -> the place it reports on."""

from collections import Counter

from knowledge.documents.layout.document import Document, load_words
from knowledge.language.places.gazetteer import find_place, load_levels
from knowledge.language.places.place_mentions import PlaceMention, find_places
from knowledge.language.text.tokens import tokenize

OPENING_PARAGRAPHS = 6  # where a report says whose it is


def find_report_place(document: Document) -> str:
    """The place of the title, else the one named most often at the start; "" if none is named."""
    title = document.title or ""
    sure = [mention for mention in _mentions(title) if mention.is_sure]
    found = [mention for mention in sure if _is_listed(mention)] or [m for m in sure if not _is_persons(m, title)]
    if found:
        place = ", ".join(map(_written, _address(sure, found[-1])))
        level = title.partition("(")[2].partition(")")[0].strip().lower()
        return f"{level} {place}" if level and not found[-1].level and len(level.split()) <= 2 else place
    opening = (paragraph.text for paragraph in document.paragraphs[:OPENING_PARAGRAPHS])
    named = ((m, text) for text in opening for m in _mentions(text) if m.is_sure and m.level)
    votes = Counter(_written(m) for m, text in named if _is_listed(m) or not _is_persons(m, text))
    return max(votes, key=lambda place: votes[place]) if votes else ""


def _address(mentions: list[PlaceMention], last: PlaceMention) -> list[PlaceMention]:
    """The place with those right before it that lie in it: xã Tân Hòa, huyện Phú Bình."""
    chain = [last]
    for mention in reversed(mentions[: mentions.index(last)]):
        if mention.end != chain[0].start or not _lies_in(mention.level, chain[0].level):
            break
        chain.insert(0, mention)
    return chain


def _lies_in(level: str, other: str) -> bool:
    ranks = {row.level: row.rank for rows in load_levels().values() for row in rows}
    if level not in ranks or other not in ranks:
        return False
    cities = load_words("level_city")  # a district's equal, or a province's, of which districts are part
    return ranks[level] < ranks[other] or (other in cities and level not in cities and ranks[level] == ranks[other])


def _is_listed(mention: PlaceMention) -> bool:
    """Does the gazetteer have the name?"""
    tokens = tokenize(mention.name)
    place = find_place(tokens, 0)
    return place is not None and len(place.words) == len(tokens)


def _is_persons(mention: PlaceMention, text: str) -> bool:
    """ "Chủ tịch UBND tỉnh Nguyễn Văn A": is the name behind the level that of a person?"""
    return mention.level in load_words("level_listed") and len(mention.name.split()) > 2 and "UBND" in text


def _mentions(text: str) -> list[PlaceMention]:
    """The places of a text; a text all in capitals is read as if it were written with none but those of its names."""
    return find_places(tokenize(text.title() if text.isupper() else text))


def _written(mention: PlaceMention) -> str:
    return f"{mention.level} {mention.name}".strip()
