"""The text of a message -> what it does in a chat: picks an offer, asks about the last answer, puts a question right.

Only a whole message is such an act: with a new question in the same breath it is a new question.
Source of the phrases: tables/question/acts.tsv, smalltalk.tsv.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, Token, fold, normalize, to_keys, tokenize

MAX_WORDS = 12  # of an act; more is a question
LONGEST = 9  # words of the longest phrase
MAX_BARE = 9  # a number without a word before it is a pick up to here; a larger one is looked up
_BREAK = re.compile(r"\s*[,.:;!\-–—]")
_Said = tuple[str, str]  # act, value


@dataclass(frozen=True, slots=True)
class Pick:
    """Which of the offers shown: from 1, from the end below 0."""

    rank: int


def find_pick(text: str) -> Pick | None:
    """The place that the message names and nothing else; None if it says more or less.

    >>> find_pick("cho xem mục thứ hai nhé"), find_pick("cái cuối cùng"), find_pick("số 2 và thu ngân sách")
    (Pick(rank=2), Pick(rank=-1), None)
    """
    said = _read_all(text, ("head", "rank", "bare", "light"))
    if said is None:
        return None
    ranks = [(act, int(value)) for act, value in said if act in ("rank", "bare", "number")]
    has_head = any(act == "head" for act, _ in said)
    if len(ranks) != 1 or sum(act == "head" for act, _ in said) > 1:
        return None
    act, rank = ranks[0]
    is_pick = has_head or act == "bare" or (act == "number" and 0 < rank <= MAX_BARE)
    return Pick(rank) if is_pick else None


def agrees(text: str) -> bool:
    """Does the message say yes and nothing else?"""
    said = _read_all(text, ("yes", "light"))
    return bool(said) and all(act in ("yes", "light") for act, _ in said or ()) and _starts_with(text, "yes")


def find_about(text: str) -> str:
    """What the message asks about the last answer: "source", "day", "unit"; "" if it asks something else.

    >>> find_about("số này lấy ở đâu ra vậy ạ"), find_about("tinh den ngay nao"), find_about("nguồn vốn nào")
    ('source', 'day', '')
    """
    said = _read_all(text, ("about", "this", "light")) or []
    values = [value for act, value in said if act == "about"]
    return values[0] if len(values) == 1 else ""


def find_chat(text: str) -> str:
    """The topic of a message about the bot and nothing else: "menu", "reports"; "" of any other.

    >>> find_chat("cho mình xem menu với"), find_chat("có những báo cáo nào về lúa")
    ('menu', '')
    """
    said = _read_all(text, ("chat", "light")) or []
    topics = [value for act, value in said if act == "chat"]
    return topics[0] if len(topics) == 1 else ""


def strip_mend(text: str) -> str:
    """What a message that puts the last question right asks for instead; "" if it does not begin so.

    >>> strip_mend("à nhầm, ý mình là 2022"), strip_mend("không, xã Lan Đình cơ"), strip_mend("không đạt bao nhiêu")
    ('2022', 'xã Lan Đình cơ', '')
    """
    words, at = tokenize(text), 0
    while at < len(words) and (length := _mending_words(words, at, text)):
        at += length
    return text[words[at].start :].strip() if 0 < at < len(words) else ""


def stands_before_day(words: Sequence[str]) -> bool:
    """Do the words end in those that lead to the day up to which a figure counts: "tính đến ngày"?"""
    return any(("day", "") in _by_keys().get(to_keys(" ".join(words[-length:])), ()) for length in (1, 2, 3))


def _mending_words(words: Sequence[Token], at: int, text: str) -> int:
    """How many words from there on put a question right; 0 if none."""
    for length in range(min(4, len(words) - at), 0, -1):
        for act, value in _acts(words[at : at + length]):
            end = words[at + length - 1].end
            if act == "mend" and (not value or _BREAK.match(text, end) or _mending_words(words, at + length, text)):
                return length
    return 0


def _starts_with(text: str, act: str) -> bool:
    words = tokenize(normalize(text))
    return any((act, "") in _acts(words[:length]) for length in (1, 2))


def _read_all(text: str, acts: Sequence[str]) -> list[_Said] | None:
    """The act of each phrase, where phrases of those acts are all the text has; the longest of the first act wins."""
    words = tokenize(normalize(text[: MAX_WORDS * 12]))
    if not 0 < len(words) <= MAX_WORDS or len(text) > MAX_WORDS * 12:
        return None
    return next(_readings(words, acts), None)


def _readings(words: Sequence[Token], acts: Sequence[str]) -> Iterator[list[_Said]]:
    """Every way to read the words as phrases of those acts, the acts named first and long phrases preferred."""
    if not words:
        yield []
        return
    for length in range(min(LONGEST, len(words)), 0, -1):
        found = {act: (act, value) for act, value in _acts(words[:length])}
        for act in (*acts, *(["number"] if "rank" in acts else [])):
            if act in found:
                for rest in _readings(words[length:], acts):
                    yield [found[act], *rest]


def _acts(words: Sequence[Token]) -> tuple[_Said, ...]:
    """The acts of those words in a row, typed with accents or without any."""
    if len(words) == 1 and words[0].text.isascii() and words[0].text.isdigit():
        return (("number", words[0].text),) if len(words[0].text) <= 2 else ()
    typed = " ".join(word.text for word in words)
    if fold(typed) != typed.casefold():
        return _by_keys().get(tuple(word.accented for word in words), ())
    return _by_plain().get(typed.casefold(), ())


@cache
def _by_keys() -> dict[Keys, tuple[_Said, ...]]:
    found: dict[Keys, tuple[_Said, ...]] = {}
    for phrase, act, value in _rows():
        found[to_keys(phrase)] = (*found.get(to_keys(phrase), ()), (act, value))
    return found


@cache
def _by_plain() -> dict[str, tuple[_Said, ...]]:
    found: dict[str, tuple[_Said, ...]] = {}
    for phrase, act, value in _rows():
        found[fold(phrase)] = (*found.get(fold(phrase), ()), (act, value))
    return found


def _rows() -> Iterator[tuple[str, str, str]]:
    """Phrase, act and value; of small talk what a whole message says."""
    yield from ((phrase, act, value) for phrase, act, value in load_table("question/acts"))
    yield from ((phrase, "chat", topic) for phrase, topic, whole in load_table("question/smalltalk") if whole)
