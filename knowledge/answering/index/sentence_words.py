"""The words of all sentences -> the sentences that have a word; one report is taken out and put in at a time."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from math import log

from knowledge.facts.record.fact import Fact

LONGEST = 65535  # words of a sentence that are counted
WORN = 2  # numbers given out, in times those in use, at which all are given anew


class SentenceWords:
    """Every statement by a number of its own, and the numbers of those that have each word. Never changes."""

    def __init__(
        self,
        postings: "dict[str, array[int]] | None" = None,
        lengths: "array[int] | None" = None,
        statements: dict[int, Sequence[Fact]] | None = None,
    ) -> None:
        """statements: of each report, by the number of its first one; lengths: of each number, its words."""
        self.postings = {} if postings is None else postings
        self.lengths = array("H") if lengths is None else lengths
        self.statements = {} if statements is None else statements
        self._starts = sorted(self.statements)
        self.count = sum(map(len, self.statements.values()))
        words = sum(map(len, self.postings.values()))
        self.mean = words / max(1, self.count)

    @property
    def words(self) -> Collection[str]:
        return self.postings.keys()

    @property
    def is_worn(self) -> bool:
        """Are most numbers those of statements that are gone?"""
        return len(self.lengths) > WORN * max(1000, self.count)

    def __contains__(self, word: str) -> bool:
        return word in self.postings

    def weigh(self, word: str) -> float:
        """How much a word of a sentence tells, from its rarity among the sentences."""
        return log(1 + (self.count + 1) / len(self.postings[word]))

    def having(self, words: Iterable[str]) -> set[int]:
        """The sentences that have any of the words."""
        found: set[int] = set()
        for word in words:
            found.update(self.postings.get(word, ()))
        return found

    def among(self, numbers: Iterable[int], word: str) -> set[int]:
        """Those of the sentences that have the word."""
        postings = self.postings.get(word)
        return {n for n in numbers if _has(postings, n)} if postings else set()

    def how_many(self, words: Iterable[str]) -> int:
        return sum(len(self.postings.get(word, ())) for word in words)

    def length_of(self, number: int) -> int:
        return self.lengths[number]

    def statement(self, number: int) -> Fact:
        start = self._starts[bisect_right(self._starts, number) - 1]
        return self.statements[start][number - start]


class SentenceChange:
    """Sentences that change; a list of the words they were made from is copied only where it changes."""

    def __init__(self, sentences: SentenceWords) -> None:
        self._postings = dict(sentences.postings)
        self._lengths = sentences.lengths[:]
        self._statements = dict(sentences.statements)
        self._starts = {id(own): start for start, own in self._statements.items()}
        self._own: set[str] = set()

    def take_out(self, statements: Sequence[Fact], words: Sequence[frozenset[str]]) -> None:
        """statements: those very ones that were put in; words: of each of them."""
        if not statements:
            return
        start = self._starts.pop(id(statements))
        del self._statements[start]
        for word in frozenset[str]().union(*words):
            numbers = self._open(word)
            del numbers[bisect_left(numbers, start) : bisect_left(numbers, start + len(statements))]
            if not numbers:
                del self._postings[word]
                self._own.discard(word)

    def put_in(self, statements: Sequence[Fact], words: Sequence[frozenset[str]]) -> None:
        """words: of each statement."""
        if not statements:
            return
        start = len(self._lengths)
        self._statements[start], self._starts[id(statements)] = statements, start
        self._lengths.extend(min(len(own), LONGEST) for own in words)
        for number, own in enumerate(words, start):
            for word in own:
                self._open(word).append(number)

    def _open(self, word: str) -> "array[int]":
        if word not in self._own:
            self._own.add(word)
            self._postings[word] = array("I", self._postings.get(word, ()))
        return self._postings[word]

    def finish(self) -> SentenceWords:
        return SentenceWords(self._postings, self._lengths, self._statements)


def _has(numbers: "array[int]", number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number
