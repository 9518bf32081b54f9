"""Answer -> Reply: Vietnamese words in paragraphs. The figure first, then its sentence and its source."""

from collections.abc import Iterable, Sequence

from knowledge.answering.answer.answer import Answer, Entry, Missing, Outcome, Topic, Verdict
from knowledge.answering.answer.arithmetic import change_of
from knowledge.answering.answer.order import same_slots
from knowledge.answering.answer.phrases import VERDICT_WORDS, label_of
from knowledge.answering.index.localities import localities_of
from knowledge.answering.telling.figure_lines import figure_line, merge_quotes, quote, source_line, told_elsewhere
from knowledge.answering.telling.remarks import remark_line
from knowledge.answering.telling.reply import Offer, Paragraph, Reply, Span, Style, line
from knowledge.answering.telling.result_lines import caution_of, derived_line, missing_line
from knowledge.facts.record.fact import Fact
from knowledge.facts.store import Store


def render_reply(answer: Answer, store: Store) -> Reply:
    """The message for an answer with entries, choices or something declined."""
    paragraphs: list[Paragraph] = []
    if answer.home:
        paragraphs.append(line(Span(f"(Nơi mặc định: {answer.home})", Style.ITALIC)))
    if answer.carried:
        paragraphs.append(line(Span(f"(Hiểu tiếp câu trước: {answer.carried})", Style.ITALIC)))
    paragraphs += [remark_line(r, answer.facts) for r in answer.remarks if r.topic is not Topic.SEVERAL]
    for i, entry in enumerate(answer.entries):
        paragraphs += _render_entry(entry, store)
        following = {f.sentence for later in answer.entries[i + 1 : i + 2] for f in later.facts}
        if not {f.sentence for f in entry.facts} <= following:  # a sentence is quoted once, below its last figure
            paragraphs += _quotes(_run_of(answer.entries, i))
    paragraphs += _render_sources(answer.facts)
    for missing in answer.missing:
        paragraphs += _render_missing(missing, store)
    paragraphs += [remark_line(r, answer.facts) for r in answer.remarks if r.topic is Topic.SEVERAL]
    if answer.choices:
        paragraphs.append(line(_choice_heading(answer)))
    elif answer.outcome is Outcome.NOT_FOUND and any(missing.words for missing in answer.missing):
        paragraphs.append(line("Bạn thử hỏi bằng tên chỉ tiêu, thêm năm và nơi nếu cần."))
    return Reply(tuple(paragraphs), offers_of(answer.choices, store))


def _render_missing(missing: Missing, store: Store) -> list[Paragraph]:
    """What is not stated; with the nearest fact, its figure, sentence and source where one is near enough."""
    nearest = store.by_id.get(missing.nearest)
    if nearest is None:
        return [missing_line(missing, store)]
    told = figure_line(nearest, store)
    return [missing_line(missing, store), line("Gần nhất: ", *told.spans), quote(nearest), source_line(nearest)]


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
    return [merge_quotes([f for f in facts if f.sentence == sentence]) for sentence in sentences]


def offers_of(facts: Iterable[Fact], store: Store) -> tuple[Offer, ...]:
    """A button for each fact; where they are of several places the place comes first, as long labels are cut."""
    listed = list(facts)
    has_places = len({f.place for f in listed}) > 1
    heads = [localities_of(store).words_of(f) if has_places else "" for f in listed]
    return tuple(
        Offer(f"{head}: {label_of(f)}" if head else label_of(f), f.key) for head, f in zip(heads, listed, strict=True)
    )


def _render_entry(entry: Entry, store: Store) -> list[Paragraph]:
    if not entry.facts:
        return []  # what was not found is told below the figures
    paragraphs = [line(VERDICT_WORDS[entry.verdict])] if entry.verdict else []
    stated = {(d.operation, d.value) for f in entry.facts if (d := change_of(f))}
    derived = [d for d in entry.derived if (d.operation, d.value) not in stated]
    is_computed = bool(derived)
    shown = [f for f in entry.facts if not _is_told_by_another(f, entry, is_computed)]
    if is_computed:
        paragraphs += [derived_line(derived, shown, store)]
    if entry.verdict:  # what other reports say of the same thing stands right below it
        shown = sorted(shown, key=lambda f: f is not shown[0] and not told_elsewhere(f, shown, store))
    paragraphs += [told_elsewhere(f, shown, store) or figure_line(f, store) for f in shown]
    if is_computed and (caution := caution_of(entry.facts)):
        paragraphs.append(line(Span(caution, Style.ITALIC)))
    if entry.verdict is Verdict.MISMATCH and _ends_in_another(entry, store):
        paragraphs.append(line("Con số được hỏi là của mục cuối ở trên."))
    return paragraphs


def _ends_in_another(entry: Entry, store: Store) -> bool:
    """Is the last fact one that has the number, and nothing that bears on the first?"""
    first, *more = entry.facts
    return bool(more) and not (entry.derived or more[0].id == first.of or same_slots(first, more[0], store))


def _is_told_by_another(fact: Fact, entry: Entry, is_computed: bool) -> bool:
    """A level is told in the line of its comparison; in a computation it is the other way round."""
    if is_computed:
        return fact.relation is not None and any(f.id == fact.of for f in entry.facts)
    return fact.relation is None and any(f.of == fact.id for f in entry.facts)


def _render_sources(facts: Sequence[Fact]) -> list[Paragraph]:
    by_report = {f.report: f for f in facts}
    return [source_line(f) for f in by_report.values()]


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
