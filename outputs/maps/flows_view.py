"""The map of a plan that opens with its patient flows drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geodata.problems import InputError, Problem
from outputs.maps.page import write_map
from outputs.maps.plan_view import text_of
from outputs.maps.views import MapAsk


def draw(ask: MapAsk) -> list[Path]:
    """Write the map as one HTML file.

    Raises `InputError` for a geography without boundaries or without patient flows.
    """
    geography = ask.case.geography
    if geography.flows.empty:
        message = f"{geography.name} has no patient flows, so there are none to draw"
        remedy = "add flows.csv, and trusts.csv with hq_pct"
        raise InputError([Problem("--show", "", message, remedy)])
    target = ask.page("flows")
    write_map(target, ask.plan, geography, replace(text_of(ask), flows_open=True))
    return [target]
