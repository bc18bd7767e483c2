"""The rows of the labelling model hold for a plan exactly where the rules do."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from brute_force import Judge
from small_maps import COLUMN, CONSORTIA, make_geography
from small_scenarios import make_scenario

from modelling.case import Case
from modelling.linear import EvennessScore, PairScore
from solvers.budget import Budget
from solvers.labelling import LabellingSearch, make_regions
from solvers.labelling.model import Labels
from solvers.labelling.reach import reach


def partitions(items):
    """Yield every division of a list into sets."""
    if not items:
        yield []
        return
    first, *rest = items
    for plan in partitions(rest):
        yield [{first}, *plan]
        for k in range(len(plan)):
            yield [*plan[:k], plan[k] | {first}, *plan[k + 1 :]]


PCTS = {"A": 50, "B": 40, "C": 30, "D": 20, "E": 10}
MAP = make_geography(
    PCTS,
    combinations(PCTS, 2),
    flows=[("A", "RA1", 0.5), ("B", "RB2", 0.5)],
    headquarters={"RA1": "C", "RB2": "E"},
    consortia=[("G", "A", 50), ("G", "B", 40), ("G", "C", 3)],
    columns={
        COLUMN: dict(zip(PCTS, (0.1, 0.2, 0.4, 0.8, 1.6), strict=True)),
        "easting": dict(zip(PCTS, (0.0, 0.0, 5e3, 5e3, 9e3), strict=True)),
        "northing": dict.fromkeys(PCTS, 0.0),
    },
)


@pytest.mark.parametrize(
    "rules",
    [
        {"population": {"min": 50}},
        {"population": {"max": 60}},
        {"size": {"max": 2}},
        {"limit": {"column": COLUMN, "min": 0.6, "max": 2.2}},
        {"footprint": {"consortia": CONSORTIA, "overlap": 0.9}},
        {"providers": {"min": 1}},
        {"span": {"max_km": 5}},
        {"apart": [["A", "C", "D"]]},
        {"together": [["B", "D", "E"]]},
        {"fixed": {"groups": [["B", "C"], ["D"]]}},
    ],
    ids=lambda rules: next(iter(rules)),
)
def test_rows_alone_refuse_every_plan_that_the_rule_refuses_and_no_other(rules):
    case = Case.of(make_scenario(rules), MAP)
    judge = Judge(case)
    (region,) = make_regions(case)
    labels = Labels(region)
    seen = set()
    for plan in partitions(range(len(region.pcts))):
        chosen = {(i, min(held)) for held in plan for i in held}
        for at, x in labels.x.items():
            x.varValue = float(at in chosen)
        labels.aim(len(plan))
        kept = chosen <= set(labels.x) and all(row.valid(1e-9) for row in labels.rows)
        lawful = all(judge.lawful(frozenset(region.pcts[i] for i in held)) for held in plan)
        assert kept == lawful
        seen.add(lawful)
    assert seen == {True, False}


def test_a_pct_that_must_stay_with_one_of_another_sha_has_no_label():
    shas = {"A": "X", "B": "X", "C": "Y"}
    geography = make_geography({"A": 3, "B": 2, "C": 1}, [("A", "B")], shas)
    rules = {"sha_boundaries": {}, "together": [["A", "C"]]}
    case = Case.of(make_scenario(rules), geography)
    first, second = make_regions(case)
    assert reach(first) == ((), (1,))
    assert reach(second) == ((),)


def test_pcts_represent_clusters_in_the_order_of_their_residents():
    geography = make_geography({"A": 1, "B": 3, "C": 2}, [("A", "B"), ("B", "C")])
    (region,) = make_regions(Case.of(make_scenario(), geography))
    assert region.pcts == ("B", "C", "A")
    columns = [region.column(["A", "B"]), region.column(["C"])]
    assert list(region.members(columns)) == [("all areas", ("A", "B")), ("all areas", ("C",))]


@pytest.mark.parametrize("seed", range(6))
def test_pairs_and_amounts_below_0_are_scored_like_any_other(seed):
    rng = np.random.default_rng(seed)
    w = rng.uniform(-1, 1, (5, 5))
    terms = (
        PairScore(w + w.T),
        EvennessScore(dict(zip(PCTS, rng.uniform(-3, 3, 5), strict=True)), 0.5, 0.7),
    )
    (region,) = make_regions(Case.of(make_scenario({"size": {"max": 3}}), MAP))
    region = replace(region, terms=terms)
    search = LabellingSearch(region, "highs", Budget())
    judge = Judge(region.case)
    best = {}
    for plan in judge.partitions(tuple(PCTS)):
        best[len(plan)] = max(region.value(plan), best.get(len(plan), -np.inf))
    for count, value in best.items():
        search.relax(count)
        assert search.bounds()[count] >= value - 1e-9
        search.settle(count)
        assert search.settled(count)
        assert search.values()[count] == pytest.approx(value, abs=1e-9)
