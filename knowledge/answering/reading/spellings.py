"""Text -> the texts it may stand for: keystrokes decoded, abbreviations written out."""

import re
from heapq import nsmallest
from itertools import islice, product

from knowledge.answering.index.index import Index
from knowledge.answering.reading.message import cut_question
from knowledge.language.places.place_mentions import find_places
from knowledge.language.spelling.abbreviations import Expansion, find_expansions
from knowledge.language.spelling.keystrokes import decode_keystrokes
from knowledge.language.text.syllables import is_folded_syllable
from knowledge.language.text.tokens import Token, fold, normalize, tokenize

MAX_READINGS = 8  # of ambiguous abbreviations; two of them with three meanings each and a few to spare
MAX_WORDS_READ = 80  # in all readings of a question together; one of ten words is read in all its ways
MAX_MEANINGS, MAX_AMBIGUOUS = 4, 6  # tried of one abbreviation, and abbreviations in one question
_LETTER_FOR_DIGIT = re.compile(r"\b(?=[0-9oOlI]*[0-9][0-9oOlI]*[0-9])[0-9oOlI]{4}\b")
_DIGITS = str.maketrans("oOlI", "0011")


def find_readings(text: str, index: Index) -> list[tuple[str, bool]]:
    """The texts that a question may stand for, likeliest first, and whether each was typed without accents."""
    plain = cut_question(normalize(text)).replace("\n", " ")
    plain = _LETTER_FOR_DIGIT.sub(lambda m: m.group().translate(_DIGITS), plain)
    decoded = decode_keystrokes(plain, lambda word: _is_known(word, index))
    found: dict[str, bool] = {}
    for typed in dict.fromkeys((decoded, plain)):
        for reading in _expand(typed, index):
            found.setdefault(reading, is_bare(typed))  # as typed: what an abbreviation stands for has accents
    affordable = MAX_WORDS_READ // max(1, len(tokenize(plain)))
    return list(islice(found.items(), max(1, min(MAX_READINGS, affordable))))


def _is_known(word: str, index: Index) -> bool:
    """Is it a syllable that a question may have, or a word of a place's name? "cow" may be cơ."""
    is_word = index.vocabulary.has_folded(word) and is_folded_syllable(fold(word))
    return is_word or fold(word) in index.own_words


def _expand(text: str, index: Index) -> list[str]:
    """The text with abbreviations written out, every combination of their readings."""
    tokens = tokenize(text)
    levels = {m.start for m in find_places(tokens, index.own_names) if m.level and len(tokens[m.start].text) == 1}
    expansions = [e for e in find_expansions(tokens) if not _is_plain_word(tokens[e.start : e.end], index)]
    expansions = [e for e in expansions if e.start not in levels]  # "h. Hà Quảng": a district, no hour
    by_start = {e.start: e for e in expansions}
    for i, token in enumerate(tokens):
        if len(tokens) > 1 and _is_abbreviation_like(token, index):  # alone it says too little for more than a choice
            known = by_start[i].readings if i in by_start else ()
            runs = index.initials.get(token.folded, ())
            if runs and not (i in by_start and by_start[i].end > i + 1):
                by_start[i] = Expansion(i, i + 1, tuple(dict.fromkeys((*known, *runs))))
    expansions = [by_start[start] for start in sorted(by_start)]
    variants = []
    for combination in _likeliest([e.readings for e in expansions]):
        pieces, last = [], 0
        for expansion, reading in zip(expansions, combination, strict=True):
            start, end = tokens[expansion.start].start, tokens[expansion.end - 1].end
            pieces += [text[last:start], reading]
            last = end
        variants.append("".join([*pieces, text[last:]]))
    return variants


def _likeliest(readings: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Combinations of one reading each, those nearest the first of each first."""
    ranks = product(*(range(min(len(r), MAX_MEANINGS)) for r in readings))
    if len(readings) > MAX_AMBIGUOUS:
        return [tuple(r[0] for r in readings)]
    ordered = nsmallest(MAX_READINGS, ranks, key=sum)
    return [tuple(r[rank] for r, rank in zip(readings, chosen, strict=True)) for chosen in ordered]


def _is_abbreviation_like(token: Token, index: Index) -> bool:
    """Is it no word of any kind, and short enough for initials?"""
    return (
        2 <= len(token.text) <= 5
        and not set(token.text.casefold()) <= set("ivxlcdm")  # a Roman number
        and not is_folded_syllable(fold(token.text))
        and not index.vocabulary.has_folded(token.text)
    )


def _is_plain_word(tokens: list[Token], index: Index) -> bool:
    """Is it a word of Vietnamese or a name in the reports as it stands: "mấy", "OCOP"?"""
    text = " ".join(t.text for t in tokens)
    if text.isupper() and len(text) > 2 and all(t.accented in index.names_by_word for t in tokens):
        return True
    return fold(text) != text.casefold() and all(t.accented in index.vocabulary for t in tokens) and not text.isupper()


def is_bare(text: str) -> bool:
    return fold(text) == text.casefold()
