"""What a figure is compared with: a plan, an earlier period, or something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.extraction.sentence.chunks import Chunk, Kind, words_of
from knowledge.language.table import load_table
from knowledge.language.text.tokens import to_keys
from knowledge.language.times.period_mentions import Role as TimeRole

Base = Literal["", "plan", "previous", "other"]
MAX_AUTHORITY = 6  # words: "dự toán Hội đồng nhân dân tỉnh giao"
_COMPARING = ("exceed", "change", "reach")


@dataclass(frozen=True, slots=True)
class Lead:
    """A base told before its figure: "vượt dự toán 23%", "so với cùng kỳ tăng 5%".

    verb: the word that compares, where it stands before the base. against: the plan's words, if an authority is named.
    """

    base: Base = ""
    verb: Chunk | None = None
    against: str = ""


def base_of(chunk: Chunk) -> Base:
    """What comparisons are made with where this chunk stands; "" if it tells nothing of that."""
    if chunk.is_cue("previous") or (chunk.mention is not None and chunk.mention.role is TimeRole.BASE):
        return "previous"
    return "plan" if chunk.is_cue("plan") else ""


def has_authority(words: str) -> bool:
    """Do the words name who set the plan?

    >>> has_authority("Trung ương giao"), has_authority("năm 2021")
    (True, False)
    """
    keys = f" {' '.join(to_keys(words))} "
    return any(f" {' '.join(to_keys(row))} " in keys for (row,) in load_table("report/authorities"))


def split_lead(chunks: Sequence[Chunk], text: str) -> tuple[list[Chunk], Lead]:
    """The chunks without the base that ends them and what it is; all of them where none does.

    A verb behind the base stays: "so với cùng kỳ tăng" leaves "tăng".
    """
    end = len(chunks)
    while end and (chunks[end - 1].is_cue("level", "status", "soft", *_COMPARING) or _is_loose_time(chunks[end - 1])):
        end -= 1
    at = _find_base(chunks[:end], text)
    if at < 0:
        return list(chunks), Lead()
    start = at
    while start and chunks[start - 1].is_cue("versus", "soft"):
        start -= 1
    is_versus = any(chunk.is_cue("versus") for chunk in chunks[start:at])
    verb = chunks[start - 1] if start and chunks[start - 1].is_cue(*_COMPARING) else None
    if verb is None and not is_versus:
        return list(chunks), Lead()
    words = words_of(chunks[at:end], text)
    against = words if base_of(chunks[at]) == "plan" and end - at > 1 else ""
    rest = [*chunks[: start - 1 if verb else start], *chunks[end:]]
    return rest, Lead(base_of(chunks[at]), verb, against)


def _is_loose_time(chunk: Chunk) -> bool:
    return chunk.kind is Kind.TIME and not base_of(chunk)


def _find_base(chunks: Sequence[Chunk], text: str) -> int:
    """Where the base stands that ends the chunks, who set it behind it; -1 if none does."""
    for at in range(len(chunks) - 1, max(-1, len(chunks) - 2 - MAX_AUTHORITY), -1):
        if chunks[at].kind is Kind.MARK:
            return -1
        if base_of(chunks[at]):
            behind = words_of(chunks[at + 1 :], text)
            return at if not behind or has_authority(behind) else -1
    return -1
