"""The map of a plan that opens with its patient flows drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geodata.problems import InputError, Problem
from outputs.maps.page import write_map
from outputs.maps.patient_flows import patient_flows
from outputs.maps.plan_view import text_of
from outputs.maps.views import MapAsk


def draw(ask: MapAsk) -> list[Path]:
    """Write the map as one HTML file.

    Raises `InputError` for a geography without boundaries or without flows to draw.
    """
    geography = ask.case.geography
    if patient_flows(geography, geography.codes).between.empty:
        message = f"{geography.name} has no flows to trusts with headquarters in its PCTs"
        remedy = "add flows.csv, and trusts.csv with hq_pct"
        raise InputError([Problem("--show", "", message, remedy)])
    target = ask.page("flows")
    write_map(target, ask.plan, geography, replace(text_of(ask), flows_open=True))
    return [target]
