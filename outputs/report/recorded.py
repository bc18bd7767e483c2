"""A run's record held against the run: every figure worked out anew, and what is not so said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from modelling.scenario import Scenario
from outputs.wording import TOTAL, objective_title

if TYPE_CHECKING:
    from outputs.report.run import FinishedRun

SAME = 1e-9
"""Scores that differ by no more are equal: sums in another order differ in their last digits."""

CLOSED = 1e-6
"""A gap of an optimal run that is no more than rounding of the bound."""


def unlike_the_record(run: FinishedRun) -> Iterator[str]:
    """Yield, a sentence each, what outcome.json and certificate.json say that is not so."""
    yield from _scenario(run)
    yield from _plan(run)
    yield from _scores(run)
    yield from _gap(run)
    yield from _violations(run)


def _scenario(run: FinishedRun) -> Iterator[str]:
    try:
        recorded = Scenario.model_validate(run.record.get("scenario"))
    except ValidationError:
        yield "The scenario in outcome.json cannot be read."
        return
    if recorded != run.scenario:
        yield "scenario.yaml is not the scenario that outcome.json records."
    if run.record.get("geography") != run.geography.name:
        recorded_name = run.record.get("geography")
        yield f"The record is of the geography {recorded_name}; this one is {run.geography.name}."


def _plan(run: FinishedRun) -> Iterator[str]:
    found, recorded = len(run.plan.clusters), run.record.get("cluster_count")
    if recorded != found:
        yield f"The record says {recorded} clusters; plan.csv has {found}."
    if run.certificate is None:
        return
    certified = {frozenset(map(str, pcts)) for pcts in run.certificate.get("plan") or ()}
    clusters = {frozenset(pcts) for pcts in run.plan.clusters.values()}
    if certified != clusters:
        names = {frozenset(pcts): c for c, pcts in run.plan.clusters.items()}
        other = sorted(run.plan.cluster_name(names[pcts]) for pcts in clusters - certified)
        which = f": {'; '.join(other[:5])}" if other else ""
        yield f"The certificate is of another plan than plan.csv{which}."


def _scores(run: FinishedRun) -> Iterator[str]:
    recorded = _numbers(run.record.get("scores"))
    for name, value in recorded.items():
        found = run.scores.get(name)
        called = "The weighted total" if name == TOTAL else objective_title(name)
        if found is None:
            yield f"{called}: the record says {value:.6f}; it cannot be worked out from the tables."
        elif abs(found - value) > SAME:
            yield f"{called}: the record says {value:.6f}; the plan scores {found:.6f}."
    total = run.record.get("objective")
    if not isinstance(total, int | float) or abs(total - run.scores[TOTAL]) > SAME:
        yield f"The record's objective is {total}; the plan scores {run.scores[TOTAL]:.6f}."
    for name in sorted(run.scenario.weights.keys() - recorded.keys()):
        yield f"{objective_title(name)}: the record has no score."
    yield from _cluster_scores(run)


def _cluster_scores(run: FinishedRun) -> Iterator[str]:
    """Yield the clusters of which the record has another score, each once."""
    for cluster, said in (run.record.get("cluster_scores") or {}).items():
        found = run.cluster_scores.get(cluster)
        if found is None:
            yield f"The record has scores of a cluster {cluster}, which plan.csv does not have."
            continue
        values = _numbers(said)
        other = [n for n, v in values.items() if n not in found or abs(found[n] - v) > SAME]
        if other:
            titles = ", ".join(map(objective_title, sorted(other)))
            yield f"{run.plan.cluster_name(cluster)}: the record has another score for {titles}."


def _gap(run: FinishedRun) -> Iterator[str]:
    """Yield a bound and a gap that do not fit the plan's score, where the weights decide alone."""
    if run.in_order:
        return
    bound, gap = (_numbers(run.record).get(name) for name in ("bound", "gap"))
    if run.status == "optimal" and (bound is None or abs(bound - run.scores[TOTAL]) > CLOSED):
        said = "no bound" if bound is None else f"the bound {bound:.6f}"
        yield f"The record calls the plan optimal with {said}; it scores {run.scores[TOTAL]:.6f}."
    if bound is not None and gap is not None and abs(bound - run.scores[TOTAL] - gap) > CLOSED:
        found = bound - run.scores[TOTAL]
        yield f"The record says the gap is {gap:.6f}; bound less score is {found:.6f}."


def _violations(run: FinishedRun) -> Iterator[str]:
    recorded = {str(v.get("message")) for v in run.record.get("violations") or ()}
    found = {violation.message for violation in run.violations}
    yield from (f"The record does not say so: {said}." for said in sorted(found - recorded))
    yield from (f"The record says, and it is not so: {said}." for said in sorted(recorded - found))


def _numbers(said: Any) -> dict[str, float]:
    """Return the finite numbers of a mapping in the record; none where it is no mapping."""
    if not isinstance(said, Mapping):
        return {}
    return {
        str(name): float(value)
        for name, value in said.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    }
