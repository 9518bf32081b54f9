"""Greetings, thanks, abuse and emptiness -> a short kind reply that shows what can be asked; never a figure."""

from itertools import islice

from knowledge.answering.answer.order import actual_first
from knowledge.answering.answer.phrases import label_of
from knowledge.answering.index.index import Index
from knowledge.answering.telling.reply import Offer, Paragraph, Reply, Span, Style, line
from knowledge.facts.record.fact import Fact

_WORDS = {
    "greeting": "Chào bạn! Mình trả lời câu hỏi về các báo cáo, mỗi con số kèm đúng câu trong báo cáo.",
    "thanks": "Không có gì, rất vui được giúp bạn!",
    "bye": "Chào bạn, hẹn gặp lại!",
    "identity": "Mình là bot tra cứu báo cáo: bạn hỏi, mình trả lời bằng số liệu kèm đúng câu trong báo cáo.",
    "mood": "Mình chỉ biết về các báo cáo thôi, nhưng luôn sẵn sàng trả lời.",
    "abuse": "Xin lỗi vì chưa giúp được bạn. Bạn thử hỏi ngắn gọn tên chỉ tiêu và năm nhé.",
    "off_topic": "Việc đó mình không biết; mình chỉ trả lời về nội dung các báo cáo.",
    "injection": "Mình chỉ trả lời câu hỏi về nội dung các báo cáo.",
    "maker": "Mình là phần mềm tra cứu do đơn vị quản trị bot này vận hành; mình chỉ nói lại điều các báo cáo viết.",
    "menu": "Bạn hỏi được các chỉ tiêu dưới đây, thêm năm nếu cần; /chude để xem lại.",
    "reports": "Mình trả lời theo các báo cáo này:",
    "sources": "Mọi con số lấy nguyên văn từ các báo cáo dưới đây; hỏi “nguồn?” sau một câu trả lời để xem câu gốc.",
    "privacy": "Mình chỉ giữ số id của chat và mục vừa nói để hiểu câu hỏi tiếp, có thời hạn; lời câu hỏi được đếm "
    "mà không kèm ai hỏi. Không giữ tên, ảnh, số điện thoại hay vị trí. Trong Telegram, gõ /xoa để xóa ngay.",
    "wrong": "Xin lỗi bạn. Bạn gõ lại tên chỉ tiêu, thêm năm hoặc nơi cần hỏi; hỏi “nguồn?” để đối chiếu với câu gốc.",
    "empty": "Bạn muốn hỏi về chỉ tiêu nào?",
}


_WITH_REPORTS = ("reports", "sources")
LISTED = 10  # reports by name; more is a page


def render_smalltalk(topic: str, index: Index) -> Reply:
    """A line for the topic, and what goes with it: reports, topics to press, or questions that have an answer."""
    opening = line(_WORDS.get(topic, _WORDS["empty"]))
    if topic in _WITH_REPORTS:
        return Reply((opening, *_report_lines(index)))
    if topic == "menu":
        topics = describe_topics(index)
        return Reply((opening, *topics.paragraphs[1:]), topics.offers)
    return Reply((opening, *example_lines(index)))


def greet(index: Index) -> Reply:
    """The first message of a chat."""
    return Reply((line(_WORDS["greeting"]), line("Báo cáo đang có:"), *_report_lines(index), *example_lines(index)))


def _report_lines(index: Index) -> list[Paragraph]:
    """The reports there are, the first ten by name."""
    reports = index.store.reports
    lines = [line("• ", Span(r.title, Style.ITALIC), f" — {r.place}" if r.place else "") for r in reports[:LISTED]]
    more = [line(f"Và {len(reports) - LISTED} báo cáo khác.")] if len(reports) > LISTED else []
    return lines + more


def show_help(index: Index) -> Reply:
    """How to ask."""
    lines = [
        "Gõ câu hỏi như bạn vẫn nói, có dấu hay không dấu: tên chỉ tiêu, thêm năm nếu cần.",
        "Hỏi tiếp được: “còn 2022?”, “so với kế hoạch?”, “tăng bao nhiêu?”.",
        "Báo cáo không nêu thì mình nói là không nêu.",
        "/chude – các chủ đề · /nguon MÃ – câu gốc · /moi – bắt đầu lại",
    ]
    return Reply((*map(line, lines), *example_lines(index)))


def example_lines(index: Index) -> list[Paragraph]:
    """Two or three questions that have an answer."""
    questions = list(islice(dict.fromkeys(_question(f) for f in index.facts if f.quantity), 3))
    return [line("Ví dụ: ", Span(" · ".join(questions), Style.ITALIC))] if questions else []


def _question(fact: Fact) -> str:
    year = f" {fact.period.first[0]}" if fact.period else ""
    return f"{fact.indicator[:1].lower()}{fact.indicator[1:]}{year}?"


def describe_topics(index: Index) -> Reply:
    """Every indicator with how many figures it has, most first; the first eight as offers."""
    counted: dict[str, list[Fact]] = {}
    for fact in index.facts:
        if fact.quantity:
            counted.setdefault(fact.indicator, []).append(fact)
    ordered = sorted(counted.items(), key=lambda item: -len(item[1]))
    lines = [line(f"• {name} ({len(facts)})") for name, facts in ordered[:60]]
    statements = sum(f.figure is None for f in index.facts)
    tail = [line(f"Và {statements} nội dung không phải con số.")] if statements else []
    newest = [min(facts, key=actual_first) for _, facts in ordered[:8]]
    offers = tuple(Offer(label_of(fact), fact.key) for fact in newest)
    return Reply((line("Các chỉ tiêu có số liệu:"), *lines, *tail), offers)


def show_source(name: str, index: Index) -> Reply:
    """The fact's sentence between its neighbours, and the report; a line that says how to name one if unknown."""
    from knowledge.answering.telling.figure_lines import quote, source_line

    fact = index.store.find(name.strip())
    if fact is None:
        return Reply(
            (line("Không có mục mang mã này. Gõ /nguon kèm mã, ví dụ: /nguon ", next(iter(index.store.by_id), "")),)
        )
    around = [s for s in index.store.statements if s.report == fact.report]
    at = next((i for i, s in enumerate(around) if fact.sentence in s.sentence or s.sentence in fact.sentence), None)
    before = [line("… ", around[at - 1].sentence)] if at else []
    after = [line(around[at + 1].sentence, " …")] if at is not None and at + 1 < len(around) else []
    return Reply((*before, quote(fact), *after, source_line(fact)))
