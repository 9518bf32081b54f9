"""A claim and what the report says on it -> is it so?

Borne out where all that the report's figure may be fits the claim; denied where nothing of it does; else left open.
A change is held against the difference ("102 % kế hoạch" exceeds it by 2 %), "bằng N %" against the ratio.
"""

from dataclasses import dataclass
from decimal import Decimal

from knowledge.answering.answer.arithmetic import Derived
from knowledge.answering.reading.claim import Claim, Kind
from knowledge.facts.record.fact import Fact
from knowledge.language.quantities.interval import Bound, Interval, allowed

ROUNDED = Decimal("0.01")  # of a figure: who says "158" of 158,3 has left out less than this, and is not denied


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the report says, in the unit of the claim. facts: told for it, the telling one first.

    value: as stated or computed; within: all that it may be; bound: of the figure as stated; factor: of the claim's
    number, to be in that unit.
    """

    facts: tuple[Fact, ...]
    value: Decimal
    within: Interval
    factor: Decimal = Decimal(1)
    bound: Bound = Bound.PLAIN
    value_max: Decimal | None = None
    derived: tuple[Derived, ...] = ()


def judge(claim: Claim, evidence: Evidence) -> bool | None:
    """Is it so? None where it may be."""
    is_so = _fits(claim, evidence)
    if claim.is_about_another or not claim.is_negated or is_so is None:
        return None if claim.is_about_another else is_so
    if claim.bound in (Bound.PLAIN, Bound.EXACT) and not is_so and claim.kind is Kind.LEVEL:
        asked = claim.number.value * evidence.factor  # "không đạt 150 tỷ" says less, not another figure
        return True if evidence.within.high is not None and evidence.within.high < asked else None
    return not is_so


def _fits(claim: Claim, evidence: Evidence) -> bool | None:
    asked, factor = claim.number.value * evidence.factor, evidence.factor
    most = claim.number.value_max * factor if claim.number.value_max is not None else None
    sure, possibly = allowed(claim.bound, asked, most)
    is_down = claim.kind is Kind.CHANGE and claim.direction == "down" and not _is_level(evidence)
    within = evidence.within.turned() if is_down else evidence.within
    value = -evidence.value if is_down else evidence.value
    if claim.kind is Kind.CHANGE and within.high is not None and within.high <= 0 and not _is_level(evidence):
        return False  # it went the other way
    if value == asked and most == evidence.value_max:
        is_quoted = claim.bound in (Bound.PLAIN, evidence.bound)
        if is_quoted and (most is None or claim.bound is Bound.PLAIN):
            return True
    if claim.bound is Bound.PLAIN and most is None and (within.point is not None or evidence.derived):
        places = Decimal(1).scaleb(int(claim.number.value.as_tuple().exponent))
        is_rounded = (value / factor).quantize(places) == claim.number.value
        if is_rounded and abs(value - asked) <= ROUNDED * abs(value):
            return True if evidence.derived else None
    if within.lies_in(sure):
        return True
    return None if within.meets(possibly) else False


def _is_level(evidence: Evidence) -> bool:
    return evidence.facts[0].relation is None and not evidence.derived
