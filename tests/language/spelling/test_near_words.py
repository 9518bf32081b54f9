"""A look-up finds what a scan of all words by edit distance finds, in the same order."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.language.spelling.near_words import NearWords

words = st.text("abcđ", max_size=6)


@given(st.lists(words, unique=True, max_size=40), words, st.integers(1, 5))
def test_a_look_up_finds_what_a_scan_finds(known: list[str], typed: str, limit: int) -> None:
    scanned = [word for word, _, _ in extract(typed, known, scorer=OSA.distance, score_cutoff=1, limit=limit)]
    assert NearWords(known).find(typed, limit) == scanned


def test_a_word_longer_than_all_known_ones_is_near_none() -> None:
    assert NearWords(["san"]).find("s" * 10_000, 3) == []
    assert NearWords([]).find("", 3) == []
