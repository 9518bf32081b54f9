"""A question that was answered or not -> what is counted of it: never who asked and where, nor who is named in it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from handlers.database.schema import ASKED, MAX_TEXT, MAX_TOPIC
from knowledge.answering.answer.answer import Answer, Missing, Outcome
from knowledge.answering.finding.veto import Veto
from knowledge.answering.index.index import Index
from knowledge.language.places.people import BLANK, hide_people
from knowledge.language.text.tokens import normalize, tokenize
from knowledge.language.times.period_mentions import PeriodError, find_periods, format_period

WAITING, SKIPPED = "", "skipped"  # marks
MAX_ROWS = 5000  # the latest are kept
_PHONE = r"(?<![0-9.,])(?:\+84|84|0)(?:[ .-]?[0-9]){8,10}(?![0-9])"
# an address, @name, a telephone number, the number of an identity card
_PRIVATE = re.compile(rf"[^\s@]{{0,64}}@\S+|{_PHONE}|(?<![0-9.,])[0-9]{{9,}}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Topic:
    """What was missing, of which period (codes, between commas), and whether that could be a name."""

    words: str
    period: str
    is_nameable: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is counted. day: ISO 8601. missing: what it was asked in vain for, None if it was answered."""

    text: str
    day: str
    missing: Topic | None = None


def read_asking(typed: str, index: Index, answer: Answer) -> Asking | None:
    """What is counted of the question as it was typed; None if that is nothing."""
    return make_asking(keep_words(typed, index), answer, typed)


def make_asking(kept: str, answer: Answer, typed: str = "") -> Asking | None:
    """What is counted of a question; kept: its words as `keep_words` left them.

    typed: the question as it was, so that what is not kept of it is not kept as its topic either.
    """
    kept = " ".join(kept.casefold().split())[:MAX_TEXT]
    if answer.outcome is Outcome.CHAT or not kept:
        return None
    is_answered = answer.outcome is not Outcome.NOT_FOUND or not answer.missing
    hidden = _find_words(typed) - _find_words(kept)
    return Asking(
        kept,
        datetime.now(UTC).date().isoformat(),
        None if is_answered else _find_topic(kept, answer.missing[0], hidden),
    )


def keep_words(text: str, index: Index) -> str:
    """What is kept of a question: no addresses, numbers of telephones, names of people; "" if that is nothing."""
    plain = hide_people(_PRIVATE.sub(" ", normalize(text)), index.vocabulary.has_folded)
    return plain if any(char.isalnum() for char in plain) else ""


def count_asking(db: sa.Connection, asking: Asking) -> None:
    """Count it among the rows; one that was skipped before waits again."""
    values: dict[str, str | bool] = {"own": asking.text, "new_day": asking.day, "is_found": asking.missing is None}
    if topic := asking.missing:
        values |= {"new_topic": topic.words, "new_period": topic.period, "is_name": topic.is_nameable}
    if db.execute(_AGAIN_IN_VAIN if asking.missing else _AGAIN, values).rowcount:
        return
    db.execute(_NEW, {"new_topic": "", "new_period": "", "is_name": False} | values)
    db.execute(_DROP_OLDEST, {"oldest": (db.scalar(_NEWEST) or 0) - MAX_ROWS})


_COUNTED: dict[str, Any] = {"day": sa.bindparam("new_day"), "mark": WAITING, "is_answered": sa.bindparam("is_found")}
_ABOUT: dict[str, Any] = {
    "topic": sa.bindparam("new_topic"), "period": sa.bindparam("new_period"), "is_nameable": sa.bindparam("is_name"),
}  # fmt: skip
_AGAIN = sa.update(ASKED).where(ASKED.c.text == sa.bindparam("own")).values(count=ASKED.c.count + 1, **_COUNTED)
_AGAIN_IN_VAIN = _AGAIN.values(**_ABOUT)
_NEW = sa.insert(ASKED).values(text=sa.bindparam("own"), count=1, **_COUNTED, **_ABOUT)
_NEWEST = sa.select(sa.func.max(ASKED.c.id))
_DROP_OLDEST = sa.delete(ASKED).where(ASKED.c.id <= sa.bindparam("oldest"))


def _find_topic(kept: str, missing: Missing, hidden: frozenset[str]) -> Topic:
    """hidden: words that are not kept."""
    words = _PRIVATE.sub(" ", missing.words or missing.indicator or missing.numbers)
    said = _without_periods(" ".join(word for word in words.split() if not _find_words(word) & hidden))
    slot = f"{said} {missing.slot}" if missing.slot and missing.veto is not Veto.PERIOD else said
    topic = (slot or _without_periods(kept)).casefold()[:MAX_TOPIC].strip() or BLANK
    is_nameable = bool(missing.words and said) and not any(char.isdigit() or char == BLANK for char in topic)
    return Topic(topic, _find_codes(kept) or missing.slot[:MAX_TOPIC], is_nameable)


def _find_words(text: str) -> frozenset[str]:
    return frozenset(token.accented for token in tokenize(normalize(text)))


def _without_periods(words: str) -> str:
    """The words without "năm 2021" and the like: a name is of every year."""
    for mention in reversed(find_periods(words)):
        words = f"{words[: mention.start]} {words[mention.end :]}"
    return " ".join(words.split()).strip(" ?!.,;:")


def _find_codes(text: str) -> str:
    """The periods named, in the code of facts.yaml: one period however it was typed."""
    codes = []
    for mention in find_periods(text):
        try:
            codes.append(format_period(mention.period))
        except PeriodError:
            codes.append(mention.surface)
    return ", ".join(dict.fromkeys(codes))[:MAX_TOPIC]
