"""The command that solves a finished run again with some pins, weights or counts changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import (
    NO_PROOF,
    NOT_LAWFUL,
    OK,
    JsonOption,
    SolverOption,
    TimeLimitOption,
    kept_lists,
    problems_shown,
    self_checked,
)
from geodata.problems import Problem, raise_if_any
from outputs.terminal import console, print_json, progress, say

if TYPE_CHECKING:
    from modelling.changes import Changes, Count
    from solvers.questions.planner import Planner

COUNT = re.compile(r"(?:(?P<sha>[^=]+)=)?(?P<least>\d+)(?:-(?P<most>\d+))?")
WEIGHT = re.compile(r"(?P<name>[^=]+)=(?P<weight>[^=]+)")

Groups = list[str] | None


def what_if(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")],
    together: Annotated[Groups, typer.Option(help="PCTs to share a cluster: 5N1,5NY.")] = None,
    apart: Annotated[Groups, typer.Option(help="PCTs never to share one: 5N1,5NY.")] = None,
    fix: Annotated[Groups, typer.Option(help="PCTs to be a cluster as they stand.")] = None,
    free: Annotated[Groups, typer.Option(help="PCTs that no pin is to name any more.")] = None,
    weight: Annotated[Groups, typer.Option(help="A new weight: patient_flow=2.")] = None,
    count: Annotated[Groups, typer.Option(help="Clusters: 48, 48-52 or London=6.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the new run's own folder.")] = None,
    geography: Annotated[
        Path | None, typer.Option(help="Where the run's input tables are now.")
    ] = None,
    as_json: JsonOption = False,
    solver: SolverOption = "cbc",
    time_limit: TimeLimitOption = None,
) -> None:
    """Solve a run again with a change: what moves, what it costs, and whether it is proven.

    Options may be repeated. PCTs are named by code, or by a name without a comma.
    """
    with problems_shown(as_json), self_checked():
        from outputs.answers.what_if import answer_record, print_answer
        from outputs.run_folder import write_run
        from solvers.budget import Budget
        from solvers.outcome import Status

        given = (together, apart, fix, free, weight, count)
        changes = _changes(*(option or () for option in given))
        planner = _planner(run, geography, solver).changed(changes)
        budget = Budget(time_limit)
        with progress() as tell, budget.ended_by_interrupt():
            answer = planner.solve(on_progress=tell, budget=budget)
            folder = write_run(answer.outcome, out) if out else None
        if as_json:
            print_json({**answer_record(answer), "folder": str(folder) if folder else None})
        else:
            print_answer(answer, console())
            if folder:
                say(f"Wrote {folder}")
        code = {Status.OPTIMAL: OK, Status.INFEASIBLE: NOT_LAWFUL}
        raise typer.Exit(code.get(answer.outcome.status, NO_PROOF))


def _planner(run: Path, geography: Path | None, solver: SolverOption) -> Planner:
    """Return a planner for the scenario and the plan in the folder of a run."""
    from modelling.check import violations
    from outputs.run_files import PLAN, SCENARIO, read_run_files
    from solvers.questions.planner import Planner

    files = read_run_files(run, geography)
    plan = files.plan
    broken = next(violations(plan, files.case), None) if plan else None
    if broken:
        remedy = f"see `clusters check {run / SCENARIO} --plan {run / PLAN}`"
        raise_if_any([Problem(PLAN, "", f"is no plan of this run: {broken.message}", remedy)])
    return Planner(files.scenario, files.geography, plan, solver, kept_lists())


def _changes(
    together: Sequence[str],
    apart: Sequence[str],
    fix: Sequence[str],
    free: Sequence[str],
    weights: Sequence[str],
    counts: Sequence[str],
) -> Changes:
    """Return the changes that the options ask for. Raises `InputError` with every problem found."""
    from modelling.changes import Changes

    if not any((together, apart, fix, free, weights, counts)):
        remedy = "add --together, --apart, --fix, --free, --weight or --count"
        raise_if_any([Problem("what-if", "", "nothing is to change", remedy)])
    raise_if_any([*_unreadable("--weight", weights), *_unreadable("--count", counts)])
    return Changes(
        together=tuple(map(_listed, together)),
        apart=tuple(map(_listed, apart)),
        fix=tuple(map(_listed, fix)),
        free=tuple(pct for text in free for pct in _listed(text)),
        weights={name: float(value) for name, value in (w.split("=") for w in weights)},
        counts=tuple(map(_count, counts)),
    )


def _unreadable(option: str, given: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for every weight or count that cannot be read."""
    for text in given:
        if option == "--count" and not COUNT.fullmatch(text):
            yield Problem(option, "", f"'{text}' is no number", "write 48, 48-52 or London=6")
        if option == "--weight" and not _is_weight(text):
            yield Problem(option, "", f"'{text}' is no weight", "write patient_flow=2")


def _is_weight(text: str) -> bool:
    found = WEIGHT.fullmatch(text)
    try:
        return found is not None and float(found["weight"]) >= 0
    except ValueError:
        return False


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _count(text: str) -> Count:
    from modelling.changes import Count

    found = COUNT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is no number of clusters")
    return Count(int(found["least"]), int(found["most"] or found["least"]), found["sha"])
