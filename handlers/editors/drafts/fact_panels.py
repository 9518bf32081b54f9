"""The facts of a draft -> their panels: one doubtful fact after the other, any fact, all of them."""

from hashlib import blake2s
from pathlib import Path

from handlers.editors.drafts.decisions import flatten
from handlers.editors.drafts.edits import FIELDS
from handlers.editors.drafts.panels import ALL_SEEN, count_facts, render_draft, undo_row
from handlers.editors.panels.panel import Panel, Row, find_page, write_panel
from handlers.memory.drafts import Draft
from knowledge.answering.telling.reply import Paragraph, Reply, Span, Style, line
from knowledge.facts.folder.proof import find_figure
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.fact import RELATION_WORDS, STATUS_WORDS, Status
from knowledge.facts.record.report_record import FactRecord
from knowledge.language.text.tokens import normalize
from knowledge.language.times.period_mentions import parse_period, period_words

AROUND = 700  # characters of a long sentence shown on each side of its figure
LONGEST = 300  # characters of a line about a fact
FACTS_SHOWN = 8
BUTTONS_IN_ROW = 4
NOTHING_LEFT = "Không còn mục nào trong bản nháp."


def key_of(fact: FactRecord) -> str:
    """A short name of the fact as it is shown: a button holds for nothing else."""
    return blake2s(fact.model_dump_json().encode(), digest_size=4).hexdigest()


def load_facts(folder: Path) -> tuple[FactRecord, ...]:
    """The draft's facts as they are now."""
    return load_report_folder(folder).record.facts


def find_fact(facts: tuple[FactRecord, ...], key: str) -> FactRecord | None:
    """The fact of that key."""
    return next((fact for fact in facts if key_of(fact) == key), None)


def find_shown(facts: tuple[FactRecord, ...], cursor: str) -> FactRecord | None:
    """The first doubtful fact from the cursor on, else the first of all; None if nothing is doubted."""
    names = [fact.id for fact in facts]
    start = names.index(cursor) if cursor in names else 0
    return next((fact for fact in (*facts[start:], *facts[:start]) if fact.doubts), None)


def find_next(facts: tuple[FactRecord, ...], name: str, step: int = 1) -> str:
    """The id of the doubtful fact after that one, before it for step -1, going round; "" if there is no other."""
    names = [fact.id for fact in facts]
    at = names.index(name) if name in names else -1
    rest = (facts[(at + step * i) % len(facts)] for i in range(1, len(facts)))
    return next((fact.id for fact in rest if fact.doubts), "")


def render_doubtful(draft: Draft, folder: Path, reports: Path, refusal: str = "") -> Panel:
    """The doubtful fact at the cursor; the draft itself where none is left."""
    facts = load_facts(folder)
    fact = find_shown(facts, draft.cursor)
    if fact is None:
        return render_draft(draft, folder, reports, ALL_SEEN)
    doubtful = [f.id for f in facts if f.doubts]
    here = f"d:{draft.id}:{{}}:{key_of(fact)}"
    turn: tuple[Row, ...] = ((("◀", here.format("h")), ("▶", here.format("l"))),) if len(doubtful) > 1 else ()
    rows: list[Row] = [
        (("Đúng", here.format("y")), ("Sửa", here.format("e")), ("Xóa mục này", here.format("n"))),
        (("Không phải số liệu", here.format("i")),),
        *turn,
        *undo_row(draft, folder),
        (("Về bản nháp", f"d:{draft.id}:b"),),
    ]
    head = line(f"Mục {doubtful.index(fact.id) + 1}/{len(doubtful)}: ", Span(fact.indicator, Style.BOLD))
    return Panel(Reply((*_refused(refusal), head, *_describe(fact))), tuple(rows))


def render_fact(draft: Draft, folder: Path, fact: FactRecord, refusal: str = "") -> Panel:
    """A fact that nothing is doubted of, chosen from all."""
    facts = load_facts(folder)
    here = f"d:{draft.id}:{{}}:{key_of(fact)}"
    page = next((i for i, f in enumerate(facts) if f.id == fact.id), 0) // FACTS_SHOWN
    rows: list[Row] = [
        (("Sửa", here.format("e")), ("Xóa mục này", here.format("n")), ("Không phải số liệu", here.format("i"))),
        (("Về danh sách", f"d:{draft.id}:a:{page}"), ("Về bản nháp", f"d:{draft.id}:b")),
    ]
    return Panel(Reply((*_refused(refusal), line(Span(fact.indicator, Style.BOLD)), *_describe(fact))), tuple(rows))


def render_all(draft: Draft, folder: Path, number: int) -> Panel:
    """All facts of the draft, a page at a time, a button each."""
    record = load_report_folder(folder).record
    page = find_page(record.facts, number, FACTS_SHOWN)
    lines = [f"{i}. {_label(fact)}" for i, fact in enumerate(page.items, start=page.first)]
    buttons = [(str(i), f"d:{draft.id}:o:{key_of(fact)}") for i, fact in enumerate(page.items, start=page.first)]
    rows = [tuple(buttons[i : i + BUTTONS_IN_ROW]) for i in range(0, len(buttons), BUTTONS_IN_ROW)]
    return write_panel(
        [f"{record.title}: {count_facts(record)}.", *(lines or [NOTHING_LEFT])],
        *rows,
        *page.turn_row(f"d:{draft.id}:a:{{}}"),
        *undo_row(draft, folder),
        (("Về bản nháp", f"d:{draft.id}:b"),),
    )


def render_fields(draft: Draft, fact: FactRecord) -> Panel:
    """Which field of the fact is to be changed?"""
    key = key_of(fact)
    buttons = [
        (words.capitalize(), f"d:{draft.id}:s:{key}" if name == "status" else f"d:{draft.id}:f:{key}:{name}")
        for name, words in FIELDS.items()
    ]
    rows = [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]
    return Panel(
        Reply((line("Sửa gì của mục ", Span(fact.indicator, Style.BOLD), "?"), *_describe(fact))),
        (*rows, (("Thôi", f"d:{draft.id}:o:{key}"),)),
    )


def render_statuses(draft: Draft, fact: FactRecord) -> Panel:
    """Which status has the fact?"""
    key = key_of(fact)
    buttons = [(STATUS_WORDS[status].capitalize(), f"d:{draft.id}:S:{key}:{status}") for status in Status]
    return write_panel(
        [f"Tình trạng của “{fact.indicator}”?"],
        tuple(buttons[:2]),
        tuple(buttons[2:]),
        (("Thôi", f"d:{draft.id}:e:{key}"),),
    )


def _refused(refusal: str) -> tuple[Paragraph, ...]:
    return tuple(line(words) for words in f"Chưa ghi được: {refusal}".split("\n")) if refusal else ()


def _label(fact: FactRecord) -> str:
    """A fact on one line; one that is to be looked at is marked."""
    parts = (fact.period or "", STATUS_WORDS[fact.status] if fact.status else "", fact.place or "")
    slots = " · ".join(part for part in parts if part)
    mark = "⚠ " if fact.doubts else ""
    return f"{mark}{fact.indicator}: {fact.figure or '(câu không có số)'}{f' ({slots})' if slots else ''}"


def _describe(fact: FactRecord) -> list[Paragraph]:
    """What was read, what is doubted, and the sentence."""
    rows = [
        ("Số liệu", fact.figure or "(câu không có số)"),
        ("Thời kỳ", period_words(parse_period(fact.period)) if fact.period else "(như báo cáo)"),
        ("Tình trạng", STATUS_WORDS[fact.status] if fact.status else ""),
        ("Nơi", fact.place or ""),
        ("Tên khác", "; ".join(fact.aliases)),
        ("So sánh", "; ".join(f"{c.figure} {RELATION_WORDS[c.relation]}" for c in fact.compared)),
        ("Cần xem vì", "; ".join(fact.doubts)),
    ]
    shown = [(name, text if len(text) <= LONGEST else f"{text[:LONGEST]}…") for name, text in rows if text]
    return [*(line(f"{name}: {text}") for name, text in shown), _quote(fact)]


def _quote(fact: FactRecord) -> Paragraph:
    """The sentence, its figure bold; of a long one what stands around the figure."""
    sentence = flatten(fact.sentence)
    start, end = find_figure(normalize(fact.figure), sentence) or (0, 0) if fact.figure else (0, 0)
    before, after = sentence[:start], sentence[end:]
    before = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    after = f"{after[:AROUND]}…" if len(after) > AROUND else after
    spans = (Span(before), Span(sentence[start:end], Style.BOLD), Span(after))
    return Paragraph(tuple(span for span in spans if span.text), is_quote=True)
