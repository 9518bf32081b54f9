"""Fact and slots -> why the fact must not be said, though its name fits."""

import re
from enum import StrEnum
from functools import lru_cache

from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.cues import load_cues
from knowledge.language.numbers.unit import base_unit
from knowledge.language.places.administrative_units import same_place
from knowledge.language.places.gazetteer import kind_of_place
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys, tokenize
from knowledge.language.times.period import whole_year
from knowledge.language.times.period_mentions import Period


class Veto(StrEnum):
    """Why a fact whose name fits is not the one asked for."""

    PERIOD = "period"
    PLACE = "place"
    STATUS = "status"
    MEASURE = "measure"
    UNIT = "unit"
    SCOPE = "scope"
    KIND = "kind"
    FIGURE = "figure"


def find_veto(fact: Fact, slots: Slots) -> Veto | None:
    """The first slot of the question that the fact does not fit; None if it may be said."""
    checks = (
        (Veto.PLACE, not fits_place(fact, slots)),
        (Veto.SCOPE, not _fits_scope(fact, slots)),
        (Veto.KIND, not _fits_kind(fact, slots)),
        (Veto.PERIOD, bool(slots.periods) and not any(fits_period(fact, p) for p in slots.periods)),
        (Veto.STATUS, not _fits_status(fact, slots)),
        (Veto.FIGURE, slots.asks_figure and fact.is_statement),
        (Veto.UNIT, not (slots.measure or slots.operation) and not _fits_unit(fact, slots)),
    )
    return next((veto for veto, is_unfit in checks if is_unfit), None)


def fits_period(fact: Fact, period: Period) -> bool:
    """Is the fact about exactly that period? An aim is also of the term it ends; a sentence may name the time."""
    if fact.period is None or fact.period == period:
        return True
    is_planned = fact.status is not None and fact.status.is_planned
    is_end_of_term = period.first[0] < period.year and fact.period == whole_year(period.year)
    if fact.figure is None:
        return str(period.first[0]) in fact.sentence
    return (is_planned and is_end_of_term) or (fact.period.contains(period) and _names_day(fact.sentence, period))


def _names_day(sentence: str, period: Period) -> bool:
    """Does the sentence name a day of that month: "ngày 1/4/2019"?"""
    year, month = period.first
    written = rf"[0-9]{{1,2}}(?:[/.-]0?{month}[/.-]| tháng 0?{month} năm ){year}(?![0-9])"
    return period.first == period.last and re.search(written, sentence) is not None


def fits_place(fact: Fact, slots: Slots) -> bool:
    """Does the fact hold for the place asked about? Without a place in the question or the fact, yes."""
    if not fact.place:
        return True
    kind = kind_of_place(fact.place) or _kind_of_phrase(fact.place)
    if slots.level and kind and kind != slots.level:
        return False
    return not slots.places or any(same_place(fact.place, place) for place in slots.places)


@lru_cache(maxsize=4096)
def _kind_of_phrase(place: str) -> str:
    """The kind of level that the whole name asks for as a phrase: the nation; "" if it is no such phrase."""
    words = to_keys(place)
    cues = load_cues().get(words[0], ()) if words else ()
    return next((cue.value for cue in cues if cue.slot == "level" and cue.words == words), "")


def _fits_scope(fact: Fact, slots: Slots) -> bool:
    if not slots.scope:
        return True
    scopes = scopes_of(fact)
    return not scopes or slots.scope in scopes if slots.scope == "total" else "new" in scopes


def scopes_of(fact: Fact) -> frozenset[str]:
    """Whether the fact's label counts what is new, the whole, or says neither."""
    return frozenset(value for slot, value in cues_in(fact.indicator) if slot == "scope")


def is_rank(label: str) -> bool:
    """Is that the name of a place among others: "Thứ hạng …"?"""
    return ("kind", "rank") in cues_in(label)


@lru_cache(maxsize=65536)
def cues_in(label: str) -> frozenset[tuple[str, str]]:
    """Slot and value of every cue among the words of a label."""
    keys = to_keys(label)
    found = (cue for i, first in enumerate(keys) for cue in load_cues().get(first, ()) if _stands(cue.words, keys, i))
    return frozenset((cue.slot, cue.value) for cue in found)


def _stands(words: Keys, keys: Keys, at: int) -> bool:
    return keys[at : at + len(words)] == words


def strip_scope(label: str) -> str:
    """The label without the words that say how much of the thing is counted: "Số HTX thành lập mới" -> "HTX"."""
    words = tokenize(label)
    keys = [t.accented for t in words]
    kept: list[str] = []
    i = 0
    while i < len(words):
        cues = [c for c in load_cues().get(keys[i], ()) if tuple(keys[i : i + len(c.words)]) == c.words]
        scope = max((len(c.words) for c in cues if c.slot in ("scope", "kind")), default=0)
        kept += [] if scope else [words[i].text]
        i += scope or 1
    return " ".join(kept)


def _fits_kind(fact: Fact, slots: Slots) -> bool:
    if not slots.kind or fact.quantity is None or slots.measure:
        return True
    if slots.kind == "rank":
        return is_rank(fact.indicator)
    return (base_unit(fact.quantity.unit)[1] in ("%", "‰")) == (slots.kind == "rate")


def _fits_status(fact: Fact, slots: Slots) -> bool:
    if slots.is_planned is None or fact.status is None:
        return True
    return fact.status.is_planned == slots.is_planned


def _fits_unit(fact: Fact, slots: Slots) -> bool:
    if slots.unit is None or fact.is_statement:
        return True
    if fact.quantity is None:
        return slots.unit.kind == "percent"  # told by its comparisons alone
    asked, own = slots.unit.base, base_unit(fact.quantity.unit)[1]
    if slots.unit.kind == "scale":  # "bao nhiêu tỷ": money, or whatever comes in thousands
        return not own.startswith("%")
    if (
        own.split("/")[0] == asked.split("/")[0]
        or f"{own} ".startswith(f"{asked} ")
        or f"{asked} ".startswith(f"{own} ")
    ):
        return True
    if own.startswith("%"):
        return False
    return _unit_class(asked) in ("any", _unit_class(own)) or to_keys(asked)[0] in _heads(
        (fact.indicator, *fact.aliases)
    )


@lru_cache(maxsize=65536)
def _heads(names: tuple[str, ...]) -> frozenset[str]:
    """The word each name begins with, framing left out: what the name counts."""
    stripped = (to_keys(strip_scope(name)) for name in names)
    return frozenset(keys[0] for keys in stripped if keys)


def _unit_class(unit: str) -> str:
    """The class of a count noun, found by its head: "đảng viên mới" counts like "đảng viên"; itself if it has none."""
    words = unit.split(" ")
    heads = (" ".join(words[:length]).rstrip(",") for length in range(len(words), 0, -1))
    return next((_unit_classes()[head] for head in heads if head in _unit_classes()), unit)


def has_asked_unit(fact: Fact, slots: Slots) -> bool:
    """Is the fact counted in the very unit the question names?"""
    if slots.unit is None or fact.quantity is None:
        return False
    return base_unit(fact.quantity.unit)[1] == slots.unit.base


@lru_cache(maxsize=1)
def _unit_classes() -> dict[str, str]:
    """Base unit -> the class of units it may be asked by."""
    return {base_unit(unit)[1]: name for unit, name in load_table("units/unit_classes")}
