"""A message in a chat -> Turn: each question in it answered, and put into words."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.answering.answer import Answer, Entry, Missing, Outcome, answered, join_answers
from knowledge.answering.context import Context
from knowledge.answering.followup import context_of
from knowledge.answering.index import Index
from knowledge.answering.parts import MAX_QUESTIONS
from knowledge.answering.question import answer_question
from knowledge.answering.reading import read_back
from knowledge.answering.render import render_reply
from knowledge.answering.reply import Reply
from knowledge.answering.smalltalk import render_smalltalk
from knowledge.language.gazetteer import load_levels
from knowledge.language.text import fold, normalize

_END = re.compile(r"[?!;\n]+|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What was answered, how it reads, and what the chat is about now."""

    answer: Answer
    reply: Reply
    context: Context

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome


def ask(text: str, index: Index, context: Context | None = None) -> Turn:
    """The reply to one message. Never raises because of `text`."""
    context = context or Context()
    plain = normalize(text)
    if picked := _pick_by_number(plain, context):
        return choose(picked, index, context)
    questions = [part for part in _split(plain) if any(c.isalnum() for c in part)][:MAX_QUESTIONS]
    answers: list[Answer] = []
    for question in questions or [""]:
        answer = answer_question(question, index, context)
        context = answer.context
        answers.append(answer)
    kept = [a for a in answers if a.outcome is not Outcome.CHAT] or answers[:1]
    return _turn(join_answers(kept), index, context)


def choose(key: str, index: Index, context: Context | None = None) -> Turn:
    """The fact behind a pressed offer, told like an answer; a key of an older knowledge is declined kindly."""
    fact = index.store.find(key)
    context = context or Context()
    if fact is None:
        answer = Answer(Outcome.NOT_FOUND, missing=(Missing(words="mục này nữa, vì dữ liệu đã được cập nhật"),))
        return _turn(answer, index, context)
    base = index.store.by_id.get(fact.of or "")
    entry = Entry((fact, base) if base else (fact,))
    if context.pending and fact.id in context.choices:  # the place is chosen: the question can be answered
        waiting = replace(context, pending="", choices=(), place=fact.place)
        answer = answer_question(context.pending, index, waiting)
        if answer.outcome is Outcome.ANSWERED:
            return _turn(answer, index, answer.context)
    answer = replace(answered([entry], (), read_back([entry], index.store)), context=context_of([fact], context))
    return _turn(answer, index, answer.context)


def _turn(answer: Answer, index: Index, context: Context) -> Turn:
    if answer.outcome is Outcome.CHAT:
        return Turn(answer, render_smalltalk(answer.topic, index), context)
    return Turn(answer, render_reply(answer, index.store), context)


def _split(text: str) -> list[str]:
    """The questions of a message; the full stop of "TP. Cao Bằng" ends none."""
    parts, last = [], 0
    for end in _END.finditer(text):
        words = text[last : end.start()].split()
        if end[0] != "." or not words or fold(words[-1]) not in _short_levels():
            parts.append(text[last : end.start()])
            last = end.end()
    return [*parts, text[last:]]


@lru_cache(maxsize=1)
def _short_levels() -> frozenset[str]:
    """Levels of places written with their initials: "tp", "h"."""
    levels = [level for levels in load_levels().values() for level in levels]
    return frozenset(fold(level.words[-1]) for level in levels if level.words[-1].isupper())


def _pick_by_number(text: str, context: Context) -> str:
    number = text.strip(" .)")
    if number.isascii() and number.isdigit() and len(number) == 1 and 0 < int(number) <= len(context.offers):
        return context.offers[int(number) - 1]
    return ""
