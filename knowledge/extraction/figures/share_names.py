"""The name of a share: "X chiếm 34 % trong Y"."""

from collections.abc import Sequence

from knowledge.extraction.figures.level_names import LevelName
from knowledge.extraction.sentence.chunks import Chunk, Kind, function_words, opens_with, words_of
from knowledge.extraction.sentence.indicator_name import lower_first
from knowledge.extraction.sentence.sentence_context import Frame
from knowledge.extraction.sentence.words_before import Sighting


def name_share(sighting: Sighting, frame: Frame) -> LevelName:
    """The share's name; without X it is of the figure before, without Y of the whole whose parts are told."""
    words, anchor = sighting.words, frame.anchor
    whole, used = _find_whole(sighting.after, sighting.text)
    if not words and anchor is not None and anchor.kind == "count" and (not whole or _counts(whole)):
        return LevelName(f"Tỷ lệ {anchor.noun}", used=used)
    if not whole and frame.is_part and frame.whole and frame.whole.kind != "measure":
        whole = frame.whole.name
    subject = words or (anchor.name if anchor else frame.topic)
    is_share = any(word in subject.lower() for word in function_words("share"))
    name = subject if is_share else f"Tỷ trọng {lower_first(subject)}".strip()
    return LevelName(f"{name} trong {lower_first(whole)}" if whole else name, used=used)


def _counts(whole: str) -> bool:
    """Is the whole all the things of the kind: "tổng số hộ"?"""
    return opens_with(whole, "total_count")


def _find_whole(after: Sequence[Chunk], text: str) -> tuple[str, int]:
    """Y behind this figure, or behind the last share of a list; and the chunks that it takes here."""
    for at, chunk in enumerate(after):
        is_first = at == 0 or after[at - 1].kind is Kind.FIGURE
        if is_first and chunk.is_word("whole", "total", "total_count"):
            start = end = at if chunk.text.lower().startswith(function_words("total")) else at + 1
            while (
                end < len(after) and after[end].kind in (Kind.WORD, Kind.CUE) and not after[end].is_cue("share", "part")
            ):
                end += 1
            return words_of(after[start:end], text), end if at == 0 else 0
    return "", 0
