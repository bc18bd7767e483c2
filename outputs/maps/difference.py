"""The map of a difference: the PCTs that move between two plans, from where to where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.files import write_text
from modelling.difference import Difference, difference
from modelling.moves import Move
from outputs.assets import environment
from outputs.difference_words import not_compared, residents_in_words, summary, what_happens
from outputs.maps.arrows import arrows
from outputs.maps.hatching import hatches
from outputs.maps.stage import Chart, page_code
from outputs.maps.two_plans import border_lines, numbered, two_plans
from outputs.maps.views import MapAsk
from outputs.two_scores import TwoScores, change, two_scores

LAYERS = {
    "moves": "Moves: numbers and arrows",
    "borders_after": "Cluster borders after",
    "borders_before": "Cluster borders before",
    "sha_borders": "SHA borders",
    "pct_borders": "PCT borders",
    "cluster_names": "Names of clusters after",
}
HIDDEN = ("cluster_names",)


def difference_page(found: Difference, scores: TwoScores | None = None) -> str:
    """Return the map of what differs between two plans as one HTML page that fetches nothing.

    Every name is escaped, and a content security policy lets only the page's own two scripts run.
    Raises `InputError` for a geography without boundaries.
    """
    plans = two_plans(found)
    patterns = hatches({c["colour"] for c in plans.page["after"]})
    data = {
        **plans.page,
        "arrows": arrows(found, plans.shapes, numbered(found)),
        "bordersBefore": border_lines(plans.shapes, found.before),
        "hatchOf": {hatch.colour: hatch.name for hatch in patterns},
    }
    code = page_code(
        data,
        [Chart(plans.bounds, LAYERS, "drawDifference", hidden=HIDDEN)],
        ("two-plans.js", "arrows.js", "difference.js"),
        ("two-plans.css",),
    )
    words = words_of(found, scores) | {"hatches": patterns}
    return environment().get_template("maps/difference.html").render(words | code)


def words_of(found: Difference, scores: TwoScores | None) -> dict[str, Any]:
    """Return what a page about two plans says around its maps."""
    return {
        "found": found,
        "title": f"From {found.before.name} to {found.after.name}",
        "geography": found.geography,
        "numbers": numbered(found),
        "summary": summary(found),
        "what_happens": list(what_happens(found)),
        "not_compared": list(not_compared(found)),
        "scores": scores,
        "change": change,
        "residents_of": residents_of,
        "in_words": residents_in_words,
    }


def residents_of(moves: tuple[Move, ...]) -> int:
    """Return the residents of the PCTs that move."""
    return sum(move.residents for move in moves)


def asked(ask: MapAsk) -> tuple[Difference, TwoScores]:
    """Return what differs between the plans asked for, and what they score.

    Raises `InputError` where there is no plan to compare with.
    """
    before, after = ask.other(), ask.plan
    if before.name == after.name:
        before, after = (
            replace(plan, name=f"{plan.name} ({end})")
            for plan, end in ((before, "before"), (after, "after"))
        )
    found = difference(before, after, ask.case.geography)
    return found, two_scores(found, ask.case)


def draw(ask: MapAsk) -> list[Path]:
    """Write the map as one HTML file. Raises `InputError` for a geography without boundaries."""
    target = ask.page("difference")
    write_text(target, difference_page(*asked(ask)))
    return [target]
