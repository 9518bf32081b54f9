"""Kinds said one after the other that together name what is counted: "gà lợn trâu bò".

Source: tables/question/joint_kinds.tsv.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys


@dataclass(frozen=True, slots=True)
class JointKinds:
    """whole: canonical words of the label; least: kinds that must be said; parts: the kinds of each of its parts."""

    whole: Keys
    least: int
    parts: tuple[frozenset[Keys], ...]

    def length(self, keys: Sequence[str]) -> int:
        """How many words from the first on are kinds that name the whole; 0 if they do not name it."""
        said: list[Keys] = []
        kinds = sorted((kind for part in self.parts for kind in part), key=len, reverse=True)
        at = 0
        while kind := next((k for k in kinds if tuple(keys[at : at + len(k)]) == k and k not in said), None):
            said.append(kind)
            at += len(kind)
        is_whole = len(said) >= self.least and all(not part.isdisjoint(said) for part in self.parts)
        return at if is_whole else 0


@lru_cache(maxsize=1)
def load_joint_kinds() -> tuple[JointKinds, ...]:
    """Every joint label of the table.

    >>> load_joint_kinds()[1].length(to_keys("lúa ngô năm 2021")), load_joint_kinds()[1].length(to_keys("lúa"))
    (2, 0)
    """
    return tuple(
        JointKinds(
            canonicalize(to_keys(whole)),
            int(least),
            tuple(frozenset(map(to_keys, part.split("|"))) for part in kinds.split("+")),
        )
        for whole, least, kinds in load_table("question/joint_kinds")
    )


@lru_cache(maxsize=1)
def joint_kind_words() -> frozenset[str]:
    """The first word of each kind."""
    return frozenset(kind[0] for joint in load_joint_kinds() for part in joint.parts for kind in part)


def find_joint(keys: Sequence[str], is_named: Callable[[str], bool]) -> tuple[int, Keys]:
    """How many words from the first on name a joint label, and its words; (0, ()) if they do not.

    is_named: is the word part of a name that facts go by?
    """
    for joint in load_joint_kinds():
        length = joint.length(keys)
        if length and not any(is_named(key) for key in keys[:length] if key not in joint.whole):
            return length, joint.whole
    return 0, ()
