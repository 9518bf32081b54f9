"""Word tables: tab-separated files beside the code, the first row names the columns, '#' starts a comment line."""

from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "tables"


@lru_cache(maxsize=32)
def load_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of tables/<name>.tsv without the head, each filled with "" to the length of the head.

    >>> load_table("qualifiers")[0]
    ('trên', 'before')
    """
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(row[: len(head)] + [""] * (len(head) - len(row))) for row in rows)
