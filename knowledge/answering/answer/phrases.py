"""The Vietnamese words for statuses, relations, periods and slots, and for how a question was understood."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from knowledge.answering.answer.answer import Entry, Verdict
from knowledge.answering.answer.arithmetic import Operation
from knowledge.answering.finding.veto import Veto
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import RELATION_WORDS, STATUS_WORDS, Fact
from knowledge.facts.store import Store
from knowledge.language.quantities.quantity import format_number
from knowledge.language.times.period_mentions import period_words

OPERATION_WORDS = {
    Operation.DIFFERENCE: "chênh lệch",
    Operation.PERCENT_CHANGE: "tỷ lệ tăng giảm",
    Operation.RATIO: "tỷ số",
    Operation.IMPLIED_PLAN: "kế hoạch suy ra",
    Operation.IMPLIED_PREVIOUS: "kỳ trước suy ra",
    Operation.SUM: "cộng lại",
    Operation.MAX: "cao nhất",
    Operation.MIN: "thấp nhất",
}
LEVEL_WORDS = {
    "nation": "cả nước",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "city": "thành phố",
    "commune": "cấp xã",
    "ward": "phường",
}
VERDICT_WORDS = {
    Verdict.MATCH: "✅ Có, đúng vậy. Báo cáo nêu:",
    Verdict.MISMATCH: "❌ Không. Báo cáo nêu:",
}


def format_result(value: Decimal) -> str:
    """A number that was computed, without zeros behind the last digit that tells something.

    >>> format_result(Decimal("3250.50")), format_result(Decimal("-1000000"))
    ('3.250,5', '-1.000.000')
    """
    text = format_number(value)
    return text.rstrip("0").rstrip(",") if "," in text else text


def join_unit(number: str, unit: str) -> str:
    """ "102" and "%" -> "102%"; other units after a blank."""
    return f"{number}{unit}" if unit.startswith(("%", "‰")) else f"{number} {unit}".strip()


def when_words(fact: Fact) -> str:
    """The fact's period, "" where it has none."""
    return period_words(fact.period) if fact.period else ""


def status_words(fact: Fact) -> str:
    """The fact's status in words; "" for a statement that has none."""
    return STATUS_WORDS[fact.status] if fact.status else ""


def slots_words(fact: Fact) -> str:
    """The fact's period and status: "năm 2021 (thực hiện)"."""
    status = status_words(fact)
    return f"{when_words(fact)} ({status})" if when_words(fact) and status else when_words(fact) or status


def join_words(*parts: str) -> str:
    """The parts that are not empty, with commas between."""
    return ", ".join(part for part in parts if part)


def relation_words(fact: Fact) -> str:
    """What a comparison compares with."""
    if fact.relation is None:
        return ""
    if fact.against:
        return f"so với {fact.against}"
    return RELATION_WORDS[fact.relation]


def lower_first(text: str) -> str:
    """The text as it reads within a sentence: "Thu ngân sách" -> "thu ngân sách", "HTX mới" as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def slot_words(veto: Veto, slots: Slots) -> str:
    """What the question asked for in the slot that no fact fits."""
    match veto:
        case Veto.PERIOD:
            return ", ".join(period_words(p) for p in slots.periods)
        case Veto.PLACE:
            return "ở " + (", ".join(slots.places) or LEVEL_WORDS.get(slots.level, "nơi được hỏi"))
        case Veto.STATUS:
            periods = " ".join(period_words(p) for p in slots.periods)
            return f"dạng {'kế hoạch, mục tiêu' if slots.is_planned else 'số thực hiện'} {periods}".strip()
        case Veto.MEASURE if slots.since:
            return f"so với {slots.since.words}"
        case Veto.MEASURE:
            return "so với kỳ trước" if slots.measure in ("previous", "") else "so với kế hoạch"
        case Veto.UNIT:
            return f"tính bằng {slots.unit.spelling}" if slots.unit else ""
        case Veto.SCOPE:
            return "tính tổng số" if slots.scope == "total" else "tính số mới"
        case Veto.KIND:
            return {"rate": "tính bằng tỷ lệ", "rank": "theo thứ hạng"}.get(slots.kind, "tính bằng số lượng")
        case Veto.FIGURE:
            return "bằng con số"


def label_of(fact: Fact) -> str:
    """The fact's name for a button or a list: "Thu ngân sách, năm 2021 (thực hiện)"."""
    if not fact.indicator:
        return fact.sentence if len(fact.sentence) <= 60 else fact.sentence[:57].rpartition(" ")[0].rstrip() + "…"
    parts = [fact.indicator, relation_words(fact)]
    if fact.figure is not None:
        parts.append(when_words(fact))
    name = ", ".join(p for p in parts if p)
    return f"{name} ({status_words(fact)})" if fact.figure is not None and fact.status else name


def reading_of(fact: Fact) -> str:
    """How the question was read: indicator, comparison, period, status."""
    name = fact.indicator[:1].lower() + fact.indicator[1:] if fact.indicator[1:2].islower() else fact.indicator
    parts = [
        name,
        relation_words(fact),
        when_words(fact) if fact.figure else "",
        status_words(fact) if fact.figure else "",
    ]
    return " · ".join(p for p in parts if p)


def read_back(entries: Sequence[Entry], store: Store) -> str:
    """What the entries are about, each of its words once; "" for bare sentences."""
    facts = [fact for entry in entries for fact in _asked_for(entry)]
    figures = [fact for fact in facts if fact.figure]
    slots = (
        _once(lower_first(f.indicator) for f in facts),
        _once(map(relation_words, facts)),
        _once((localities_of(store).words_of(f) for f in facts if f.indicator), "; "),
        _once(map(when_words, figures)),
        _once(map(status_words, figures)),
    )
    return " · ".join(words for words in slots if words)


def _asked_for(entry: Entry) -> tuple[Fact, ...]:
    """The first fact; of a computation the figures it was computed from."""
    levels = tuple(fact for fact in entry.facts if fact.relation is None)
    return levels if entry.derived and len(levels) > 1 and entry.facts[0].relation is None else entry.facts[:1]


def _once(words: Iterable[str], joint: str = ", ") -> str:
    return joint.join(dict.fromkeys(word for word in words if word))
