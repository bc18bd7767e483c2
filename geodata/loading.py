"""Loads a geography: one that ships, by its name, or a planner's own, from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd

from geodata.adjacency import derive_adjacency, normalised, with_bridges
from geodata.border_layers import read_border_layers
from geodata.boundaries import check_overlaps, check_place, has_boundaries, read_boundaries
from geodata.checks import check_tables, known_codes
from geodata.contracts import SCHEMAS
from geodata.drawn_consortia import read_drawn_consortia
from geodata.geography import Geography
from geodata.inputs import DESCRIPTION, Inputs
from geodata.problems import InputError, Problem, nearest, raise_if_any

Layers = Mapping[str, gpd.GeoDataFrame]


def shipped_geographies() -> Mapping[str, Path]:
    """Return the folders that ship with the program, by the name of their geography."""
    described = Path(__file__).parent.glob(f"*/{DESCRIPTION}")
    return MappingProxyType({p.parent.name.replace("_", "-"): p.parent for p in sorted(described)})


def load_geography(name_or_folder: str | Path) -> Geography:
    """Return the geography of that name, or of the tables in that folder (`geodata/FORMAT.md`).

    Raises `InputError` with every problem found in every file.
    """
    inputs, boundaries, layers = _read(name_or_folder)
    raise_if_any(inputs.problems)
    return _assemble(inputs, boundaries, layers)


def check_geography(name_or_folder: str | Path) -> list[Problem]:
    """Return everything wrong with a geography: nothing where `load_geography` would load it."""
    try:
        inputs, *_ = _read(name_or_folder)
    except InputError as error:
        return list(error.problems)
    return list(dict.fromkeys(inputs.problems))


def geography_folder(name_or_folder: str | Path) -> Path:
    """Return the folder of the geography of that name, or that folder itself.

    Raises `InputError` where it is neither.
    """
    name, shipped = str(name_or_folder), shipped_geographies()
    if name in shipped:
        return shipped[name]
    folder = Path(name_or_folder)
    if folder.is_dir():
        return folder
    message = f"is neither a geography nor a folder{nearest(name, shipped)}"
    if folder.is_file():
        message = "is a file, not a folder"
    remedy = f"give a folder of tables, or one of {', '.join(shipped)}"
    raise InputError([Problem(name, "", message, remedy)])


def _read(name_or_folder: str | Path) -> tuple[Inputs, gpd.GeoDataFrame | None, Layers]:
    inputs = Inputs(geography_folder(name_or_folder), str(Path(name_or_folder)))
    inputs.read_description()
    inputs.read_tables()
    drawn = read_drawn_consortia(inputs)
    inputs.problems += check_tables(inputs.tables)
    _check_reference_plan(inputs)
    _check_sources(inputs)
    boundaries = _read_boundaries(inputs)
    return inputs, boundaries, read_border_layers(inputs, drawn, boundaries)


def _read_boundaries(inputs: Inputs) -> gpd.GeoDataFrame | None:
    if not has_boundaries(inputs.folder):
        if "adjacency.csv" not in inputs.sha256:
            message = "has neither adjacency.csv nor boundaries to derive it from"
            inputs.say("", "", message, "add one of them, such as boundaries.gpkg")
        return None
    codes = known_codes(inputs.tables, "pcts", "pct")
    boundaries = read_boundaries(inputs, codes or None)
    if boundaries is None:
        return None
    check_overlaps(inputs, boundaries)
    if codes:
        check_place(inputs, boundaries, inputs.tables["pcts"].frame.set_index("pct"))
    return boundaries


def _check_reference_plan(inputs: Inputs) -> None:
    wanted = inputs.description.reference_plan
    plans = [stem.removeprefix("plans/") for stem in inputs.stems() if stem.startswith("plans/")]
    if wanted is not None and wanted not in plans:
        message = f"there is no plan '{wanted}' in plans/{nearest(wanted, plans)}"
        remedy = f"use one of {', '.join(plans)}" if plans else f"add plans/{wanted}.csv"
        inputs.say_of_key(("reference_plan",), message, remedy)


def _check_sources(inputs: Inputs) -> None:
    """Hold every source to a file of the folder, lest a proxy lose its label by a slip."""
    if "sources" not in inputs.tables:
        return
    files = (p.relative_to(inputs.folder) for p in inputs.folder.rglob("*") if p.is_file())
    stems = {str(f.parent / f.name.partition(".")[0]) for f in files}
    known = sorted(stems | set(SCHEMAS) | {"boundaries"})
    for row, table in inputs.tables["sources"].frame["table"].items():
        if table and table not in known:
            message = f"there is no table '{table}'{nearest(table, known)}"
            remedy = "name a file of this folder without its ending"
            inputs.say("sources.csv", f"row {row}, column table", message, remedy)


def _assemble(inputs: Inputs, boundaries: gpd.GeoDataFrame | None, layers: Layers) -> Geography:
    said = inputs.description
    adjacency = _adjacency(inputs, boundaries)
    geography = Geography(
        name=said.name or inputs.folder.resolve().name,
        title=said.title or said.name or inputs.folder.resolve().name,
        pcts=inputs.tables["pcts"].frame.set_index("pct"),
        adjacency=adjacency,
        boundaries=boundaries,
        flows=_table(inputs, "flows"),
        trusts=_trusts(inputs),
        local_authorities=_table(inputs, "local_authorities"),
        arrangements=_table(inputs, "arrangements"),
        consortia=_tables_of(inputs, "consortia"),
        plans=_tables_of(inputs, "plans"),
        sources=_table(inputs, "sources"),
        sha256=MappingProxyType(dict(sorted(inputs.sha256.items()))),
        attribution=said.attribution,
        reference_plan=said.reference_plan,
        notes=_notes(inputs.tables["pcts"].frame, adjacency),
        layers=MappingProxyType(dict(layers)),
    )
    return geography


def _adjacency(inputs: Inputs, boundaries: gpd.GeoDataFrame | None) -> pd.DataFrame:
    if "adjacency" in inputs.tables:
        pairs = normalised(inputs.tables["adjacency"].frame)
    else:
        pairs = derive_adjacency(boundaries, inputs.description.adjacency)
    return with_bridges(pairs, _table(inputs, "bridges"))


def _notes(pcts: pd.DataFrame, adjacency: pd.DataFrame) -> tuple[str, ...]:
    """Name the islands: PCTs that nothing joins to another, not even a bridge or a ferry."""
    joined = set(adjacency["pct_a"]) | set(adjacency["pct_b"])
    return tuple(
        f"{code} {name} is an island: declare a bridge in bridges.csv if it may join another PCT"
        for code, name in zip(pcts["pct"], pcts["name"], strict=True)
        if code not in joined
    )


def _table(inputs: Inputs, stem: str) -> pd.DataFrame:
    """Return a table, numbered from 0, or an empty one with the columns it would have."""
    if stem in inputs.tables:
        return inputs.tables[stem].frame.reset_index(drop=True)
    columns = SCHEMAS[stem].columns.items()
    return pd.DataFrame({name: pd.Series(dtype=str(column.dtype)) for name, column in columns})


def _trusts(inputs: Inputs) -> pd.DataFrame:
    """Return the trusts, or those that the flows name where no table lists them."""
    if "trusts" in inputs.tables or "flows" not in inputs.tables:
        return _table(inputs, "trusts")
    codes = sorted(inputs.tables["flows"].frame["trust"].unique())
    return pd.DataFrame({"trust": codes, "trust_name": codes})


def _tables_of(inputs: Inputs, kind: str) -> Mapping[str, pd.DataFrame]:
    stems = [stem for stem in inputs.tables if stem.startswith(f"{kind}/")]
    return MappingProxyType({s.removeprefix(f"{kind}/"): _table(inputs, s) for s in stems})
