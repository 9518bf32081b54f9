"""What a comparison is against -> is it what the question compares with?

A comparison without words for its base is against its plan, or against the same months of the year before.
"""

from knowledge.answering.reading.claim import PLAN, PREVIOUS
from knowledge.answering.reading.slots import Since
from knowledge.facts.record.fact import Fact
from knowledge.language.text.tokens import fold
from knowledge.language.times.period_mentions import Period, find_periods


def has_base(comparison: Fact, fact: Fact, base: str, since: Since | None) -> bool:
    """Is that what the claim compares with? A base that is not named may be any."""
    is_plan = comparison.relation is not None and comparison.relation.is_about_plan
    if is_plan != (base == PLAN):
        return False  # what rises or falls without a base does so in time
    if is_plan or since is None:
        return is_plan or base != PREVIOUS or _stated_base(comparison, fact) in (None, year_before(fact.period))
    own, asked = _stated_base(comparison, fact), read_since(since, fact.period)
    if own is None or asked is None:
        return fold(since.words) in fold(comparison.against)
    return own == asked or (asked.contains(own) and own == year_before(fact.period))


def _stated_base(comparison: Fact, fact: Fact) -> Period | None:
    """The period that the comparison is against: the one its words name, without words the year before."""
    if not comparison.against:
        return year_before(fact.period)
    found = find_periods(comparison.against, fact.period)
    return found[0].period if found else None


def read_since(since: Since, own: Period | None) -> Period | None:
    """The base named in the question, read from the fact's own time: "cùng kỳ" of six months is six months."""
    if since.period:
        return since.period
    found = find_periods(since.words, own)
    return found[0].period if found else None


def is_year_before(since: Since | None, own: Period | None) -> bool:
    if since is None:
        return True
    before, asked = year_before(own), read_since(since, own)
    return before is not None and asked is not None and (asked == before or asked.contains(before))


def year_before(period: Period | None) -> Period | None:
    return period.previous_year() if period else None
