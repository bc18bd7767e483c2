"""What every table of a geography holds: one pandera schema a table, each column described.

A geography is a folder (`geodata/FORMAT.md` says the same at length, for planners):

    geography.yaml          what the folder is called, CRS, columns named otherwise (optional)
    pcts.csv                the PCTs, their SHA and residents
    boundaries.*            polygons with a column pct, in any format and CRS GeoPandas reads;
                            optional where adjacency.csv exists
    adjacency.csv           pairs that touch; derived from the boundaries where there is none
    bridges.csv             further pairs declared by hand (optional)
    flows.csv, trusts.csv, local_authorities.csv, arrangements.csv, sources.csv    (optional)
    consortia/<set>.csv     residents of each proposed consortium in each PCT (optional)
    consortia/<set>.*       or their polygons, in any format and CRS GeoPandas reads
    boundaries/<table>.*    borders of the authorities or consortia of a table, to draw (optional)
    small_areas.csv         residents and centroids of small areas, to count people in polygons by
    plans/<name>.csv        a cluster for each PCT (optional)

Tables are CSV in UTF-8 with a header. Codes are text. Columns not named here are kept as they are.
A schema's `unique` is the table's key; a column's `metadata` holds its unit, whether it is whole
numbers, and what to do where a cell is blank. A check's `error` says what is wrong with a value
and its `description` what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandera.pandas as pa

from geodata.cell_checks import (
    AT_MOST_1,
    CODE_CHECKS,
    FINITE,
    IMAGINABLE,
    IS_FLAG,
    IS_KIND,
    IS_WRITABLE,
    NOT_NEGATIVE,
    POSITIVE,
    WHOLE,
)
from geodata.geography import EDGE_KINDS


def _code(what: str, *, blank: str = "") -> pa.Column:
    remedy = blank or "fill in the code, or remove the row"
    return pa.Column(str, list(CODE_CHECKS), description=what, metadata={"blank": remedy})


def _text(what: str, *, required: bool = False, blank: str = "") -> pa.Column:
    """Text, which may be blank unless `blank` says what to do about that."""
    return pa.Column(
        str,
        IS_WRITABLE,
        description=what,
        required=required,
        nullable=not blank,
        metadata={"blank": blank},
    )


def _number(what: str, unit: str, *checks: pa.Check, blank: str = "", **more: Any) -> pa.Column:
    """Return a column of finite numbers; one that must be there if `blank` is given."""
    return pa.Column(
        float,
        [FINITE, *checks],
        description=what,
        required=bool(blank),
        nullable=not blank,
        metadata={"unit": unit, "blank": blank, **more},
    )


def _people(what: str, *, required: bool = False) -> pa.Column:
    blank = "write how many there are, 0 if none" if required else ""
    return _number(what, "people", NOT_NEGATIVE, WHOLE, IMAGINABLE, blank=blank, whole=True)


def _optional_code(what: str) -> pa.Column:
    return pa.Column(
        str, list(CODE_CHECKS), description=what, required=False, nullable=True, metadata={}
    )


def _table(
    name: str, what: str, key: list[str] | None, columns: dict[str, pa.Column]
) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, name=name, description=what, unique=key, strict=False)


_CERTAINTY = _text("how sure the row is, in the words or grades of its source")
_SOURCE = _text("where the row comes from")
_PCT = _code("PCT code")

PCTS = _table(
    "pcts",
    "one row a PCT; any further column of numbers is kept as numbers",
    ["pct"],
    {
        "pct": _code("PCT code (NHS)"),
        "name": _text("name", required=True, blank="write the PCT's name"),
        "sha": _text("SHA", required=True, blank="say which SHA the PCT belongs to"),
        "residents": _people("residents (Census 2011)", required=True),
        "short_name": _text("how the names of clusters call it; its name where blank"),
        "ons_code": _optional_code("ONS code"),
        "care_trust": pa.Column(
            str, IS_FLAG, description="care trust: true or false", required=False, nullable=True
        ),
        "residents_mid2011": _people("residents, mid-2011"),
        "chief_executives": _people("substantive chief executives; assumed 1 where blank"),
        "directors": _people("substantive directors, public health not among them"),
        "very_senior_managers": _people("people on very senior managers' pay"),
        "joint_posts": _people("posts held jointly with a local authority"),
        "chairs": _people("chairs in post, 0 where the post is vacant"),
        "non_executives": _people("non-executives in post, the chair not among them"),
        "median_pay": _number("median pay of the PCT's staff", "£ a year", POSITIVE),
        "easting": _number("population-weighted centroid, easting (EPSG:27700)", "m"),
        "northing": _number("population-weighted centroid, northing (EPSG:27700)", "m"),
        "area_km2": _number("area", "km²", NOT_NEGATIVE),
        "practices": _number("GP practices located in it", "", NOT_NEGATIVE, WHOLE, whole=True),
        "imd2010_practice_mean": _number("mean IMD 2010 score of those practices", "score"),
    },
)
ADJACENCY = _table(
    "adjacency",
    "one row a pair of PCTs that touch or nearly do, either one first",
    None,
    {
        "pct_a": _PCT,
        "pct_b": _PCT,
        "kind": pa.Column(str, IS_KIND, description=f"one of {', '.join(EDGE_KINDS)}"),
        "shared_km": _number("length of the shared border; needed of land", "km", NOT_NEGATIVE),
        "gap_m": _number("distance between the two", "m", NOT_NEGATIVE),
        "note": _text("remark"),
    },
)
BRIDGES = _table(
    "bridges",
    "one row a pair joined by hand, taken before what adjacency says of it",
    None,
    {
        "pct_a": _PCT,
        "pct_b": _PCT,
        "kind": pa.Column(
            str, IS_KIND, description="kind; bridge where blank", required=False, nullable=True
        ),
        "note": _text("remark"),
    },
)
FLOWS = _table(
    "flows",
    "one row a PCT and trust",
    ["pct", "trust"],
    {
        "pct": _PCT,
        "trust": _code("trust code"),
        "share_of_admissions": _number(
            "share of the PCT's admissions treated at the trust, 0 to 1",
            "share",
            NOT_NEGATIVE,
            AT_MOST_1,
            blank="write the share, or remove the row",
        ),
    },
)
TRUSTS = _table(
    "trusts",
    "one row a trust",
    ["trust"],
    {
        "trust": _code("trust code"),
        "trust_name": _text("name", required=True, blank="write the trust's name"),
        "hq_pct": _optional_code("PCT of the headquarters; blank where it is none of these"),
        "easting": _number("headquarters, easting (EPSG:27700)", "m"),
        "northing": _number("headquarters, northing (EPSG:27700)", "m"),
    },
)
LOCAL_AUTHORITIES = _table(
    "local_authorities",
    "one row an upper-tier authority and PCT",
    ["upper_tier_la", "pct"],
    {
        "upper_tier_la": _text("authority", required=True, blank="write the authority's name"),
        "pct": _PCT,
        "residents": _people("residents of the authority in the PCT", required=True),
    },
)
ARRANGEMENTS = _table(
    "arrangements",
    "one row a grouping that exists already and PCT",
    ["arrangement", "pct"],
    {
        "arrangement": _text("grouping", required=True, blank="name the grouping"),
        "pct": _PCT,
        "kind": _text("kind of grouping"),
        "from_date": _text("since when"),
        "certainty": _CERTAINTY,
        "source": _SOURCE,
    },
)
CONSORTIA = _table(
    "consortia",
    "one row a proposed consortium and PCT",
    ["consortium", "pct"],
    {
        "consortium": _code("consortium code"),
        "consortium_name": _text("name", required=True, blank="write the consortium's name"),
        "pct": _PCT,
        "residents": _people("residents of the consortium in the PCT", required=True),
    },
)
SMALL_AREAS = _table(
    "small_areas",
    "one row a small area, such as an LSOA",
    ["area"],
    {
        "area": _code("small area code"),
        "pct": _PCT,
        "residents": _people("residents of the small area", required=True),
        "easting": _number("centroid, easting (EPSG:27700)", "m", blank="write it in metres"),
        "northing": _number("centroid, northing (EPSG:27700)", "m", blank="write it in metres"),
    },
)
PLANS = _table(
    "plans",
    "one row a PCT",
    ["pct"],
    {
        "pct": _PCT,
        "cluster": _code("cluster", blank="say which cluster the PCT joins"),
        "cluster_name": _text("name of the cluster"),
        "certainty": _CERTAINTY,
    },
)
SOURCES = _table(
    "sources",
    "one row a table of the folder",
    ["table"],
    {
        "table": _text("file without its ending", required=True, blank="name the table"),
        "title": _text("what it holds"),
        "source": _SOURCE,
        "certainty": _CERTAINTY,
        "label": _text("how the table, a proxy above all, is named wherever its figures are shown"),
    },
)
SCHEMAS: Mapping[str, pa.DataFrameSchema] = MappingProxyType(
    {
        schema.name: schema
        for schema in (
            PCTS,
            ADJACENCY,
            BRIDGES,
            FLOWS,
            TRUSTS,
            LOCAL_AUTHORITIES,
            ARRANGEMENTS,
            CONSORTIA,
            SMALL_AREAS,
            PLANS,
            SOURCES,
        )
    }
)
"""Every schema by its table; `consortia` and `plans` hold for each file of those folders."""
