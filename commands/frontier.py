"""The command that lists every plan worth choosing between two objectives."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import (
    NO_PROOF,
    NOT_LAWFUL,
    OK,
    JsonOption,
    ScenarioArgument,
    SolverOption,
    bad,
    kept_lists,
    load,
    problems_shown,
    self_checked,
)
from outputs.terminal import console, print_json, progress


def frontier(
    scenario: ScenarioArgument,
    between: Annotated[str, typer.Option(help="Two objectives: patient_flow,population_balance.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the frontier's own folder.")] = None,
    as_json: JsonOption = False,
    solver: SolverOption = "highs",
    time_limit: Annotated[
        float | None, typer.Option(min=0, help="Seconds; what is found by then is written.")
    ] = None,
) -> None:
    """Find every plan that none beats in both of two objectives, as tables and a picture."""
    with problems_shown(as_json), self_checked():
        from outputs.answers.frontier import print_frontier, write_frontier
        from outputs.answers.frontier_tables import frontier_record
        from solvers.budget import Budget
        from solvers.trade_offs.frontier import frontier as frontier_of

        asked, geography = load(scenario)
        names = tuple(name.strip() for name in between.split(","))
        if len(names) != 2:
            message = f"'{between}' is not two objectives"
            raise bad("--between", message, "write patient_flow,population_balance")
        budget = Budget(time_limit)
        with progress() as tell, budget.ended_by_interrupt():
            pair = (names[0], names[1])
            found = frontier_of(asked, geography, pair, solver, budget, kept_lists(), tell)
            tell("Writing the plans")
            folder = write_frontier(found, out)
        if as_json:
            print_json({**frontier_record(found), "folder": str(folder)})
        else:
            print_frontier(found, folder, console())
        if found.impossible:
            raise typer.Exit(NOT_LAWFUL)
        raise typer.Exit(OK if found.complete else NO_PROOF)
