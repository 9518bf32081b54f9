"""A question -> a reply. It never guesses: a figure leaves only with the sentence that states it.

In: a message, the Index of all facts, what the chat was about. Out: a Turn: the Answer, the Reply, the new context.
Rooms in the order of imports: index (what is matched against), reading (text -> query and slots), finding (->
matches), answer (the values), deciding (-> Answer), telling (-> Reply); dialogue is the door: each question of a
message answered; export: a Turn as the JSON that scripts read.
Slots veto, likeness only picks names, every word of the question is accounted for.
"""

from knowledge.answering.answer.answer import Outcome
from knowledge.answering.dialogue import Turn, ask, choose
from knowledge.answering.index.index import Index, Indexer
from knowledge.answering.reading.context import Context
from knowledge.answering.telling.reply import Offer, Paragraph, Reply, Span, Style
from knowledge.answering.telling.smalltalk import describe_topics, greet, show_help, show_source

__all__ = [
    "Context",
    "Index",
    "Indexer",
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
