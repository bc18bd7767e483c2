"""The certificate: what an outcome says of each SHA and number of clusters is true."""

import numpy as np
import pytest
from brute_force import BALANCES, Judge
from hypothesis import HealthCheck, given, settings
from small_scenarios import cases, make_scenario
from thoroughness import examples

from modelling.case import Case
from solvers.engine import solve
from solvers.outcome import CountBound

random_cases = settings(
    max_examples=examples(30),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def best_by_count(judge: Judge, row: CountBound) -> float | None:
    """Return the best value of any lawful division of the row's SHA into its count."""
    everywhere = row.block == "all areas"
    pcts = tuple(sorted(p for p in judge.people if everywhere or judge.sha[p] == row.block))
    span = {} if everywhere or not judge.rules.cluster_count else judge.rules.cluster_count.per_sha
    low, high = span.get(row.block, (1, len(pcts)))
    plans = judge.partitions(pcts) if low <= row.count <= high else ()
    return max(
        (sum(map(judge.value, plan)) for plan in plans if len(plan) == row.count), default=None
    )


def price_bound(judge: Judge, row: CountBound) -> float:
    """Return the bound that the row's prices give: duality, over every lawful cluster."""
    pct, each = row.prices["pct"], row.prices["cluster"]["each"]
    own = row.prices["sha"].get(row.block, 0.0)
    clusters = {c for plan in judge.partitions(tuple(sorted(pct))) for c in plan}
    gains = [judge.value(c) - sum(pct[p] for p in c) - each - own for c in clusters]
    spans = judge.rules.cluster_count.per_sha if row.prices["sha"] else {row.block: (0, 0)}
    fixed = sum(pct.values()) + each * row.count + max(own * n for n in spans[row.block])
    return fixed + row.count * max([0.0, *gains])


@random_cases
@given(cases(min_pcts=3))
def test_no_plan_of_an_sha_and_count_scores_more_than_its_bound(case: Case):
    judge = Judge(case)
    for row in solve(case.scenario, case.geography, why_not=False).counts:
        if " + " in row.block:
            continue  # two SHAs that share PCTs are one row, and judged as a whole elsewhere
        best = best_by_count(judge, row)
        if row.bound is None:
            assert best is None
            assert row.best is None
        elif best is not None:
            assert row.bound >= best - 1e-9
            assert price_bound(judge, row) >= best - 1e-9
            assert row.best is None or row.best <= best + 1e-9


@random_cases
@given(cases(min_pcts=3))
def test_the_certificate_adds_up_to_the_plan(case: Case):
    outcome = solve(case.scenario, case.geography, why_not=False)
    if outcome.plan is None:
        return
    proven = {}
    for row in outcome.counts:
        if row.best is not None and row.best == pytest.approx(row.bound, abs=1e-9):
            proven.setdefault(row.block, {})[row.count] = row.best
    blocks = list({row.block for row in outcome.counts})
    sums = np.zeros(1)
    for block in blocks:
        assert block in proven
        sums = np.array([s + best for s in sums for best in proven[block].values()])
    balance = sum(outcome.weights.get(name, 0) for name in BALANCES)
    assert np.isclose(sums + balance, outcome.objective, atol=1e-9).any()


def test_every_block_of_the_run_stands_in_the_certificate(square):
    outcome = solve(make_scenario({"sha_boundaries": {}}), square)
    assert {row.block for row in outcome.counts} == {"Alpha", "Beta"}
