"""Runs on neighbours and consortia that were read off polygons are proven, and it is said so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_folder import CORNERS, SIDE_M, Folder, square
from small_scenarios import make_scenario

from geodata import load_geography
from modelling.scenario import Scenario
from outputs.run_folder import write_run
from solvers.engine import solve
from solvers.proof.proving import prove

RULES = {
    "contiguity": {"edges": ["land"]},
    "footprint": {"consortia": "drawn", "overlap": 0.9},
    "cluster_count": {"national": 2},
}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Solve four squares without adjacency.csv, with two drawn consortia: the west and the east."""
    folder = Folder(tmp_path / "squares")
    folder.draw()
    folder.remove("adjacency.csv")
    folder.remove("bridges.csv")
    sides = {"W": square(0, 0), "E": square(1, 0)}
    for ring in (side[0] for side in sides.values()):
        ring[2][1] = ring[3][1] = ring[0][1] + 2 * SIDE_M
    features = [
        {
            "type": "Feature",
            "properties": {"consortium": name},
            "geometry": {"type": "Polygon", "coordinates": rings},
        }
        for name, rings in sides.items()
    ]
    crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
    drawn = {"type": "FeatureCollection", "crs": crs, "features": features}
    folder.write("consortia/drawn.geojson", json.dumps(drawn))
    people = {"A1": 1000, "A2": 2000, "B1": 3000, "B2": 4000}
    rows = [
        f"{p},{p},{people[p]},{400_000 + (x + 0.5) * SIDE_M},{300_000 + (y + 0.5) * SIDE_M}"
        for p, (x, y) in CORNERS.items()
    ]
    folder.write("small_areas.csv", "\n".join(["area,pct,residents,easting,northing", *rows]))
    data = make_scenario(RULES).as_data() | {"geography": str(folder.path)}
    scenario = Scenario.model_validate(data)
    return write_run(solve(scenario, load_geography(folder.path)), tmp_path / "runs")


def test_a_run_on_derived_tables_is_proven_and_says_what_was_taken_as_derived(run: Path):
    verdict = prove(run)
    assert verdict.proven, verdict.faults
    assert (
        "taking the neighbours and the residents of drawn as the run derived them from polygons"
        in verdict.sentence
    )


@pytest.mark.parametrize("table", ["adjacency.csv", "consortia/drawn.csv"])
def test_a_derived_table_that_was_changed_is_caught(run: Path, table: str):
    file = run / "derived" / table
    file.write_text(file.read_text().replace("A1", "A2", 1))
    verdict = prove(run)
    assert not verdict.proven
    assert f"derived/{table} is no longer the file that the run derived" in verdict.faults[0]


def test_a_derived_table_that_is_gone_is_missed(run: Path):
    (run / "derived" / "adjacency.csv").unlink()
    verdict = prove(run)
    assert not verdict.proven
    assert "derived/adjacency.csv, which the run derived, is not in" in verdict.faults[0]
