"""An exported turn -> Grade: is it what a reader of the report would accept?

figure, text      the first fact of the first answer is a gold one: same id, or same value and same sentence
compare, derived  every gold fact is cited, and a derived value is within 0.5 % of a wanted one, if one is wanted
                  and of a claim that has a verdict, the first answer has the same; the opposite is wrong
multi             every gold fact is the first fact of some answer
ambiguous         outcome "choose" with a gold fact among the choices, or several answers, the first acceptable
unanswerable, smalltalk    outcome is not "answered"
Wrong, the worst there is: something was answered and nothing of it is acceptable.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.facts.fact import Fact
from tests.corpus.rows import SILENT_KINDS, Row

TOLERANCE = 0.005
ROUNDING = 0.011  # derived values are told with two decimals

Cited = Mapping[str, Any]  # a fact as exported


@dataclass(frozen=True, slots=True)
class Grade:
    """right: acceptable. wrong: a false answer was given; neither: no answer, or half of one."""

    right: bool
    wrong: bool = False


def grade(row: Row, exported: Mapping[str, Any]) -> Grade:
    """The grade of the turn that answered this row."""
    outcome, answers = exported["outcome"], exported["answers"]
    used = [fact for answer in answers for fact in answer["facts"]]
    answered = outcome == "answered" and bool(used)
    if row.kind in SILENT_KINDS:
        return Grade(right=not answered, wrong=answered)
    if row.abstain_ok and outcome == "not_found":
        return Grade(right=True)
    if outcome == "choose" and (row.choices_ok or row.kind == "ambiguous"):
        return Grade(right=_cites(exported["choices"], row.accepted))
    if not answered:
        return Grade(right=False)
    firsts = [answer["facts"][0] for answer in answers if answer["facts"]]
    wrong = not _cites(used if row.kind in ("multi", "compare", "derived") else firsts[:1], row.accepted)
    if row.verdict:
        verdict = next(answer.get("verdict") for answer in answers if answer["facts"])
        return Grade(right=not wrong and verdict == row.verdict, wrong=wrong or verdict not in (None, row.verdict))
    return Grade(right=not wrong and _is_right(row, exported, firsts, used), wrong=wrong)


def _is_right(row: Row, exported: Mapping[str, Any], firsts: list[Cited], used: list[Cited]) -> bool:
    if row.kind == "multi":
        return all(_cites(firsts, [fact]) for fact in row.gold)
    if row.kind in ("compare", "derived"):
        return all(_cites(used, [fact]) for fact in row.gold) and _has_value(row, exported)
    if row.kind == "ambiguous":
        return len(exported["answers"]) > 1 or bool(exported["choices"])
    return True


def is_same(cited: Cited, fact: Fact) -> bool:
    """Is that the fact, by its id, or by its value and its sentence?"""
    if cited["id"] == fact.id:
        return True
    value = float(fact.quantity.value) if fact.quantity else None
    return cited["value"] == value and _plain(cited["sentence"]) == _plain(fact.sentence)


def _cites(cited: Iterable[Cited], facts: Iterable[Fact]) -> bool:
    facts = tuple(facts)
    return any(is_same(one, fact) for one in cited for fact in facts)


def _has_value(row: Row, exported: Mapping[str, Any]) -> bool:
    told = [abs(derived["value"]) for answer in exported["answers"] for derived in answer["derived"]]
    return not row.values or any(
        abs(got - wanted) <= max(ROUNDING, TOLERANCE * wanted) for got in told for wanted in map(abs, row.values)
    )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
