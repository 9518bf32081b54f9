"""Answer -> Reply: Vietnamese words in paragraphs, no markup. The figure first, then its sentence and its source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.answer import Answer, Entry, Missing, Outcome, Verdict
from knowledge.answering.compute import Derived, Operation, change_of
from knowledge.answering.localities import localities_of
from knowledge.answering.order import is_later, is_planned, oldest_first, same_slots
from knowledge.answering.veto import Veto
from knowledge.answering.wording import (
    OPERATION_WORDS,
    VERDICT_WORDS,
    format_number,
    join_unit,
    label_of,
    lower_first,
    relation_words,
    status_words,
    when_words,
)
from knowledge.facts.fact import Fact, Relation, Status
from knowledge.facts.store import Store


class Style(StrEnum):
    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a reply; is_quote: the words are the report's own."""

    spans: tuple[Span, ...]
    is_quote: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a person may press or pick by number: its label and the stable key of the fact behind it."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person reads. offers: in the order shown, at most 8."""

    paragraphs: tuple[Paragraph, ...]
    offers: tuple[Offer, ...] = ()

    @property
    def text(self) -> str:
        """The message without markup; a quote stands in its own lines between “ ”."""
        return "\n".join(f"“{p.text}”" if p.is_quote else p.text for p in self.paragraphs)

    @property
    def full_text(self) -> str:
        """The message with its offers numbered below."""
        return "\n".join([self.text, *(f"  {i}. {o.label}" for i, o in enumerate(self.offers, start=1))])


def line(*parts: str | Span) -> Paragraph:
    """A paragraph of plain words and spans."""
    return Paragraph(tuple(p if isinstance(p, Span) else Span(p) for p in parts if p))


def bold(text: str) -> Span:
    return Span(text, Style.BOLD)


def render_reply(answer: Answer, store: Store) -> Reply:
    """The message for an answer with entries, choices or something declined."""
    paragraphs: list[Paragraph] = []
    if answer.home:
        paragraphs.append(line(Span(f"(Nơi mặc định: {answer.home})", Style.ITALIC)))
    if answer.carried:
        paragraphs.append(line(Span(f"(Hiểu tiếp câu trước: {answer.carried})", Style.ITALIC)))
    for i, entry in enumerate(answer.entries):
        paragraphs += _render_entry(entry, store)
        following = {f.sentence for later in answer.entries[i + 1 : i + 2] for f in later.facts}
        if not {f.sentence for f in entry.facts} <= following:  # a sentence is quoted once, below its last figure
            paragraphs += _quotes(_run_of(answer.entries, i))
    paragraphs += _render_sources(answer.facts)
    for missing in answer.missing:
        paragraphs.append(_render_missing(missing, store))
    if answer.choices:
        paragraphs.append(line(_choice_heading(answer)))
    return Reply(tuple(paragraphs), offers_of(answer.choices))


def _run_of(entries: Sequence[Entry], last: int) -> list[Fact]:
    """The facts of the entry and of those right before it that its sentences prove as well."""
    facts = list(entries[last].facts)
    sentences = {f.sentence for f in facts}
    for entry in reversed(entries[:last]):
        if not {f.sentence for f in entry.facts} <= sentences:
            break
        facts = [*entry.facts, *facts]
    return facts


def _quotes(facts: Sequence[Fact]) -> list[Paragraph]:
    sentences = dict.fromkeys(f.sentence for f in facts)
    return [_merge_quotes([f for f in facts if f.sentence == sentence]) for sentence in sentences]


def offers_of(facts: Iterable[Fact]) -> tuple[Offer, ...]:
    """A button for each fact."""
    listed = list(facts)
    has_places = len({f.place for f in listed}) > 1
    return tuple(Offer(f"{label_of(f)} – {f.place}" if has_places and f.place else label_of(f), f.key) for f in listed)


def quote(fact: Fact) -> Paragraph:
    """The fact's sentence, its figure bold."""
    if fact.figure_span is None:
        return Paragraph((Span(fact.sentence),), is_quote=True)
    start, end = fact.figure_span
    spans = (Span(fact.sentence[:start]), bold(fact.sentence[start:end]), Span(fact.sentence[end:]))
    return Paragraph(tuple(s for s in spans if s.text), is_quote=True)


def source_line(fact: Fact) -> Paragraph:
    """The report's title, author and year."""
    year = f"{fact.report_year}" if fact.report_year else ""
    parts = [p for p in (fact.author, year) if p]
    return line("Nguồn: ", Span(fact.title, Style.ITALIC), f" ({', '.join(parts)})" if parts else "")


def figure_line(fact: Fact, store: Store) -> Paragraph:
    """ "Thu ngân sách năm 2021 (thực hiện): 158,3 tỷ đồng, bằng 102% kế hoạch"."""
    place = localities_of(store).words_of(fact)
    if fact.figure is None:
        where = f" ({place})" if place else ""
        return line(bold(fact.indicator), where) if fact.indicator else line(f"Báo cáo viết{where}:")
    of = store.by_id.get(fact.of or "")
    if fact.relation is not None:
        head = f"{_join(fact.indicator, place, relation_words(fact), _slots_words(fact))}: "
        change = change_of(fact)
        return line(head, bold(_direction_words(fact) + fact.figure), _change_words(fact, change), _level_words(of))
    return line(
        f"{_join(fact.indicator, place, _slots_words(fact))}: ", bold(fact.figure), _comparison_words(fact, store)
    )


def _render_entry(entry: Entry, store: Store) -> list[Paragraph]:
    paragraphs = [line(VERDICT_WORDS[entry.verdict])] if entry.verdict else []
    stated = {(d.operation, d.value) for f in entry.facts if (d := change_of(f))}
    derived = [d for d in entry.derived if (d.operation, d.value) not in stated]
    is_computed = bool(derived)
    shown = [f for f in entry.facts if not _is_told_by_another(f, entry, is_computed)]
    if is_computed:
        paragraphs += [_derived_line(derived, shown, store)]
    if entry.verdict:  # what other reports say of the same thing stands right below it
        shown = sorted(shown, key=lambda f: f is not shown[0] and not _told_elsewhere(f, shown, store))
    paragraphs += [_told_elsewhere(f, shown, store) or figure_line(f, store) for f in shown]
    if is_computed and (caution := _caution(entry.facts)):
        paragraphs.append(line(Span(caution, Style.ITALIC)))
    is_of_other = len(entry.facts) > 1 and not same_slots(entry.facts[0], entry.facts[1], store)
    if entry.verdict is Verdict.MISMATCH and is_of_other:
        paragraphs.append(line("Con số được hỏi là của mục cuối ở trên."))
    return paragraphs


def _told_elsewhere(fact: Fact, shown: Sequence[Fact], store: Store) -> Paragraph | None:
    """The line for the same slots in another report than the one told first: earlier, later, or who knows."""
    first = shown[0]
    if fact.report == first.report or fact.figure is None or not same_slots(fact, first, store):
        return None
    when = "Trước đó" if is_later(first, fact) else "Sau đó" if is_later(fact, first) else "Báo cáo khác"
    year = f", {fact.report_year}" if fact.report_year else ""
    return line(f"{when} công bố: ", bold(fact.figure), f" ({fact.title}{year})")


def _join(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _is_told_by_another(fact: Fact, entry: Entry, is_computed: bool) -> bool:
    """A level is told in the line of its comparison; in a computation it is the other way round."""
    if is_computed:
        return fact.relation is not None and any(f.id == fact.of for f in entry.facts)
    return fact.relation is None and any(f.of == fact.id for f in entry.facts)


def _merge_quotes(facts: Sequence[Fact]) -> Paragraph:
    """One sentence with the figures of several facts bold."""
    sentence = facts[0].sentence
    spans: list[Span] = []
    last = 0
    for start, end in sorted({f.figure_span for f in facts if f.figure_span}):
        if start >= last:
            spans += [Span(sentence[last:start]), bold(sentence[start:end])]
            last = end
    spans.append(Span(sentence[last:]))
    return Paragraph(tuple(s for s in spans if s.text), is_quote=True)


def _render_sources(facts: Sequence[Fact]) -> list[Paragraph]:
    by_report = {f.report: f for f in facts}
    return [source_line(f) for f in by_report.values()]


def _slots_words(fact: Fact) -> str:
    status = status_words(fact)
    return f"{when_words(fact)} ({status})" if when_words(fact) and status else when_words(fact) or status


def _direction_words(fact: Fact) -> str:
    if fact.relation in (Relation.PCT_CHANGE, Relation.ABS_CHANGE):
        return "giảm " if fact.direction == "down" else "tăng "
    return "vượt " if fact.relation is Relation.PCT_OVER_PLAN else ""


def _change_words(fact: Fact, change: Derived | None) -> str:
    if change is None or not change.value:
        return ""
    is_plan = fact.relation is Relation.PCT_OF_PLAN
    up, down = ("vượt", "còn thiếu") if is_plan else ("tăng", "giảm")
    word = up if change.value > 0 else down
    about = "khoảng " if change.is_about else ""
    return f", tức {word} {about}{format_number(abs(change.value))}% (bot tính)"


def _level_words(of: Fact | None) -> str:
    return f" — mức đạt: {of.figure}" if of is not None and of.figure else ""


def _comparison_words(fact: Fact, store: Store) -> str:
    parts = []
    for c in store.comparisons_of(fact):
        base = c.against or ("kế hoạch" if c.relation and c.relation.is_about_plan else "so với cùng kỳ")
        match c.relation:
            case Relation.PCT_OF_PLAN | Relation.PCT_OF_PREVIOUS:
                text = f"bằng {c.figure} {base}{_change_words(c, change_of(c))}"
            case Relation.PCT_OVER_PLAN:
                text = f"vượt {c.figure} {base}"
            case Relation.RATIO:
                text = f"gấp {c.figure} {base}"
            case _:
                text = f"{_direction_words(c)}{c.figure} {base}"
        parts.append(text)
    return f"; {'; '.join(parts)}" if parts else ""


def _derived_line(derived: Sequence[Derived], shown: Sequence[Fact], store: Store) -> Paragraph:
    first = derived[0]
    about = "khoảng " if first.is_about else ""
    value = bold(f"{about}{join_unit(format_number(abs(first.value)), first.unit)}")
    percent = next((d for d in derived if d.operation is Operation.PERCENT_CHANGE), None)
    tail = f" ({'khoảng ' if percent.is_about else ''}{format_number(abs(percent.value))}%)" if percent else ""
    places = [localities_of(store).words_of(f) for f in shown if f.relation is None]
    one, other = places if len(places) == 2 and places[0] != places[1] else ("", "")
    is_of_plan = len(shown) == 2 and shown[0].period == shown[1].period and is_planned(shown[1]) > is_planned(shown[0])
    match first.operation:
        case Operation.DIFFERENCE if one:
            word = " bằng " if not first.value else " cao hơn " if first.value > 0 else " thấp hơn "
            more = f"{one[:1].upper()}{one[1:]}{word}{other}"
            if not first.value:
                return line(more, " — bot tính từ các số dưới đây:")
            return line(more, " ", value, tail, " — bot tính từ các số dưới đây:")
        case Operation.RATIO if one:
            return line(f"{one[:1].upper()}{one[1:]} gấp ", value, f" {other} — bot tính từ các số dưới đây:")
        case Operation.DIFFERENCE if is_of_plan and first.value:
            word = "Vượt kế hoạch " if first.value > 0 else "Thấp hơn kế hoạch "
            return line(word, value, tail, " — bot tính từ các số dưới đây:")
        case Operation.DIFFERENCE:
            word = "Bằng nhau, chênh " if not first.value else "Tăng " if first.value > 0 else "Giảm "
            return line(word, value, tail, " — bot tính từ các số dưới đây:")
        case Operation.RATIO:
            return line("Gấp ", value, " — bot tính từ các số dưới đây:")
        case Operation.MAX | Operation.MIN:
            word = OPERATION_WORDS[first.operation].capitalize()
            where = places[0] if len(set(places)) > 1 else ""
            when = when_words(shown[0]) if len({f.period for f in shown}) > 1 else ""
            return line(f"{word}: ", value, f" ({_join(where, when)})" if where or when else "")
        case _:
            return line(f"{OPERATION_WORDS[first.operation].capitalize()}: ", value, " — bot tính từ các số dưới đây:")


def _caution(facts: Sequence[Fact]) -> str:
    levels = [f for f in facts if f.relation is None and f.quantity]
    if len(levels) < 2:
        return ""
    notes = []
    if len({f.status in (Status.PLAN, Status.TARGET) for f in levels}) > 1:
        notes.append("một bên là số thực hiện, một bên là kế hoạch hoặc mục tiêu")
    if len({f.indicator for f in levels}) > 1:
        notes.append("báo cáo gọi tên hai số này khác nhau")
    return f"Lưu ý: {'; '.join(notes)}." if notes else ""


def _render_missing(missing: Missing, store: Store) -> Paragraph:
    if missing.numbers:
        return line("Báo cáo không nêu số ", bold(missing.numbers), ".")
    if missing.words:
        return line("Báo cáo không nêu ", bold(f"“{missing.words}”"), ".")
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
    for fact in sorted(store.facts, key=oldest_first):
        if fact.indicator == missing.indicator and fact.relation is None and fact.quantity:
            by_place.setdefault(places.whole_of(fact), []).append(fact)
    if missing.place in by_place:
        by_place = {missing.place: by_place[missing.place]}
    told = {place: ", ".join(dict.fromkeys(map(_slots_words, facts))) for place, facts in by_place.items()}
    if len(told) == 1:
        return next(iter(told.values())).replace(", ", "; ")
    return "; ".join(f"{places.shorten(place)} {times}".strip() for place, times in told.items())


def _choice_heading(answer: Answer) -> str:
    match answer.outcome:
        case Outcome.CHOOSE if answer.asks_place:
            return "Bạn hỏi nơi nào? Chọn dưới đây, hay gõ tên nơi ấy:"
        case Outcome.CHOOSE:
            return "Ý bạn là mục nào dưới đây?"
        case Outcome.ANSWERED:
            return "Xem thêm:"
        case _:
            return "Những gì gần nhất báo cáo có:"
