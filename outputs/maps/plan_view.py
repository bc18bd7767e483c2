"""The map of a plan, whoever made it."""

from __future__ import annotations

from pathlib import Path

from modelling.scoring import cluster_scores, scores
from outputs.maps.flow_edges import flow_edges
from outputs.maps.page import MapText, write_map
from outputs.maps.views import MapAsk


def text_of(ask: MapAsk) -> MapText:
    """Return what the page says around the map: the plan scored by the scenario of the case."""
    return MapText(
        title=ask.title,
        proof=ask.proof,
        scores=scores(ask.plan, ask.case),
        weights=ask.case.scenario.weights,
        cluster_scores=cluster_scores(ask.plan, ask.case),
        measured_on=ask.case.scenario.measured_on,
        pcts=ask.case.pcts,
        flow_edges=flow_edges(ask.case),
    )


def draw(ask: MapAsk) -> list[Path]:
    """Write the map as one HTML file. Raises `InputError` for a geography without boundaries."""
    target = ask.page()
    write_map(target, ask.plan, ask.case.geography, text_of(ask))
    return [target]
