"""A known list of words -> those at most one slip of a finger from a word typed."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


class NearWords:
    """The words of a list, found by a letter too many, missing, wrong, or changed with the next one.

    Two words so near have a form with at most one letter left out in common, so that a search costs as many look-ups
    as the word has letters, however many words are known.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(words))
        self._longest = max(map(len, self._words), default=0)
        self._by_form: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            for form in set(_forms(word)):
                self._by_form.setdefault(form, []).append(number)

    def find(self, typed: str, limit: int) -> list[str]:
        """The nearest words, equal ones before others, each sort in the order of the list; [] for a longer word.

        >>> NearWords(["san", "sang", "luong"]).find("sna", 3), NearWords(["san"]).find("xanh", 3)
        (['san'], [])
        """
        if len(typed) > self._longest + 1:
            return []
        numbers = {number for form in _forms(typed) for number in self._by_form.get(form, ())}
        distances = {number: OSA.distance(typed, self._words[number], score_cutoff=1) for number in numbers}
        ranked = sorted((distance, number) for number, distance in distances.items() if distance <= 1)
        return [self._words[number] for _, number in ranked[:limit]]


def _forms(word: str) -> Iterator[str]:
    """The word, and the word without one of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
