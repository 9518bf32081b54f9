"""A question that was just asked in the same words, of the same knowledge -> the answer given then."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
KEPT = 500  # answers, of a few kilobytes each
LONGEST_TEXT = 300  # characters; nobody asks more than that in the same words


@dataclass(frozen=True, slots=True)
class Talk:
    """A question, and what it goes on from as JSON."""

    text: str
    before: str


class Repeats(Generic[T]):
    """The latest answers, for as long as the knowledge is the same object and the day the same; safe in threads."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Talk, T] = OrderedDict()
        self._of: tuple[object, object] = (None, None)
        self._lock = Lock()

    def find(self, talk: Talk, knowledge: object, work: Callable[[], T]) -> T:
        """The answer to it: the one that is known, else what `work` returns."""
        of = (knowledge, datetime.now(UTC).date())
        with self._lock:
            if of[0] is not self._of[0] or of[1] != self._of[1]:
                self._answers.clear()
                self._of = of
            if talk in self._answers:
                self._answers.move_to_end(talk)
                return self._answers[talk]
        answer = work()
        if len(talk.text) <= LONGEST_TEXT:
            self._note(talk, of, answer)
        return answer

    def _note(self, talk: Talk, of: tuple[object, object], answer: T) -> None:
        with self._lock:
            if of[0] is self._of[0] and of[1] == self._of[1]:  # not changed while it was worked out
                self._answers[talk] = answer
                if len(self._answers) > KEPT:
                    self._answers.popitem(last=False)
