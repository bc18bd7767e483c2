"""`score`: every objective of a plan, by the objectives' plain formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.geography import Geography
from modelling.case import Case
from modelling.objectives.base import Objective
from modelling.plan import Plan
from modelling.registry import objective_types
from modelling.scenario import Scenario


def score(plan: Plan, scenario: Scenario, geography: Geography) -> Mapping[str, float]:
    """Return every objective of the plan that the geography has data for, and "objective".

    "objective" is Σ weight × score over the scenario's objectives. Raises `InputError` when
    scenario and geography contradict each other.
    """
    case = Case.of(scenario, geography)
    return scores(plan.restricted(case.pcts), case)


def scores(plan: Plan, case: Case) -> dict[str, float]:
    """Return every objective that can be scored in the case, and their weighted sum."""
    found = {o.name: o.score(plan, case) for o in scorable(case)}
    weights = case.scenario.weights
    found["objective"] = sum(weight * found[name] for name, weight in weights.items())
    return found


def cluster_scores(plan: Plan, case: Case) -> dict[str, dict[str, float]]:
    """Return for each cluster how well it does on its own by every objective, in [0, 1]."""
    found: dict[str, dict[str, float]] = {cluster: {} for cluster in plan.clusters}
    for objective in scorable(case):
        for cluster, value in objective.by_cluster(plan, case).items():
            found[cluster][objective.name] = value
    return found


def scorable(case: Case) -> Iterator[Objective]:
    """Yield the scenario's objectives and every other that the geography has data for."""
    for name, kind in sorted(objective_types().items()):
        chosen = getattr(case.scenario.objectives, name)
        objective = chosen if chosen is not None else kind()
        if chosen is not None or not any(True for _ in objective.faults(case)):
            yield objective
