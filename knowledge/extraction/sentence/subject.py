"""A sentence -> what it is about."""

from knowledge.extraction.sentence.chunks import Chunk, Kind, function_words, words_of
from knowledge.extraction.sentence.head_words import find_head
from knowledge.extraction.sentence.name_phrase import VERBS
from knowledge.language.table import load_table

MAX_TOPIC_WORDS, MAX_LABEL_WORDS = 12, 8


def find_topic(chunks: list[Chunk], text: str) -> tuple[str, bool]:
    """What the sentence is about, "" if nothing shows it, and whether a label before a colon says so."""
    first: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE or chunk.is_mark(",;("):
            break
        if chunk.is_mark(":"):
            words = words_of(first, text)
            is_label = 0 < len(words.split()) <= MAX_LABEL_WORDS and not any(c.is_cue("part", "status") for c in first)
            return (words, True) if is_label else ("", False)
        if first or not chunk.is_mark("[]"):  # the number of the item
            first.append(chunk)
    subject = _until_verb(first)
    if not find_head(subject):
        return _without_topic_word(subject, text), False
    words = words_of(subject, text)
    if len(words.split()) > MAX_TOPIC_WORDS:
        head = find_head(subject)
        words = head.words if head is not None and head.words in function_words("structure") else ""
    return words, False


def find_abbreviation(chunks: list[Chunk]) -> str:
    """ "OCOP" of a label "Chương trình mỗi xã một sản phẩm (OCOP):"; "" if the sentence begins with none."""
    for at in range(len(chunks) - 3):
        if chunks[at].kind is Kind.FIGURE or chunks[at].is_mark(",;:"):
            break
        if chunks[at].is_mark("(") and chunks[at + 2].is_mark(")") and chunks[at + 3].is_mark(":"):
            return chunks[at + 1].text if chunks[at + 1].text.isupper() else ""
    return ""


def _until_verb(chunks: list[Chunk]) -> list[Chunk]:
    for at, chunk in enumerate(chunks):
        if (
            chunk.kind is Kind.TIME
            or chunk.is_cue(*VERBS, "status", "now", "part", "start")
            or (at and chunk.is_word("passive", "continues"))
        ):
            return chunks[:at]
    return chunks


def _without_topic_word(chunks: list[Chunk], text: str) -> str:
    """ "Công tác giảm nghèo" is about "giảm nghèo"; "" if the words begin with no such word."""
    words = words_of(chunks, text)
    for (lead,) in load_table("report/topics"):
        if words.lower().startswith(lead + " ") and len(words.split()) <= MAX_TOPIC_WORDS:
            return words[len(lead) + 1 :]
    return ""
