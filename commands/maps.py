"""The command that draws a plan: on a map, or in any other view of `outputs.maps.views`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import bad, load, problems_shown
from outputs.maps.views import VIEWS
from outputs.terminal import complain, say

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan
    from outputs.maps.views import MapAsk
    from outputs.report.run import FinishedRun

MAPPED = "A plan CSV, a plan that ships, or the folder of a run."
AGAINST = "Another plan, to compare with; if left out, the geography's reference plan."
OUT = "The file or folder to write; if left out, in the run's folder or in this one."
SCENARIO = "The scenario to score the plan by; a run's own, or else national."


def draw(
    plan: Annotated[str, typer.Argument(help=MAPPED)],
    show: Annotated[str, typer.Option(help=f"What to draw: {', '.join(VIEWS)}.")] = "plan",
    against: Annotated[str | None, typer.Option(help=AGAINST)] = None,
    out: Annotated[Path | None, typer.Option(help=OUT)] = None,
    scenario: Annotated[str | None, typer.Option(help=SCENARIO)] = None,
) -> None:
    """Draw a plan in files that open with the network unplugged."""
    with problems_shown():
        from outputs.maps.views import view

        drawn = view(show)
        ask = _ask(plan, against, out, scenario)
        for path in drawn(ask):
            say(f"Wrote {path}{_compared(show, ask)}")
        _warn(ask)


def _compared(show: str, ask: MapAsk) -> str:
    """Return what the map compares with, where the user has not named it, or ""."""
    from outputs.maps.views import COMPARING

    if ask.against is not None or show not in COMPARING:
        return ""
    return f" (compared with {ask.other().name}, the reference plan; --against names another)"


def _warn(ask: MapAsk) -> None:
    """Say on the error stream what the plan lacks, and which rules it breaks."""
    from outputs.maps.plan_view import broken_rules
    from outputs.wording import holes

    missing = holes(ask.plan, ask.case.pcts)
    for said in (missing and f"Incomplete: {missing}, which count in no score.", broken_rules(ask)):
        if said:
            complain(said)


def _ask(plan: str, against: str | None, out: Path | None, scenario: str | None) -> MapAsk:
    """Return what to draw: a plan scored by a scenario, or a run as its folder tells it."""
    from modelling.case import Case
    from modelling.plan_files import load_plan
    from outputs.maps.views import MapAsk
    from outputs.report.run import load_run

    if Path(plan).is_dir() and scenario is None:
        run = load_run(Path(plan))
        other = _other(against, run.case)
        return MapAsk(run.plan, run.case, run.title, _proof(run), other, out, run.files.folder)
    asked, geography = load(scenario or "national")
    case = Case.of(asked, geography)
    found = load_plan(_file(plan), geography).restricted(case.pcts)
    proof = f"Scored by the scenario {asked.name}; not the result of a solve."
    folder = Path(plan) if Path(plan).is_dir() else None
    return MapAsk(found, case, found.name, proof, _other(against, case), out, folder)


def _other(against: str | None, case: Case) -> Plan | None:
    from dataclasses import replace

    from modelling.plan_files import load_plan
    from modelling.scenario_files import load_scenario
    from outputs.run_files import SCENARIO as SCENARIO_FILE

    if against is None:
        return None
    found = load_plan(_file(against), case.geography).restricted(case.pcts)
    if Path(against).is_dir():
        return replace(found, name=load_scenario(Path(against) / SCENARIO_FILE).name)
    return found


def _file(plan: str) -> str:
    """Return the plan as it can be loaded: of the folder of a run, its plan.csv.

    Raises `InputError` for a folder that holds none.
    """
    from outputs.run_files import PLAN, is_run

    if not Path(plan).is_dir():
        return plan
    if not is_run(plan) or not (Path(plan) / PLAN).is_file():
        remedy = "give the folder that `clusters solve` wrote"
        raise bad(plan, "is not the folder of a run with a plan", remedy)
    return str(Path(plan) / PLAN)


def _proof(run: FinishedRun) -> str:
    """Return what the run's record says was proven, if the folder is still what it says."""
    from outputs.wording import proof_sentence

    if run.unlike or run.violations:
        return "Nothing is proven of this plan: the run's files no longer agree with one another."
    if run.changed:
        return "What was proven was proven with other tables than those read here."
    bound = run.record.get("bound")
    gap = None
    if isinstance(bound, int | float) and not run.in_order:
        gap = max(0.0, bound - run.scores["objective"])
    said = proof_sentence(run.status, gap, bound, run.in_order)
    return f"{said} So says the record of the run, which the command “clusters prove” checks."
