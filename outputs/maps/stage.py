"""The map of a page: Leaflet layers made by folium, in one file that fetches nothing.

Every map page is a template that extends `maps/page.html`, data that its scripts read, and one or
more charts drawn by a script of its own on top of `stage.js`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from folium.utilities import JsCode
from markupsafe import Markup

from outputs.assets import leaflet_css, leaflet_js, own, script_hash

E = TypeVar("E", bound=Element)
Bounds = tuple[tuple[float, float], tuple[float, float]]

BACKGROUND = "Esri.WorldGrayCanvas"
"""A quiet background that needs no key. Nothing is fetched until the reader switches it on."""

BACKGROUND_HOST = "https://server.arcgisonline.com"

SHARED = ("names.js", "fitting.js", "stage.js", "labels.js", "search.js")
"""The scripts of every map page, which come before its own."""

STYLES = ("stage.css", "search.css")


@dataclass(frozen=True)
class Chart:
    """One map of a page.

    bounds  what it shows when it opens: (south, west), (north, east)
    layers  titles of what the reader can switch on and off, by name; the script function is called
            as `draw(map, layers)` with the Leaflet layer groups by the same names in camelCase,
            and `background` beside them
    draw    the script function that draws it
    name    tells apart the charts of a page; the script knows the map as `map_<name>`
    hidden  the layers that are off when the page opens
    """

    bounds: Bounds
    layers: Mapping[str, str]
    draw: str = "drawPlan"
    name: str = "plan"
    hidden: tuple[str, ...] = ()


class _Draw(MacroElement):
    """Calls the script function that draws the page's data into the layers of a folium map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.draw }}({{ this._parent.get_name() }}, {{ this.layers|tojavascript }});"
        "{% endmacro %}"
    )

    def __init__(self, draw: str, layers: Mapping[str, Element]) -> None:
        super().__init__()
        self._name = "Draw"
        self.draw = draw
        self.layers = {key: JsCode(layer.get_name()) for key, layer in layers.items()}


class _Fit(MacroElement):
    """Shows the bounds of a chart, as soon as it has a size."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "fitOn({{ this._parent.get_name() }}, {{ this.bounds|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        self._name = "Fit"
        self.bounds = bounds


def _called(element: E, name: str) -> E:
    """Give an element a name of ours: folium's are random, and one plan should give one page."""
    element._id = name
    return element


def _map(chart: Chart) -> folium.Map:
    """Return the folium map with its layers and no links to anything on the network."""
    made = _called(folium.Map(tiles=None, zoom_snap=0.1, min_zoom=5, max_zoom=14), chart.name)
    made.default_js, made.default_css = [], []
    layers: dict[str, Element] = {
        key: folium.FeatureGroup(name=title, show=key not in chart.hidden)
        for key, title in chart.layers.items()
    }
    background = "Background map (needs the internet)"
    layers["background"] = folium.TileLayer(BACKGROUND, name=background, overlay=True, show=False)
    for key, layer in layers.items():
        _called(layer, f"{chart.name}_{key}").add_to(made)
    _called(_Draw(chart.draw, layers), chart.name).add_to(made)
    _called(folium.LayerControl(collapsed=True), f"{chart.name}_layers").add_to(made)
    _called(_Fit(chart.bounds), f"{chart.name}_fit").add_to(made)
    return made


def _place_and_script(chart: Chart) -> tuple[str, str]:
    """Return the chart's place in the page and the script that fills it, as folium writes them."""
    figure = Figure()
    _map(chart).add_to(figure)
    figure.render()
    return figure.html.render(), figure.script.render()


def page_code(
    data: Mapping[str, Any],
    charts: Sequence[Chart],
    scripts: Sequence[str],
    styles: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what `maps/page.html` is filled with: data, style, scripts and the charts' places.

    `scripts` and `styles` are the page's own, files of `templates/maps`; the policy that comes with
    them lets no other script run.
    """
    drawn = {chart.name: _place_and_script(chart) for chart in charts}
    parts = [own(f"maps/{name}") for name in (*SHARED, *scripts)]
    script = "\n".join((*parts, *(code for _, code in drawn.values())))
    style = "".join(own(f"maps/{name}") for name in (*STYLES, *styles))
    leaflet = leaflet_js()
    return {
        "data": data,
        "style": Markup(leaflet_css() + style),  # noqa: S704
        "leaflet": Markup(leaflet),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "maps": {name: Markup(place) for name, (place, _) in drawn.items()},  # noqa: S704
        "allowed": Markup(f"{script_hash(leaflet)} {script_hash(script)}"),  # noqa: S704
        "background_host": BACKGROUND_HOST,
    }
