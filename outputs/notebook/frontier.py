"""The picture of a frontier, for a notebook."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from outputs.answers.frontier_picture import write_pictures
from outputs.answers.frontier_words import titles
from solvers.trade_offs.frontier import Frontier


def frontier_drawing(found: Frontier) -> tuple[bytes, str, str]:
    """Return the picture, its ending, and what it is a picture of."""
    first, second = titles(found)
    with TemporaryDirectory() as folder:
        write_pictures(Path(folder), found)
        drawn = (Path(folder) / "frontier.svg").read_bytes()
    return drawn, ".svg", f"{first} against {second.lower()}"
