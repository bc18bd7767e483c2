"""The best plan of every number of clusters, against every partition of small maps."""

import numpy as np
import pytest
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_scenarios import cases, joined_cases, make_scenario
from thoroughness import examples

from modelling.case import Case
from solvers.budget import Budget
from solvers.questions.count_table import count_table_of
from solvers.questions.shared_counts import shared_counts

quick = settings(
    max_examples=examples(14),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def best_where(
    case: Case, free: str | None, clusters_in: str | tuple[str, ...] | None
) -> dict[int, float]:
    """Return the best score by number of clusters in an SHA, or of some PCTs (None: in all).

    Of every partition. The counts asked for are kept but in the SHA `free` alone; with
    `clusters_in` the number in all is kept as well.
    """
    judge, rule = Judge(case), case.scenario.rules.cluster_count
    spans = dict(rule.per_sha) if rule else {}
    best: dict[int, float] = {}
    for plan in judge.partitions(tuple(sorted(judge.people))):
        homes = [judge.counts_for(c) for c in plan] if spans else []
        kept = all(low <= homes.count(s) <= high for s, (low, high) in spans.items() if s != free)
        if clusters_in is not None:
            low, high = (rule and rule.national) or (1, len(plan))
            kept = kept and low <= len(plan) <= high
            if isinstance(clusters_in, str):
                count = [judge.counts_for(c) for c in plan].count(clusters_in)
            else:
                count = sum(cluster <= set(clusters_in) for cluster in plan)
        else:
            count = len(plan)
        if kept:
            best[count] = max(best.get(count, -np.inf), judge.score(plan))
    return best


def agrees(found, best: dict) -> None:
    assert all(found.proven(k) for k in range(len(found.scores)))
    known = {k: s for k, s in enumerate(found.scores) if s > -np.inf}
    assert known == pytest.approx(best, abs=1e-9)


def pcts_of(name: str, case: Case) -> tuple[str, ...]:
    """Return the PCTs of a block by its name."""
    home = case.geography.sha_of
    return tuple(p for p in case.pcts if name == "all areas" or home[p] in name.split(" + "))


@quick
@given(cases(max_pcts=7))
def test_the_table_holds_the_best_of_all_partitions_at_every_count(case: Case) -> None:
    table = count_table_of(case)

    whole_run = table.names[0] if len(table.names) == 1 else None
    agrees(table.in_all(), best_where(case, whole_run, None))
    for name in table.names:
        agrees(table.where(name), best_where(case, name, pcts_of(name, case)))


@settings(quick, max_examples=examples(5))
@given(joined_cases(), st.none() | st.integers(2, 4))
def test_shas_that_share_pcts_are_told_apart(case: Case, national: int | None) -> None:
    rule = case.scenario.rules.cluster_count.model_copy(
        update={"national": national and (national, national)}
    )
    rules = case.scenario.rules.model_copy(update={"cluster_count": rule})
    case = Case(case.scenario.model_copy(update={"rules": rules}), case.geography)

    found = shared_counts(case, count_table_of(case))

    assert set(found) == set(case.shas)
    for sha, best in found.items():
        expected = best_where(case, sha, sha)
        expected.pop(0, None)  # a number asked for is at least 1
        agrees(best, expected)


def test_a_number_that_no_plan_has_is_known_to_be_impossible(square) -> None:
    rules = {"cluster_count": {"national": 2}, "contiguity": {}, "size": {"max": 2}}
    found = count_table_of(Case.of(make_scenario(rules), square)).in_all()

    assert [k for k in range(5) if not found.impossible(k)] == [2, 3, 4]
    assert all(found.proven(k) for k in range(5))


def test_what_the_time_did_not_suffice_for_is_not_called_proven(square) -> None:
    case = Case.of(make_scenario({"cluster_count": {"national": 2}, "contiguity": {}}), square)
    over = Budget(0)

    found = count_table_of(case, budget=over).in_all()

    assert not any(found.proven(k) for k in range(1, 5))
