"""Query -> Claims: what the question says is so, to be borne out or denied.

A claim has a number ("vượt kế hoạch 2 % đúng không", "có trên 150 tỷ không") or states one in words: "có đạt kế hoạch
không" says 100 % or more of the plan, "có tăng không" more than 0 more than before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.answering.reading.cues import FoundCue
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import AIMS, Since, Slots, is_percent
from knowledge.language.numbers.unit import base_unit
from knowledge.language.quantities.interval import Bound, bound_of
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.table import load_words
from knowledge.language.text.tokens import to_keys

PLAN, PREVIOUS = "plan", "previous"
MAX_CLAIMS = 8  # numbers of one question that are held against a fact; who writes more asks for a table
_AIMED = {  # what is said of the plan without a number
    "plan_reached": (Bound.LEAST, 100),
    "plan_missed": (Bound.BELOW, 100),
    "plan_met": (Bound.PLAIN, 100),
    "pct_over_plan": (Bound.ABOVE, 100),
}


class Kind(StrEnum):
    """What the number counts: the figure itself, the figure in percent of a base, how far it is from it, how often."""

    LEVEL = "level"
    RATIO = "ratio"
    CHANGE = "change"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said to be so. number: its qualifier is read into `bound`; of a change the amount, without a sign.

    direction: of a change; base: "plan", "previous", "" where none is named; since: the base's period, if named.
    is_negated: "không đạt 150 tỷ"; is_about_another: the negator makes another thing of the name ("chưa đạt chuẩn").
    is_level_too: "tăng lên 5 %" may be either. is_worded: the number is told by words alone.
    """

    number: Quantity
    bound: Bound = Bound.PLAIN
    kind: Kind = Kind.LEVEL
    direction: str = ""
    base: str = ""
    since: Since | None = None
    is_negated: bool = False
    is_about_another: bool = False
    is_level_too: bool = False
    is_worded: bool = False


def read_claims(
    query: Query, slots: Slots, numbers: Sequence[Quantity], covered: frozenset[int] = frozenset()
) -> tuple[Claim, ...]:
    """What the question says, in order; () where it only asks.

    numbers: those of the question that are no part of a name; covered: the places of the name's words.
    """
    is_asking = bool(slots.asks - {"yesno"}) or slots.asks_figure
    if (not slots.is_claim and is_asking) or len(numbers) > MAX_CLAIMS:
        return ()
    reader = _Reader(query, covered, slots.since)
    if numbers:
        ordered = sorted(numbers, key=lambda n: n.start)
        ends = [0, *(n.end for n in ordered[:-1])]
        starts = [*(n.start for n in ordered[1:]), len(query.text)]
        return tuple(reader.read(n, *span) for n, *span in zip(ordered, ends, starts, strict=True))
    is_yes_no = slots.is_claim or "yesno" in slots.asks
    worded = reader.read_words() if is_yes_no and slots.operation in ("", "compare", "difference") else None
    return (worded,) if worded else ()


def read_aim(query: Query, slots: Slots) -> Claim | None:
    """What the things of a list must be: "chỉ tiêu nào không đạt kế hoạch", "… giảm", "… tăng trên 5 %"; None if the
    list is not bound.
    """
    reader = _Reader(query, frozenset(), slots.since)
    numbers = [reader.read(number, 0, len(query.text)) for number in query.quantities[:1]]
    bound = [c for c in numbers if c.kind is not Kind.LEVEL or c.bound is not Bound.PLAIN]
    return bound[0] if bound else reader.read_words()


class _Reader:
    """One question's cues, by where they stand in its text."""

    def __init__(self, query: Query, covered: frozenset[int], since: Since | None) -> None:
        self.query = query
        taken = query.period_words | query.quantity_words
        self.cues = [c for c in query.cues if not (c.places <= covered or c.places <= taken)]
        self.covered = covered
        self.since = since

    def read(self, number: Quantity, start: int, end: int) -> Claim:
        """The claim about a number; start, end: as far as the words reach that may belong to it."""
        before = [c for c in self._of("direction", "measure", "bound", "onto") if start <= self._at(c) < number.start]
        clause = self.query.text.rfind(",", start, number.start)
        near = [c for c in before if self._at(c) > clause]
        over = next((c for c in reversed(near) if c.cue.slot == "direction" or _is_over(c)), None)
        bound, is_bounded = self._bound(number, near)
        base = self._base(number, start, end)
        since = self.since
        has_base = bool(base or since)
        is_times = base_unit(number.unit)[1] in load_words("units/unit_words", "times")
        is_onto = any(c.cue.slot == "onto" for c in near)
        kind = Kind.LEVEL
        if is_times:
            kind = Kind.TIMES
        elif over and not is_onto and (has_base or is_percent(number) or not is_bounded):
            kind = Kind.CHANGE
            base = base or (PLAN if _is_over(over) and not since else "")
        elif has_base and is_percent(number):
            kind = Kind.RATIO
        if kind is Kind.CHANGE and is_bounded and not number.qualifier:
            bound = Bound.PLAIN  # "cao hơn kế hoạch 2 %": the words tell the direction
        direction = ("up" if _is_over(over) else over.cue.value) if over else ""
        denied, other = self._negation(number.end)
        return Claim(number, bound, kind, direction, base, since, denied, other, is_onto and bool(over))

    def read_words(self) -> Claim | None:
        """What is said without a number; None if nothing is."""
        shares = self._of("share")
        aims = [c for c in self._of("measure") if c.cue.value in _AIMED]
        directed = self._of("direction")
        denied, other = self._negation(-1)
        is_of_plan = any(c.cue.value != PREVIOUS for c in self._of("measure")) or any(
            (c.cue.slot, c.cue.value) == ("status", PLAN) for c in self.cues
        )
        if shares and is_of_plan:
            value, bound = shares[0].cue.value.split()
            return Claim(_percent(int(value)), Bound(bound), Kind.RATIO, "", PLAN, None, denied, other, is_worded=True)
        if aims:
            bound_of_aim, whole = _AIMED[aims[0].cue.value]
            return Claim(_percent(whole), bound_of_aim, Kind.RATIO, "", PLAN, None, denied, other, is_worded=True)
        if directed:
            base = PLAN if is_of_plan else PREVIOUS if self._of("measure") else ""
            since, way = self.since, directed[0].cue.value
            return Claim(_percent(0), Bound.ABOVE, Kind.CHANGE, way, base, since, denied, other, is_worded=True)
        return None

    def _of(self, *slots: str) -> list[FoundCue]:
        return sorted((c for c in self.cues if c.cue.slot in slots), key=lambda c: min(c.places))

    def _at(self, cue: FoundCue) -> int:
        return self.query.words[min(cue.places)].token.start

    def _bound(self, number: Quantity, near: Sequence[FoundCue]) -> tuple[Bound, bool]:
        """How the number is bounded, and is it a word that compares that does so: "cao hơn 150 tỷ"?"""
        if number.qualifier:
            return bound_of(number.qualifier), any(c.cue.slot == "bound" for c in near)
        for cue in reversed([c for c in near if c.cue.slot == "bound"]):
            after = self.query.words[max(cue.places)].token.end
            if not self.query.text[after : number.start].strip():
                return Bound(cue.cue.value), True
        return Bound.PLAIN, False

    def _base(self, number: Quantity, start: int, end: int) -> str:
        """What the number is compared with: told after it, else before it, the nearer first."""
        found = [
            (self._at(c) < number.start, abs(self._at(c) - number.start), c)
            for c in self._of("measure", "status")
            if start <= self._at(c) < end and (c.cue.slot == "measure" or self._is_plan_of(c, number))
        ]
        bounding = {c.places for c in self._of("bound")}  # "vượt" by itself names no base
        named = [c for _, _, c in sorted(found, key=lambda one: one[:2]) if c.places not in bounding]
        if not named:
            return ""
        return PREVIOUS if named[0].cue.value == PREVIOUS else PLAN

    def _is_plan_of(self, cue: FoundCue, number: Quantity) -> bool:
        """ "102 % kế hoạch": is it the plan of which the percentage is?"""
        is_next = not self.query.text[number.end : self._at(cue)].strip() and self._at(cue) >= number.end
        return is_next and is_percent(number) and cue.cue.value in ("plan", "target")

    def _negation(self, end: int) -> tuple[bool, bool]:
        """Is what is said denied, and does a negator belong to the name? end: of the number, -1 without one."""
        denied = other = False
        for at in self._negators():
            word = self.query.words[at].token
            telling = {i for c in self._of("measure", "direction", "bound", "share") for i in c.places}
            telling |= self.query.quantity_words
            until = next((i for i in range(at + 1, len(self.query.words)) if i in telling), None)
            between = range(at + 1, until if until is not None else len(self.query.words))
            is_of_name = any(i in self.query.hard or i in self.covered for i in between)
            if until is None or is_of_name or (0 <= end <= word.start):
                other |= at not in self.covered and is_of_name
            else:
                denied = not denied
        return denied, other

    def _negators(self) -> Iterator[int]:
        """The negators that turn something round; not the "không" that only asks."""
        words, text = self.query.words, self.query.text
        particles = {i for c in self._of("claim", "ask") if len(c.places) > 1 for i in c.places}
        for cue in self._of("negator"):
            at = min(cue.places)
            following = words[at + 1 :]
            if at in particles or not following or text[words[at].token.end : following[0].token.start].strip():
                continue
            rest = set(range(at + 1, len(words)))
            told = self.query.hard | self.query.quantity_words | self.covered
            told |= {i for c in self._of("measure", "direction", "bound", "share") for i in c.places}
            opener = to_keys(cue.cue.value)
            is_opened = bool(opener) and any(w.token.accented == opener[0] for w in words[:at])
            closes_later = any(min(c.places) > at for c in self._of("claim")) or any(
                (c.cue.slot, c.cue.value) == ("ask", "yesno") and min(c.places) > at for c in self.cues
            )
            if rest & told and (closes_later or not is_opened):
                yield at


def _is_over(cue: FoundCue) -> bool:
    return (cue.cue.slot, AIMS.get(cue.cue.value, cue.cue.value)) == ("measure", "pct_over_plan")


def _percent(value: int) -> Quantity:
    return Quantity(Decimal(value), "%")
