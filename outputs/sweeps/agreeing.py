"""How far the plans of a sweep agree with the most frequent one and with the reference plan."""

from __future__ import annotations

from dataclasses import dataclass

from modelling.agreement import Agreement, agreement
from modelling.moves import moves
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from outputs.sweeps.reading import FoundPlan, Reading


@dataclass(frozen=True)
class Likeness:
    """How like a plan of the sweep is to another plan.

    agreement  clusters that both have exactly, and the adjusted Rand index
    moved      PCTs that change clusters, matched so that as few move as possible
    """

    agreement: Agreement
    moved: int


def with_most_frequent(found: FoundPlan, reading: Reading) -> Likeness:
    """Return how like a plan is to the one that comes up most often."""
    return likeness(found.plan, reading.plans[0].plan, reading)


def with_reference(found: FoundPlan, reading: Reading) -> Likeness | None:
    """Return how like a plan is to the geography's reference plan, None where there is none."""
    reference = reference_of(reading)
    if reference is None or not set(reference.cluster_of) & set(found.plan.cluster_of):
        return None
    return likeness(found.plan, reference, reading)


def reference_of(reading: Reading) -> Plan | None:
    """Return the reference plan of the geography, None where it has none."""
    name = reading.geography.reference_plan
    return None if name is None else reference_plan(name, reading.geography)


def likeness(plan: Plan, other: Plan, reading: Reading) -> Likeness:
    """Return how like a plan is to another, over the PCTs that both have."""
    both = set(plan.cluster_of) & set(other.cluster_of)
    moving = moves(other.restricted(both), plan.restricted(both), reading.geography.residents)
    return Likeness(agreement(plan, other), len(moving))
