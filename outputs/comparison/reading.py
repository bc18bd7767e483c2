"""Reads the plans to compare: tables of plans, plans that ship, and finished runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geodata.geography import Geography
from geodata.loading import geography_folder, load_geography
from geodata.problems import InputError, Problem, raise_if_any
from modelling.comparison import Comparison, compare
from modelling.naming import called
from modelling.plan import Plan
from modelling.plan_files import load_plan
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from outputs.run_files import PLAN, SCENARIO, is_run

NUMBER = re.compile(r"[A-Za-z]?\d+")
"""An id that tells a reader nothing: 27 or C27, but not "north"."""

DEFAULT = "national"
"""The scenario that plans are scored by where none is named and none of them is a run."""


def read_comparison(plans: Sequence[str], scenario: str | None = None) -> Comparison:
    """Return the plans compared, each a plan CSV, a plan that ships or the folder of a run.

    They are scored by `scenario` (a file, one that ships, or the folder of a run), or else by that
    of the first run among them, or else by `national`. Raises `InputError` with every problem.
    """
    asked = _scenario(scenario or next(filter(is_run, plans), DEFAULT))
    geography = load_geography(asked.geography)
    found: list[Plan] = []
    problems: list[Problem] = []
    for name in plans:
        try:
            found.append(_plan(name, asked, geography))
        except InputError as error:
            problems += error.problems
    raise_if_any(problems)
    return compare(found, asked, geography)


def _scenario(name: str) -> Scenario:
    return load_scenario(Path(name) / SCENARIO if is_run(name) else name)


def _plan(name: str, asked: Scenario, geography: Geography) -> Plan:
    """Return one plan; a run's bears the name of its scenario."""
    if name in geography.plans or not Path(name).is_dir():
        return _called(load_plan(name, geography), geography)
    if not is_run(name):
        raise InputError([Problem(name, "", "is not the folder of a run", _GIVE)])
    if not (Path(name) / PLAN).is_file():
        raise InputError([Problem(name, "", "is a run that has no plan", _GIVE)])
    own = _scenario(name)
    try:
        return _called(replace(load_plan(Path(name) / PLAN, geography), name=own.name), geography)
    except InputError:
        if geography_folder(own.geography) == geography_folder(asked.geography):
            raise
        message = (
            f"is a run of the geography {Path(own.geography).name}, and the plans are compared on "
            f"{geography.name}"
        )
        raise InputError([Problem(name, "", message, "compare plans of one geography")]) from None


def _called(plan: Plan, geography: Geography) -> Plan:
    """Return the plan with clusters of no name called by their PCTs, where their id is a number."""
    numbered = (c for c in plan.clusters if c not in plan.cluster_names and NUMBER.fullmatch(c))
    names = {c: called(plan.clusters[c], geography) for c in numbered}
    return replace(plan, cluster_names={**plan.cluster_names, **names})


_GIVE = "give the folder of a run that found a plan, as `clusters solve` wrote it"
