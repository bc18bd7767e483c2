"""`check`: every violation of a scenario by a plan, by the rules' plain forms."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.geography import Geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.rules.base import Violation
from modelling.scenario import Scenario


def check(plan: Plan, scenario: Scenario, geography: Geography) -> tuple[Violation, ...]:
    """Return every violation of the scenario by the plan, none when the plan is lawful.

    A plan of the whole country may be checked against a scenario of some SHAs: the rest of it
    is left out. Raises `InputError` when scenario and geography contradict each other.
    """
    case = Case.of(scenario, geography)
    return tuple(violations(plan.restricted(case.pcts), case))


def violations(plan: Plan, case: Case) -> Iterator[Violation]:
    """Yield every violation by a plan of the case's PCTs."""
    yield from _every_pct_has_a_cluster(plan, case)
    for rule in case.scenario.rules.active():
        yield from rule.check(plan, case)


def _every_pct_has_a_cluster(plan: Plan, case: Case) -> Iterator[Violation]:
    missing = tuple(p for p in case.pcts if p not in plan.cluster_of)
    if missing:
        yield Violation("partition", f"{case.named(missing)} in no cluster", missing)
