"""Turns consortia drawn as polygons into residents by PCT, counted by small areas.

A consortium serves a small area (an LSOA) where the area's centroid lies in its polygon, and then
all residents of it: what two footprints share is people and not land.
"""

from __future__ import annotations

from collections import Counter

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.coordinates import NATIONAL_GRID
from geodata.inputs import Inputs, Table
from geodata.layers import FORMATS, layer_files, one_row_each, read_coded_layer

FOLDER = "consortia"


def read_drawn_consortia(inputs: Inputs) -> dict[str, gpd.GeoDataFrame]:
    """Add the table consortia/<set> for every layer of polygons in the folder `consortia`.

    Returns the polygons of each table: index consortium; name and geometry, in metres.

    Everything wrong is added to `inputs.problems`: a layer that cannot be read, no small areas to
    count residents by, consortia without a code or without anybody in them, and such as overlap.
    """
    files = [p for p in layer_files(inputs.folder / FOLDER, "*") if p.suffix.lower() in FORMATS]
    areas = _small_areas(inputs, files[0].name) if files else None
    layers = {}
    for path in files:
        stem = f"{FOLDER}/{path.stem}"
        if (path.with_suffix(".csv")).is_file() or [p.stem for p in files].count(path.stem) > 1:
            message = f"the set {path.stem} is in several files"
            inputs.say(f"{FOLDER}/{path.name}", "", message, "keep one of them")
            continue
        file = f"{FOLDER}/{path.name}"
        drawn = read_coded_layer(inputs, file, stem, "consortium", "consortium_name")
        if drawn is not None and areas is not None:
            _add_table(inputs, file, stem, drawn, areas)
            layers[stem] = one_row_each(drawn, "consortium")
    return layers


def _small_areas(inputs: Inputs, first: str) -> pd.DataFrame | None:
    """Return area, pct, residents, easting and northing of the small areas, all of them sound."""
    said = inputs.description.small_areas
    if "small_areas" not in inputs.stems() and said is None:
        message = "are polygons, and there are no small areas to count their residents by"
        remedy = "add small_areas.csv: area, pct, residents, easting, northing"
        inputs.say(f"{FOLDER}/{first}", "", message, remedy)
        return None
    if said is not None:
        inputs.read_table("small_areas", said)
    file = said or "small_areas.csv"
    table, pcts = inputs.tables.get("small_areas"), inputs.tables.get("pcts")
    if table is None or pcts is None:
        return None
    living = pcts.frame.set_index("pct")["residents"].to_dict()
    for pct, people in table.frame.groupby("pct")["residents"].sum().items():
        if people > living.get(pct, float("inf")):
            message = f"the small areas of {pct} have {people:,.0f} residents"
            remedy = "count residents the same way in both files"
            inputs.say(file, "", f"{message}, pcts.csv has {living[pct]:,.0f}", remedy)
    known = set(table.frame["pct"]) <= set(living)
    sound = known and all(p.file != inputs.name_of(file) for p in inputs.problems)
    return table.frame if sound else None


def _add_table(
    inputs: Inputs, file: str, stem: str, drawn: gpd.GeoDataFrame, areas: pd.DataFrame
) -> None:
    """Add the residents of each consortium in each PCT, or say why they cannot be counted."""
    points = gpd.GeoSeries.from_xy(areas["easting"], areas["northing"], crs=NATIONAL_GRID)
    served = _served(drawn, points.to_crs(drawn.crs).to_numpy())
    names = dict(zip(drawn["consortium"], drawn["name"], strict=True))
    twice = _claimed_twice(served)
    for (a, b), many in twice.items():
        message = f"{a} and {b} overlap: {many} small areas lie in both"
        inputs.say(file, "", message, "clip one of the two")
    first = served.sort_values(["inside", "consortium"], ascending=[False, True])
    once = first.drop_duplicates("area")
    nobodys = sorted(set(names) - set(once["consortium"]))
    for code in nobodys:
        message = f"{code} serves nobody: no small area's centroid lies in it"
        inputs.say(file, "", message, "check its polygon, or remove it")
    if twice or nobodys:
        return
    found = areas.iloc[once["area"]][["pct", "residents"]].assign(
        consortium=once["consortium"].to_numpy()
    )
    people = found.groupby(["consortium", "pct"], as_index=False)["residents"].sum()
    people = people.assign(consortium_name=people["consortium"].map(names))
    people.index = pd.RangeIndex(1, len(people) + 1, name="row")
    inputs.tables[stem] = Table(inputs.name_of(file), people)


def _served(drawn: gpd.GeoDataFrame, points: np.ndarray) -> pd.DataFrame:
    """Return area (its position), consortium, and whether it lies inside and not on the edge."""
    area, shape = drawn.sindex.query(points, predicate="intersects")
    inside = shapely.contains(drawn.geometry.to_numpy()[shape], points[area])
    codes = drawn["consortium"].to_numpy()[shape]
    found = pd.DataFrame({"area": area, "consortium": codes, "inside": inside})
    return found.sort_values("inside").drop_duplicates(["area", "consortium"], keep="last")


def _claimed_twice(served: pd.DataFrame) -> Counter[tuple[str, str]]:
    """Return for each pair of consortia how many small areas lie inside both."""
    inside = served[served["inside"]]
    twice = inside[inside.duplicated("area", keep=False)]
    pairs: Counter[tuple[str, str]] = Counter()
    for _, rows in twice.groupby("area"):
        first, second, *_ = sorted(rows["consortium"])
        pairs[first, second] += 1
    return pairs
