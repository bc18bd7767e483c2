"""How far the plans of a sweep agree with the most frequent one and with the reference plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from modelling.agreement import Agreement
from modelling.contingency import (
    NOWHERE,
    adjusted_rand,
    continued,
    crossed,
    in_common,
    labels,
)
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from outputs.sweeps.reading import Reading


@dataclass(frozen=True)
class Likeness:
    """How like a plan of the sweep is to another plan, over the PCTs that both have.

    agreement  clusters that both have exactly, and the adjusted Rand index
    moved      PCTs that change clusters, matched so that as few move as possible
    """

    agreement: Agreement
    moved: int


def with_most_frequent(reading: Reading) -> tuple[Likeness | None, ...]:
    """Return how like each plan is to the one that comes up most often, None without a PCT."""
    return tuple(_likenesses(reading, reading.plans[0].plan)) if reading.plans else ()


def with_reference(reading: Reading) -> tuple[Likeness | None, ...]:
    """Return how like each plan is to the geography's reference plan, None where it has none."""
    reference = reference_of(reading)
    if reference is None:
        return (None,) * len(reading.plans)
    return tuple(_likenesses(reading, reference))


def reference_of(reading: Reading) -> Plan | None:
    """Return the reference plan of the geography, None where it has none."""
    name = reading.geography.reference_plan
    return None if name is None else reference_plan(name, reading.geography)


def _likenesses(reading: Reading, other: Plan) -> Iterator[Likeness | None]:
    pcts = [pct for pct in reading.pcts if pct in other.cluster_of]
    theirs = labels((other,), pcts)[0]
    for ours in labels([found.plan for found in reading.plans], pcts):
        here = ours != NOWHERE
        yield _likeness(crossed(ours[here], theirs[here]), other.name) if here.any() else None


def _likeness(table: np.ndarray, name: str) -> Likeness:
    """Return what a table of PCTs in common, clusters by clusters of the other plan, says."""
    moved = int(table.sum() - table[continued(table, table)].sum())
    total = int((table.sum(0) > 0).sum())
    return Likeness(Agreement(name, in_common(table), total, adjusted_rand(table)), moved)
