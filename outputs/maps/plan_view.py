"""The map of a plan, whoever made it."""

from __future__ import annotations

from pathlib import Path

from geodata.words import counted
from modelling.check import check
from modelling.scoring import cluster_scores, scores
from outputs.maps.flow_edges import flow_edges
from outputs.maps.page import MapText, write_map
from outputs.maps.views import MapAsk


def broken_rules(ask: MapAsk) -> str:
    """Return "The plan breaks 2 rules of ...: size, contiguity ...", "" where it breaks none.

    PCTs in no cluster break none of them: the page says how many there are.
    """
    case = ask.case
    found = check(ask.plan, case.scenario, case.geography)
    rules = dict.fromkeys(v.rule.replace("_", " ") for v in found if v.rule != "partition")
    if not rules:
        return ""
    many = counted(len(rules), "rule")
    return (
        f"The plan breaks {many} of {case.scenario.name} ({', '.join(rules)}), and is scored "
        "all the same; the command “clusters check” says where."
    )


def text_of(ask: MapAsk) -> MapText:
    """Return what the page says around the map: the plan scored by the scenario of the case."""
    return MapText(
        title=ask.title,
        proof=ask.proof,
        broken=broken_rules(ask),
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
