"""The command that says what every rule and every number of clusters costs."""

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
    beside_run,
    kept_lists,
    load,
    problems_shown,
    self_checked,
)
from outputs.terminal import console, print_json, progress, say


def price(
    scenario: RunOrScenarioArgument,
    out: Annotated[
        Path | None, typer.Option(help="Folder for rules.csv, counts.csv and price.json.")
    ] = None,
    as_json: JsonOption = False,
    solver: SolverOption = "cbc",
    time_limit: Annotated[
        float, typer.Option(min=0, help="Seconds for each question about the scenario.")
    ] = 60.0,
) -> None:
    """Say what each rule costs: the best score without it, and with more or fewer clusters.

    Of a run the tables are kept in its folder, for its report, unless `--out` says otherwise.
    """
    with problems_shown(as_json), self_checked():
        from outputs.answers.price import print_prices
        from outputs.answers.price_tables import price_record, write_prices
        from outputs.run_files import PRICE
        from solvers.budget import Budget
        from solvers.outcome import Status
        from solvers.questions.price import price as price_of

        asked, geography = load(scenario)
        budget, kept = Budget(), kept_lists()
        with progress() as tell, budget.ended_by_interrupt():
            found = price_of(asked, geography, solver, time_limit, kept, tell, budget)
        kept_at = out or beside_run(scenario, PRICE)
        written = write_prices(kept_at, found) if kept_at else ()
        if as_json:
            print_json(price_record(found))
        else:
            print_prices(found, console())
            for path in written:
                say(f"Wrote {path}")
        proven = NO_PROOF if budget.stopped else OK
        code = {Status.OPTIMAL: proven, Status.INFEASIBLE: NOT_LAWFUL}
        raise typer.Exit(code.get(found.best.status, NO_PROOF))
