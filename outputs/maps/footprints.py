"""The map of footprints: consortia over the clusters of a plan, and how far the two coincide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.files import write_text
from geodata.geography import Geography
from geodata.problems import InputError, Problem
from geodata.words import counted, per_cent
from modelling.overlaps import Thresholds, thresholds
from modelling.plan import Plan
from outputs.assets import environment
from outputs.maps.data import MapData, map_data
from outputs.maps.footprint_sets import FootprintSet, footprint_sets, set_data
from outputs.maps.shapes import boundaries
from outputs.maps.stage import Chart, page_code
from outputs.maps.views import MapAsk

LAYERS = {
    "footprints": "Consortium borders",
    "pct_borders": "PCT borders",
    "cluster_borders": "Cluster borders",
    "sha_borders": "SHA borders",
    "cluster_names": "Cluster names",
}
HIDDEN = ("pct_borders",)
DRAWN = ("pcts", "clusters", "shaBorders", "attribution", "unassigned")
"""What of a plan's map this one draws too."""


def footprints_page(plan: Plan, geography: Geography, sets: Thresholds, title: str = "") -> str:
    """Return the map of consortia over clusters as one HTML page that fetches nothing.

    `sets` are the sets of consortia to show, with the overlap that is too much in each (None where
    none is). Every name is escaped, and a content security policy lets only the page's own two
    scripts run. Raises `InputError` for a geography without boundaries, or without consortia.
    """
    if not sets:
        message = "the geography has no consortia, so there are no footprints to draw"
        remedy = "add consortia/<set>.csv, or their polygons"
        raise InputError([Problem(geography.name, "consortia", message, remedy)])
    data = map_data(plan, geography)
    listed = footprint_sets(plan, geography, sets)
    places = {cluster.id: place for place, cluster in enumerate(data.clusters)}
    pcts = boundaries(geography).geometry
    page = {key: data.page[key] for key in DRAWN}
    page["sets"] = set_data(listed, places, pcts, geography.residents)
    code = page_code(page, [_chart(data, listed)], ("footprints.js",), ("footprints.css",))
    words = {
        "title": title or plan.name,
        "geography": geography,
        "sets": listed,
        "sentences": {each.name: list(_sentences(each, len(data.clusters))) for each in listed},
        "names": {cluster.id: cluster.name for cluster in data.clusters},
        "unassigned": data.unassigned,
    }
    return environment().get_template("maps/footprints.html").render(words | code)


def _chart(data: MapData, sets: Sequence[FootprintSet]) -> Chart:
    drawn = any(each.drawn for each in sets)
    layers = {key: title for key, title in LAYERS.items() if drawn or key != "footprints"}
    hidden = HIDDEN if drawn else ()
    return Chart(data.bounds, layers, "drawFootprints", hidden=hidden)


def _sentences(each: FootprintSet, clusters: int) -> Iterator[str]:
    """Yield what the page says of a set before it lists it."""
    if each.threshold is None:
        yield "The scenario has no rule about footprints, so no overlap is marked as too much."
    else:
        many = each.clusters_over
        verb = "is" if many <= 1 else "are"
        who = f"{many} of {counted(clusters, 'cluster')}" if many else "No cluster"
        yield (
            f"{who} {verb} on the footprint of a consortium: an overlap of "
            f"{per_cent(each.threshold)} or more (guidance, paragraph 7)."
        )
    if not each.drawn:
        yield (
            "No borders of these consortia were given, so they are not drawn: the list says what "
            "share of each consortium's residents every PCT has."
        )
    if each.elsewhere:
        yield (
            f"Left out: {each.elsewhere:,} of the consortia of this set, which "
            f"{'serves' if each.elsewhere == 1 else 'serve'} nobody in a cluster of this plan."
        )


def draw(ask: MapAsk) -> list[Path]:
    """Write the map as one HTML file. Raises `InputError` without boundaries or consortia."""
    target, case = ask.page("footprints"), ask.case
    page = footprints_page(ask.plan, case.geography, thresholds(case), ask.title)
    write_text(target, page)
    return [target]
