"""The command that draws a plan: on a map, or in any other view of `outputs.maps.views`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import bad, load, problems_shown
from outputs.maps.views import VIEWS
from outputs.terminal import say

if TYPE_CHECKING:
    from outputs.maps.views import MapAsk

MAPPED = "A plan CSV, a plan that ships, or the folder of a run."
SCENARIO = "The scenario to score the plan by; a run's own, or else national."


def draw(
    plan: Annotated[str, typer.Argument(help=MAPPED)],
    show: Annotated[str, typer.Option(help=f"What to draw: {', '.join(VIEWS)}.")] = "plan",
    against: Annotated[str | None, typer.Option(help="Another plan, to compare with.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file or folder to write.")] = None,
    scenario: Annotated[str | None, typer.Option(help=SCENARIO)] = None,
) -> None:
    """Draw a plan in files that open with the network unplugged."""
    with problems_shown():
        from outputs.maps.views import view

        drawn = view(show)
        for path in drawn(_ask(plan, against, out, scenario)):
            say(f"Wrote {path}")


def _ask(plan: str, against: str | None, out: Path | None, scenario: str | None) -> MapAsk:
    """Return what to draw: the plan as it stands, or that of a run with its own scenario."""
    from dataclasses import replace

    from modelling.case import Case
    from modelling.plan_files import load_plan
    from outputs.maps.views import MapAsk

    file = _plan_of(plan)
    own = Path(file).with_name("scenario.yaml") if Path(plan).is_dir() else None
    asked, geography = load(scenario or str(own or "national"))
    case = Case.of(asked, geography)
    found = load_plan(file, geography).restricted(case.pcts)
    title = found.name
    if own:
        found, title = replace(found, name=asked.name), asked.title or asked.name
    other = load_plan(_plan_of(against), geography).restricted(case.pcts) if against else None
    proof = f"Scored by the scenario {asked.name}; not the result of a solve."
    return MapAsk(found, case, title, proof, other, out)


def _plan_of(name: str) -> str:
    """Return the plan as it can be loaded: of the folder of a run, its plan.csv.

    Raises `InputError` for a folder that holds none.
    """
    if not Path(name).is_dir():
        return name
    file = Path(name) / "plan.csv"
    if not file.is_file() or not file.with_name("scenario.yaml").is_file():
        remedy = "give the folder that `clusters solve` wrote"
        raise bad(name, "is not the folder of a run with a plan", remedy)
    return str(file)
