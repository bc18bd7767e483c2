"""`show_map`: a plan on a map within a notebook, as `clusters map` draws it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.problems import InputError, Problem
from modelling.case import Case
from modelling.plan import Plan
from outputs.maps.settled import settled_page
from outputs.maps.views import MapAsk, view
from outputs.notebook.showing import HEIGHT, PICTURES, Shown, framed, show
from outputs.wording import proof_sentence
from solvers.nearly_best.alternatives import Alternatives
from solvers.outcome import Outcome
from solvers.questions.answer import Answer


def show_map(
    found: Outcome | Answer | Alternatives | Plan,
    case: Case | None = None,
    kind: str = "plan",
    against: Outcome | Answer | Plan | None = None,
    height: int = HEIGHT,
    title: str = "",
) -> Shown:
    """Return a map, in a frame of that height in pixels.

    `found` is what a solve or a `Planner` answered; a plan, with the `case` that it is scored by;
    or alternatives, of which the map shows how settled each place is. `kind` is any that
    `clusters map --show` takes, such as "flows" or "difference"; of several pages the first is
    shown. `against` is what to compare with, the geography's reference plan unless told;
    `title` heads the map instead of the scenario's or the plan's.
    Raises `InputError` where there is no plan, no case, or no boundaries to draw.
    """
    if isinstance(found, Alternatives):
        return framed(settled_page(found), "Which places are settled", height)
    with TemporaryDirectory() as folder:
        ask = _ask(found, case, against, Path(folder) / "map")
        ask = replace(ask, title=title or ask.title)
        drawn = view(kind)(ask)[0]
        if drawn.suffix in PICTURES:
            return show(drawn)
        return framed(drawn.read_text(encoding="utf-8"), ask.title, height)


def _ask(
    found: Outcome | Answer | Plan,
    case: Case | None,
    against: Outcome | Answer | Plan | None,
    out: Path,
) -> MapAsk:
    """Return what to draw. Raises `InputError` where something is missing for it."""
    plan, proof = _titled(found), ""
    if not isinstance(found, Plan):
        outcome = found.outcome if isinstance(found, Answer) else found
        case = Case(outcome.scenario, outcome.geography)
        in_order = outcome.scenario.priority is not None
        proof = proof_sentence(outcome.status, outcome.gap, outcome.bound, in_order)
    if case is None:
        raise _missing("a plan by itself has no scores", "give its case: show_map(plan, case)")
    proof = proof or f"Scored by the scenario {case.scenario.name}."
    other = None if against is None else _titled(against).restricted(case.pcts)
    return MapAsk(plan.restricted(case.pcts), case, plan.name, proof, other, out)


def _titled(found: Outcome | Answer | Plan) -> Plan:
    """Return a plan under the title of its scenario. Raises `InputError` where there is none."""
    if isinstance(found, Plan):
        return found
    outcome = found.outcome if isinstance(found, Answer) else found
    if outcome.plan is None:
        raise _missing("there is no plan to draw", "show(...) says why")
    return replace(outcome.plan, name=outcome.scenario.title or outcome.scenario.name)


def _missing(message: str, remedy: str) -> InputError:
    return InputError([Problem("map", "", message, remedy)])
