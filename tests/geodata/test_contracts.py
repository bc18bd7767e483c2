"""The contracts say what every column holds, and the planners' page says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import geodata
from geodata.contracts import SCHEMAS
from geodata.description import AdjacencySettings, Description

PAGE = (Path(geodata.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_column_is_described_and_stands_on_the_planners_page(table: str) -> None:
    (section,) = [
        s for s in PAGE.split("\n**")[1:] if s.startswith((f"{table}.csv**", f"{table}/"))
    ]
    for name, column in SCHEMAS[table].columns.items():
        assert column.description, f"{table}.{name} has no description"
        assert f"`{name}`" in section, f"{table}.{name} is not on the page"


@pytest.mark.parametrize("model", [Description, AdjacencySettings])
def test_every_key_of_the_description_stands_on_the_planners_page(model: type) -> None:
    for name in model.model_fields:
        assert f"\n    {name}:" in PAGE or f"\n      {name}:" in PAGE
