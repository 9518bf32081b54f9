"""The chunks that lead to a figure -> what they say of it: its name, the verb, its status; and the figure with all of
it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.extraction.sentence.chunks import Chunk, Kind, function_words, words_of
from knowledge.extraction.sentence.comparison_base import Lead, split_lead
from knowledge.extraction.sentence.head_words import begins_with_event
from knowledge.extraction.sentence.known_words import ONTO, core_size, find_unknown
from knowledge.extraction.sentence.name_phrase import MAX_DONE, VERBS, find_name
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.times.period_mentions import Role

_BETWEEN = (*VERBS, "status", "soft", "now", "from", "lead", "versus", "against")
_WEAK = ("passive", "copula")  # after "tăng" they add nothing


@dataclass(frozen=True, slots=True)
class Approach:
    """What stands between a figure and the one before it, as far as it tells of the figure.

    name: the noun or verb phrase, maybe empty. verb: the cue nearest to the figure. lead: the base before it.
    note: "(theo giá hiện hành)". abbreviation: "GRDP" of "tổng sản phẩm (GRDP)". status: a cue's value, "" if there is
    none. is_more: "thêm" stands right before the figure; is_against: "cao hơn mức", "so với". unknown: the words at the
    end of the name that no table explains, with those up to the figure that hang on them; core: the name without them.
    """

    name: tuple[Chunk, ...] = ()
    verb: Chunk | None = None
    lead: Lead = field(default_factory=Lead)
    note: str = ""
    abbreviation: str = ""
    status: str = ""
    is_now: bool = False
    is_with: bool = False
    of: str = ""
    is_from: bool = False
    is_idle: bool = False
    is_more: bool = False
    is_against: bool = False
    unknown: str = ""
    core: tuple[Chunk, ...] = ()

    @property
    def is_told(self) -> bool:
        """Does a verb that the tables know say what the figure is? "lên", "xuống" alone do not."""
        return self.verb is not None and self.verb.value != ONTO

    @property
    def relation(self) -> str:
        """The kind of the verb, "" if there is none."""
        return self.verb.cue if self.verb else ""


def read_approach(chunks: Sequence[Chunk], text: str) -> Approach:
    """What the chunks right before a figure say; they begin after a hard break (; : ( ) or "trong đó")."""
    outer, inner = _without_brackets(chunks)
    rest = list(outer)
    is_label = bool(rest) and rest[-1].is_mark(":")
    if is_label:
        rest.pop()
    rest, lead = split_lead(rest, text)
    rest, verb = _split_verb(rest)
    statuses = [chunk.value for at, chunk in enumerate(outer) if chunk.is_cue("status") and not _is_over(outer[at:])]
    name = find_name(rest, is_label)
    planned = [chunk.value for chunk in name if chunk.is_cue("plan") and chunk.value]
    note, abbreviation = _read_brackets(inner, text)
    status = planned[-1] if planned else statuses[-1] if statuses else ""
    is_now, with_at = any(chunk.is_cue("now") for chunk in outer), _last_with(outer)
    of = words_of(find_name(outer[:with_at]), text) if with_at > 0 else _done_to(rest, name, text)
    return Approach(
        tuple(name),
        lead.verb if lead.verb and (verb is None or verb.cue == "level") else verb,
        lead,
        note,
        abbreviation,
        status,
        is_now,
        with_at >= 0,
        of,
        _ends_with_from(outer),
        _is_idle(outer),
        is_more=bool(outer) and outer[-1].is_cue("soft") and outer[-1].value == "up",
        is_against=bool(outer) and outer[-1].is_cue("against", "versus"),
        unknown="" if is_label else find_unknown(name, outer, verb),
        core=tuple(name[: core_size(name)]),
    )


def _done_to(chunks: list[Chunk], name: list[Chunk], text: str) -> str:
    """To what a lone verb was done: "ngân sách nhà nước" of "ngân sách nhà nước ước thu"; "" for any other name."""
    if len(name) > MAX_DONE or not begins_with_event(name) or name[0] not in chunks:
        return ""
    return words_of(find_name(chunks[: chunks.index(name[0])]), text)


def _is_over(chunks: Sequence[Chunk]) -> bool:
    """Does a time of its own begin a new clause after the aim: "đề ra nhiệm vụ …, trong 8 tháng đầu năm …"?"""
    if chunks[0].value != "target":
        return False
    times = (at for at, chunk in enumerate(chunks) if chunk.mention and chunk.mention.role is Role.WHEN)
    return any(_opens_clause(chunks[:at]) for at in times)


def _opens_clause(before: Sequence[Chunk]) -> bool:
    at = len(before)
    while at and before[at - 1].is_cue("lead", "soft", "start"):
        at -= 1
    return at > 1 and before[at - 1].is_mark(",") and any(chunk.kind is Kind.WORD for chunk in before[:at])


def _is_idle(chunks: Sequence[Chunk]) -> bool:
    return any(chunk.is_cue("idle") for chunk in chunks)


def _ends_with_from(chunks: Sequence[Chunk]) -> bool:
    last = next((chunk for chunk in reversed(chunks) if chunk.kind is not Kind.TIME and not chunk.is_cue("soft")), None)
    return last is not None and last.is_cue("from")


def _last_with(chunks: Sequence[Chunk]) -> int:
    """Where the last "với" stands that no comma follows; -1 if there is none."""
    for at in range(len(chunks) - 1, -1, -1):
        if chunks[at].is_mark(",;:"):
            break
        if chunks[at].is_word("with", "along_with"):
            return at
    return -1


def _without_brackets(chunks: Sequence[Chunk]) -> tuple[list[Chunk], list[list[Chunk]]]:
    """The chunks outside brackets, and those of each pair of brackets."""
    outer: list[Chunk] = []
    inner: list[list[Chunk]] = []
    depth = 0
    for chunk in chunks:
        if chunk.is_mark("("):
            depth += 1
            inner.append([])
        elif chunk.is_mark(")"):
            depth = max(0, depth - 1)
        elif depth:
            inner[-1].append(chunk)
        else:
            outer.append(chunk)
    return outer, inner


def _read_brackets(inner: list[list[Chunk]], text: str) -> tuple[str, str]:
    """Of the brackets without figures the one that says how it was counted, and the one that abbreviates."""
    note = abbreviation = ""
    for chunks in inner:
        words = text[chunks[0].start : chunks[-1].end] if chunks else ""
        if chunks and len(chunks[0].text) > 1 and chunks[0].text.isupper():
            abbreviation = chunks[0].text
        if words.isupper():
            continue
        if any(f"{word} " in words.lower() for word in function_words("price_note")):
            note = f"({words})"
    return note, abbreviation


def _split_verb(chunks: list[Chunk]) -> tuple[list[Chunk], Chunk | None]:
    """The chunks before the run of verbs, statuses and soft words that ends them; the verb nearest to the end."""
    cut, verb = len(chunks), None
    for at in range(len(chunks) - 1, -1, -1):
        chunk = chunks[at]
        if not (chunk.kind is Kind.TIME or chunk.is_cue(*_BETWEEN)) or _is_rate(chunks, at, verb):
            break
        if chunk.is_cue(*VERBS, "status", "against", "versus"):
            cut = at
        if chunk.is_cue(*VERBS):
            is_done = verb is not None and not (verb.is_word(*_WEAK) and chunk.is_cue("change"))
            verb = verb if is_done else chunk
    return chunks[:cut], verb


def _is_rate(chunks: list[Chunk], at: int, verb: Chunk | None) -> bool:
    """Is "tăng trưởng" here part of a name ("tốc độ tăng trưởng đạt"), not the verb of the figure?"""
    if not chunks[at].is_cue("change"):
        return False
    is_named = at > 0 and chunks[at - 1].is_word("rate_noun")
    return is_named or (chunks[at].is_word("growth") and verb is not None and not verb.is_word(*_WEAK))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure in its place. kind: of its unit. after: the chunks behind it, up to a hard break. text: the sentence."""

    quantity: Quantity
    kind: str
    approach: Approach
    after: tuple[Chunk, ...]
    text: str

    @property
    def words(self) -> str:
        """The name that leads to the figure, "" if there is none."""
        return words_of(self.approach.name, self.text)

    @property
    def is_percent(self) -> bool:
        return self.kind == "percent"

    def words_after(self, size: int) -> str:
        """The first chunks behind the figure as words."""
        return words_of(self.after[:size], self.text)
