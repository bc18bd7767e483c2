"""The rows of the labelling model hold for a plan exactly where the rules do."""

import networkx as nx
from brute_force import Judge
from hypothesis import HealthCheck, Phase, given, settings
from small_maps import make_geography
from small_scenarios import cases, make_scenario

from modelling.case import Case
from solvers.labelling import make_regions
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


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(cases(max_pcts=5))
def test_rows_alone_refuse_every_plan_of_joined_up_clusters_that_a_rule_refuses(case):
    judge = Judge(case)
    for region in make_regions(case):
        if len(region.pools) > 1:
            continue
        labels = Labels(region)
        for plan in partitions(range(len(region.pcts))):
            named = [frozenset(region.pcts[i] for i in held) for held in plan]
            if not all(nx.is_connected(region.graph.subgraph(cluster)) for cluster in named):
                continue
            chosen = {(i, min(held)) for held in plan for i in held}
            for at, x in labels.x.items():
                x.varValue = float(at in chosen)
            labels.aim(len(plan))
            kept = chosen <= set(labels.x) and all(row.valid(1e-9) for row in labels.rows)
            assert kept == all(map(judge.lawful, named))


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
