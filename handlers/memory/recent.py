"""What this process handled and said, so that it need not be read again, nor be forgotten while nothing can be read."""

from collections import OrderedDict
from typing import TypeVar

from handlers.database.records import Answer, Progress

K = TypeVar("K")
V = TypeVar("V")

UPDATES_REMEMBERED, ANSWERS_REMEMBERED = 10_000, 4_000  # a few kilobytes an answer at most


class Bounded(OrderedDict[K, V]):
    """A dict of the latest `size` items."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._size:
            self.popitem(last=False)


class Recent:
    """newest: the highest update id of before; whatever is above it and not here was never begun."""

    def __init__(self, newest: int) -> None:
        self._newest = newest
        self._updates: Bounded[int, Progress] = Bounded(UPDATES_REMEMBERED)
        self._answers: Bounded[tuple[int, int], Answer | None] = Bounded(ANSWERS_REMEMBERED)  # by chat, message
        self._last: Bounded[tuple[int, int], Answer | None] = Bounded(ANSWERS_REMEMBERED)  # by chat, person
        self._told: Bounded[tuple[int, int], list[Answer]] = Bounded(ANSWERS_REMEMBERED)  # by chat, question

    def forget_chat(self, chat_id: int, person_id: int) -> None:
        """Remember no answer to that person in that chat."""
        own = [a for a in self._answers.values() if a and (a.chat_id, a.person_id) == (chat_id, person_id)]
        for answer in own:
            del self._answers[chat_id, answer.message_id]
            self._told.pop((chat_id, answer.question_id), None)
        self._last[chat_id, person_id] = None

    def find_progress(self, update_id: int) -> Progress | None:
        """How far the update is, without what it goes on from; None if that is not known here."""
        known = self._updates.get(update_id)
        return Progress() if known is None and update_id > self._newest else known

    def note_progress(self, update_id: int, progress: Progress) -> None:
        if len(self._updates) == UPDATES_REMEMBERED and update_id not in self._updates:
            self._newest = max(self._newest, next(iter(self._updates)))
        self._updates[update_id] = progress

    def find_context(self, chat_id: int, person_id: int, replied_id: int | None) -> str | None:
        """What the answer replied to left, else what the person's last one did; None if that is not known here."""
        if replied_id is not None:
            if (chat_id, replied_id) not in self._answers:
                return None
            if (replied := self._answers[chat_id, replied_id]) and replied.after:
                return replied.after
        if (chat_id, person_id) not in self._last:
            return None
        last = self._last[chat_id, person_id]
        return last.after if last else ""

    def note_talk(self, ids: tuple[int, int, int | None], found: tuple[Answer | None, Answer | None]) -> None:
        """Remember what the database has of a message replied to, and of the last answer to a person in a chat."""
        chat_id, person_id, replied_id = ids
        replied, self._last[chat_id, person_id] = found
        if replied_id is not None:
            self._answers[chat_id, replied_id] = replied

    def find_answers(self, chat_id: int, question_id: int) -> list[Answer] | None:
        """Our messages that answer that one, in order; None if they are not known here."""
        return self._told.get((chat_id, question_id))

    def note_answers(self, question: tuple[int, int], answers: list[Answer]) -> None:
        self._told[question] = answers

    def note_answer(self, answer: Answer) -> None:
        """Remember what was just said."""
        self._answers[answer.chat_id, answer.message_id] = answer
        last = self._last.get((answer.chat_id, answer.person_id))
        if last is None or last.message_id <= answer.message_id:
            self._last[answer.chat_id, answer.person_id] = answer
        told = self._told.get((answer.chat_id, answer.question_id), [])
        others = [other for other in told if other.message_id != answer.message_id]
        self._told[answer.chat_id, answer.question_id] = sorted([*others, answer], key=lambda told: told.message_id)
