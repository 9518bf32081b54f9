"""A question that compares two things the reports name -> both, each found as if it were asked alone.

"Năng suất lúa cao hơn năng suất ngô bao nhiêu?", "Lúa với ngô, cây nào trồng nhiều hơn?". What the second leaves out it
takes from the first: "giá trị sản xuất công nghiệp và nông nghiệp".
"""

import re
from collections.abc import Callable
from functools import lru_cache

from knowledge.answering.answer import Answer, Entry, Outcome, answered
from knowledge.answering.compute import compare
from knowledge.answering.wording import reading_of
from knowledge.facts.fact import Fact
from knowledge.language.quantity import base_value
from knowledge.language.table import load_table
from knowledge.language.text import fold

Ask = Callable[[str], Answer]
ASKING = "là bao nhiêu"  # makes of a bare thing a question for its figure
MAX_SHARED = 6  # words that the second thing may take from the first


def answer_pair(text: str, shared: str, ask: Ask, place_of: Callable[[Fact], object]) -> Answer | None:
    """Both figures and how they differ; None if the question names no two figures that can be compared.

    shared: the conditions that hold for both. ask: what one of them alone is answered with.
    place_of: the place that a figure is of; figures of two places are no answer here.
    """
    parts = split_pair(text)
    if parts is None:
        return None
    first, second, about = parts
    if fold(about).split(" ")[0] in _words_of("change"):
        return None
    one = next((f for words in (first, f"{about} {first}") if (f := _find(words, shared, ask))), None)
    if one is None:
        return None
    other = next((f for words in _completions(first, second, about) if (f := _find(words, shared, ask))), None)
    if other is None or place_of(one) != place_of(other) or not _can_compare(one, other):
        return None
    return answered([Entry((one, other), compare(one, other))], (), reading_of(one))


def split_pair(text: str) -> tuple[str, str, str] | None:
    """The two things compared, and what else is said of both; None if the question compares no two.

    >>> split_pair("Lúa với ngô, cây nào trồng nhiều hơn?")
    ('Lúa', 'ngô', 'trồng')
    >>> split_pair("Năng suất lúa cao hơn năng suất ngô bao nhiêu?")
    ('Năng suất lúa', 'năng suất ngô', '')
    """
    plain = fold(text)
    for pattern in _patterns():
        if match := pattern.fullmatch(plain):
            about = text[match.start("about") : match.end("about")] if "about" in match.groupdict() else ""
            parts = (text[match.start(name) : match.end(name)].strip(" ,?") for name in ("first", "second"))
            first, second = parts
            return (first, second, about.strip(" ,?")) if first and second else None
    return None


@lru_cache(maxsize=8)
def _words_of(role: str) -> frozenset[str]:
    """The phrases of that role in tables/pair_words.tsv, without accents."""
    return frozenset(fold(phrase) for phrase, own in load_table("pair_words") if own == role)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    roles = ("and", "which", "more", "gap")
    any_of = {role: "(?:" + "|".join(sorted(_words_of(role), key=len, reverse=True)) + ")" for role in roles}
    joined = rf"(?P<first>.+?)[ ,]+{any_of['and']} (?P<second>.+?)"
    ask = r"(?:la )?(?:bao nhieu|may)\b.*"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:so )?{joined}[ ,]+(?:thi )?{any_of['which']} (?P<about>.*?) ?{any_of['more']}\b.*",
            rf"(?P<first>.+?) {any_of['more']} (?:so voi )?(?P<second>.+?) {ask}",
            rf"{joined}[ ,]+(?:thi )?{any_of['gap']}\b.*",
            rf"(?P<first>.+?) {any_of['more']} hay (?P<second>.+?) {any_of['more']}\b.*",
        )
    )


def _completions(first: str, second: str, about: str) -> list[str]:
    """The second thing as it may be meant: as it stands, with what is said of both, with words of the first."""
    words = first.split()
    heads = (" ".join(words[:size]) for size in range(min(MAX_SHARED, len(words) - 1), 0, -1))
    return [second, *([f"{about} {second}"] if about else []), *(f"{head} {second}" for head in heads)]


def _find(words: str, shared: str, ask: Ask) -> Fact | None:
    """The one figure that the words are answered with."""
    answer = ask(f"{words} {shared} {ASKING}")
    if answer.outcome is not Outcome.ANSWERED or not answer.entries or answer.entries[0].derived:
        return None
    fact = answer.entries[0].facts[0]
    return fact if fact.quantity is not None else None


def _can_compare(one: Fact, other: Fact) -> bool:
    """Two levels, or two changes in one unit, of one period, both done or both planned."""
    if one.quantity is None or other.quantity is None or one.id == other.id:
        return False
    is_same_sort = (one.status is not None and one.status.is_planned) == (
        other.status is not None and other.status.is_planned
    )
    units = {base_value(one.quantity)[1], base_value(other.quantity)[1]}
    is_counted = one.relation is None and other.relation is None
    return is_same_sort and one.period == other.period and (len(units) == 1 or is_counted)
