"""Reads borders to draw beside those of the PCTs: of local authorities and of sets of consortia.

A layer has the name of the table whose authorities or consortia it draws: the polygons of
local_authorities.csv are boundaries/local_authorities.*, those of consortia/<set>.csv are
boundaries/consortia/<set>.*. Consortia that were brought as polygons are layers already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from geodata.geography import Geography
from geodata.inputs import LAYER_COLUMNS, LAYERS, Inputs, Table
from geodata.layers import FORMATS, layer_files, one_row_each, read_coded_layer
from geodata.problems import Problem, nearest
from geodata.tables import shown_up_to


def read_border_layers(
    inputs: Inputs, drawn: Mapping[str, gpd.GeoDataFrame], boundaries: gpd.GeoDataFrame | None
) -> dict[str, gpd.GeoDataFrame]:
    """Return by table name and geometry of its authorities or consortia, `drawn` among them.

    They are in the CRS of `boundaries`, else in one in metres. Polygons of authorities or consortia
    that the table does not have are left out. Everything wrong is added to `inputs.problems`: a
    layer that cannot be read, that no table goes with, that lies elsewhere than the PCTs, and
    authorities or consortia of the table that have no polygon.
    """
    layers = dict(drawn)
    for table, file in _files(inputs, drawn):
        if (found := _read(inputs, file, table)) is not None:
            layers[table] = found
    crs = boundaries.crs if boundaries is not None else None
    if crs is not None:
        layers = {table: layer.to_crs(crs) for table, layer in layers.items()}
    for table, layer in layers.items():
        _check_place(inputs, table, layer, boundaries)
    return layers


def without_borders(geography: Geography) -> Iterator[str]:
    """Yield the tables of authorities and consortia that no layer draws."""
    tables = {"local_authorities": geography.local_authorities}
    tables |= {f"consortia/{name}": table for name, table in geography.consortia.items()}
    yield from (n for n, table in tables.items() if not table.empty and geography.layer(n) is None)


def _files(inputs: Inputs, drawn: Mapping[str, gpd.GeoDataFrame]) -> Iterator[tuple[str, str]]:
    """Yield the table and the file of every layer that can be read, the others as problems."""
    folder, seen = inputs.folder / LAYERS, set(drawn)
    for path in _found(folder):
        table = path.relative_to(folder).with_suffix("").as_posix()
        file = path.relative_to(inputs.folder).as_posix()
        if table in seen:
            inputs.say(file, "", f"the borders of {table} are in several files", "keep one of them")
        elif not _draws_a_table(table):
            message = f"is no layer that is read{nearest(table, LAYER_COLUMNS)}"
            remedy = f"name it {LAYERS}/local_authorities or {LAYERS}/consortia/<set>"
            inputs.say(file, "", message, remedy)
        elif table.startswith("consortia/") and table not in inputs.tables:
            remedy = f"add {table}.csv, or move the polygons to the folder consortia"
            inputs.say(file, "", f"there is no table {table}.csv", remedy)
        else:
            yield table, file
        seen.add(table)


def _found(folder: Path) -> list[Path]:
    inside = (folder, *sorted(p for p in folder.glob("*") if p.is_dir()))
    return [p for place in inside for p in layer_files(place, "*") if p.suffix.lower() in FORMATS]


def _draws_a_table(table: str) -> bool:
    kind, _, member = table.partition("/")
    return kind in LAYER_COLUMNS and bool(member) == (kind == "consortia")


def _read(inputs: Inputs, file: str, table: str) -> gpd.GeoDataFrame | None:
    """Return one row for each authority or consortium of the table, or None with problems added."""
    code, *names = LAYER_COLUMNS[table.partition("/")[0]]
    drawn = read_coded_layer(inputs, file, f"{LAYERS}/{table}", code, (names or [code])[0])
    if drawn is None:
        return None
    layer = one_row_each(drawn, code)
    if table not in inputs.tables:
        return layer
    listed = inputs.tables[table]
    inputs.problems += _without_polygon(inputs.name_of(file), listed, layer, code)
    kept = layer[layer.index.isin(listed.frame[code])]
    if names:
        called = dict(zip(listed.frame[code], listed.frame[names[0]], strict=True))
        kept = kept.assign(name=kept.index.map(called))
    return kept


def _without_polygon(
    file: str, listed: Table, layer: gpd.GeoDataFrame, code: str
) -> Iterator[Problem]:
    spare = layer.index[~layer.index.isin(listed.frame[code])]
    rows = listed.frame.drop_duplicates(code)[code]
    rows = rows[rows.ne("") & ~rows.isin(layer.index)]

    def problem(row: int) -> Problem:
        message = f"{rows[row]}, row {row} of {listed.file}, has no polygon"
        remedy = "add it, or make the two agree"
        return Problem(file, f"column {code}", message + nearest(rows[row], spare), remedy)

    yield from shown_up_to(list(rows.index), problem)


def _check_place(
    inputs: Inputs, table: str, layer: gpd.GeoDataFrame, boundaries: gpd.GeoDataFrame | None
) -> None:
    """Add a problem if the layer and the polygons of the PCTs lie nowhere near each other."""
    if boundaries is None or layer.empty or boundaries.empty:
        return
    if shapely.box(*layer.total_bounds).disjoint(shapely.box(*boundaries.total_bounds)):
        message = f"the borders of {table} lie elsewhere than the PCTs"
        inputs.say(LAYERS, "", message, "check the CRS of the two files")
