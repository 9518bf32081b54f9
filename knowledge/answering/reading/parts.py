"""A question that names several things -> its parts: Queries that share words and conditions; none is parsed again.

"Kim ngạch xuất khẩu và nhập khẩu 6 tháng": the second part takes "kim ngạch" from the first, both take the period.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from knowledge.answering.reading.query import Query
from knowledge.language.table import load_words
from knowledge.language.text.tokens import Keys, fold, to_keys

MAX_SHARED = 4  # words that a part may take from the first
_MARK = re.compile(r"[,;+&/\n•]|\s[-–]\s")
_SHARED = ("measure", "unit_ask", "level", "status")  # slots of cues that hold for every part
Places = frozenset[int]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two joints, by place. content: without those of conditions; conditions: of each kind its words.

    is_joined: a word joins it to the one before, "và", not just a comma.
    """

    content: Places
    conditions: dict[str, Places]
    is_joined: bool = False


def split_segments(query: Query) -> list[Segment]:
    """The segments that have words of their own, in order; conditions that stand alone belong to all.

    The conditions of a segment are its own, else those of the next that has some, else of the last before it.
    """
    kinds = _conditions(query)
    taken = frozenset(i for places in kinds.values() for i in places)
    joined = [(frozenset(run), is_joined) for run, is_joined in _runs(query)]
    runs = [run for run, _ in joined]
    found = []
    for at, run in enumerate(runs):
        content = run - taken
        is_scene = not _asks(query, content) and any(_opens_asking(query, later - taken) for later in runs[at + 1 :])
        if not is_scene and (content & query.hard or (_asks(query, content) and not _is_of_each(query, content))):
            conditions = {kind: _own_or_near(places, runs, at) for kind, places in kinds.items()}
            found.append(Segment(content, conditions, joined[at][1]))
    return found


def _asks(query: Query, content: Places) -> bool:
    return any(c.cue.slot == "ask" and c.places <= content for c in query.cues)


def _opens_asking(query: Query, content: Places) -> bool:
    """Does it ask before it names: "trong các sản phẩm ấy, có mấy sản phẩm …", where the first is not asked for?"""
    named = content & query.hard
    asks = [c for c in query.cues if c.cue.slot == "ask" and c.places <= content]
    return bool(named) and any(max(c.places) < min(named) for c in asks)


def _is_of_each(query: Query, content: Places) -> bool:
    """Does it ask of each thing named before: "mỗi loại bao nhiêu"?"""
    return any(c.cue.slot == "each" and c.places <= content for c in query.cues)


def _own_or_near(places: Places, runs: list[Places], at: int) -> Places:
    near = (*runs[at:], *reversed(runs[:at]))
    return next((own for run in near if (own := run & places)), frozenset())


def _conditions(query: Query) -> dict[str, Places]:
    """The words of periods, of places and of each shared slot."""
    kinds: dict[str, set[int]] = {"period": set(query.period_words), "place": set()}
    kinds["place"] = {i for m in query.mentions for i in range(m.start, m.end)}
    for cue in query.cues:
        if cue.cue.slot in _SHARED and not cue.places & query.hard:
            kinds.setdefault(cue.cue.slot, set()).update(cue.places)
    return {kind: frozenset(places) for kind, places in kinds.items()}


def _runs(query: Query) -> Iterator[tuple[list[int], bool]]:
    """The places of the words between two joints, and whether a word joins them to those before."""
    run: list[int] = []
    at, is_joined = 0, False
    while at < len(query.words):
        length = _joint_length(query, at)
        if length or (at and not {at - 1, at} <= query.place_words and _is_marked(query, at)):
            if run:
                yield run, is_joined
                is_joined = False
            run, is_joined = [], is_joined or bool(length)
        run += [] if length else [at]
        at += length or 1
    yield run, is_joined


def _is_marked(query: Query, at: int) -> bool:
    """Does a comma, a line break or the like stand before the word?"""
    return bool(_MARK.search(query.text[query.words[at - 1].token.end : query.words[at].token.start]))


def _joint_length(query: Query, at: int) -> int:
    """How many words of a joint stand there, typed with accents or without any; 0 if none."""
    for keys in _joints():
        words = query.words[at : at + len(keys)]
        if len(words) == len(keys) and all(
            word.token.accented == key or (fold(word.token.text) == word.token.text == key.rstrip("12345"))
            for word, key in zip(words, keys, strict=True)
        ):
            return len(keys)
    return 0


@cache
def _joints() -> tuple[Keys, ...]:
    joints = (to_keys(words) for words in load_words("question/pair_words", "joint"))
    return tuple(sorted((keys for keys in joints if keys), key=len, reverse=True))


def readings_of(query: Query, segment: Segment, first: Segment) -> Iterator[Query]:
    """The part as it stands, then with more and more of the words that the first begins with."""
    own = segment.content | frozenset(i for places in segment.conditions.values() for i in places)
    yield part_of(query, own)
    if segment is not first:
        heads = [i for i in sorted(first.content) if i in query.hard or not _is_asked(query, i)][:MAX_SHARED]
        for size in range(1, len(heads) + 1):
            yield part_of(query, own | frozenset(heads[:size]))


def _is_asked(query: Query, i: int) -> bool:
    return any(i in c.places and c.cue.slot in ("ask", "filler", "follow") for c in query.cues)


def part_of(query: Query, kept: Collection[int]) -> Query:
    """The question as if only the words at those places had been typed, each where it stands in the text."""
    order = sorted(kept)
    new = {old: at for at, old in enumerate(order)}
    places = frozenset(order)

    def move(of: Collection[int]) -> Places:
        return frozenset(new[i] for i in of if i in places)

    inside = [words for words, _ in query.period_places]
    periods = [at for at, words in enumerate(inside) if words and words <= places]
    spans = [(query.words[i].token.start, query.words[i].token.end) for i in order]
    return replace(
        query,
        text=_blank_outside(query.text, spans),
        words=tuple(query.words[i] for i in order),
        cues=tuple(replace(c, places=move(c.places)) for c in query.cues if c.places <= places),
        periods=tuple(query.periods[at] for at in periods),
        mentions=tuple(
            replace(m, start=new[m.start], end=new[m.end - 1] + 1)
            for m in query.mentions
            if set(range(m.start, m.end)) <= places
        ),
        quantities=tuple(q for q in query.quantities if any(start <= q.start < end for start, end in spans)),
        period_words=move(query.period_words),
        quantity_words=move(query.quantity_words),
        place_words=move(query.place_words),
        hard=move(query.hard),
        known=tuple(
            replace(p, places=tuple(new[i] for i in p.places), needed=move(p.needed))
            for p in query.known
            if set(p.places) <= places
        ),
        period_places=tuple((move(inside[at]), new.get(query.period_places[at][1], -1)) for at in periods),
    )


def _blank_outside(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with blanks in the place of all that is outside the spans."""
    kept, last = [], 0
    for start, end in spans:
        kept += [" " * max(0, start - last), text[max(start, last) : end]]
        last = max(last, end)
    return "".join(kept) + " " * (len(text) - last)
