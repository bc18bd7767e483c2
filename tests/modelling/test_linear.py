"""What rules and objectives say linearly is what they say of a list of candidates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_maps import CONSORTIA, make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from modelling.case import Case
from modelling.linear import (
    Apart,
    Connected,
    EvennessScore,
    NoLinearForm,
    PairScore,
    Together,
    Total,
    allows,
    score_terms,
    statements,
    value_of,
)
from modelling.listing import candidates_of
from modelling.objectives.base import Objective
from modelling.registry import objective_types, rule_types
from modelling.rules.base import Rule

thorough = settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def subsets(case: Case) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(case.pcts) + 1):
        yield from combinations(case.pcts, size)


@thorough
@given(cases(max_pcts=6))
def test_the_statements_allow_exactly_the_candidates_and_the_terms_score_them_alike(case):
    listed = candidates_of(case)
    values = {c.members(i): c.value[i] for c in listed for i in range(len(c))}
    said, terms = statements(case), score_terms(case)
    assert {s for s in subsets(case) if allows(said, s)} == set(values)
    for cluster, value in values.items():
        assert value_of(cluster, terms, case) == pytest.approx(value, abs=1e-12)


@settings(thorough, max_examples=examples(20))
@given(st.data())
def test_a_footprint_that_reaches_its_threshold_exactly_is_refused_and_one_below_is_not(data):
    """Whatever the threshold: a short decimal, or the overlap itself as a float and its rivals."""
    people = {p: data.draw(st.integers(1, 60)) for p in ("A", "B", "C")}
    shared = {p: data.draw(st.integers(0, n)) for p, n in people.items()}
    rows = [("G", p, n) for p, n in shared.items() if n]
    if not rows:
        return
    both, total = shared["A"] + shared["B"], sum(shared.values())
    overlap = both / (people["A"] + people["B"] + total - both)
    near = [overlap, np.nextafter(overlap, 0), np.nextafter(overlap, 1), round(overlap, 2), 0.9]
    threshold = float(data.draw(st.sampled_from([t for t in near if 0 < t <= 1])))
    rule = {"footprint": {"consortia": CONSORTIA, "overlap": threshold}}
    case = Case.of(make_scenario(rule, {"consortia": 1}), make_geography(people, consortia=rows))
    said = statements(case)
    (listed,) = candidates_of(case)
    kept = {listed.members(i) for i in range(len(listed))}
    assert {s for s in subsets(case) if allows(said, s)} == kept


def test_every_rule_and_every_objective_says_itself_linearly():
    assert all(kind.linear is not Rule.linear for kind in rule_types().values())
    assert all(kind.linear is not Objective.linear for kind in objective_types().values())


def test_a_rule_without_a_linear_form_is_named(monkeypatch):
    monkeypatch.setattr(rule_types()["size"], "linear", Rule.linear)
    case = Case.of(make_scenario({"size": {"max": 2}}, {"consortia": 1}), with_consortia())
    with pytest.raises(NoLinearForm, match="size has no linear form"):
        statements(case)


def test_an_objective_without_a_linear_form_is_named_where_it_has_a_weight(monkeypatch):
    monkeypatch.setattr(objective_types()["compactness"], "linear", Objective.linear)
    with pytest.raises(NoLinearForm, match="compactness has no linear form"):
        score_terms(Case(make_scenario(), with_consortia()))
    idle = make_scenario(objectives={"compactness": 0, "consortia": 1})
    assert len(score_terms(Case(idle, with_consortia()))) == 1


def with_consortia():
    return make_geography({"A": 3, "B": 1}, consortia=[("G", "A", 2), ("G", "B", 1)])


def test_each_statement_says_of_a_set_what_its_formula_says():
    assert Total({"A": 2.0, "B": 0.5}, least=2.5).allows(("A", "B", "C"))
    assert not Total({"A": 2.0, "B": 0.5}, most=2.4).allows(("A", "B"))
    assert Apart("A", "B").allows(("A", "C"))
    assert not Apart("A", "B").allows(("A", "B"))
    assert Together("A", "B").allows(("C",))
    assert not Together("A", "B").allows(("A", "C"))
    path = Connected(nx.path_graph(["A", "B", "C"]))
    assert path.allows(("A", "B"))
    assert not path.allows(("A", "C"))


def test_each_term_scores_a_set_as_its_formula_does():
    index = {"A": 0, "B": 1, "C": 2}
    weights = np.array([[1.0, 0.5, 7.0], [0.5, 2.0, 7.0], [7.0, 7.0, 7.0]])
    assert PairScore(weights).of(("A", "B"), index) == 4.0
    assert PairScore(weights).times(2).of(("A",), index) == 2.0
    even = EvennessScore({"A": 3.0, "B": 4.0}, target=5.0, scale=0.5)
    assert even.of(("A", "B"), index) == -1.0
    assert even.times(3).of(("A",), index) == -3.0
