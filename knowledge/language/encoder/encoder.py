"""The learned table -> vectors of texts. Read only; safe to share between threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.language.encoder.pieces import Blocks, find_rows

Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights.npz"


@dataclass(frozen=True, slots=True)
class Encoder:
    """rows: a line of 8-bit numbers for each row of the table; scale: what each line is multiplied by."""

    rows: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]
    blocks: Blocks

    @property
    def size(self) -> int:
        return int(self.rows.shape[1])

    def encode(self, text: str) -> Vector:
        """The text's vector, of length 1; zeros if it has no word."""
        vector: Vector = self.encode_all([text])[0]
        return vector

    def encode_all(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, one line each, in order."""
        vectors = np.zeros((len(texts), self.size), np.float32)
        for at, text in enumerate(texts):
            if rows := find_rows(text, self.blocks):
                found = np.array(rows)
                np.dot(self.scale[found], self.rows[found].astype(np.float32), out=vectors[at])
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, length, out=vectors, where=length > 0)
        return vectors


@lru_cache(maxsize=2)
def load_encoder(path: Path = WEIGHTS) -> Encoder:
    """The encoder whose weights lie at `path`; loaded once."""
    with np.load(path) as saved:
        return Encoder(saved["rows"], saved["scale"].astype(np.float32), Blocks(*saved["blocks"].tolist()))
