"""The names of the places a knowledge is about, which no gazetteer need have, and where a text has one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.language.places.gazetteer import is_phrase
from knowledge.language.text.tokens import Token, folded_key, tokenize


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name with its level ("" if not written). is_plain: its words have an ordinary meaning too."""

    level: str
    name: str
    words: tuple[str, ...]
    is_plain: bool


OwnNames = Mapping[str, tuple[OwnName, ...]]  # by the folded key of the first word, the longest first


def collect_own_names(units: Iterable[tuple[str, str]], is_plain: Callable[[str], bool]) -> OwnNames:
    """The names of those levels and names, ready to be found."""
    found: dict[str, list[OwnName]] = {}
    for level, name in dict.fromkeys(units):
        words = tuple(token.text for token in tokenize(name))
        if words:
            found.setdefault(folded_key(words[0]), []).append(OwnName(level, name, words, is_plain(name)))
    return {key: tuple(sorted(names, key=lambda name: -len(name.words))) for key, names in found.items()}


def find_own_name(tokens: Sequence[Token], at: int, names: OwnNames, level: str = "") -> OwnName | None:
    """The longest own name that begins at tokens[at], one of this level first; None if there is none."""
    if at >= len(tokens):
        return None
    fitting = [name for name in names.get(tokens[at].folded, ()) if is_phrase(tokens, at, name.words)]
    longest = [name for name in fitting if len(name.words) == len(fitting[0].words)]
    return next((name for name in longest if name.level == level), longest[0] if longest else None)
