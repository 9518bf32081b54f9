"""Query -> Answer: what is said, offered or declined, and on which facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.answering.answer.arithmetic import Derived
from knowledge.answering.finding.veto import Veto
from knowledge.answering.reading.context import Context
from knowledge.facts.record.fact import Fact

MAX_CHOICES = 8


class Outcome(StrEnum):
    """The names scripts see."""

    ANSWERED = "answered"
    CHOOSE = "choose"
    NOT_FOUND = "not_found"
    CHAT = "chat"


class Verdict(StrEnum):
    """What the report says of a number that the question states."""

    MATCH = "match"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing asked for. facts: the one asked for first; derived: what was computed from them.

    asked: the words of a part of the question that was not found, beside parts that were; it has no facts.
    """

    facts: tuple[Fact, ...]
    derived: tuple[Derived, ...] = ()
    verdict: Verdict | None = None
    asked: str = ""


class Topic(StrEnum):
    """What a remark says: the list has no such place, the day or the unit of a figure, how a year was read."""

    NO_SUCH_OFFER = "no_such_offer"
    DAY = "day"
    NO_DAY = "no_day"
    UNIT = "unit"
    NO_UNIT = "no_unit"
    YEAR = "year"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said before the figures. words: what it is about; value: what is said of it."""

    topic: Topic
    words: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What could not be answered. words: of the question, unexplained; veto: why facts of that name do not serve.

    slot: the question's own words for the vetoing slot ("năm 2020", "ở tỉnh Thái Nguyên"); numbers: looked up in vain.
    place: the known place it was looked for in. nearest: id of a fact that is told beside the refusal; is_unclear: the
    words are not understood, which does not say that the report lacks them.
    """

    words: str = ""
    indicator: str = ""
    veto: Veto | None = None
    slot: str = ""
    numbers: str = ""
    place: str = ""
    nearest: str = ""
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """entries: one for each thing asked; choices: offers in the order shown; missing: what is declined, and why.

    reading: how the question was understood; carried: what was taken over from the chat; topic: of small talk.
    home: the place taken for granted; asks_place: the choices are the same thing of different places.
    remarks: said first, before the figures. question: the words that are answered, where they are part of more.
    asked: how many questions are answered; left: how many things asked in them are not, for they are too many.
    """

    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    choices: tuple[Fact, ...] = ()
    missing: tuple[Missing, ...] = ()
    reading: str = ""
    carried: str = ""
    topic: str = ""
    home: str = ""
    asks_place: bool = False
    remarks: tuple[Remark, ...] = ()
    question: str = ""
    asked: int = 1
    left: int = 0
    context: Context = field(default_factory=Context)

    @property
    def facts(self) -> list[Fact]:
        """Every fact said, once."""
        return list({f.id: f for entry in self.entries for f in entry.facts}.values())


def answered(entries: Iterable[Entry], choices: Sequence[Fact] = (), reading: str = "") -> Answer:
    """An answer of those entries."""
    return Answer(Outcome.ANSWERED, tuple(entries), tuple(choices[:MAX_CHOICES]), reading=reading)


def offered(choices: Sequence[Fact], reading: str = "") -> Answer:
    """A choice between those facts."""
    return Answer(Outcome.CHOOSE, choices=tuple(choices[:MAX_CHOICES]), reading=reading)


def declined(missing: Missing, near: Sequence[Fact] = (), reading: str = "") -> Answer:
    """No answer, why, and the facts that come near."""
    return Answer(Outcome.NOT_FOUND, choices=tuple(near[:MAX_CHOICES]), missing=(missing,), reading=reading)


def _not_found(answer: Answer) -> tuple[Entry, ...]:
    """The entry that holds the place of a part without an answer."""
    return (Entry((), asked=answer.question),) if answer.question else ()


def join_answers(answers: Sequence[Answer]) -> Answer:
    """One answer to several questions of a message: answered if any is, the declined ones named in it."""
    if len(answers) == 1:
        return answers[0]
    found = any(a.entries for a in answers)
    entries = tuple(e for a in answers for e in (a.entries or _not_found(a) if found else ()))
    choices = tuple({f.id: f for a in answers for f in a.choices}.values())
    outcome = (
        Outcome.ANSWERED
        if entries
        else Outcome.CHOOSE
        if any(a.outcome is Outcome.CHOOSE for a in answers)
        else answers[0].outcome
    )
    last = next((a for a in reversed(answers) if a.entries), answers[-1])
    return replace(
        last,
        outcome=outcome,
        entries=entries,
        choices=choices[:MAX_CHOICES],
        missing=tuple(dict.fromkeys(m for a in answers for m in a.missing)),
        reading="; ".join(dict.fromkeys(a.reading for a in answers if a.reading)),
        carried="; ".join(dict.fromkeys(a.carried for a in answers if a.carried)),
        remarks=tuple(dict.fromkeys(r for a in answers for r in a.remarks)),
        asked=sum(a.asked for a in answers),
        left=sum(a.left for a in answers),
    )
