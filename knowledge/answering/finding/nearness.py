"""A question -> how near in meaning the labels of an index are. It ranks and weighs; it accepts nothing alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.answering.index.index import Index

if TYPE_CHECKING:
    from knowledge.language.encoder.encoder import Matrix, Vector

KEPT = 4  # indexes whose labels stay encoded


@dataclass(frozen=True, eq=False)
class Labels:
    """Every label of an index once, and its vector in the same order."""

    texts: tuple[str, ...]
    vectors: "Matrix"

    def near(self, text: str) -> Mapping[str, float]:
        """Each label and how near it is to the text, -1..1."""
        return dict(zip(self.texts, (self.vectors @ _encode(text)).tolist(), strict=True))


@lru_cache(maxsize=KEPT)
def labels_of(index: Index) -> Labels:
    """The labels of the facts that state a figure or a title of their own, encoded once for each index."""
    texts = index.labels
    return Labels(texts, _encode_all(texts))


def nearness(text: str, others: Sequence[str]) -> list[float]:
    """How near each of the other texts is."""
    return [float(value) for value in _encode_all(others) @ _encode(text)] if others else []


@lru_cache(maxsize=256)
def _encode(text: str) -> "Vector":
    from knowledge.language.encoder import load_encoder  # numpy: only who asks something pays for it

    return load_encoder().encode(text)


def _encode_all(texts: Sequence[str]) -> "Matrix":
    from knowledge.language.encoder import load_encoder

    return load_encoder().encode_all(texts)
