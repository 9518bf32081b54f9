"""A ledger -> the words of the question that a refusal names: the whole phrase as typed, never half a word.

"bao nhiêu HTX giải thể trong năm 2021" names "HTX giải thể": the words left over with those of the name beside them, up
to words that ask, periods, places and punctuation.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from knowledge.answering.finding.ledger import begins_clause
from knowledge.answering.index.index import Index, function_words, indicator_phrases
from knowledge.answering.reading.query import Query

ASKING = ("ask", "smalltalk", "claim", "follow", "operation", "unit_ask")  # slots of words that are no part of a phrase


def unsaid_words(query: Query, left: frozenset[int], covered: frozenset[int], index: Index) -> str:
    """The phrases of the question that hold the words left over, as typed; "" if there is none.

    covered: the places of the words that are explained by a name, which stay beside those left over.
    """
    told = (_trimmed(query, run, left | covered, index) for run in _phrases(query) if left & set(run))
    words = query.words
    return ", ".join(query.text[words[run[0]].token.start : words[run[-1]].token.end] for run in told if run)


def _phrases(query: Query) -> list[list[int]]:
    """The places of the words that stand together, cut at words that ask, times, places and the ends of clauses."""
    asking = frozenset(i for c in query.cues if c.cue.slot in ASKING and not c.places & query.hard for i in c.places)
    cut = asking | query.period_words | (query.place_words - query.hard)
    runs: list[list[int]] = []
    for i in range(len(query.words)):
        if i in cut:
            continue
        if runs and runs[-1][-1] == i - 1 and not begins_clause(query, i):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _trimmed(query: Query, run: Sequence[int], kept: frozenset[int], index: Index) -> list[int]:
    """Without the function words at both ends, but for those that are half of a word: "cơ" of "cơ sở".

    Of one word alone the word before it stays, else the one behind: Vietnamese words mostly have two syllables.
    """
    places = list(run)
    while places and places[0] not in kept and not (places[1:] and _is_pair(query, places[0], index)):
        places = places[1:]
    while places and places[-1] not in kept and not (places[:-1] and _is_pair(query, places[-2], index)):
        places = places[:-1]
    if len(places) == 1 and query.words[places[0]].token.text.isalpha():
        at = run.index(places[0])
        places = list(run[max(0, at - 1) : at + 1] if at else run[:2])
    return places


def _is_pair(query: Query, i: int, index: Index) -> bool:
    """Do the word and the next stand together in some name, and is neither a function word alone?"""
    pairs = ((one, two) for one in query.words[i].spellings for two in query.words[i + 1].spellings)
    known = (pair for pair in pairs if pair in index.pairs or pair in _lexicon_pairs())
    return any(not set(pair) <= function_words() for pair in known)


@cache
def _lexicon_pairs() -> frozenset[tuple[str, str]]:
    return frozenset(pair for phrase in indicator_phrases() for pair in pairwise(phrase))
