"""A message in a chat -> Turn: each question in it answered, and put into words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer.about_last import answer_about, refuse_pick
from knowledge.answering.answer.answer import Answer, Entry, Missing, Outcome, answered, join_answers
from knowledge.answering.answer.phrases import read_back
from knowledge.answering.deciding.decide import answer_question
from knowledge.answering.deciding.followup import context_of
from knowledge.answering.index.index import Index
from knowledge.answering.reading.acts import agrees, find_about, find_chat, find_pick, strip_mend
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.message import MAX_CHARS, MAX_QUESTIONS, read_message
from knowledge.answering.telling.render import render_reply
from knowledge.answering.telling.reply import Paragraph, Reply
from knowledge.answering.telling.result_lines import tell_limits
from knowledge.answering.telling.smalltalk import render_smalltalk

SOURCES = "sources"  # the topic of "nguồn?" where nothing was told yet


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
    if turn := _act(text, index, context):
        return turn
    mended = strip_mend(text[:MAX_CHARS]) if context.facts or context.choices else ""
    message = read_message(mended or text)
    answers = _answer_each(message.questions, index, context)
    left = message.left + len(message.questions) - len(answers)
    kept = [a for a in answers if a.outcome is not Outcome.CHAT] or answers[:1]
    answer = join_answers(kept)
    turn = _turn(answer, index, answers[-1].context)
    return replace(turn, reply=_add(turn.reply, tell_limits(replace(message, left=left + answer.left))))


def _act(text: str, index: Index, context: Context) -> Turn | None:
    """The turn that picks an offer or asks about the last answer; None for a message that is a question."""
    offers = [fact for i in context.offers if (fact := index.store.find(i))]
    if offers and (pick := find_pick(text)):
        at = pick.rank - 1 if pick.rank > 0 else len(offers) + pick.rank
        if 0 <= at < len(offers):
            return choose(offers[at].id, index, context)
        return _turn(refuse_pick(pick.rank, offers, context), index, context)
    if len(context.choices) == 1 and agrees(text):
        return choose(context.choices[0], index, context)
    what = find_about(text)
    answer = answer_about(what, index, context) if what else None
    topic = "" if answer else SOURCES if what == "source" else find_chat(text)
    answer = Answer(Outcome.CHAT, topic=topic, context=context) if topic else answer
    return _turn(answer, index, context) if answer else None


def _answer_each(questions: Sequence[str], index: Index, context: Context) -> list[Answer]:
    """The answers in order; a list that is too long to be answered with those before it waits, and all that follows."""
    answers: list[Answer] = []
    for question in questions:
        answer = answer_question(question, index, context)
        if answers and sum(a.asked for a in answers) + answer.asked > MAX_QUESTIONS:
            break
        context = answer.context
        if len(questions) > 1:
            answer = replace(answer, question=question.strip())
        answers.append(answer)
    return answers


def _add(reply: Reply, lines: Sequence[Paragraph]) -> Reply:
    """The reply with more lines, above the one that leads to the offers."""
    at = len(reply.paragraphs) - bool(reply.offers)
    return replace(reply, paragraphs=(*reply.paragraphs[:at], *lines, *reply.paragraphs[at:]))


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
    following = replace(context_of([fact], context), offers=context.offers)  # the list is still there to pick from
    answer = replace(answered([entry], (), read_back([entry], index.store)), context=following)
    return _turn(answer, index, answer.context)


def _turn(answer: Answer, index: Index, context: Context) -> Turn:
    if answer.outcome is Outcome.CHAT:
        reply = render_smalltalk(answer.topic, index)
        keys = tuple(offer.key for offer in reply.offers)
        return Turn(answer, reply, replace(context, offers=keys) if keys else context)
    return Turn(answer, render_reply(answer, index.store), context)
