"""The words that readers of documents know: furniture of pages, letterheads, kinds of HTML element."""

from functools import cache

from knowledge.language.table import load_table


@cache
def load_words(kind: str) -> frozenset[str]:
    """The words of one kind in tables/documents.tsv; empty if there is no such kind.

    >>> "báo cáo" in load_words("genre")
    True
    """
    return frozenset(words for row_kind, words in load_table("documents") if row_kind == kind)
