"""The name of a share: "X chiếm 34 % trong Y"."""

from collections.abc import Sequence

from knowledge.extraction.chunks import Chunk, Kind, words_of
from knowledge.extraction.figure_names import LevelName
from knowledge.extraction.frame import Frame
from knowledge.extraction.names import lower_first
from knowledge.extraction.sighting import Sighting


def name_share(sighting: Sighting, frame: Frame) -> LevelName:
    """The share's name; without X it is of the figure before, without Y of the whole whose parts are told."""
    words, anchor = sighting.words, frame.anchor
    whole, used = _find_whole(sighting.after, sighting.text)
    if not words and anchor is not None and anchor.kind == "count" and (not whole or _counts(whole)):
        return LevelName(f"Tỷ lệ {anchor.noun}", used=used)
    if not whole and frame.is_part and frame.whole and frame.whole.kind != "measure":
        whole = frame.whole.name
    subject = words or (anchor.name if anchor else frame.topic)
    name = subject if "tỷ trọng" in subject.lower() else f"Tỷ trọng {lower_first(subject)}".strip()
    return LevelName(f"{name} trong {lower_first(whole)}" if whole else name, used=used)


def _counts(whole: str) -> bool:
    """Is the whole all the things of the kind: "tổng số hộ"?"""
    return whole.lower().startswith("tổng số ")


def _find_whole(after: Sequence[Chunk], text: str) -> tuple[str, int]:
    """Y behind this figure, or behind the last share of a list; and the chunks that it takes here."""
    for at, chunk in enumerate(after):
        is_first = at == 0 or after[at - 1].kind is Kind.FIGURE
        if is_first and chunk.text.lower() in ("trong", "tổng", "tổng số", "so với", "vào"):
            start = end = at if chunk.text.lower().startswith("tổng") else at + 1
            while (
                end < len(after) and after[end].kind in (Kind.WORD, Kind.CUE) and not after[end].is_cue("share", "part")
            ):
                end += 1
            return words_of(after[start:end], text), end if at == 0 else 0
    return "", 0
