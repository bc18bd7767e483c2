"""Where the sources of a geography contradict one another: to be shown, never reckoned with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geodata.problems import raise_if_any
from geodata.reading import read_csv

PLACES = ("disagreements.csv", "facts/disagreements.csv")
COLUMNS = ("topic", "reading_1", "reading_2", "comment")


@dataclass(frozen=True)
class Disagreement:
    """Two readings of one thing, and what is made of them; "" where nothing is said."""

    topic: str
    reading_1: str
    reading_2: str
    comment: str


def read_disagreements(folder: Path) -> tuple[Disagreement, ...]:
    """Return the disagreements that a geography's folder notes; none where it notes none.

    They stand in `disagreements.csv`, there or in the folder `facts`, with the columns `COLUMNS`.
    Raises `InputError` for a file that cannot be read as a table.
    """
    path = next((folder / place for place in PLACES if (folder / place).is_file()), None)
    if path is None:
        return ()
    frame, problems = read_csv(path.read_bytes(), path.name)
    raise_if_any(problems)
    if frame is None:
        return ()
    rows = frame.reindex(columns=list(COLUMNS)).astype(object).fillna("").astype(str)
    return tuple(Disagreement(*row) for row in rows.itertuples(index=False, name=None))
