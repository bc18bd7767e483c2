"""What stands in the folder of a finished run, read back for whoever goes on from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geodata.geography import Geography
from geodata.loading import geography_folder, load_geography
from geodata.problems import InputError, Problem
from modelling.case import Case
from modelling.plan import Plan
from modelling.plan_files import load_plan
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario

RECORD, SCENARIO, PLAN, CERTIFICATE = (
    "outcome.json",
    "scenario.yaml",
    "plan.csv",
    "certificate.json",
)
ALTERNATIVES, PRICE = "alternatives", "price"
"""Folders of a run in which answers about it are kept."""


@dataclass(frozen=True, eq=False)
class RunFiles:
    """A run's scenario and plan as they stand in its folder, and the geography as it is now.

    folder            where the run stands
    geography_folder  where the tables were read
    plan              what plan.csv says of the run's PCTs, None where the run has no plan
    """

    folder: Path
    scenario: Scenario
    geography: Geography
    geography_folder: Path
    case: Case
    plan: Plan | None

    def record(self) -> Mapping[str, Any]:
        """Return outcome.json. Raises `InputError` where it is missing or no record."""
        return read_json(self.folder / RECORD)


def is_run(folder: str | Path) -> bool:
    """Return whether this is the folder of a run."""
    return (Path(folder) / SCENARIO).is_file() and (Path(folder) / RECORD).is_file()


def read_run_files(folder: Path, geography: Path | None = None) -> RunFiles:
    """Return what stands in the folder of a run.

    Its tables are looked for in the folder `geography`, or else where its scenario says. Raises
    `InputError` with every problem found.
    """
    file = folder / SCENARIO
    if not file.is_file():
        remedy = "give the folder that `clusters solve` wrote"
        raise InputError([Problem(str(folder), "", "is not the folder of a run", remedy)])
    scenario = load_scenario(file)
    place = geography_folder(str(geography or scenario.geography))
    loaded = load_geography(str(geography or scenario.geography))
    case = Case.of(scenario, loaded)
    plan = None
    if (folder / PLAN).is_file():
        found = load_plan(folder / PLAN, loaded).restricted(case.pcts)
        plan = replace(found, name=scenario.name)
    return RunFiles(folder, scenario, loaded, place, case, plan)


def read_json(path: Path) -> Mapping[str, Any]:
    """Return a JSON file that holds a mapping. Raises `InputError` where it does not."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        remedy = "give the folder of a run, whole, as `clusters solve` wrote it"
        message = f"cannot be read: {error.strerror}"
        raise InputError([Problem(str(path), "", message, remedy)]) from None
    except ValueError as error:
        remedy = "take the file from the run again, or solve again"
        raise InputError([Problem(str(path), "", f"is not JSON ({error})", remedy)]) from None
    if not isinstance(data, dict):
        raise InputError([Problem(str(path), "", "is not a record", "solve again")])
    return data
