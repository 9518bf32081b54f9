"""A question -> a reply."""

from knowledge.answering.answer import Outcome
from knowledge.answering.context import Context
from knowledge.answering.dialogue import Turn, ask, choose
from knowledge.answering.index import Index
from knowledge.answering.reply import Offer, Paragraph, Reply, Span, Style
from knowledge.answering.smalltalk import describe_topics, greet, show_help, show_source

__all__ = [
    "Context",
    "Index",
    "Offer",
    "Outcome",
    "Paragraph",
    "Reply",
    "Span",
    "Style",
    "Turn",
    "ask",
    "choose",
    "describe_topics",
    "greet",
    "show_help",
    "show_source",
]
