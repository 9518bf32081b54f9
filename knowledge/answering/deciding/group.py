"""Matches -> the group of them that is meant, and what to say where none of it may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer.answer import Answer, Missing, declined
from knowledge.answering.answer.order import one_of_each
from knowledge.answering.answer.phrases import slot_words
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import Veto, find_veto, has_asked_unit, scopes_of
from knowledge.answering.reading.slots import TEXT_ASKS, Slots
from knowledge.facts.record.fact import Fact

TIE = 0.93  # of the best score; below it a name is clearly less meant
EXACT = 0.99  # a name said to the word, nothing more and nothing less, ties only with its equals
LOOSE_TIE = 0.8  # how much lower the bar is for a best name of which little was said: it is less sure to be meant
STATEMENT_BONUS = 1.12  # for "ra sao", "là ai": a sentence answers better than a figure
FIGURE_BONUS = 1.04  # for bare keywords: people come for figures
UNIT_BONUS = 1.08  # for a figure in the unit asked: "mấy sao" is about sao, not about sản phẩm
WRONG_SORT = 0.75  # of the best score: a name far below it does not stand in when the best is of the wrong sort
HALF_SAID = 0.5  # of a name's weight: less is no reason to prefer a sentence to a figure
WRONG_SORTS = (Veto.SCOPE, Veto.KIND, Veto.UNIT)


@dataclass(frozen=True, slots=True)
class Group:
    """The matches that tie for best."""

    matches: tuple[Match, ...]

    def with_measure(self, measure: str) -> "Group":
        """The same matches, asked about one of two comparisons."""
        return Group(tuple(replace(m, slots=replace(m.slots, measure=measure, other_measure="")) for m in self.matches))

    def with_operation(self, operation: str) -> "Group":
        """The same matches, asked for what follows from them."""
        return Group(tuple(replace(m, slots=replace(m.slots, operation=operation, scope="")) for m in self.matches))

    @property
    def slots(self) -> Slots:
        return self.matches[0].slots

    @property
    def facts(self) -> list[Fact]:
        return [m.fact for m in self.matches]

    @property
    def figures(self) -> list[Fact]:
        return [f for f in self.facts if f.quantity]

    def allowed(self) -> list[Fact]:
        """The facts that no slot vetoes."""
        return [m.fact for m in self.matches if find_veto(m.fact, m.slots) is None]

    def has_one_name(self) -> bool:
        """Do all the facts go by one name that the question says?"""
        return len({m.fact.indicator for m in self.matches}) == 1 or len({m.name.order for m in self.matches}) == 1


def choose_group(matches: Sequence[Match]) -> Group | None:
    """The matches that tie for best; None if the best are of another sort than asked (rate, new, total)."""
    bar = WRONG_SORT * matches[0].score
    named = [m for m in matches if m.score >= bar and find_veto(m.fact, m.slots) not in WRONG_SORTS]
    if not named:
        return None
    ranked = sorted(named, key=lambda m: -_rank(m))
    is_exact = ranked[0].said >= EXACT and ranked[0].score >= EXACT
    share = EXACT if is_exact else TIE - LOOSE_TIE * max(0.0, TIE - ranked[0].said)
    top = [m for m in ranked if _rank(m) >= share * _rank(ranked[0])]
    return Group(tuple([m for m in top if not m.beside] or top))


def _rank(match: Match) -> float:
    bonus = 1.0
    if match.fact.is_statement and match.slots.asks & TEXT_ASKS:
        bonus = STATEMENT_BONUS
    elif not match.fact.is_statement and not match.slots.asks & TEXT_ASKS:
        bonus = FIGURE_BONUS
    if has_asked_unit(match.fact, match.slots):
        bonus *= UNIT_BONUS
    return match.score * bonus


def share_name(group: Group, facts: Sequence[Fact]) -> bool:
    """Does one name cover facts of several labels, each for another period or status?"""
    slots_of = {(f.period, f.status and f.status.is_planned) for f in facts}
    ids = {f.id for f in facts}
    names = {m.name.order for m in group.matches if m.fact.id in ids}
    return len(names) == 1 and len(slots_of) == len(facts)


def prefer_asked(group: Group, facts: list[Fact]) -> list[Fact]:
    """Of facts that tie, those of the sort the question words ask for, where there are such."""
    slots = group.slots
    if slots.asks & TEXT_ASKS:
        said = {m.fact.id: m.said for m in group.matches}
        facts = [f for f in facts if f.is_statement and said[f.id] >= HALF_SAID] or facts
    else:
        facts = [f for f in facts if not f.is_statement] or facts
    if slots.scope:
        facts = [f for f in facts if slots.scope in scopes_of(f)] or facts
    return facts


def fits_slots_but_period(match: Match) -> bool:
    return find_veto(match.fact, match.slots) in (None, Veto.PERIOD, Veto.STATUS, Veto.UNIT)


def decline(matches: Sequence[Match], near: Sequence[Fact], veto: Veto | None = None) -> Answer:
    first = matches[0]
    veto = veto or find_veto(first.fact, first.slots)
    if veto is Veto.PERIOD and any(find_veto(m.fact, m.slots) is Veto.STATUS for m in matches):
        veto = Veto.STATUS  # that time there is, but not planned, or not done
    offers = [f for f in near if find_veto(f, first.slots) is not Veto.PLACE] if near else []
    slot = slot_words(veto, first.slots) if veto else ""
    return declined(Missing(indicator=first.fact.indicator, veto=veto, slot=slot), one_of_each(offers), "")
