"""Keystrokes: each row of keystrokes.tsv is a claim; compared without regard to case."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.spelling.keystrokes import decode_keystrokes
from knowledge.language.text.syllables import (
    TONES,
    is_folded_syllable,
    is_syllable,
    is_tone_legal,
    load_syllables,
    place_tone,
    split_syllable,
    split_tone,
    syllable_share,
)
from knowledge.language.text.tokens import fold

TELEX_MARKS = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI_MARKS = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}


def load_cases() -> list[tuple[str, str, str]]:
    text = Path(__file__).with_name("keystrokes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["input"], row["expected"], row["compare"]) for row in rows]


def syllables() -> st.SearchStrategy[tuple[str, str, str]]:
    """Every (initial, rhyme, tone) the table allows; without "oo", which Telex takes for ô."""
    table = load_syllables()
    rhymes = [rhyme for rhyme in table.rhymes if "oo" not in rhyme]
    pairs = [(initial, rhyme) for initial in ("", *table.initials) for rhyme in rhymes if table.fits(initial, rhyme)]
    legal = [(i, r, t) for i, r in pairs for t in ("", *TONES.values()) if is_tone_legal(r, t)]
    return st.sampled_from([one for one in legal if split_syllable(one[0] + one[1]) == one[:2]])


@pytest.mark.parametrize(("typed", "expected", "compare"), load_cases())
def test_keystrokes_become_the_words_meant(typed: str, expected: str, compare: str) -> None:
    decoded = decode_keystrokes(typed).casefold()
    assert (decoded if compare == "exact" else fold(decoded)) == (
        expected.casefold() if compare == "exact" else fold(expected)
    )


@pytest.mark.parametrize(
    ("typed", "decoded"),
    [
        ("Thu Ngaan Sachs", "Thu Ngân Sách"),
        ("TOORNG MUWCS", "TỔNG MỨC"),
        ("Ddaau tuw?  2021\n", "Đâu tư?  2021\n"),
    ],
)
def test_case_spaces_and_punctuation_stay(typed: str, decoded: str) -> None:
    assert decode_keystrokes(typed) == decoded


def test_a_word_of_the_knowledge_stays() -> None:
    assert decode_keystrokes("dduwowcj Hoom", {"hoom"}.__contains__) == "được Hôm"
    assert decode_keystrokes("dduwowcj Hoom", {"Hoom"}.__contains__) == "được Hoom"


def test_decomposed_text_is_read_like_composed() -> None:
    typed = "hàngf hóas xã hooij"
    assert decode_keystrokes(unicodedata.normalize("NFD", typed)) == "hàng hóa xã hội"


@settings(max_examples=150)
@given(syllables(), st.booleans())
def test_every_syllable_typed_in_telex_or_vni_comes_back(parts: tuple[str, str, str], is_vni: bool) -> None:
    initial, rhyme, tone = parts
    marks = VNI_MARKS if is_vni else TELEX_MARKS
    key = str("sfrxj".index(tone) + 1) if tone and is_vni else tone
    typed = "".join(marks.get(char, char) for char in initial + rhyme) + key
    sure = "d9u7o75c" if is_vni else "dduwowcj"
    word = place_tone(initial, rhyme, tone)
    decoded = decode_keystrokes(f"{typed} 1 {sure}").split()[0]
    assert decoded == (typed if typed in load_syllables().lists["fixed"] else word)
    assert is_syllable(word)
    assert split_tone(word) == (initial + rhyme, tone)


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_is_survived_and_good_words_stay(text: str) -> None:
    decoded = decode_keystrokes(text)
    good = [word for word in unicodedata.normalize("NFC", text).split() if word.isalpha() and is_syllable(word)]
    assert all(word in decoded for word in good if "oo" not in word.lower())


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                "thu",
                "ngân",
                "sách",
                "năm",
                "tỷ",
                "hộ",
                "nghèo",
                "2021",
                "OCOP",
                "m2",
                "q1",
                "t8",
                "h5n1",
                "2k21",
                "HTX",
                "158,3",
            ]
        )
    )
)
def test_a_text_without_raw_words_is_untouched(words: list[str]) -> None:
    assert decode_keystrokes(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize(
    "word", ["nghiêng", "Quốc", "GIẾNG", "gì", "thuở", "khuya", "ương", "yêu", "hoá", "Kạn", "Đắk"]
)
def test_these_are_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_folded_syllable(fold(word))


@pytest.mark.parametrize("word", ["", *["ngiêng", "qốc", "càch", "kat", "new", "đuoc", "hóà", "ngh", "2021", "sáchs"]])
def test_these_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_text_in_the_right_encoding_has_the_larger_share_of_syllables() -> None:
    text = "Tổng thu ngân sách trên địa bàn thành phố năm nay đạt và vượt kế hoạch được giao."
    assert syllable_share(text) > 0.9
    assert syllable_share(text.encode("utf-8").decode("latin-1")) < 0.5
    assert syllable_share("") == 0


@pytest.mark.parametrize("junk", ["s" * 50_000, "a1" * 30_000, "1" * 50_000, "ư" * 50_000, "dd " * 15_000])
def test_long_junk_is_read_in_linear_time(junk: str) -> None:
    assert len(decode_keystrokes(junk)) <= len(junk)
