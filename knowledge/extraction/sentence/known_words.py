"""The words of a name that some table explains, and those that none does.

A Vietnamese noun phrase ends where a verb begins, and nothing marks that place: "thu ngân sách bứt lên 8%". What can be
known is what the tables know. A word that stands in none of their phrases, right before a figure, may be part of the
name or a verb of any meaning: it is told to the clerk, never read.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.extraction.sentence.chunks import Chunk, Kind
from knowledge.language.table import load_table
from knowledge.language.text.tokens import Keys, to_keys

_PHRASES = {  # tables whose first cells are words of names, and how many cells
    "report/indicators": 2,
    "report/name_words": 1,
    "report/heads": 1,
    "report/events": 1,
    "report/measures": 2,
    "report/topics": 1,
    "question/synonyms": 2,
    "units/units": 1,
    "units/unit_classes": 1,
    "places/place_levels": 1,
    "places/places": 1,
}
_NO_NOUNS = ("places/places",)  # of their phrases a single syllable explains nothing: "Lao", "Mã" are no nouns
_DONE = "report/events"
ONTO, MANNER = "onto", "manner"  # values of rows in tables/report/words.tsv
_LINKS = ("lead", "plan", "previous", "versus", "now", "part")  # cue words that may stand inside a name
MAX_PHRASE = 8  # words


@lru_cache(maxsize=1)
def _phrases() -> frozenset[Keys]:
    """Every phrase of the tables."""
    return frozenset(phrase for table in _PHRASES for phrase in _phrases_of(table))


@lru_cache(maxsize=1)
def _nouns() -> frozenset[Keys]:
    """Every phrase of the tables but those of what was done."""
    return frozenset(phrase for table in _PHRASES if table != _DONE for phrase in _phrases_of(table))


def _phrases_of(table: str) -> list[Keys]:
    cells = (cell for row in load_table(table) for cell in row[: _PHRASES[table]])
    found = (to_keys(phrase) for cell in cells for phrase in cell.split("|"))
    return [keys for keys in found if len(keys) > (table in _NO_NOUNS)]


@lru_cache(maxsize=1)
def _pairs() -> frozenset[tuple[str, str]]:
    """Every two words that stand side by side in a phrase."""
    return frozenset(pair for phrase in _phrases() for pair in pairwise(phrase))


def count_unknown(name: Sequence[Chunk]) -> int:
    """How many chunks at the end of the name no table explains; a capital, a sign or a digit explains itself.

    >>> from knowledge.extraction.sentence.chunks import find_chunks
    >>> count_unknown(find_chunks("thu ngân sách bứt", None)), count_unknown(find_chunks("thu ngân sách", None))
    (1, 0)
    """
    keys = [to_keys(chunk.text) for chunk in name]
    words = [key for each in keys for key in each]
    end, count = len(words), 0
    for chunk, own in zip(reversed(name), reversed(keys), strict=True):
        places = range(end - len(own), end)
        if chunk.kind is not Kind.WORD or not _is_plain(chunk.text) or any(_is_known(words, at) for at in places):
            break
        end, count = end - len(own), count + 1
    return count


def known_part(name: Sequence[Chunk]) -> Sequence[Chunk]:
    """The longest part from the start that is made of whole phrases of the tables; () if there is none.

    "thu ngân sách" of "thu ngân sách phát triển": what was done is no phrase of a noun.
    """
    reached = {0}
    for start in range(len(name)):
        if start in reached:
            ends = range(start + 1, min(len(name), start + MAX_PHRASE) + 1)
            reached |= {end for end in ends if _is_whole(name[start:end])}
    return name[: max(reached)]


def _is_whole(chunks: Sequence[Chunk]) -> bool:
    if len(chunks) == 1 and (chunks[0].is_cue(*_LINKS) or not _is_plain(chunks[0].text)):
        return True
    return tuple(key for chunk in chunks for key in to_keys(chunk.text)) in _nouns()


def find_unknown(name: Sequence[Chunk], outer: Sequence[Chunk], verb: Chunk | None) -> str:
    """The words before the figure of which nobody knows what they say: "bứt lên", "khá hơn"; "" if there are none."""
    words = list(name[core_size(name) :])
    if words:
        behind = outer[outer.index(words[-1]) + 1 :]
        is_told = verb is not None and verb.value != ONTO
        words += [] if is_told else [chunk for chunk in behind if chunk.is_cue("level", "soft")]
    elif verb is None:
        words = _find_manner(outer)
    return " ".join(chunk.text for chunk in words)


def core_size(name: Sequence[Chunk]) -> int:
    """Where the words of the name begin that no table explains, with those that say how: "cao hơm"."""
    end = len(name) - count_unknown(name)
    while 0 < end < len(name) and name[end - 1].is_cue("soft"):
        end -= 1
    return end


def _find_manner(outer: Sequence[Chunk]) -> list[Chunk]:
    """ "khá", "nhanh hơn" right before the figure, where no verb says what is so."""
    at = len(outer)
    while at and outer[at - 1].is_cue("soft"):
        at -= 1
    run = outer[at:]
    return list(run) if any(chunk.value == MANNER for chunk in run) else []


def _is_plain(text: str) -> bool:
    return text[0].isalpha() and not text[0].isupper()


def _is_known(words: Sequence[str], at: int) -> bool:
    before, after = tuple(words[at - 1 : at + 1]), tuple(words[at : at + 2])
    return (words[at],) in _phrases() or (at > 0 and before in _pairs()) or after in _pairs()
