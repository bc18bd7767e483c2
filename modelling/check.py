"""`check`: every violation of a scenario by a plan, by the rules' plain forms."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.geography import Geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.registry import objective_types
from modelling.rules.base import Violation
from modelling.scenario import Scenario

LEVEL_HAIR = 1e-8
"""A score may be so much less than the level that a plan has to keep: sums differ that much."""


def check(plan: Plan, scenario: Scenario, geography: Geography) -> tuple[Violation, ...]:
    """Return every violation of the scenario by the plan, none when the plan is lawful.

    A plan of the whole country may be checked against a scenario of some SHAs: the rest of it
    is left out. Raises `InputError` when scenario and geography contradict each other.
    """
    case = Case.of(scenario, geography)
    return every_violation(plan.restricted(case.pcts), case)


def every_violation(plan: Plan, case: Case) -> tuple[Violation, ...]:
    """Return every violation of a rule, and of a level in the order, by a plan of the case's PCTs.

    A plan is lawful where there is none.
    """
    return (*violations(plan, case), *missed_levels(plan, case))


def violations(plan: Plan, case: Case) -> Iterator[Violation]:
    """Yield every violation of a rule by a plan of the case's PCTs."""
    yield from _every_pct_has_a_cluster(plan, case)
    for rule in case.scenario.rules.active():
        yield from rule.check(plan, case)


def missed_levels(plan: Plan, case: Case) -> Iterator[Violation]:
    """Yield the scores of a plan of all the case's PCTs that the scenario's order asks more of."""
    if any(p not in plan.cluster_of for p in case.pcts):
        return
    for step in case.scenario.priority or ():
        if step.at_least is not None:
            score = getattr(case.scenario.objectives, step.objective).score(plan, case)
            if score < step.at_least - LEVEL_HAIR:
                title = objective_types()[step.objective].title.lower()
                said = f"the plan scores {score:.4f} on {title}, less than {step.at_least:g}"
                yield Violation("priority", said)


def _every_pct_has_a_cluster(plan: Plan, case: Case) -> Iterator[Violation]:
    missing = tuple(p for p in case.pcts if p not in plan.cluster_of)
    if missing:
        yield Violation("partition", f"{case.named(missing)} in no cluster", missing)
