"""Query -> Slots: what a fact must be for the question, apart from its name."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.answering.reading.query import Query
from knowledge.language.lexicon.cues import Cue
from knowledge.language.numbers.unit import UnitMatch, base_unit, match_unit
from knowledge.language.places.place_paths import find_paths
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.text.aligned import align
from knowledge.language.times.period_mentions import Period, Role

EITHER = "expected"  # "dự kiến": an estimate of what is under way, or an aim
TEXT_ASKS = frozenset({"statement", "when", "ordinal", "why"})  # questions that words answer rather than a figure
AIMS = {"plan_reached": "pct_of_plan", "plan_missed": "pct_of_plan", "plan_met": "pct_of_plan"}  # what is asked of it


@dataclass(frozen=True, slots=True)
class Since:
    """What is compared with, as it is worded. period: None where the words name no year of their own."""

    words: str
    period: Period | None


@dataclass(frozen=True, slots=True)
class Slots:
    """None or empty: the question leaves it open.

    periods: asked about, in order; base: compared with, where the question names it; since: that or a relative one, as
    it is worded ("tháng trước"). status: "done" or "planned" with
    the cue's own value in `statuses`. unit: what a number is asked in,
    a count noun included. asks: what question words there are. places: paths; level: a kind of place without a name.
    rank: 2 for "cao thứ hai". is_over_time: "tăng", not "hơn"; is_total: "tổng" of several periods, though the fact's
    name may have it too.
    """

    periods: tuple[Period, ...] = ()
    base: Period | None = None
    since: Since | None = None
    has_relative_period: bool = False
    statuses: frozenset[str] = frozenset()
    measure: str = ""
    other_measure: str = ""
    unit: UnitMatch | None = None
    scope: str = ""
    kind: str = ""
    asks: frozenset[str] = frozenset()
    operation: str = ""
    direction: str = ""
    level: str = ""
    places: tuple[str, ...] = ()
    is_claim: bool = False
    is_follow_up: bool = False
    is_anaphora: bool = False
    is_same_period: bool = False
    is_over_time: bool = False
    asks_where: bool = False
    is_total: bool = False
    rank: int = 1

    @property
    def is_planned(self) -> bool | None:
        """Is a plan or target asked for? None if either will do."""
        if self.statuses & {"plan", "target"}:
            return True
        return False if self.statuses - {EITHER} else None

    @property
    def asks_figure(self) -> bool:
        return "figure" in self.asks or self.unit is not None or bool(self.kind) or self.scope == "total"

    @property
    def is_open(self) -> bool:
        """Does the question say nothing but words?"""
        is_rank = self.kind == "rank"
        return not (
            self.periods or self.statuses or self.measure or self.unit or self.operation or self.scope or is_rank
        )


def read_slots(query: Query, covered: frozenset[int] = frozenset()) -> Slots:
    """The slots of the question, where the words at the places `covered` are taken by a fact's name."""
    found: dict[str, list[str]] = {}
    named = frozenset(i for m in query.mentions for i in range(m.start, m.end))
    for cue in query.cues:
        is_of_place = cue.cue.slot == "level" and cue.places & named  # the level of a place that is named
        if not cue.places <= covered and not is_of_place:
            found.setdefault(cue.cue.slot, []).append(cue.cue.value)
    statuses = frozenset(found.get("status", ()))
    measures = [AIMS.get(value, value) for value in found.get("measure", ())]
    if "pct_over_plan" in measures and is_bound_alone(query):
        measures = [m for m in measures if m != "pct_over_plan"]  # "vượt 150 tỷ" names no plan
    unit = _asked_unit(query, covered)
    asks_percent = unit is not None and unit.kind == "percent"
    if not measures and "plan" in statuses and (asks_percent or "share" in found):
        measures = ["pct_of_plan"]  # "kế hoạch … bao nhiêu phần trăm" asks for attainment, not for a plan
    if measures and any(m != "previous" for m in measures):
        statuses = statuses - {"plan", "target"}
    periods, base, since = _periods(query, covered)
    places = _places(query, covered)
    times = sum(2 if p.first[0] < p.last[0] else 1 for p in periods) + bool(base)
    count = 2 if base or (places and not query.hard) else max(times, len(places))
    is_ranked = any((c.cue.slot, c.cue.value) == ("kind", "rank") for c in query.cues)  # "thứ mấy cả nước": among whom
    operation = _operation(found.get("operation", []), count, times, bool(query.hard))
    is_change = "direction" in found or asks_percent
    is_over_time = "over_time" in found
    is_between = (len(places) >= 2 or (bool(places) and not query.hard)) and not is_over_time
    if operation in ("", "compare") and (times >= 2 or is_between) and is_change and not measures:
        operation = "difference"
    return Slots(
        periods=periods,
        base=base,
        since=since,
        has_relative_period=any(m.relative for m in query.periods),
        statuses=_strongest(statuses),
        other_measure="previous" if len({m == "previous" for m in measures}) > 1 else "",
        measure=_first(measures, ("pct_over_plan", "pct_of_plan", "previous")),
        unit=unit,
        scope=(found.get("scope") or [""])[0],
        kind=(found.get("kind") or [""])[0],
        asks=frozenset(found.get("ask", ())),
        operation=operation,
        direction=(found.get("direction") or [""])[0],
        level="" if is_ranked else (found.get("level") or [""])[0],
        places=places,
        rank=int((found.get("rank") or ["1"])[0]),
        is_claim="claim" in found,
        is_follow_up="follow" in found and _starts_with_follow(query),
        is_anaphora="anaphora" in found,
        is_same_period="period_ref" in found,
        is_over_time=is_over_time,
        asks_where=query.asks_where,
        is_total=times >= 2 and any((c.cue.slot, c.cue.value) == ("scope", "total") for c in query.cues),
    )


def is_bound_alone(query: Query) -> bool:
    """Does a word that bounds a number stand before one that is no percentage: "vượt 150 tỷ", not "vượt 2 %"?"""
    after = {max(c.places) + 1 for c in query.cues if c.cue.slot == "bound"}
    starts = {query.words[at].token.start: at for at in after if at < len(query.words)}
    return any(q.start in starts and not is_percent(q) for q in query.quantities)


def is_percent(quantity: Quantity) -> bool:
    return base_unit(quantity.unit)[1] == "%"


def _operation(values: list[str], count: int, times: int, has_hard_words: bool) -> str:
    """The most telling operation; "với" alone compares only where there is something to compare with.

    count: periods or places, whichever are more; a base is one more, and so is the chat's place. times: periods, the
    two ends of a span each.
    """
    is_comparing = count >= 2 or (times == 1 and not has_hard_words)
    meant = ["compare" if v == "maybe_compare" else v for v in values if v != "maybe_compare" or is_comparing]
    meant = [v for v in meant if v != "sum" or count >= 2]
    order = ("max", "min", "sum", "ratio", "difference", "implied", "series", "list", "compare")
    return _first(meant, order)


def _strongest(statuses: frozenset[str]) -> frozenset[str]:
    """A plan that is spoken of as done ("đã đặt mục tiêu") is still a plan."""
    planned = statuses & {"plan", "target"}
    return planned or statuses


def _first(values: list[str], order: tuple[str, ...]) -> str:
    return next((v for v in order if v in values), "")


def _periods(query: Query, covered: frozenset[int]) -> tuple[tuple[Period, ...], Period | None, Since | None]:
    """The periods asked about, the base, and how it is worded."""
    asked: list[Period] = []
    base: Period | None = None
    since = _worded_base(query, covered)
    for mention, (inside, before) in zip(query.periods, query.period_places, strict=True):
        if mention.role is Role.STANDARD or (inside and inside <= covered):
            continue
        if mention.role is Role.BASE and before not in covered:
            base = base or (None if mention.relative else mention.period)
            since = Since(query.text[mention.start : mention.end], None if mention.relative else mention.period)
        elif not (mention.relative and mention.role is Role.AS_OF):  # "đến nay" is the report's day, whichever
            asked.append(mention.period)
    return tuple(dict.fromkeys(asked)), base, since


def _worded_base(query: Query, covered: frozenset[int]) -> Since | None:
    """A base that is no period of the calendar, right after what compares: "so với vụ trước"."""
    comparing = {max(c.places) + 1 for c in query.cues if c.cue.slot in ("operation", "direction")}
    taken = covered | query.period_words
    found = [c for c in query.cues if c.cue.slot == "since" and min(c.places) in comparing and not c.places & taken]
    return Since(query.surface(found[0].places), None) if found else None


def _places(query: Query, covered: frozenset[int]) -> tuple[str, ...]:
    """Each place asked about, as a path; none that is part of the fact's name."""
    mentions = [m for m in query.mentions if not set(range(m.start, m.end)) <= covered]
    return tuple(dict.fromkeys(find_paths(mentions, [w.token for w in query.words], query.text)))


def _starts_with_follow(query: Query) -> bool:
    return any(c.cue.slot == "follow" and 0 in c.places for c in query.cues)


def _asked_unit(query: Query, covered: frozenset[int]) -> UnitMatch | None:
    """The unit after the words that ask for a number: "bao nhiêu tỷ", "mấy phần trăm", "mấy hộ", "tổng số hộ"."""
    named = [c.cue.value for c in query.cues if c.cue.slot == "unit_ask"]
    if named:
        return _unit_at(named[0], 0)
    asking = [c for c in query.cues if (c.cue.slot, c.cue.value) == ("ask", "figure")]
    counting = [] if asking else [c for c in query.cues if c.cue.slot in ("kind", "scope") and _is_counting(c.cue)]
    for cue in (*asking, *counting):
        after = max(cue.places) + 1
        if any(m.start == after for m in query.mentions):
            continue  # the level of a place: "dân số huyện Lan Đình"
        if cue in counting and cue.places | {after} <= covered:
            continue  # the fact's own name has the words: "doanh số bán lẻ" counts no villages
        unit = _unit_at(query.text, query.words[after - 1].token.end)
        if unit and unit.kind != "time" and (cue in asking or unit.kind == "count"):
            return unit
    return None


def _is_counting(cue: Cue) -> bool:
    return cue.value == "count" or (cue.value == "total" and len(cue.words) > 1)


@lru_cache(maxsize=256)  # a question's slots are read for each set of words that a name takes
def _unit_at(text: str, start: int) -> UnitMatch | None:
    aligned = align(text)
    return match_unit(aligned, start, len(aligned.lower))
