"""`map.html`: a plan on a map, in one file that opens with the network unplugged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geodata.files import write_text
from geodata.geography import Geography
from modelling.plan import Plan
from outputs.assets import environment
from outputs.cluster_facts import by_sha
from outputs.maps.data import MapData, map_data
from outputs.maps.flow_edges import FlowEdges
from outputs.maps.patient_flows import crossings, patient_flows
from outputs.maps.stage import Chart, page_code
from outputs.wording import TOTAL, ScoreLine, holes, most, score_lines

LAYERS = {
    "pct_borders": "PCT borders",
    "cluster_borders": "Cluster borders",
    "sha_borders": "SHA borders",
    "cluster_names": "Cluster names",
    "pct_names": "PCT names",
    "la_borders": "Local authority borders",
    "flow_edges": "Patient flows that join",
    "patient_flows": "Patient flows",
}
NEEDS = {"la_borders": "laBorders", "flow_edges": "flowEdges", "patient_flows": "patientFlows"}
"""What of the page's data a layer is offered for, where it is not offered always."""

HIDDEN = ("pct_names", "la_borders", "patient_flows")
"""Layers that are off until the reader wants them."""

SCRIPTS = ("flows.js", "flow_panel.js", "plan_parts.js", "plan.js")
STYLES = ("flows.css",)


@dataclass(frozen=True)
class MapText:
    """What a page says around its map.

    title           the scenario's name, or "" for the plan's
    proof           the sentence about what was proven
    broken          the sentence about the rules that the plan breaks, "" for none
    scores          by objective, with the weighted total under "objective"
    weights         by objective
    cluster_scores  by cluster id and objective
    measured_on     by objective, what it measures where the label of its table does not say it
    pcts            the PCTs of the run: the page says how many of them are in no cluster
    flow_edges      the pairs that the scenario joins for their flow of patients
    flows_open      whether the page opens with patient flows drawn
    """

    title: str = ""
    proof: str = ""
    broken: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    cluster_scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    measured_on: Mapping[str, str] = field(default_factory=dict)
    pcts: tuple[str, ...] = ()
    flow_edges: FlowEdges = field(default_factory=FlowEdges)
    flows_open: bool = False


def in_order_of(
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


def map_words(plan: Plan, geography: Geography, text: MapText) -> dict[str, Any]:
    """Return what the page says around the map."""
    return {
        "title": text.title or plan.name,
        "proof": text.proof,
        "broken": text.broken,
        "holes": holes(plan, text.pcts),
        "geography": geography,
        "plan": plan,
        "total": text.scores.get(TOTAL),
        "most": most(text.weights),
        "scores": score_lines(text.scores, text.weights, geography, text.measured_on),
        "flow_edges": text.flow_edges,
        "flows_open": text.flows_open,
        "crossings": crossings(patient_flows(geography, plan.cluster_of), plan.cluster_of),
    }


def legend(data: MapData) -> dict[str, Any]:
    """Return what the page lists of the plan."""
    return {
        "clusters": by_sha(data.clusters),
        "colours": data.colours,
        "numbers": data.numbers,
        "unassigned": data.unassigned,
        "places": [cluster.id for cluster in data.clusters],
        "residents": sum(cluster.residents for cluster in data.clusters),
    }


def plan_chart(
    data: MapData, titles: Mapping[str, str] | None = None, hidden: tuple[str, ...] = HIDDEN
) -> Chart:
    """Return the chart of a plan.

    `titles` are other titles than those of `LAYERS`, by layer, "" for a layer that is left out;
    `hidden` the layers that are off.
    """
    layers = {
        key: title
        for key, title in {**LAYERS, **(titles or {})}.items()
        if title and (key not in NEEDS or data.page[NEEDS[key]])
    }
    return Chart(data.bounds, layers, hidden=hidden)


def map_page(plan: Plan, geography: Geography, text: MapText | None = None) -> str:
    """Return the map of a plan as one HTML page that fetches nothing.

    Every name is escaped, and a content security policy lets only the page's own two scripts run.
    Raises `InputError` for a geography without boundaries.
    """
    text = text or MapText()
    words = map_words(plan, geography, text)
    cluster_scores = in_order_of(words["scores"], text.cluster_scores)
    data = map_data(plan, geography, cluster_scores, text.flow_edges)
    code = page_code(data.page, [plan_chart(data)], SCRIPTS, STYLES)
    return environment().get_template("maps/plan.html").render(words | legend(data) | code)


def write_map(path: Path, plan: Plan, geography: Geography, text: MapText | None = None) -> None:
    """Write `map_page`, whole or not at all."""
    write_text(path, map_page(plan, geography, text))
