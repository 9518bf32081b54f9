"""A draft -> its panels: what was read, one doubtful fact after the other, what publishing would change."""

from hashlib import blake2s
from pathlib import Path

from handlers.decisions import flatten
from handlers.drafts import Draft
from handlers.panel import Panel, Row, write_panel
from handlers.publishing import describe_answers, describe_broken, describe_facts
from knowledge.answering.proposal import Proposal
from knowledge.answering.reply import Paragraph, Reply, Span, Style, line
from knowledge.answering.wording import RELATION_WORDS, STATUS_WORDS
from knowledge.facts.fact import FactRecord
from knowledge.facts.files import load_report_folder
from knowledge.facts.proof import find_figure
from knowledge.language.text import normalize

AROUND = 700  # characters of a long sentence shown on each side of its figure


def key_of(fact: FactRecord) -> str:
    """A short name of the fact within its draft; the same after every restart."""
    return blake2s(fact.id.encode(), digest_size=4).hexdigest()


def load_facts(folder: Path) -> tuple[FactRecord, ...]:
    """The draft's facts as they are now."""
    return load_report_folder(folder).record.facts


def find_shown(facts: tuple[FactRecord, ...], cursor: str) -> FactRecord | None:
    """The first doubtful fact from the cursor on, else the first of all; None if nothing is doubted."""
    names = [fact.id for fact in facts]
    start = names.index(cursor) if cursor in names else 0
    return next((fact for fact in (*facts[start:], *facts[:start]) if fact.doubts), None)


def find_next(facts: tuple[FactRecord, ...], name: str) -> str:
    """The id of the doubtful fact after that one, going round; "" if there is no other."""
    names = [fact.id for fact in facts]
    start = names.index(name) + 1 if name in names else 0
    rest = (fact for fact in (*facts[start:], *facts[:start]) if fact.doubts and fact.id != name)
    return next((fact.id for fact in rest), "")


def render_draft(draft: Draft, folder: Path) -> Panel:
    """What was read, and what can be done with it."""
    record = load_report_folder(folder).record
    figures = sum(bool(fact.figure) + len(fact.compared) for fact in record.facts)
    doubtful = sum(bool(fact.doubts) for fact in record.facts)
    sure = len(record.facts) - doubtful
    lines = [
        record.title,
        f"{record.place or 'không rõ địa phương'} · {record.period or 'không rõ thời kỳ'} · mã: {draft.report}",
        f"Đọc được {figures} số liệu trong {len(record.facts)} mục: {sure} mục chắc chắn, {doubtful} mục cần xem.",
    ]
    look: tuple[Row, ...] = (((f"Xem {doubtful} mục cần xem", f"d:{draft.id}:v"),),) if doubtful else ()
    return write_panel(lines, *look, (("Công bố", f"d:{draft.id}:p"), ("Bỏ bản nháp", f"d:{draft.id}:x")))


def render_doubtful(draft: Draft, folder: Path, refusal: str = "") -> Panel:
    """The doubtful fact at the cursor; the draft itself where none is left."""
    facts = load_facts(folder)
    fact = find_shown(facts, draft.cursor)
    if fact is None:
        return render_draft(draft, folder)
    left = sum(bool(f.doubts) for f in facts)
    rows = [
        ("Số liệu", fact.figure or "(câu không có số)"),
        ("Thời kỳ", fact.period or "(như báo cáo)"),
        ("Tình trạng", STATUS_WORDS[fact.status] if fact.status else ""),
        ("Nơi", fact.place or ""),
        ("So sánh", "; ".join(f"{c.figure} {RELATION_WORDS[c.relation]}" for c in fact.compared)),
        ("Cần xem vì", "; ".join(fact.doubts)),
    ]
    paragraphs = [
        *([line(f"Chưa ghi được: {refusal}")] if refusal else []),
        line(f"Còn {left} mục cần xem. ", Span(fact.indicator, Style.BOLD)),
        *(line(f"{name}: {text}") for name, text in rows if text),
        _quote(fact),
    ]
    here = f"d:{draft.id}:{{}}:{key_of(fact)}"
    return Panel(
        Reply(tuple(paragraphs)),
        (
            (("Đúng", here.format("y")), ("Bỏ", here.format("n")), ("Không phải số liệu", here.format("i"))),
            (("Để sau", here.format("l")), ("Về bản nháp", f"d:{draft.id}:b")),
        ),
    )


def render_proposal(draft: Draft, proposal: Proposal) -> Panel:
    """What publishing would change; the button that does it only where nothing breaks."""
    head, *facts = describe_facts(proposal)
    doubts = [f"Còn {proposal.doubts} mục chưa xem."] if proposal.doubts else []
    lines = [head, *doubts, *describe_answers(proposal), *facts]  # a long list is cut at its end
    back = ("Quay lại", f"d:{draft.id}:b")
    if proposal.broken:
        refusals = [describe_broken(broken) for broken in proposal.broken]
        return write_panel(["Chưa công bố được:", *refusals, *lines], (back,))
    return write_panel(["Công bố bản này?", *lines], (("Công bố ngay", f"d:{draft.id}:P"), back))


def render_drop(draft: Draft) -> Panel:
    """Asks whether the draft is to go."""
    return write_panel(
        [f"Bỏ bản nháp {draft.report}? Tệp đã gửi vẫn còn trong cuộc trò chuyện này."],
        (("Bỏ hẳn", f"d:{draft.id}:X"), ("Quay lại", f"d:{draft.id}:b")),
    )


def _quote(fact: FactRecord) -> Paragraph:
    """The sentence, its figure bold; of a long one what stands around the figure."""
    sentence = flatten(fact.sentence)
    start, end = find_figure(normalize(fact.figure), sentence) or (0, 0) if fact.figure else (0, 0)
    before, after = sentence[:start], sentence[end:]
    before = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    after = f"{after[:AROUND]}…" if len(after) > AROUND else after
    spans = (Span(before), Span(sentence[start:end], Style.BOLD), Span(after))
    return Paragraph(tuple(span for span in spans if span.text), is_quote=True)
