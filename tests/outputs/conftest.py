"""England with the clusters of 2011, the same with hostile names, and pages opened offline."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geodata import load_geography
from geodata.geography import Geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scenario_files import load_scenario
from modelling.scoring import scores
from outputs.maps.page import MapText, write_map
from outputs.wording import proof_sentence
from solvers.outcome import Outcome, Status

HOSTILE = {
    "script": "</script><script>window.hostile=1</script>",
    "image": "\"'><img src=x onerror='window.hostile=1'>",
    "formula": '=HYPERLINK("http://example.org","click")',
    "right_to_left": "شمال \u202etxt.exe",
    "markup": "[bold red]loud[/bold red]",
}
"""What somebody could put where a name belongs."""


@pytest.fixture(scope="session")
def england() -> Geography:
    return load_geography("england-2011")


@pytest.fixture(scope="session")
def plan(england: Geography) -> Plan:
    return reference_plan("clusters-2011", england)


@pytest.fixture(scope="session")
def outcome(england: Geography, plan: Plan) -> Outcome:
    """Return an optimal outcome that holds the plan of 2011."""
    scenario = load_scenario("national-as-2011")
    case = Case.of(scenario, england)
    found = scores(plan, case)
    return Outcome(
        scenario=scenario,
        geography=england,
        status=Status.OPTIMAL,
        solver="cbc",
        plan=plan,
        objective=found["objective"],
        bound=found["objective"],
        gap=0.0,
        scores=found,
        candidates={"London": 1_040_000, "North West": 106_000},
        seconds={"listing": 0.1, "pricing": 1.2},
    )


@pytest.fixture(scope="session")
def infeasible(outcome: Outcome) -> Outcome:
    return dataclasses.replace(
        outcome,
        status=Status.INFEASIBLE,
        plan=None,
        objective=None,
        bound=None,
        gap=None,
        scores={},
        reasons=("London has 31 PCTs and may have 2 clusters of at most 10.",),
    )


@pytest.fixture(scope="session")
def hostile() -> dict[str, str]:
    return HOSTILE


@pytest.fixture(scope="session")
def hostile_england(england: Geography) -> Geography:
    """Return England with hostile names for five PCTs, an SHA, itself and its attribution."""
    pcts = england.pcts.copy()
    for pct, name in zip(pcts.index[:5], HOSTILE.values(), strict=True):
        pcts.loc[pct, "name"] = name
    pcts["sha"] = pcts["sha"].replace("London", HOSTILE["script"])
    return dataclasses.replace(
        england, pcts=pcts, title=HOSTILE["image"], attribution=HOSTILE["script"]
    )


@pytest.fixture(scope="session")
def hostile_plan(plan: Plan) -> Plan:
    """Return the plan of 2011 with hostile names for five clusters."""
    names = dict(plan.cluster_names)
    names |= dict(zip(plan.clusters, HOSTILE.values(), strict=False))
    return Plan(plan.cluster_of, names, HOSTILE["script"])


@pytest.fixture(scope="session")
def write_outcome_map(outcome: Outcome) -> Callable[[Path, Plan, Geography], Path]:
    """Return a function that writes the map of a plan with the outcome's scores around it."""

    def write(path: Path, plan: Plan, geography: Geography) -> Path:
        text = MapText(
            proof=proof_sentence(outcome.status, outcome.gap, outcome.bound),
            scores=outcome.scores,
            weights=outcome.weights,
            cluster_scores=outcome.cluster_scores,
        )
        write_map(path, plan, geography, text)
        return path

    return write


@dataclasses.dataclass
class Opened:
    """A page that was opened with no network, and what it asked for and complained of."""

    page: Any
    requests: list[str]
    complaints: list[str]


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a file in a browser whose network is unplugged."""
    contexts = []

    def open_(path: Path, width: int = 1280, height: int = 900, **options: Any) -> Opened:
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, offline=True, **options)
        contexts.append(context)
        opened = Opened(context.new_page(), [], [])
        opened.page.set_default_timeout(10_000)
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(path.as_uri())
        opened.page.wait_for_selector("path.pct", state="attached")
        return opened

    yield open_
    for context in contexts:
        context.close()
