"""Reads a corpus of claims: tab-separated, the first row is the head, '#' starts a comment line."""

from pathlib import Path


def load_rows(name: str) -> list[list[str]]:
    """The rows of tests/<name> below the head, each filled with "" to its length."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row + [""] * (len(head) - len(row)) for row in rows]
