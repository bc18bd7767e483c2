"""The command that solves many scenarios and keeps every result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import (
    INTERRUPTED,
    NO_PROOF,
    NOT_LAWFUL,
    OK,
    JsonOption,
    SolverOption,
    bad,
    problems_shown,
)
from geodata.words import counted
from outputs.sweep_progress import (
    estimate_lines,
    estimate_record,
    sweep_lines,
    sweep_progress,
    sweep_record,
)
from outputs.terminal import complain, print_json, progress, say

if TYPE_CHECKING:
    from modelling.sweep_members import Members
    from solvers.sweeping.estimate import Estimate
    from solvers.sweeping.sweeping import Manner
    from solvers.sweeping.work import Finished


def sweep(
    sweep: Annotated[Path, typer.Argument(help="The YAML file of a sweep.")],
    store: Annotated[
        Path | None, typer.Option(help="The file that keeps the results (SQLite).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes on this machine; one a core if left out.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler, as tcp://host:8786.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a store that is there already.")
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="With --resume: also what failed or was not proven in time."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how many there are and how long it takes.")
    ] = False,
    as_json: JsonOption = False,
    solver: SolverOption = "cbc",
    time_limit: Annotated[
        float | None, typer.Option(min=0, help="Seconds for each scenario.")
    ] = None,
) -> None:
    """Solve every scenario of a sweep, keeping each result as soon as it is there."""
    with problems_shown(as_json):
        from modelling.sweep_members import Members
        from solvers.sweeping.sweeping import Manner

        if store is None and not dry_run:
            raise bad(str(sweep), "there is nowhere to keep the results", "add --store FILE.sqlite")
        if scheduler and workers:
            remedy = "leave --workers out: the scheduler has its own"
            raise bad("--workers", "does not go with --scheduler", remedy)
        manner = Manner(workers, scheduler, resume, again, solver, time_limit)
        with progress() as tell:
            tell("Checking the scenarios")
            members = Members.load(
                sweep, lambda done, of: tell(f"Checking the scenarios: {done:,} of {of:,}")
            )
            if dry_run or store is None:
                there = _there(members, store, manner)
                found = _estimate(members, there, manner, tell)
        if dry_run or store is None:
            _print_estimate(found, members, there, store, as_json)
            return
        raise typer.Exit(_run(members, Path(store or ""), manner, as_json))


def _there(members: Members, store: Path | None, manner: Manner) -> Mapping[str, Finished]:
    """Return by hash what the store has that is not to be solved again, only reading it."""
    from solvers.sweeping.writing import kept

    if store is None or not store.exists():
        return {}
    return manner.still_good(kept(store, members, manner.asked(members)))


def _estimate(
    members: Members,
    there: Mapping[str, Finished],
    manner: Manner,
    tell: Callable[[str], None],
) -> Estimate:
    """Return how long what waits will take, by solving a few of it."""
    from modelling.cores import cores
    from solvers.sweeping.estimate import estimate
    from solvers.sweeping.workers import workers_of

    waiting = [member for member in members.every if member.hash not in there]
    at_once = workers_of(manner.scheduler) if manner.scheduler else manner.workers or cores()
    return estimate(waiting, manner.asked(members), at_once, tell, manner.scheduler)


def _print_estimate(
    found: Estimate,
    members: Members,
    there: Mapping[str, Finished],
    store: Path | None,
    as_json: bool,
) -> None:
    total = counted(len(members.every), "scenario")
    if as_json:
        print_json(estimate_record(found, members.repeated) | {"kept": len(there)})
        return
    if store is not None and store.exists():
        say(f"{len(there):,} of {total} in {store} already: go on with it by --resume.")
    for line in estimate_lines(found, members.repeated):
        say(line)


def _run(members: Members, store: Path, manner: Manner, as_json: bool) -> int:
    """Solve the sweep, say what came of it and return the exit code.

    0: every scenario is settled; 1: some failed; 3: some are unproven, or not all were reached.
    """
    from solvers.budget import Budget
    from solvers.sweeping.sweeping import solve_sweep

    budget = Budget()
    with sweep_progress() as show, budget.ended_by_interrupt():
        tally = solve_sweep(members, store, manner, budget, show)
    if as_json:
        print_json(sweep_record(tally, store))
    else:
        for line in sweep_lines(tally, store, members.repeated):
            say(line)
    if tally.done < tally.total:
        complain(f"Stopped with {tally.done:,} of {tally.total:,} kept: go on with --resume.")
        return NO_PROOF if tally.done else INTERRUPTED
    if tally.ended["failed"]:
        return NOT_LAWFUL
    return NO_PROOF if tally.ended["feasible"] + tally.ended["stopped"] else OK
