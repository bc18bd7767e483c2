"""Loads a geography by the name of one that ships, or from a folder."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
import yaml

from geodata.files import sha256_of
from geodata.geography import Geography


def load_geography(name_or_folder: str | Path) -> Geography:
    folder = Path(__file__).parent / str(name_or_folder).replace("-", "_")
    hashes: dict[str, str] = {}

    def read(file: str) -> pd.DataFrame:
        hashes[file] = sha256_of((folder / file).read_bytes())
        frame = pd.read_csv(folder / file, dtype=str, keep_default_na=False)
        for column in frame.columns.intersection(
            ["residents", "residents_mid2011", "easting", "northing", "practices"]
        ):
            frame[column] = pd.to_numeric(frame[column]).astype("int64")
        for column in frame.columns.intersection(
            ["area_km2", "imd2010_practice_mean", "shared_km", "gap_m", "share_of_admissions"]
        ):
            frame[column] = pd.to_numeric(frame[column])
        return frame

    meta = yaml.safe_load((folder / "geography.yaml").read_text(encoding="utf-8"))
    pcts = read("pcts.csv").set_index("pct")
    boundaries = gpd.read_file(folder / "boundaries.geojson").set_index("pct").loc[pcts.index]
    return Geography(
        name=meta["name"],
        title=meta["title"],
        attribution=meta["attribution"],
        reference_plan=meta["reference_plan"],
        pcts=pcts,
        boundaries=boundaries,
        adjacency=read("adjacency.csv"),
        flows=read("flows.csv"),
        trusts=read("trusts.csv"),
        local_authorities=read("local_authorities.csv"),
        arrangements=read("arrangements.csv"),
        consortia=MappingProxyType({"ccg-2015": read("consortia/ccg-2015.csv")}),
        plans=MappingProxyType({"clusters-2011": read("plans/clusters-2011.csv")}),
        sources=read("sources.csv"),
        sha256=MappingProxyType(hashes),
    )
