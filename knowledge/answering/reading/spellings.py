"""Text -> the text that is meant: slips, keystrokes and abbreviations read by the words and phrases of an index."""

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.answering.index.index import Index
from knowledge.answering.reading.message import cut_question
from knowledge.language.lexicon.cues import load_cues
from knowledge.language.lexicon.phrases import table_phrases
from knowledge.language.places.place_mentions import find_places
from knowledge.language.spelling.abbreviations import Expansion, find_expansions
from knowledge.language.spelling.keystrokes import find_keystrokes
from knowledge.language.spelling.phrases import Phrases
from knowledge.language.spelling.speller import Speller, Spelt, Typed
from knowledge.language.spelling.vocabulary import Vocabulary
from knowledge.language.text.syllables import is_folded_syllable
from knowledge.language.text.tokens import Keys, Token, accented_key, fold, normalize, to_keys, tokenize

MAX_MEANINGS = 4  # tried of one abbreviation
_LETTER_FOR_DIGIT = re.compile(r"\b(?=[0-9oOlI]*[0-9][0-9oOlI]*[0-9])[0-9oOlI]{4}\b")
_ENGLISH_OWNER = re.compile(r"(?<=[a-z])['’]s\b", re.IGNORECASE)
_DIGITS = str.maketrans("oOlI", "0011")


def spell(text: str, index: Index) -> tuple[Spelt, bool]:
    """The question as meant, and whether it was typed without accents."""
    plain = cut_question(normalize(text)).replace("\n", " ")
    plain = _ENGLISH_OWNER.sub("", plain)
    plain = _LETTER_FOR_DIGIT.sub(lambda m: m.group().translate(_DIGITS), plain)
    tokens = tokenize(plain)
    starts = {token.start: i for i, token in enumerate(tokens)}
    decoded = find_keystrokes(plain, lambda word: _is_known(word, index))
    keys = {starts[start]: word for start, _, word in decoded if start in starts}
    is_bare_text = is_bare(plain)
    short = _expansions(tokens, index)

    def find_place_words() -> frozenset[int]:
        return frozenset(i for m in find_places(tokens, index.own_names) for i in range(m.start, m.end))

    return _speller(index).spell(Typed(plain, tokens, is_bare_text, keys, short, find_place_words)), is_bare_text


@lru_cache(maxsize=2)
def _speller(index: Index) -> Speller:
    names = [name for names in index.own_names.values() for name in names]
    runs = [tuple(map(accented_key, name.words)) for name in names]
    labels = {to_keys(fact.indicator) for fact in index.facts}
    phrases = Phrases([*(name.order for name in index.names), *labels, *runs], table_phrases())
    names_of_places = Vocabulary(word for run in runs for word in run)
    return Speller(index.vocabulary, names_of_places, phrases, _frame(), _SaidPairs(index))


@lru_cache(maxsize=1)
def _frame() -> frozenset[Keys]:
    """Phrases that frame a question or fill its slots, but those that names have too."""
    return frozenset(cue.words for cues in load_cues().values() for cue in cues if cue.slot not in ("scope", "kind"))


class _SaidPairs:
    """Do two words follow each other in a sentence of a report? Collected when it is first asked."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._phrases: Phrases | None = None

    def __call__(self, first: str, second: str) -> bool:
        if self._phrases is None:
            self._phrases = Phrases(to_keys(fact.sentence) for fact in self._index.store.statements)
        return self._phrases.has(first, second)


def _is_known(word: str, index: Index) -> bool:
    """Is it a syllable that a question may have, or a word of a place's name? "cow" may be cơ."""
    is_word = index.vocabulary.has_folded(word) and is_folded_syllable(fold(word))
    return is_word or fold(word) in index.own_words


def _expansions(tokens: list[Token], index: Index) -> list[Expansion]:
    """The abbreviations of the question, by the tables and by the initials of names."""
    found = [e for e in find_expansions(tokens) if not _is_plain_word(tokens[e.start : e.end], index)]
    if any(len(tokens[e.start].text) == 1 for e in found):  # "h. Hà Quảng": a district, no hour
        places = find_places(tokens, index.own_names)
        levels = {m.start for m in places if m.level and len(tokens[m.start].text) == 1}
        found = [e for e in found if e.start not in levels]
    by_start = {e.start: e for e in found}
    for i, token in enumerate(tokens):
        if len(tokens) > 1 and token.text.isupper() and _is_abbreviation_like(token, index):  # alone it says too little
            runs = index.initials.get(token.folded, ())
            if runs and i not in by_start:
                by_start[i] = Expansion(i, i + 1, runs)
    return [replace(e, readings=e.readings[:MAX_MEANINGS]) for e in by_start.values()]


def _is_abbreviation_like(token: Token, index: Index) -> bool:
    """Is it no word of any kind, and short enough for initials?"""
    return (
        2 <= len(token.text) <= 5
        and not set(token.text.casefold()) <= set("ivxlcdm")  # a Roman number
        and not is_folded_syllable(fold(token.text))
        and not index.vocabulary.has_folded(token.text)
    )


def _is_plain_word(tokens: list[Token], index: Index) -> bool:
    """Is it a word of Vietnamese or a name in the reports as it stands: "mấy", "OCOP"?"""
    text = " ".join(t.text for t in tokens)
    if text.isupper() and len(text) > 2 and all(t.accented in index.names_by_word for t in tokens):
        return True
    return fold(text) != text.casefold() and all(t.accented in index.vocabulary for t in tokens) and not text.isupper()


def is_bare(text: str) -> bool:
    return fold(text) == text.casefold()
