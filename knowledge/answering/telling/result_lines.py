"""What was computed, what is missing, and what of a message was not read or not answered -> a line each."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from knowledge.answering.answer.answer import Missing
from knowledge.answering.answer.arithmetic import Derived, Operation
from knowledge.answering.answer.order import is_planned, oldest_first
from knowledge.answering.answer.phrases import (
    OPERATION_WORDS,
    format_result,
    join_unit,
    join_words,
    lower_first,
    slots_words,
    when_words,
)
from knowledge.answering.finding.veto import Veto
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.message import MAX_CHARS, MAX_QUESTIONS, MAX_WORDS, Message
from knowledge.answering.telling.reply import Paragraph, bold, line
from knowledge.facts.record.fact import Fact, Status
from knowledge.facts.store import Store

MAX_PLACES = 12  # of which it is told what there is
_CUT = "Tin nhắn dài quá {} ký tự, phần sau đó chưa được đọc."
_SHORTENED = "Có câu hay từ dài quá, chỉ phần đầu được đọc (mỗi câu {} từ)."
_LEFT = "Mỗi tin nhắn được trả lời nhiều nhất {} câu, còn {} câu chưa trả lời."
_REMEDY = "Bạn gửi tiếp phần còn lại nhé."


def derived_line(derived: Sequence[Derived], shown: Sequence[Fact], store: Store) -> Paragraph:
    first = derived[0]
    about = "khoảng " if first.is_about else ""
    value = bold(f"{about}{join_unit(format_result(abs(first.value)), first.unit)}")
    percent = next((d for d in derived if d.operation is Operation.PERCENT_CHANGE), None)
    tail = f" ({'khoảng ' if percent.is_about else ''}{format_result(abs(percent.value))}%)" if percent else ""
    places = [localities_of(store).words_of(f) for f in shown if f.relation is None]
    one, other = places if len(places) == 2 and places[0] != places[1] else ("", "")
    if len(shown) == 2 and not one and shown[0].period == shown[1].period and shown[0].indicator != shown[1].indicator:
        one, other = shown[0].indicator, lower_first(shown[1].indicator)  # two things, no change of one
    is_of_plan = len(shown) == 2 and shown[0].period == shown[1].period and is_planned(shown[1]) > is_planned(shown[0])
    match first.operation:
        case Operation.DIFFERENCE if one:
            word = " bằng " if not first.value else " cao hơn " if first.value > 0 else " thấp hơn "
            more = f"{one[:1].upper()}{one[1:]}{word}{other}"
            if not first.value:
                return line(more, " — bot tính từ các số dưới đây:")
            return line(more, " ", value, tail, " — bot tính từ các số dưới đây:")
        case Operation.RATIO if one and first.unit == "%":
            return line(f"{one[:1].upper()}{one[1:]} bằng ", value, f" {other} — bot tính từ các số dưới đây:")
        case Operation.RATIO if one:
            return line(
                f"{one[:1].upper()}{one[1:]} {_times_word(first)} ", value, f" {other} — bot tính từ các số dưới đây:"
            )
        case Operation.DIFFERENCE if is_of_plan and first.value:
            word = "Vượt kế hoạch " if first.value > 0 else "Thấp hơn kế hoạch "
            return line(word, value, tail, " — bot tính từ các số dưới đây:")
        case Operation.DIFFERENCE:
            word = "Bằng nhau, chênh " if not first.value else "Tăng " if first.value > 0 else "Giảm "
            return line(word, value, tail, " — bot tính từ các số dưới đây:")
        case Operation.RATIO:
            return line(f"{_times_word(first).capitalize()} ", value, " — bot tính từ các số dưới đây:")
        case Operation.MAX | Operation.MIN:
            word = OPERATION_WORDS[first.operation].capitalize()
            where = places[0] if len(set(places)) > 1 else ""
            when = when_words(shown[0]) if len({f.period for f in shown}) > 1 else ""
            among = " trong các nơi có số liệu" if where else ""
            return line(f"{word}{among}: ", value, f" ({join_words(where, when)})" if where or when else "")
        case _:
            return line(f"{OPERATION_WORDS[first.operation].capitalize()}: ", value, " — bot tính từ các số dưới đây:")


def _times_word(ratio: Derived) -> str:
    return "gấp" if ratio.value > 1 else "bằng"


def caution_of(facts: Sequence[Fact]) -> str:
    levels = [f for f in facts if f.relation is None and f.quantity]
    if len(levels) < 2:
        return ""
    notes = []
    if len({f.status in (Status.PLAN, Status.TARGET) for f in levels}) > 1:
        notes.append("một bên là số thực hiện, một bên là kế hoạch hoặc mục tiêu")
    if len({f.indicator for f in levels}) > 1:
        notes.append("báo cáo gọi tên hai số này khác nhau")
    return f"Lưu ý: {'; '.join(notes)}." if notes else ""


def missing_line(missing: Missing, store: Store) -> Paragraph:
    if missing.numbers:
        return line("Báo cáo không nêu số ", bold(missing.numbers), ".")
    if missing.is_unclear:
        return line("Chưa rõ ", bold(f"“{missing.words}”"), " là mục nào.")
    if missing.words:
        only = "riêng " if missing.nearest else ""
        return line(f"Báo cáo không nêu {only}", bold(f"“{missing.words}”"), ".")
    places = localities_of(store)
    where = f" ở {places.shorten(missing.place)}" if missing.place and places.is_many else ""
    have = _what_there_is(missing, store) if missing.veto in (Veto.PERIOD, Veto.STATUS) else ""
    tail = f" Chỉ có: {have}." if have else ""
    what = f"{lower_first(missing.indicator)} {missing.slot}".strip()
    return line("Báo cáo không nêu ", bold(f"{what}{where}"), f".{tail}")


def _what_there_is(missing: Missing, store: Store) -> str:
    """The periods and statuses there are figures for: of the place looked at, else of each place by name."""
    places = localities_of(store)
    by_place: dict[str, list[Fact]] = {}
    named = (f for f in store.facts if f.indicator == missing.indicator and f.relation is None and f.quantity)
    for fact in sorted(named, key=oldest_first):
        by_place.setdefault(places.whole_of(fact), []).append(fact)
    if missing.place in by_place:
        by_place = {missing.place: by_place[missing.place]}
    told = {place: ", ".join(dict.fromkeys(map(slots_words, facts))) for place, facts in by_place.items()}
    if len(told) == 1:
        return next(iter(told.values())).replace(", ", "; ")
    lines = [f"{places.shorten(place)} {times}".strip() for place, times in islice(told.items(), MAX_PLACES)]
    return "; ".join([*lines, *(["…"] if len(told) > MAX_PLACES else [])])


def tell_limits(message: Message) -> list[Paragraph]:
    """One line with all that was left out and what to do; [] where nothing was."""
    said = [
        *([_CUT.format(format_result(Decimal(MAX_CHARS)))] if message.is_cut else []),
        *([_SHORTENED.format(MAX_WORDS)] if message.is_shortened else []),
        *([_LEFT.format(MAX_QUESTIONS, message.left)] if message.left else []),
    ]
    return [line(" ".join([*said, _REMEDY]))] if said else []
