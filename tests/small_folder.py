"""A small geography that is right in every table, for tests to load or to break."""

from __future__ import annotations

import json
from pathlib import Path

TABLES = {
    "pcts.csv": (
        "pct,name,sha,residents,care_trust,practices,weighted_population\n"
        "A1,Alpha,North,1000,false,3,1100.5\n"
        "A2,Beta,North,2000,true,4,1900\n"
        "B1,Gamma,South,3000,false,,3100\n"
        "B2,Delta,South,4000,false,6,3900\n"
    ),
    "adjacency.csv": (
        "pct_a,pct_b,kind,shared_km,gap_m,note\n"
        "A1,A2,land,10,0,\n"
        "B1,A1,land,10,0,\n"
        "A2,B2,water_or_gap,,120,\n"
        "B1,B2,land,10,0,\n"
    ),
    "bridges.csv": "pct_a,pct_b,kind,note\nA2,B1,bridge,Long Bridge\n",
    "flows.csv": "pct,trust,share_of_admissions\nA1,T1,0.6\nA1,T2,0.4\nA2,T1,0.9\nB1,T2,1\n",
    "trusts.csv": "trust,trust_name,hq_pct\nT1,First Hospital,A1\nT2,Second Hospital,\n",
    "local_authorities.csv": "upper_tier_la,pct,residents\nUpshire,A1,1000\nUpshire,A2,2000\n",
    "arrangements.csv": "arrangement,pct,kind\nTeam,A1,management team\nTeam,A2,management team\n",
    "consortia/proposed.csv": (
        "consortium,consortium_name,pct,residents\nC1,One,A1,900\nC1,One,A2,100\nC2,Two,A2,1900\n"
    ),
    "plans/first.csv": (
        "pct,cluster,cluster_name\nA1,N,The North\nA2,N,The North\nB1,S,The South\nB2,S,The South\n"
    ),
    "sources.csv": "table,title,source,certainty,label\nflows,Flows,a survey,proxy,2018 flows\n",
    "geography.yaml": "name: small\ntitle: Four squares\nreference_plan: first\n",
}
SIDE_M = 10_000
CORNERS = {"A1": (0, 1), "A2": (1, 1), "B1": (0, 0), "B2": (1, 0)}


def square(column: float, row: float, side_m: float = SIDE_M) -> list[list[list[float]]]:
    """Return the rings of a square on the National Grid, counted in squares from its corner."""
    x, y = 400_000 + column * side_m, 300_000 + row * side_m
    far_x, far_y = x + side_m, y + side_m
    return [[[x, y], [far_x, y], [far_x, far_y], [x, far_y], [x, y]]]


class Folder:
    """A folder of tables that a test changes before it loads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in TABLES.items():
            self.write(name, text)

    def __str__(self) -> str:
        return str(self.path)

    def write(self, name: str, content: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def swap(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def remove(self, name: str) -> None:
        (self.path / name).unlink()

    def draw(self, shapes: dict[str, object] | None = None, crs: str | None = "EPSG:27700") -> None:
        """Write boundaries.geojson: the four squares, changed by `shapes` (a geometry or None)."""
        geometries: dict[str, object] = {
            code: {"type": "Polygon", "coordinates": square(*corner)}
            for code, corner in CORNERS.items()
        }
        geometries |= shapes or {}
        self.write_features([(c, g) for c, g in geometries.items() if g != "absent"], crs)

    def write_features(self, features: list[tuple[object, object]], crs: str | None) -> None:
        collection: dict[str, object] = {"type": "FeatureCollection"}
        if crs:
            collection["crs"] = {"type": "name", "properties": {"name": crs}}
        collection["features"] = [
            {"type": "Feature", "properties": {"pct": code}, "geometry": geometry}
            for code, geometry in features
        ]
        self.write("boundaries.geojson", json.dumps(collection))
