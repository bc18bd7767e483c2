"""Random parameters for the rules that lean on particular tables of a small map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from small_maps import COLUMN, CONSORTIA, REFERENCE

from geodata.geography import EDGE_KINDS, Geography

Parameters = st.SearchStrategy[dict[str, Any]]


def knows_flows(geography: Geography) -> bool:
    """Say whether the map has admissions, and headquarters to place them."""
    return bool(len(geography.flows) and geography.headquarters)


def contiguity(geography: Geography) -> Parameters:
    """Draw kinds of edge, and where the map knows of patient flows also how strong ones join."""
    edges = st.lists(st.sampled_from(EDGE_KINDS), min_size=1, unique=True)
    shares = st.just(None) | st.sampled_from((0.1, 0.3, 0.5))
    flows = shares if knows_flows(geography) else st.none()
    return st.fixed_dictionaries({"edges": edges, "flows_over": flows})


def footprint(geography: Geography) -> Parameters:
    """Draw a threshold for one set of consortia, or for all sets, some with one of their own."""
    overlap = st.sampled_from((0.3, 0.5, 0.9, 1.0))
    own = st.just(None) | overlap
    one = st.fixed_dictionaries({"consortia": st.just(CONSORTIA), "overlap": overlap})
    members = [
        st.fixed_dictionaries({"consortia": st.just(name), "overlap": own})
        for name in geography.consortia
    ]
    several = st.fixed_dictionaries({"sets": st.tuples(*members).map(list), "overlap": overlap})
    return one | several


def fixed(geography: Geography, inside: Sequence[str]) -> st.SearchStrategy[dict | None]:
    """Draw clusters of the reference plan, and a group of PCTs beside them."""
    members: dict[str, set[str]] = {}
    rows = geography.plans[REFERENCE]
    for pct, cluster in zip(rows["pct"], rows["cluster"], strict=True):
        members.setdefault(cluster, set()).add(pct)
    whole = sorted(c for c, pcts in members.items() if pcts <= set(inside))
    chosen = st.lists(st.sampled_from(whole), max_size=1) if whole else st.just([])

    def beside(clusters: list[str]) -> st.SearchStrategy[dict | None]:
        taken = {p for c in clusters for p in members[c]}
        left = [p for p in inside if p not in taken]
        if not left:
            return st.just(_fixed(clusters, []))
        group = st.lists(st.sampled_from(left), min_size=1, max_size=3, unique=True)
        return st.lists(group, max_size=1).map(lambda found: _fixed(clusters, found))

    return chosen.flatmap(beside)


def _fixed(clusters: list[str], groups: list[list[str]]) -> dict | None:
    named = {"plan": REFERENCE, "clusters": [f"Cluster {c}" for c in clusters]} if clusters else {}
    listed = {"groups": groups} if groups else {}
    return named | listed or None


def limit(geography: Geography) -> st.SearchStrategy[dict | list]:
    """Draw bounds on totals of a column with decimals, in tenths, of residents, or on figures."""
    tenths = round(10 * geography.pcts[COLUMN].sum())
    least = st.integers(0, tenths // 4).map(lambda n: {"column": COLUMN, "min": n / 10})
    most = st.integers(0, tenths).map(lambda n: {"column": COLUMN, "max": n / 10})
    people = st.integers(0, 999).map(lambda n: {"column": "residents", "min": n})
    figures = st.lists(_figure(geography), min_size=1, max_size=2)
    return least | most | st.tuples(most, people).map(list) | figures | figures


def _figure(geography: Geography) -> Parameters:
    """Draw a least or a most of something counted of a cluster that the map knows."""
    known = ["boards", "chief_executives_without_post"]
    if len(geography.local_authorities):
        known += ["split_authorities", "authorities"]
    least = st.integers(0, 2).map(lambda n: {"min": n})
    most = st.integers(0, 3).map(lambda n: {"max": n})
    return st.sampled_from(known).flatmap(
        lambda name: (least | most | most).map(lambda bound: {"figure": name, **bound})
    )


def span() -> Parameters:
    """Draw a distance, in squares of 10 km, that some PCTs are apart exactly."""
    return st.fixed_dictionaries({"max_km": st.sampled_from((10.0, 20.0, 25.0, 200**0.5))})


def providers() -> Parameters:
    """Draw how many trusts a cluster needs."""
    return st.fixed_dictionaries({"min": st.integers(1, 2)})
