"""`map.html`: a plan on a map, in one file that opens with the network unplugged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from folium.utilities import JsCode
from markupsafe import Markup

from geodata.files import write_text
from geodata.geography import Geography
from modelling.plan import Plan
from outputs.assets import environment, leaflet_css, leaflet_js, own, script_hash
from outputs.cluster_facts import by_sha
from outputs.maps.data import MapData, map_data
from outputs.maps.flow_edges import FlowEdges
from outputs.wording import TOTAL, ScoreLine, holes, most, score_lines

E = TypeVar("E", bound=Element)

LAYERS = {
    "pct_borders": "PCT borders",
    "cluster_borders": "Cluster borders",
    "sha_borders": "SHA borders",
    "cluster_names": "Cluster names",
    "flow_edges": "Patient flows that join",
}
BACKGROUND = "Esri.WorldGrayCanvas"
"""A quiet background that needs no key. Nothing is fetched until the reader switches it on."""

BACKGROUND_HOST = "https://server.arcgisonline.com"


@dataclass(frozen=True)
class MapText:
    """What a page says around its map.

    title           the scenario's name, or "" for the plan's
    proof           the sentence about what was proven
    scores          by objective, with the weighted total under "objective"
    weights         by objective
    cluster_scores  by cluster id and objective
    measured_on     by objective, what it measures where the label of its table does not say it
    pcts            the PCTs of the run: the page says how many of them are in no cluster
    flow_edges      the pairs that the scenario joins for their flow of patients
    """

    title: str = ""
    proof: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    cluster_scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    measured_on: Mapping[str, str] = field(default_factory=dict)
    pcts: tuple[str, ...] = ()
    flow_edges: FlowEdges = field(default_factory=FlowEdges)


class PlanLayers(MacroElement):
    """Draws the page's data into the folium layers that the reader can switch on and off."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "drawPlan({{ this._parent.get_name() }}, {{ this.layers|tojavascript }});"
        "{% endmacro %}"
    )

    def __init__(self, layers: Mapping[str, Element]) -> None:
        super().__init__()
        self._name = "PlanLayers"
        self.layers = {key: JsCode(layer.get_name()) for key, layer in layers.items()}


def _called(element: E, name: str) -> E:
    """Give an element a name of ours: folium's are random, and one plan should give one page."""
    element._id = name
    return element


def _map(data: MapData, titles: Mapping[str, str]) -> folium.Map:
    """Return the folium map with its layers and no links to anything on the network."""
    chart = _called(folium.Map(tiles=None, zoom_snap=0.1, min_zoom=5, max_zoom=14), "plan")
    chart.default_js, chart.default_css = [], []
    layers: dict[str, Element] = {
        key: _called(folium.FeatureGroup(name=title), key)
        for key, title in {**LAYERS, **titles}.items()
        if key != "flow_edges" or data.page["flowEdges"]
    }
    background = "Background map (needs the internet)"
    layers["background"] = _called(
        folium.TileLayer(BACKGROUND, name=background, overlay=True, show=False), "background"
    )
    for layer in layers.values():
        layer.add_to(chart)
    _called(PlanLayers(layers), "plan").add_to(chart)
    narrow: Any = JsCode("window.innerWidth < 900")
    _called(folium.LayerControl(collapsed=narrow), "layers").add_to(chart)
    chart.fit_bounds([list(corner) for corner in data.bounds], padding=(12, 12))
    return chart


def _scripts(data: MapData, titles: Mapping[str, str]) -> tuple[str, str]:
    """Return the map's place in the page and the script that fills it, as folium writes them."""
    figure = Figure()
    _map(data, titles).add_to(figure)
    figure.render()
    script = "\n".join((own("names.js"), own("map.js"), figure.script.render()))
    return figure.html.render(), script


def _like(
    lines: tuple[ScoreLine, ...], cluster_scores: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Return the scores of the clusters in the order of the plan's."""
    place = {line.name: i for i, line in enumerate(lines)}
    return {
        cluster: {
            name: found[name] for name in sorted(found, key=lambda n: (place.get(n, len(place)), n))
        }
        for cluster, found in cluster_scores.items()
    }


def _words(plan: Plan, geography: Geography, text: MapText) -> dict[str, Any]:
    """Return what the page says around the map."""
    return {
        "title": text.title or plan.name,
        "proof": text.proof,
        "holes": holes(plan, text.pcts),
        "geography": geography,
        "total": text.scores.get(TOTAL),
        "most": most(text.weights),
        "scores": score_lines(text.scores, text.weights, geography, text.measured_on),
        "flow_edges": text.flow_edges,
    }


def _legend(data: MapData) -> dict[str, Any]:
    """Return what the page lists of the plan."""
    return {
        "clusters": by_sha(data.clusters),
        "colours": data.colours,
        "unassigned": data.unassigned,
        "places": [cluster.id for cluster in data.clusters],
        "residents": sum(cluster.residents for cluster in data.clusters),
    }


def page_code(data: MapData, titles: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the page's data, style and scripts, and the policy that lets no other script run.

    `titles` are other titles than those of `LAYERS`, by layer.
    """
    place, script = _scripts(data, titles or {})
    leaflet = leaflet_js()
    return {
        "data": data.page,
        "style": Markup(leaflet_css() + own("map.css")),  # noqa: S704
        "leaflet": Markup(leaflet),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "map": Markup(place),  # noqa: S704
        "allowed": Markup(f"{script_hash(leaflet)} {script_hash(script)}"),  # noqa: S704
        "background_host": BACKGROUND_HOST,
    }


def map_page(plan: Plan, geography: Geography, text: MapText | None = None) -> str:
    """Return the map of a plan as one HTML page that fetches nothing.

    Every name is escaped, and a content security policy lets only the page's own two scripts run.
    Raises `InputError` for a geography without boundaries.
    """
    text = text or MapText()
    words = _words(plan, geography, text)
    data = map_data(plan, geography, _like(words["scores"], text.cluster_scores), text.flow_edges)
    page = environment().get_template("map.html")
    return page.render(words | _legend(data) | page_code(data))


def write_map(path: Path, plan: Plan, geography: Geography, text: MapText | None = None) -> None:
    """Write `map_page`, whole or not at all."""
    write_text(path, map_page(plan, geography, text))
