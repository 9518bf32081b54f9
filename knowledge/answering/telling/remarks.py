"""Remark -> a line before the figures: what a list has, the day and the unit of a figure, how a year was read."""

from collections.abc import Sequence

from knowledge.answering.answer.answer import Remark, Topic
from knowledge.answering.answer.phrases import when_words
from knowledge.answering.telling.reply import Paragraph, Span, Style, bold, line
from knowledge.facts.record.fact import Fact


def remark_line(remark: Remark, facts: Sequence[Fact]) -> Paragraph:
    """What is said first; facts: those of the answer."""
    match remark.topic:
        case Topic.NO_SUCH_OFFER:
            return line(f"Danh sách vừa nêu chỉ có {remark.value} mục, không có mục số {remark.words}.")
        case Topic.DAY:
            return line("Số này tính đến ngày ", bold(remark.value), ".")
        case Topic.NO_DAY:
            return line("Câu trong báo cáo không ghi số này tính đến ngày nào", _known_time(facts), ".")
        case Topic.UNIT:
            return line("Đơn vị: ", bold(remark.value), ".")
        case Topic.NO_UNIT:
            return line("Câu này không nêu con số nên không có đơn vị.")
        case Topic.SEVERAL:
            return line("“", remark.words, "” có thể là nhiều mục, chọn dưới đây.")
        case Topic.YEAR:
            return line(Span(f"(“{remark.words}” hiểu là {remark.value}, theo báo cáo mới nhất)", Style.ITALIC))


def _known_time(facts: Sequence[Fact]) -> str:
    """What is known of the time instead."""
    fact = facts[0] if facts else None
    if fact is None:
        return ""
    told = [f"là số của {when_words(fact)}"] if when_words(fact) else []
    told += [f"báo cáo ngày {'/'.join(reversed(fact.published.split('-')))}"] if fact.published.count("-") == 2 else []
    return f"; {', '.join(told)}" if told else ""
