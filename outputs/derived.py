"""Tables that no input file holds: neighbours read off boundaries, residents of drawn consortia.

They stand in the folder of a run, so that whoever checks it sees what was derived, and checks
the rest.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from geodata.files import write_text
from geodata.geography import Geography

FOLDER = "derived"


def derived_tables(geography: Geography) -> dict[str, str]:
    """Return every derived table as CSV text by its name, as "derived/adjacency.csv"."""
    tables = {"adjacency": geography.adjacency} | {
        f"consortia/{name}": table for name, table in geography.consortia.items()
    }
    return {
        f"{FOLDER}/{name}.csv": table.to_csv(index=False, lineterminator="\n")
        for name, table in tables.items()
        if f"{name}.csv" not in geography.sha256 and not table.empty
    }


def derived_sha256(geography: Geography) -> dict[str, str]:
    """Return the SHA-256 of every derived table by its name."""
    tables = derived_tables(geography).items()
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tables}


def write_derived(folder: Path, geography: Geography) -> None:
    """Write every derived table into the folder of a run."""
    for name, text in derived_tables(geography).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_text(folder / name, text)
