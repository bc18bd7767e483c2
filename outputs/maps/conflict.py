"""`conflict.html`: the PCTs that an impossible scenario is about, on an offline map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.files import write_text
from geodata.geography import Geography
from modelling.plan import Plan
from outputs.answers.conflicts import how_many, note_of
from outputs.assets import environment
from outputs.maps.data import MapData, map_data
from outputs.maps.page import SCRIPTS, plan_chart
from outputs.maps.shapes import WGS84, boundaries
from outputs.maps.stage import page_code

if TYPE_CHECKING:
    from solvers.conflict import Conflict
    from solvers.outcome import Outcome

TITLES = {
    "cluster_borders": "What is concerned",
    "cluster_names": "Names of what is concerned",
    "pct_names": "",
}
LEFT_OUT: Mapping[str, Any] = {"laBorders": None, "patientFlows": {}}
"""What of a plan's map this one does not draw, and so does not hold."""

WITHOUT = "#EE8866"
NAMED = "#EEDD88"
COUNTED = "#77AADD"


def conflict_plan(conflicts: Sequence[Conflict], geography: Geography) -> tuple[Plan, Mapping]:
    """Return what to draw: a group for each PCT concerned, or for each SHA whose clusters are.

    As a plan that names the groups, and the colour of each. Where all SHAs are concerned and no
    PCT in particular there is nothing to draw.
    """
    group_of: dict[str, str] = {}
    colours: dict[str, str] = {}
    names: dict[str, str] = {}
    for conflict in conflicts:
        for pct in conflict.pcts:
            without = pct in conflict.needed or pct in conflict.also
            group_of[pct], names[pct] = pct, geography.short_names[pct]
            colours[pct] = WITHOUT if without else colours.get(pct, NAMED)
    for conflict in conflicts:
        if conflict.pcts or set(conflict.shas) == set(geography.shas):
            continue
        for pct in geography.codes:
            sha = geography.sha_of[pct]
            if sha in conflict.shas and pct not in group_of:
                group_of[pct], names[sha], colours[sha] = sha, sha, COUNTED
    return Plan(group_of, names, "conflict"), colours


def write_conflict_map(path: Path, outcome: Outcome) -> bool:
    """Write the page, whole or not at all; return whether there was anything to draw.

    Raises `InputError` for a geography without boundaries.
    """
    plan, colours = conflict_plan(outcome.conflicts, outcome.geography)
    if not plan.clusters:
        return False
    data = _drawn(plan, colours, outcome)
    words = {
        "title": outcome.scenario.title or outcome.scenario.name,
        "geography": outcome.geography,
        "conflicts": outcome.conflicts,
        "how_many": how_many(outcome.conflicts),
        "note_of": note_of,
        "places": {cluster.id: k for k, cluster in enumerate(data.clusters)},
        "names": outcome.geography.short_names,
        "colours": {"without": WITHOUT, "named": NAMED, "counted": COUNTED},
        "used": set(colours.values()),
    }
    page = environment().get_template("maps/conflict.html")
    code = page_code(data.page, [plan_chart(data, TITLES)], SCRIPTS)
    write_text(path, page.render(words | code))
    return True


def _drawn(plan: Plan, colours: Mapping[str, str], outcome: Outcome) -> MapData:
    """Return what the page draws: the groups in their colours, the SHAs concerned in view."""
    geography = outcome.geography
    data = map_data(plan, geography)
    clusters = [_coloured(feature, colours) for feature in data.page["clusters"]]
    page = {**data.page, **LEFT_OUT, "clusters": clusters, "outside": "Not part of the conflict"}
    shas = {sha for conflict in outcome.conflicts for sha in conflict.shas}
    shapes = boundaries(geography)
    here = shapes[[geography.sha_of[p] in shas for p in shapes.index]].to_crs(WGS84)
    west, south, east, north = (float(edge) for edge in here.total_bounds)
    return replace(data, page=page, bounds=((south, west), (north, east)))


def _coloured(feature: Mapping[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    properties = feature["properties"]
    return {**feature, "properties": {**properties, "colour": colours[properties["id"]]}}
