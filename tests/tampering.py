"""A run of two SHAs of England, and ways to change what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from solvers.proof.proving import prove

TWO_SHAS = {
    "name": "two-shas",
    "geography": "england-2011",
    "shas": ["North East", "Yorkshire and the Humber"],
    "rules": {
        "cluster_count": {"national": 9},
        "sha_boundaries": {},
        "contiguity": {},
        "population": {"min": 400_000, "max": 2_800_000},
        "size": {"max": 10},
        "footprint": {"consortia": "ccg-2015"},
    },
    "objectives": {"patient_flow": 1.0, "population_balance": 2.0, "local_authority": 0.5},
}
HUMBER = "Yorkshire and the Humber"

Json = dict[str, Any]
Change = Callable[[Json], None]


def change(path: Path, how: Change) -> None:
    """Rewrite a JSON or YAML file after changing what it says."""
    text = path.read_text(encoding="utf-8")
    data = yaml.safe_load(text) if path.suffix == ".yaml" else json.loads(text)
    how(data)
    written = yaml.safe_dump(data) if path.suffix == ".yaml" else json.dumps(data)
    path.write_text(written, encoding="utf-8")


def change_both(run: Path, how: Change) -> None:
    """Change the scenario where the run keeps it: in scenario.yaml and in the record."""
    change(run / "scenario.yaml", how)
    change(run / "outcome.json", lambda record: how(record["scenario"]))


def faults_of(run: Path, **more: Any) -> str:
    verdict = prove(run, **more)
    assert not verdict.proven
    assert verdict.sentence.startswith("Not proven: ")
    return "\n".join(verdict.faults)


def row_of(data: Json, block: str = HUMBER) -> Json:
    """Return the row of the count that the plan uses and that needed a search."""
    return next(row for row in data["counts"] if row["block"] == block and row["survivors"])
