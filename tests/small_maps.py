"""Small geographies made in memory: by hand from a few rows, or at random for hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pandas as pd
from hypothesis import strategies as st

from geodata.geography import EDGE_KINDS, Geography

SHAS = ("Gamma", "Alpha", "Beta")
CODES = ("5K7", "5A1", "TAC", "5E1", "5N9", "5B2", "QQ1", "5D4")
"""Neither is in order, so that nothing may lean on the order of rows."""

TRUSTS = ("RA1", "RB2", "RC3")
CONSORTIA = "gp-groups"
PATHFINDERS = "pathfinders"
REFERENCE = "as-it-was"
COLUMN = "running_costs"
CHIEFS = "chief_executives"

Draw = Callable[..., object]
Rows = Iterable[tuple]


def frame(rows: Rows, **columns: str) -> pd.DataFrame:
    """Return the rows as a table with columns of these types, also where there are no rows."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(columns)


def make_geography(
    residents: Mapping[str, int],
    edges: Rows = (),
    sha_of: Mapping[str, str] | None = None,
    flows: Rows = (),
    local_authorities: Rows = (),
    arrangements: Rows = (),
    consortia: Rows = (),
    pathfinders: Rows = (),
    plan: Mapping[str, str] | None = None,
    headquarters: Mapping[str, str] | None = None,
    columns: Mapping[str, Mapping[str, float]] | None = None,
) -> Geography:
    """Return a geography of these PCTs.

    edges              (pct, pct), or with a kind and a shared border in km; else land of 1 km
    flows              (pct, trust, share of admissions)
    local_authorities  (authority, pct, residents)
    arrangements       (arrangement, pct)
    consortia          (consortium, pct, residents), the set `CONSORTIA`
    pathfinders        the same of the set `PATHFINDERS`, which is not there where there are none
    plan               cluster of each PCT in the reference plan `REFERENCE`
    headquarters       PCT of each trust's headquarters
    columns            further columns of the PCTs, by PCT
    """
    shas = sha_of or dict.fromkeys(residents, "Alpha")
    borders = [(a, b, *(rest or ("land", 1.0)), 0.0) for a, b, *rest in edges]
    pcts = frame(
        [(p, f"Town {p}", shas[p], n) for p, n in residents.items()],
        pct="str",
        name="str",
        sha="str",
        residents="int64",
    ).set_index("pct")
    pcts = pcts.assign(**{name: pd.Series(values) for name, values in (columns or {}).items()})
    sets = {CONSORTIA: consortia} | ({PATHFINDERS: pathfinders} if pathfinders else {})
    trusts = sorted({trust for _, trust, _ in flows})
    clusters = [(p, c, f"Cluster {c}") for p, c in (plan or {}).items()]
    reference = frame(clusters, pct="str", cluster="str", cluster_name="str")
    return Geography(
        name="small",
        title="A small map",
        pcts=pcts,
        adjacency=frame(
            borders, pct_a="str", pct_b="str", kind="str", shared_km="float64", gap_m="float64"
        ),
        boundaries=None,
        flows=frame(flows, pct="str", trust="str", share_of_admissions="float64"),
        trusts=frame(
            [(t, f"Trust {t}", (headquarters or {}).get(t, "")) for t in trusts],
            trust="str",
            trust_name="str",
            hq_pct="str",
        ),
        local_authorities=frame(
            local_authorities, upper_tier_la="str", pct="str", residents="int64"
        ),
        arrangements=frame(arrangements, arrangement="str", pct="str"),
        consortia={name: _consortia(rows) for name, rows in sets.items()},
        plans={REFERENCE: reference} if plan else {},
        sources=frame([], table="str", title="str", source="str", certainty="str", label="str"),
        sha256={},
        reference_plan=REFERENCE if plan else None,
    )


def _consortia(rows: Rows) -> pd.DataFrame:
    groups = frame(rows, consortium="str", pct="str", residents="int64")
    return groups.assign(consortium_name="GPs " + groups["consortium"])


@st.composite
def geographies(
    draw: Draw, min_pcts: int = 1, max_pcts: int = 8, min_shas: int = 1, max_shas: int = 3
) -> Geography:
    """Draw a geography: any graph, islands and PCTs without residents included."""
    codes = CODES[: draw(st.integers(min_pcts, max_pcts))]
    shas = SHAS[: draw(st.integers(min_shas, max_shas))]
    sha_of = {p: draw(st.sampled_from(shas)) for p in codes}
    people = {p: draw(st.sampled_from((0, 1)) | st.integers(2, 999)) for p in codes}
    if not any(people.values()):
        people[codes[0]] = 7  # a geography without any residents cannot be loaded
    return make_geography(
        people,
        _edges(draw, codes),
        sha_of,
        flows=_flows(draw, codes),
        local_authorities=_shared_out(draw, people, ("Eastshire", "Westshire"), whole=False),
        arrangements=[
            (group, p) for group in ("North", "South") for p in codes if draw(st.booleans())
        ],
        consortia=_shared_out(draw, people, ("G1", "G2", "G3"), whole=True),
        pathfinders=_shared_out(draw, people, ("P1", "P2"), whole=True)
        if draw(st.booleans())
        else (),
        plan={p: draw(st.sampled_from(("C1", "C2", "C3"))) for p in codes},
        headquarters={t: draw(st.sampled_from(("", *codes, *codes[:3]))) for t in TRUSTS},
        columns=_columns(draw, codes),
    )


def _columns(draw: Draw, codes: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Draw where each PCT lies, in squares of 10 km, a column of tenths, and chief executives.

    Of these not every map knows, and none has to know them all.
    """
    squares = st.integers(0, 3).map(lambda n: 10_000.0 * n)
    tenths = st.integers(0, 40).map(lambda n: n / 10)
    drawn = {"easting": squares, "northing": squares, COLUMN: tenths}
    if draw(st.booleans()):
        drawn[CHIEFS] = st.sampled_from((float("nan"), 0.0, 1.0, 1.0, 2.0))
    return {name: {p: draw(values) for p in codes} for name, values in drawn.items()}


def _edges(draw: Draw, codes: tuple[str, ...]) -> list[tuple]:
    """Draw for each pair whether it touches, how, and over what length."""
    kinds = st.sampled_from((None, "land", None, "land", *EDGE_KINDS[1:]))
    found = []
    for i, a in enumerate(codes):
        for b in codes[:i]:
            kind = draw(kinds)
            if kind:
                km = draw(st.integers(0, 40)) / 4 if kind == "land" else 0.0
                found.append((a, b, kind, km))
    return found


def _flows(draw: Draw, codes: tuple[str, ...]) -> list[tuple]:
    """Draw admissions at three trusts, also none."""
    shares = st.sampled_from((0, 0, 1, 2, 3))
    drawn = [(p, t, draw(shares) / 10) for p in codes for t in TRUSTS]
    return [row for row in drawn if row[2]]


def _shared_out(draw: Draw, people: Mapping[str, int], groups: Iterable[str], whole: bool) -> list:
    """Draw residents of each group in each PCT, together no more than live there.

    With `whole`, a group often takes all of a PCT: alone it is then on its footprint.
    """
    eighths = st.sampled_from((0, 0, 8, 8, 7, 4) if whole else (0, 2, 4, 8))
    left = dict(people)
    rows = []
    for group in groups:
        for pct in people:
            taken = left[pct] * draw(eighths) // 8
            left[pct] -= taken
            if taken:
                rows.append((group, pct, taken))
    return rows


def relabelled(geography: Geography, new: Mapping[str, str]) -> Geography:
    """Return the same map with other PCT codes and every table's rows in reverse order."""

    def table(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
        return rows.assign(**{c: rows[c].map(new) for c in columns}).iloc[::-1]

    return replace(
        geography,
        pcts=geography.pcts.rename(index=new).iloc[::-1],
        adjacency=table(geography.adjacency, "pct_a", "pct_b"),
        flows=table(geography.flows, "pct"),
        trusts=table(geography.trusts, "hq_pct").fillna({"hq_pct": ""}),
        local_authorities=table(geography.local_authorities, "pct"),
        arrangements=table(geography.arrangements, "pct"),
        consortia={name: table(rows, "pct") for name, rows in geography.consortia.items()},
        plans={name: table(rows, "pct") for name, rows in geography.plans.items()},
    )
