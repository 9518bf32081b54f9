"""Word tables: a row that breaks its table is refused, and the message names file and line."""

from pathlib import Path

import pytest

from knowledge.language import table
from knowledge.language.table import TABLES, TableError, any_of, load_table, load_words

NAMES = sorted(str(path.relative_to(TABLES).with_suffix("")) for path in TABLES.rglob("*.tsv"))


@pytest.mark.parametrize("name", NAMES)
def test_every_table_loads_and_names_its_source(name: str) -> None:
    assert load_table(name)
    assert "# source:" in (TABLES / f"{name}.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ["a\tb\tc", "\tb", " a\tb", "a\tb "])
def test_a_malformed_row_is_refused_with_file_and_line(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words.tsv").write_text(f"words\tkind\n# source: none\nx\ty\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(table, "TABLES", tmp_path)
    with pytest.raises(TableError, match=r"words\.tsv:4: "):
        load_table.__wrapped__("words")


def test_words_of_a_kind_that_no_row_has_are_refused() -> None:
    with pytest.raises(TableError, match=r"date_words\.tsv: no row of kind hour"):
        load_words("units/date_words", "hour")


def test_the_longest_of_several_words_is_matched_first() -> None:
    assert any_of(["so", "so với", "bằng"]) == r"(?:so\ với|bằng|so)"
