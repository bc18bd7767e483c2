"""Two plans beside each other, each on a map of its own that moves with the other."""

from __future__ import annotations

from pathlib import Path

from geodata.files import write_text
from modelling.difference import Difference
from outputs.assets import environment
from outputs.maps.arrows import arrows
from outputs.maps.difference import asked, words_of
from outputs.maps.hatching import hatches
from outputs.maps.stage import Chart, page_code
from outputs.maps.two_plans import numbered, two_plans
from outputs.maps.views import MapAsk
from outputs.two_scores import TwoScores

LAYERS = {
    "cluster_borders": "Cluster borders",
    "sha_borders": "SHA borders",
    "pct_borders": "PCT borders",
    "cluster_names": "Cluster names",
    "moves": "Numbers of PCTs that move",
}
HIDDEN = ("moves",)


def side_by_side_page(found: Difference, scores: TwoScores | None = None) -> str:
    """Return two plans side by side as one HTML page that fetches nothing and holds shapes once.

    Every name is escaped, and a content security policy lets only the page's own two scripts run.
    Raises `InputError` for a geography without boundaries.
    """
    plans = two_plans(found)
    colours = {c["colour"] for side in ("before", "after") for c in plans.page[side]}
    patterns = hatches(colours)
    data = {
        **plans.page,
        "arrows": [{**arrow, "to": None} for arrow in arrows(found, plans.shapes, numbered(found))],
        "hatchOf": {hatch.colour: hatch.name for hatch in patterns},
    }
    charts = [
        Chart(plans.bounds, LAYERS, "drawBefore", "before", HIDDEN),
        Chart(plans.bounds, LAYERS, "drawAfter", "after", HIDDEN),
    ]
    code = page_code(
        data,
        charts,
        ("two-plans.js", "arrows.js", "linked.js", "side-by-side.js"),
        ("two-plans.css", "side-by-side.css"),
    )
    words = words_of(found, scores) | {"hatches": patterns}
    return environment().get_template("maps/side-by-side.html").render(words | code)


def draw(ask: MapAsk) -> list[Path]:
    """Write the page as one HTML file. Raises `InputError` for a geography without boundaries."""
    target = ask.page("side-by-side")
    write_text(target, side_by_side_page(*asked(ask)))
    return [target]
