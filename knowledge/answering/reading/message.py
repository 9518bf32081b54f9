"""The text of a message -> the questions in it that are answered, and what of it is not read.

Thinking costs in proportion to words, so every message has a bound: its characters, its questions, the words of each.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.places.gazetteer import load_levels
from knowledge.language.text.tokens import fold, normalize, tokenize

MAX_CHARS = 4096  # of a message; Telegram carries no more
MAX_QUESTIONS = 10  # answered at once
MAX_WORDS, MAX_QUESTION_CHARS = 50, 400  # of one question; the longest of the corpus has 22 words and 96 characters
MAX_WORD = 40  # letters or digits in a row; the longest syllable has 7, the longest number that is read 18
_END = re.compile(r"[?!;\n]+|\.(?=\s|$)")
_BULLET = re.compile(r"\s*(?:[0-9]{1,2}[.)](?![0-9])|\(?[0-9]{1,2}\)|[-–—•*+])\s+|\s*[•*]")
_INLINE = re.compile(r"\s(?=[0-9]{1,2}[.)]\s)")
_LONG_WORD = re.compile(rf"([^\W_]{{{MAX_WORD}}})[^\W_]+")


@dataclass(frozen=True, slots=True)
class Message:
    """questions: those to answer, in order. left: how many more there are, in what was read.

    is_cut: the message goes on beyond what was read. is_shortened: some question does.
    """

    questions: tuple[str, ...]
    left: int = 0
    is_cut: bool = False
    is_shortened: bool = False


def read_message(text: str) -> Message:
    """The questions of a message, at least one."""
    plain = normalize(text[:MAX_CHARS])
    found = [part for part in _take_items_apart(plain) if _says_something(part)]
    questions = found[:MAX_QUESTIONS]
    read = tuple(map(cut_question, questions))
    is_shortened = any(_count(kept) < _count(whole) for kept, whole in zip(read, questions, strict=True))
    return Message(read or ("",), len(found) - len(questions), _says_something(text[MAX_CHARS:]), is_shortened)


def cut_question(text: str) -> str:
    """As much of a question as is read; of a run of letters or digits that is no word the beginning."""
    text = _LONG_WORD.sub(r"\1", text[:MAX_QUESTION_CHARS])
    words = tokenize(text)
    return text if len(words) <= MAX_WORDS else text[: words[MAX_WORDS].start].rstrip()


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _count(text: str) -> int:
    return sum(map(str.isalnum, text))


def _take_items_apart(text: str) -> list[str]:
    """The questions of a message; of a list its items without their marks, each with the line above that ends in ":".

    >>> _take_items_apart("năm 2031:\\n1. dân số\\n2. đàn trâu")
    ['năm 2031 dân số', 'năm 2031 đàn trâu']
    """
    head, found = "", []
    lines = _INLINE.sub("\n", text).split("\n") if len(_INLINE.findall(f" {text}")) > 1 else text.split("\n")
    for at, written in enumerate(lines):
        mark = _BULLET.match(written)
        item = written[mark.end() :] if mark else written
        if item.rstrip().endswith(":") and at + 1 < len(lines):
            head = item.rstrip().rstrip(":").strip()
            continue
        is_item = mark or head
        found += [f"{head} {part}".strip() if is_item else part for part in _split(item)]
    return found


def _split(text: str) -> list[str]:
    """The questions of a message; the full stop of "TP. Cao Bằng" ends none."""
    parts, last = [], 0
    for end in _END.finditer(text):
        before = text[max(last, end.start() - MAX_WORD) : end.start()].split()
        if end[0] != "." or not before or fold(before[-1]) not in _short_levels():
            parts.append(text[last : end.start()])
            last = end.end()
    return [*parts, text[last:]]


@lru_cache(maxsize=1)
def _short_levels() -> frozenset[str]:
    """Levels of places written with their initials: "tp", "h"."""
    levels = [level for levels in load_levels().values() for level in levels]
    return frozenset(fold(level.words[-1]) for level in levels if level.words[-1].isupper())
