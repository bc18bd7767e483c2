"""The page of one SHA: its clusters on a map, with their PCTs, scores, flows and authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.assets import environment
from outputs.maps.data import MapData, map_data
from outputs.maps.flow_edges import FlowEdges
from outputs.maps.page import SCRIPTS, STYLES, MapText, legend, map_words, plan_chart
from outputs.maps.sha_facts import ShaFacts
from outputs.maps.shapes import boundaries
from outputs.maps.stage import page_code

ROOM = 0.15
"""How much of its neighbours is drawn around an SHA, as a share of its width and height."""

HIDDEN = ("la_borders", "patient_flows")
"""The layers that are off: an SHA has room for the names of its PCTs."""

Link = tuple[str, str]


@dataclass(frozen=True)
class ShaPage:
    """What the page shows: an SHA with clusters under the whole plan, in the plan's colours.

    text           what is said of the whole plan, the scores of its clusters among it
    before, after  name and file of the SHAs whose pages come before and after
    """

    sha: ShaFacts
    plan: Plan
    geography: Geography
    text: MapText
    colours: Mapping[str, str]
    before: Link | None = None
    after: Link | None = None


def sha_page(page: ShaPage) -> str:
    """Return the page as HTML that fetches nothing. Raises `InputError` without boundaries."""
    sha, geography = page.sha, page.geography
    here = page.plan.restricted(pct for cluster in sha.clusters for pct in cluster.pcts)
    data = map_data(
        here,
        geography,
        page.text.cluster_scores,
        around=_around({*here.cluster_of, *sha.pcts}, geography),
        colours=page.colours,
    )
    data = replace(data, page={**data.page, "pcts": _with_neighbours(data, sha)})
    text = replace(page.text, scores={}, pcts=sha.pcts, flow_edges=FlowEdges())
    words = {
        **map_words(here, geography, text),
        **legend(data),
        "sha": sha,
        "unassigned": sha.unassigned,
        "whole_plan": page.plan,
        "crossings": sha.in_clusters,
        "before": page.before,
        "after": page.after,
    }
    chart = plan_chart(data, hidden=HIDDEN)
    code = page_code(data.page, [chart], SCRIPTS, STYLES)
    return environment().get_template("maps/sha.html").render(words | code)


def _around(pcts: set[str], geography: Geography) -> frozenset[str]:
    """Return these PCTs and those that lie in the frame around them."""
    shapes = boundaries(geography)
    west, south, east, north = shapes[shapes.index.isin(pcts)].total_bounds
    wide, high = ROOM * (east - west), ROOM * (north - south)
    framed = shapes.cx[west - wide : east + wide, south - high : north + high]
    return frozenset(map(str, framed.index))


def _with_neighbours(data: MapData, sha: ShaFacts) -> list[dict[str, Any]]:
    """Return the PCTs, those of other SHAs saying so where they are in no cluster drawn."""
    words = {"outside": "In another SHA"}
    return [
        feature
        if feature["properties"]["pct"] in sha.pcts or feature["properties"]["cluster"] is not None
        else {**feature, "properties": {**feature["properties"], **words}}
        for feature in data.page["pcts"]
    ]
