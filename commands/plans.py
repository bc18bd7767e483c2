"""Commands about one plan: find the best, check one, score one, prove a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import (
    FAULT,
    NO_PROOF,
    NOT_LAWFUL,
    OK,
    JsonOption,
    PlanArgument,
    ScenarioArgument,
    SolverOption,
    TimeLimitOption,
    bad,
    kept_lists,
    load,
    problems_shown,
)
from outputs.terminal import complain, console, print_json, progress, say


def solve(
    scenario: ScenarioArgument,
    out: Annotated[Path | None, typer.Option(help="Folder for the run's own folder.")] = None,
    as_json: JsonOption = False,
    solver: SolverOption = "cbc",
    time_limit: TimeLimitOption = None,
) -> None:
    """Find the best plan, prove it, and write its map, tables and record."""
    with problems_shown(as_json):
        from outputs.record import outcome_record
        from outputs.run_folder import write_run
        from outputs.summary import print_summary
        from solvers import engine
        from solvers.budget import Budget
        from solvers.outcome import Status

        asked, geography = load(scenario)
        budget = Budget(time_limit)
        try:
            with progress() as tell, budget.ended_by_interrupt():
                outcome = engine.solve(
                    asked, geography, solver, budget=budget, cache=kept_lists(), on_progress=tell
                )
                tell("Writing the run")
                folder = write_run(outcome, out)
        except engine.EngineError as error:
            complain(f"The program failed its own check, so nothing was written: {error}")
            raise typer.Exit(FAULT) from None
        if as_json:
            print_json({**outcome_record(outcome), "folder": str(folder)})
        else:
            print_summary(outcome, folder, console())
        code = {Status.OPTIMAL: OK, Status.INFEASIBLE: NOT_LAWFUL}
        raise typer.Exit(code.get(outcome.status, NO_PROOF))


def check(
    scenario: ScenarioArgument,
    plan: Annotated[str | None, typer.Option(help="A plan CSV, or a plan that ships.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List every violation of a scenario by a plan; without a plan, check the scenario itself."""
    with problems_shown(as_json):
        from modelling.case import Case
        from modelling.check import check as violations_of
        from modelling.plan_files import load_plan
        from outputs.judgement import print_violations

        asked, geography = load(scenario)
        if plan is None:
            case = Case.of(asked, geography)
            said = f"{asked.name} fits {geography.title}: {len(case.pcts)} PCTs in the run."
            print_json({"violations": []}) if as_json else say(said)
            return
        drawn = load_plan(plan, geography)
        found = violations_of(drawn, asked, geography)
        print_violations(found, drawn, asked, as_json)
        raise typer.Exit(NOT_LAWFUL if found else OK)


def score(
    plan: PlanArgument,
    scenario: Annotated[str, typer.Option(help="A scenario file, or one that ships.")],
    as_json: JsonOption = False,
) -> None:
    """Score a plan by every objective, and by the scenario's weights."""
    with problems_shown(as_json):
        from modelling.case import Case
        from modelling.plan_files import load_plan
        from modelling.scoring import score as scores_of
        from outputs.judgement import print_scores

        asked, geography = load(scenario)
        drawn = load_plan(plan, geography)
        found = scores_of(drawn, asked, geography)
        print_scores(found, drawn, asked, geography, Case(asked, geography).pcts, as_json)


def prove(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")],
    geography: Annotated[
        Path | None, typer.Option(help="Where the run's input tables are now.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a finished run anew, in exact arithmetic and without the engine."""
    with problems_shown(as_json):
        from outputs.judgement import print_verdict
        from solvers.proof.proving import prove as check_run
        from solvers.proof.refused import RefusedError

        try:
            with progress() as tell:
                verdict = check_run(run, geography, tell)
        except RefusedError as error:
            raise bad(error.file, error.message, error.remedy) from None
        print_verdict(verdict, as_json)
        raise typer.Exit(OK if verdict.proven else NOT_LAWFUL)
