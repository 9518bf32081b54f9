"""A fact -> every name it goes by, in canonical words; words that tell little in any name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.facts.record.fact import Fact
from knowledge.language.lexicon.cues import load_cues
from knowledge.language.lexicon.indicators import load_indicators
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys

KNOWN_TEXTS = 1 << 15  # labels and aliases whose words are kept; a province's reports have some thousands


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A label or alias in canonical words, and the facts that go by it, in the reports' order."""

    words: frozenset[str]
    weight: float
    facts: tuple[Fact, ...]
    order: Keys
    is_label: bool


@lru_cache(maxsize=KNOWN_TEXTS)
def keys_of(text: str) -> Keys:
    """The canonical words of a label or alias."""
    return canonicalize(to_keys(text))


@lru_cache(maxsize=KNOWN_TEXTS)
def stated_names(indicator: str, aliases: tuple[str, ...]) -> tuple[Keys, ...]:
    """The names its report gives a fact, the label first."""
    return tuple(dict.fromkeys([keys_of(indicator), *map(keys_of, aliases)]))


@lru_cache(maxsize=KNOWN_TEXTS)
def learnt_names(indicator: str, aliases: tuple[str, ...]) -> tuple[Keys, ...]:
    """What the statistical system calls the same thing; of aliases by abbreviations alone: others are often looser."""
    own = [keys_of(name) for name in (indicator, *filter(str.isupper, aliases))]
    return tuple(dict.fromkeys(name for keys in own for name in official_names(keys)))


@lru_cache(maxsize=KNOWN_TEXTS)
def growth_names(indicator: str) -> tuple[Keys, ...]:
    """ "tốc độ tăng trưởng GRDP", "tăng trưởng kinh tế" for what GRDP has changed by."""
    label = keys_of(indicator)
    leads = [keys_of(words) for (words,) in load_table("question/growth_words")]
    if any(label[: len(lead)] == lead for lead in leads):
        return ()
    names = [lead + label for lead in leads]
    return tuple(dict.fromkeys([*names, *(official for name in names for official in official_names(name))]))


@lru_cache(maxsize=KNOWN_TEXTS)
def official_names(label: Keys) -> tuple[Keys, ...]:
    """Every name of the statistical indicator that the words name; () if they name none."""
    return _classes_by_name().get(frozenset(label), ())


@lru_cache(maxsize=1)
def _classes_by_name() -> dict[frozenset[str], tuple[Keys, ...]]:
    """The names of each statistical indicator, by the words of any of them."""
    classes: dict[frozenset[str], tuple[Keys, ...]] = {}
    for row in load_indicators():
        names = tuple(canonicalize(to_keys(n)) for n in (row.name, *row.aliases))
        for name in names:
            classes.setdefault(frozenset(name), names)
    return classes


def indicator_phrases() -> Iterable[Keys]:
    """Every known indicator's names in canonical words, but those with a question word in them ("mấy huyện")."""
    asking = _single_words("ask") | {word for cue in load_cues().get("bao", ()) for word in cue.words}
    return (name for names in _classes_by_name().values() for name in names if not asking & set(name))


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that tell nothing by themselves, in names as in questions."""
    return _single_words("filler")


@lru_cache(maxsize=1)
def framing_words() -> frozenset[str]:
    """Words before a name that say how it is counted: "số", "tỷ lệ", "tổng", or nothing."""
    return _single_words("kind", "scope", "weak")


@lru_cache(maxsize=1)
def light_words() -> frozenset[str]:
    """Words of a name that tell little in it."""
    return _single_words("filler", "kind")


@lru_cache(maxsize=1 << 13)
def telling_words(indicator: str) -> frozenset[str]:
    """The words of a label but those that say how it is counted, or nothing."""
    return frozenset(keys_of(indicator)) - framing_words() - function_words()


def _single_words(*slots: str) -> frozenset[str]:
    cues = (cue for cues in load_cues().values() for cue in cues)
    return frozenset(c.words[0] for c in cues if len(c.words) == 1 and c.slot in slots)
