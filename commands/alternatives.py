"""The command that lists the plans nearly as good as the best, and what they agree on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import (
    NO_PROOF,
    NOT_LAWFUL,
    OK,
    JsonOption,
    RunOrScenarioArgument,
    SolverOption,
    TimeLimitOption,
    beside_run,
    kept_lists,
    load,
    problems_shown,
    self_checked,
)
from outputs.terminal import console, print_json, progress, say


def alternatives(
    scenario: RunOrScenarioArgument,
    within: Annotated[
        str | None,
        typer.Option(help="What may be given up: 1% of the best score, or a score such as 0.002."),
    ] = None,
    count: Annotated[int, typer.Option(min=1, max=100_000, help="Most plans to list.")] = 20,
    differ: Annotated[
        int, typer.Option(min=0, help="Least PCTs by which the plans listed differ.")
    ] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables' own folder.")] = None,
    as_json: JsonOption = False,
    solver: SolverOption = "cbc",
    time_limit: TimeLimitOption = None,
) -> None:
    """List plans nearly as good as the best, and say which PCTs' places are settled or open.

    Of a run they are kept in its folder, for its report, unless `--out` says otherwise.
    """
    with problems_shown(as_json), self_checked():
        from outputs.answers.alternatives import print_alternatives
        from outputs.answers.alternatives_files import alternatives_record, write_alternatives
        from outputs.run_files import ALTERNATIVES
        from solvers.budget import Budget
        from solvers.nearly_best.alternatives import alternatives as alternatives_of
        from solvers.nearly_best.tolerance import Tolerance
        from solvers.outcome import Status

        tolerance = None if within is None else Tolerance.of(within)
        asked, geography = load(scenario)
        budget, kept = Budget(time_limit), kept_lists()
        with progress() as tell, budget.ended_by_interrupt():
            found = alternatives_of(
                asked,
                geography,
                tolerance,
                count,
                differ,
                solver,
                budget=budget,
                cache=kept,
                on_progress=tell,
            )
        kept_at = out or beside_run(scenario, ALTERNATIVES)
        folder = write_alternatives(found, kept_at) if kept_at and found.plans else None
        if as_json:
            record = alternatives_record(found)
            print_json({**record, "folder": str(folder) if folder else None})
        else:
            print_alternatives(found, console())
            if folder:
                say(f"\nWrote {folder}")
        if found.status is Status.INFEASIBLE:
            raise typer.Exit(NOT_LAWFUL)
        raise typer.Exit(OK if found.plans and not found.cut_short else NO_PROOF)
