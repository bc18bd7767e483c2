"""Consortia that were proposed while clusters were formed: to be shown, never reckoned with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geodata.problems import raise_if_any
from geodata.reading import read_csv

PLACES = ("pathfinders.csv", "facts/pathfinders.csv")
COLUMNS = ("consortium", "pct", "covers", "footprint_note")
WIDE = ("whole", "most")
"""What a row's `covers` says of a consortium that was to have all of its PCT, or most of it."""


@dataclass(frozen=True)
class Proposal:
    """A proposed consortium that was to have all, or most, of each of `pcts`.

    `note` is what the table remarks about its footprint, "" where it says nothing.
    """

    name: str
    pcts: frozenset[str]
    note: str = ""


def read_proposals(folder: Path) -> tuple[Proposal, ...] | None:
    """Return the proposed consortia that a geography's folder names, those of whole PCTs alone.

    They stand in `pathfinders.csv`, there or in the folder `facts`, with the columns `COLUMNS`, a
    row for each PCT that a consortium has a part of. None where there is no such file. Raises
    `InputError` for a file that cannot be read as a table.
    """
    path = next((folder / place for place in PLACES if (folder / place).is_file()), None)
    if path is None:
        return None
    frame, problems = read_csv(path.read_bytes(), path.name)
    raise_if_any(problems)
    if frame is None:
        return None
    table = frame.reindex(columns=list(COLUMNS)).astype(object).fillna("").astype(str)
    found = []
    for name, rows in table.groupby("consortium", sort=False):
        if rows["covers"].isin(WIDE).all():
            found.append(
                Proposal(str(name), frozenset(rows["pct"]), rows["footprint_note"].iloc[0])
            )
    return tuple(found)
