"""The flow of patients between PCTs, and to trusts, as the pages draw and list it.

The size of a flow is its share of a PCT's admissions times the PCT's residents, as the objectives
count it: admissions themselves are not known. 10,000 reads "the admissions of 10,000 residents".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geodata.coordinates import NATIONAL_GRID
from geodata.geography import Geography
from geodata.words import calm
from outputs.maps.shapes import WGS84

STEPS = (0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)
"""Sizes that the reader can filter by."""

MOST_LINES = 240
"""Most lines between PCTs that a page opens with: more are a tangle."""


@dataclass(frozen=True)
class PatientFlows:
    """Flows of some PCTs, largest first.

    to_trusts  pct, trust, share (of the PCT's admissions), size
    between    pct, to, size: to the PCT of the trust's headquarters, which may be the PCT itself;
               trusts with headquarters in none of the PCTs are left out
    """

    to_trusts: pd.DataFrame
    between: pd.DataFrame

    def opening_step(self) -> int:
        """Return the smallest of `STEPS` that leaves a legible number of lines between PCTs."""
        apart = self.between[self.between["pct"] != self.between["to"]]
        ends = pd.Series(list(map(frozenset, zip(apart["pct"], apart["to"], strict=True))))
        both_ways = apart["size"].groupby(ends.to_numpy()).sum() if len(apart) else apart["size"]
        fitting = (step for step in STEPS if (both_ways >= step).sum() <= MOST_LINES)
        return next(fitting, STEPS[-1])


def patient_flows(geography: Geography, pcts: Iterable[str]) -> PatientFlows:
    """Return the flows of these PCTs' residents."""
    kept = geography.flows[geography.flows["pct"].isin(list(pcts))]
    residents = kept["pct"].map(geography.residents).astype(float)
    table = pd.DataFrame(
        {
            "pct": kept["pct"],
            "trust": kept["trust"],
            "share": kept["share_of_admissions"],
            "size": kept["share_of_admissions"] * residents,
            "to": kept["trust"].map(geography.headquarters),
        }
    )
    rows = table.sort_values(["size", "pct", "trust"], ascending=[False, True, True])
    between = rows.dropna(subset="to").groupby(["pct", "to"], as_index=False)[["size"]].sum()
    ordered = between.sort_values(["size", "pct", "to"], ascending=[False, True, True])
    return PatientFlows(rows[["pct", "trust", "share", "size"]], ordered)


def flow_data(
    flows: PatientFlows, middles: Mapping[str, tuple[float, ...]], geography: Geography
) -> Mapping[str, Any]:
    """Return for the page's script the ends of all flows, and each flow as a row of numbers.

    `pcts` by code: latitude and longitude of its middle, the first two of `middles`. `trusts`:
    name, the PCT of the headquarters or null, latitude and longitude or null. `rows`: PCT code,
    place among `trusts`, share. Empty where no flow has two ends among the PCTs, for no page to
    offer any.
    """
    if flows.between.empty:
        return {}
    trusts = list(dict.fromkeys(sorted(flows.to_trusts["trust"])))
    place = {trust: i for i, trust in enumerate(trusts)}
    rows = zip(*(flows.to_trusts[c] for c in ("pct", "trust", "share")), strict=True)
    return {
        "pcts": {pct: at[:2] for pct, at in middles.items()},
        "trusts": _trust_rows(trusts, geography),
        "rows": [[pct, place[trust], round(float(share), 4)] for pct, trust, share in rows],
        "steps": list(STEPS),
        "least": flows.opening_step(),
    }


@dataclass(frozen=True)
class Crossing:
    """A flow that leaves its group: the PCT, that of the trust's headquarters, and the size."""

    pct: str
    to: str
    size: float


@dataclass(frozen=True)
class Crossings:
    """What groups of PCTs keep and lose of the flows between PCTs that are in some group.

    inside   the share of all that stays in its group, None where there is nothing
    leaving  the flows that do not, largest first
    """

    inside: float | None = None
    leaving: tuple[Crossing, ...] = ()


def crossings(flows: PatientFlows, group_of: Mapping[str, str]) -> Crossings:
    """Return how much of the flows stays in its group (a cluster, an SHA), and what does not."""
    columns = (flows.between[name] for name in ("pct", "to", "size"))
    rows = [Crossing(str(pct), str(to), float(n)) for pct, to, n in zip(*columns, strict=True)]
    known = [row for row in rows if row.pct in group_of and row.to in group_of]
    total = sum(row.size for row in known)
    if not total:
        return Crossings()
    leaving = tuple(row for row in known if group_of[row.pct] != group_of[row.to])
    return Crossings(1 - sum(row.size for row in leaving) / total, leaving)


def _trust_rows(trusts: list[str], geography: Geography) -> list[list[Any]]:
    """Return each trust's name, the PCT of its headquarters or None, and where they are or None."""
    known = geography.trusts.drop_duplicates("trust").set_index("trust").reindex(trusts)
    places: list[Any] = [None] * len(trusts)
    if {"easting", "northing"} <= set(known.columns):
        points = gpd.GeoSeries.from_xy(known["easting"], known["northing"], crs=NATIONAL_GRID)
        degrees = points.to_crs(WGS84)
        places = [
            None if pd.isna(lat) else [round(lat, 4), round(lng, 4)]
            for lat, lng in zip(degrees.y, degrees.x, strict=True)
        ]
    names = known["trust_name"].where(known["trust_name"].notna(), known.index.to_series())
    return [
        [calm(str(name)), geography.headquarters.get(trust), at]
        for trust, name, at in zip(trusts, names, places, strict=True)
    ]
