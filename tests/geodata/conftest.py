"""A small geography that is right in every table, for tests to load or to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_folder import Folder, square


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "small")


@pytest.fixture
def drawn(folder: Folder) -> Folder:
    """Return the small geography with boundaries in place of its adjacency and bridges."""
    folder.remove("adjacency.csv")
    folder.remove("bridges.csv")
    folder.draw()
    return folder


@pytest.fixture
def polygon() -> Callable[..., dict[str, object]]:
    """Return a function that makes a square's geometry."""
    return lambda *place: {"type": "Polygon", "coordinates": square(*place)}
