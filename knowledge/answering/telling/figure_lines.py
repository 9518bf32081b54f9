"""A fact -> its lines: the figure with its slots, its sentence, its source."""

from collections.abc import Sequence

from knowledge.answering.answer.arithmetic import Derived, change_of
from knowledge.answering.answer.order import is_later, same_slots
from knowledge.answering.answer.phrases import format_result, join_words, relation_words, slots_words
from knowledge.answering.index.localities import localities_of
from knowledge.answering.telling.reply import Paragraph, Span, Style, bold, line
from knowledge.facts.record.fact import Fact, Relation
from knowledge.facts.store import Store


def figure_line(fact: Fact, store: Store) -> Paragraph:
    """ "Thu ngân sách năm 2021 (thực hiện): 158,3 tỷ đồng, bằng 102% kế hoạch"."""
    place = localities_of(store).words_of(fact)
    if fact.figure is None:
        where = f" ({place})" if place else ""
        return line(bold(fact.indicator), where) if fact.indicator else line(f"Báo cáo viết{where}:")
    of = store.by_id.get(fact.of or "")
    if fact.relation is not None:
        head = f"{join_words(fact.indicator, place, relation_words(fact), slots_words(fact))}: "
        change = change_of(fact)
        return line(head, bold(_direction_words(fact) + fact.figure), _change_words(fact, change), _level_words(of))
    return line(
        f"{join_words(fact.indicator, place, slots_words(fact))}: ", bold(fact.figure), _comparison_words(fact, store)
    )


def told_elsewhere(fact: Fact, shown: Sequence[Fact], store: Store) -> Paragraph | None:
    """The line for the same slots in another report than the one told first: earlier, later, or who knows."""
    first = shown[0]
    if fact.report == first.report or fact.figure is None or not same_slots(fact, first, store):
        return None
    when = "Trước đó" if is_later(first, fact) else "Sau đó" if is_later(fact, first) else "Báo cáo khác"
    year = f", {fact.report_year}" if fact.report_year else ""
    return line(f"{when} công bố: ", bold(fact.figure), f" ({fact.title}{year})")


def quote(fact: Fact) -> Paragraph:
    """The fact's sentence, its figure bold."""
    if fact.figure_span is None:
        return Paragraph((Span(fact.sentence),), is_quote=True)
    start, end = fact.figure_span
    spans = (Span(fact.sentence[:start]), bold(fact.sentence[start:end]), Span(fact.sentence[end:]))
    return Paragraph(tuple(s for s in spans if s.text), is_quote=True)


def merge_quotes(facts: Sequence[Fact]) -> Paragraph:
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


def source_line(fact: Fact) -> Paragraph:
    """The report's title, author and year."""
    year = f"{fact.report_year}" if fact.report_year else ""
    parts = [p for p in (fact.author, year) if p]
    return line("Nguồn: ", Span(fact.title, Style.ITALIC), f" ({', '.join(parts)})" if parts else "")


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
    return f", tức {word} {about}{format_result(abs(change.value))}% (bot tính)"


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
