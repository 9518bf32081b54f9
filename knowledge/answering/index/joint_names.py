"""A joint name -> its halves: "Tổng đàn gia súc, gia cầm" counts both together and says nothing of one of them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.table import any_of, load_words
from knowledge.language.text.tokens import to_keys

LONGEST = 3  # words of a half; longer ones are names by themselves ("doanh thu dịch vụ")
_JOINT = re.compile(rf"\s*(?:,|\b{any_of(load_words('question/pair_words', 'joint'))}\b)\s*", re.IGNORECASE)

Halves = tuple[frozenset[str], frozenset[str]]


@lru_cache(maxsize=65536)
def find_halves(label: str) -> Halves | None:
    """The words that only one or only the other of the two halves has; None if the label does not end in two.

    >>> find_halves("Tổng đàn gia súc, gia cầm")
    (frozenset({'suc2'}), frozenset({'câm1'}))
    >>> find_halves("Thu ngân sách") is None
    True
    """
    parts = [part for part in _JOINT.split(label) if part.strip()]
    if len(parts) < 2:
        return None
    before, other = (canonicalize(to_keys(part)) for part in parts[-2:])
    own = before[-len(other) :]
    if len(other) > LONGEST or len(own) < len(other):
        return None
    shared = {key for key in other if key in own}
    if any(own.index(key) != other.index(key) for key in shared) or shared == set(own) or shared == set(other):
        return None  # "xóa nhà tạm, nhà dột nát": no two of one build
    return frozenset(own) - shared, frozenset(other) - shared


def find_seams(labels: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The words right before and right behind the joint of each label that ends in two halves.

    >>> find_seams(["Tổng đàn gia súc, gia cầm", "Thu, chi ngân sách"])
    frozenset({('suc2', 'gia')})
    """
    joined = (label for label in labels if find_halves(label))
    parts = ([part for part in _JOINT.split(label) if part.strip()][-2:] for label in joined)
    return frozenset((to_keys(before)[-1], to_keys(after)[0]) for before, after in parts)
