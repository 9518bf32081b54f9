"""Words that sound alike somewhere in the country have one key.

Source: tables/spelling/confusions.tsv, after Hoàng Phê, Từ điển chính tả.
"""

from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.tokens import folded_key


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """The word as it may sound anywhere in the country, without accents: xản = sản, nượng = lượng.

    >>> sound_key("xản") == sound_key("sản"), sound_key("da") == sound_key("gia")
    (True, True)
    """
    folded = folded_key(word)
    for part, written, sounds in _confusions():
        if part == "initial" and folded.startswith(written) and len(folded) > len(written):
            folded = sounds + folded[len(written) :]
            break
    for part, written, sounds in _confusions():
        if part == "final" and folded.endswith(written) and len(folded) > len(written) + 1:
            return folded[: -len(written)] + sounds
    return folded


@lru_cache(maxsize=1)
def _confusions() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(load_table("spelling/confusions"), key=lambda row: -len(row[1])))
