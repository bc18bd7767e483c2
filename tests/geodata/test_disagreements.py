"""Disagreements between sources are read where a geography notes them."""

from pathlib import Path

import pytest

from geodata.disagreements import Disagreement, read_disagreements
from geodata.loading import geography_folder
from geodata.problems import InputError


def test_englands_disagreements_are_those_of_its_table() -> None:
    found = read_disagreements(geography_folder("england-2011"))

    assert {d.topic for d in found} >= {"number of clusters", "Treasury threshold"}
    assert all(d.reading_1 for d in found)


def test_a_folder_without_any_notes_none(tmp_path: Path) -> None:
    assert read_disagreements(tmp_path) == ()


def test_columns_that_are_missing_are_blank(tmp_path: Path) -> None:
    (tmp_path / "disagreements.csv").write_text("topic,reading_1\nsize,4\n", encoding="utf-8")

    assert read_disagreements(tmp_path) == (Disagreement("size", "4", "", ""),)


def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "disagreements.csv").write_bytes(b"topic\n\xff\n")

    with pytest.raises(InputError, match="is not UTF-8"):
        read_disagreements(tmp_path)
