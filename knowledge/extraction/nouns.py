"""The noun phrase behind a figure: how far it goes."""

from collections.abc import Sequence

from knowledge.extraction.chunks import Chunk, Kind
from knowledge.extraction.heads import find_head
from knowledge.extraction.phrases import VERBS

MAX_TAIL_WORDS = 24


def noun_end(after: Sequence[Chunk]) -> int:
    """How many chunks after a figure make the noun phrase that it counts: up to a mark, "với" or the next verb."""
    end = 0
    for at, chunk in enumerate(after[:MAX_TAIL_WORDS]):
        if chunk.kind in (Kind.MARK, Kind.FIGURE, Kind.TIME) or chunk.text.lower() in ("với", "-", "–", "—"):
            break
        if chunk.is_cue(*VERBS, "status", "part") and _leads_to_figure(after[at:]):
            break
        if _opens_name(after[at:], is_first=at == 0) and _leads_to_figure(after[at:], until_mark=True):
            break
        if chunk.text.lower() == "và" and _leads_to_figure(after[at:], until_mark=True):
            break
        end = at + 1 if not chunk.is_cue("lead", "soft", "start", "versus", "from", "now", "level") else end
    return end


def _opens_name(chunks: Sequence[Chunk], is_first: bool) -> bool:
    """Does the name of the next figure begin here: "tổng công suất", "đạt giá trị thu nhập"?

    Right behind a figure a head begins its own noun ("200 ha diện tích đất …"), unless the next figure follows at once.
    """
    is_verb = chunks[0].is_cue(*VERBS)
    head = find_head(chunks[1:] if is_verb else chunks)
    if head is None or not head.is_open:
        return False
    return not is_first or is_verb or _leads_to_figure(chunks[head.size :])


def _leads_to_figure(chunks: Sequence[Chunk], until_mark: bool = False) -> bool:
    """Do only verbs and soft words stand before the next figure (or, with until_mark, any words but no mark)?"""
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE:
            return True
        if (
            chunk.kind is Kind.MARK
            or chunk.text.lower() == "với"
            or not (until_mark or chunk.kind in (Kind.CUE, Kind.TIME))
        ):
            return False
    return False
