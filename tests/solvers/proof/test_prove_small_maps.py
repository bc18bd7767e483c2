"""`prove` on hundreds of runs of small maps: right ones pass, and no other plan ever does."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from brute_force import Judge
from geography_folder import write_geography
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata import load_geography
from modelling.case import Case
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scoring import scores
from outputs.run_folder import write_run
from solvers import choosing
from solvers.choosing import groups
from solvers.engine import solve
from solvers.outcome import Outcome, Status
from solvers.proof.proving import Verdict, prove
from solvers.proof.refused import RefusedError

random_runs = settings(
    max_examples=examples(16),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # a run is written for each example: shrinking is slow
)
few_runs = settings(random_runs, max_examples=examples(8))


def solved(case: Case, folder: Path, **how: int) -> Outcome:
    """Return the outcome of the case with its map written to the folder and loaded from there."""
    data = case.scenario.as_data()
    tables = write_geography(case.geography, folder / "map")
    scenario = Scenario.model_validate(data | {"geography": str(tables)})
    return solve(scenario, load_geography(tables), why_not=False, **how)


@st.composite
def written_cases(draw, **size: int) -> Case:
    """Draw a small map that can be written down, and a scenario for it."""
    case = draw(cases(**size))
    written = (case.geography.adjacency, *case.geography.consortia.values())
    assume(all(map(len, written)))
    return case


def verdict_on(outcome: Outcome, folder: Path) -> Verdict:
    return prove(write_run(outcome, folder / "runs"))


def claiming(outcome: Outcome, plan: Plan) -> Outcome:
    """Return the outcome with another plan, scored rightly and said to be optimal."""
    case = Case.of(outcome.scenario, outcome.geography)
    found = scores(plan, case)
    return replace(
        outcome,
        plan=plan,
        status=Status.OPTIMAL,
        scores=found,
        objective=found["objective"],
        bound=found["objective"],
        gap=0.0,
    )


@random_runs
@given(written_cases(min_pcts=2))
def test_every_run_that_is_optimal_or_infeasible_is_proven(case: Case):
    with tempfile.TemporaryDirectory() as folder:
        outcome = solved(case, Path(folder))
        verdict = verdict_on(outcome, Path(folder))
    assert verdict.proven, verdict.faults
    best = Judge(case).best()
    if best is None:
        assert "keeps every rule" in verdict.sentence
    else:
        assert f"above this one's {best:.6f}" in verdict.sentence


@few_runs
@given(written_cases(min_pcts=4), st.randoms(use_true_random=False))
def test_no_lawful_plan_but_a_best_one_can_be_proven(case: Case, random):
    judge = Judge(case)
    best = judge.best()
    assume(best is not None)
    worse = [p for p in judge.plans() if judge.score(p) < best - 1e-6]
    assume(worse)
    chosen = {pct: f"C{i}" for i, c in enumerate(random.choice(worse)) for pct in c}
    with tempfile.TemporaryDirectory() as folder:
        outcome = solved(case, Path(folder))
        verdict = verdict_on(claiming(outcome, Plan(chosen)), Path(folder))
    (fault,) = verdict.faults
    assert fault.startswith(f"a lawful plan scores {best:.9f}"[:-2])


@few_runs
@given(written_cases(min_pcts=3), st.randoms(use_true_random=False))
def test_no_unlawful_plan_can_be_proven(case: Case, random):
    judge = Judge(case)
    lawful = {frozenset(plan) for plan in judge.plans()}
    assume(lawful)
    pcts = sorted(judge.people)
    drawn = {pct: f"C{random.randrange(len(pcts))}" for pct in pcts}
    clusters = {c: frozenset(p for p in pcts if drawn[p] == c) for c in drawn.values()}
    assume(frozenset(clusters.values()) not in lawful)
    with tempfile.TemporaryDirectory() as folder:
        outcome = solved(case, Path(folder))
        verdict = verdict_on(claiming(outcome, Plan(drawn)), Path(folder))
    assert not verdict.proven
    assert any("plan.csv: " in fault for fault in verdict.faults)


def test_a_lawful_plan_refutes_a_run_that_was_called_infeasible(tmp_path: Path):
    people = {"A1": 10, "A2": 20, "A3": 30}
    square = make_geography(people, [("A1", "A2"), ("A2", "A3")])
    rules = {"cluster_count": {"national": 2}, "contiguity": {"edges": ["land"]}}
    outcome = solved(Case.of(make_scenario(rules), square), tmp_path)
    counts = tuple(replace(c, bound=None, best=None, clusters=()) for c in outcome.counts)
    lie = replace(outcome, status=Status.INFEASIBLE, plan=None, objective=None, counts=counts)
    (fault,) = verdict_on(lie, tmp_path).faults
    assert "outcome.json says no plan" in fault


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_tables_with_columns_and_an_encoding_of_their_own_are_read(tmp_path: Path, encoding: str):
    people = {"A1": 10, "A2": 20}
    tables = write_geography(make_geography(people, [("A1", "A2")]), tmp_path / "map")
    text = (tables / "pcts.csv").read_text().replace("residents", "people").replace("Town", "Tôwn")
    (tables / "pcts.csv").write_bytes(text.encode(encoding))
    said = f"name: small\nencoding: {encoding}\ncolumns: {{pcts: {{residents: people}}}}\n"
    (tables / "geography.yaml").write_text(said)
    scenario = make_scenario({"population": {"max": 25}}).model_copy(
        update={"geography": str(tables)}
    )
    verdict = verdict_on(solve(scenario, load_geography(tables)), tmp_path)
    assert verdict.proven, verdict.faults
    assert verdict.candidates == 2


@few_runs
@given(written_cases())
def test_a_run_whose_candidates_were_not_stored_is_proven_like_any_other(case):
    assume(all(len(shas) == 1 for shas in groups(case)))
    with tempfile.TemporaryDirectory() as folder:
        outcome = solved(case, Path(folder), cap=0)
        assert set(outcome.engines.values()) == {"streamed"}
        verdict = verdict_on(outcome, Path(folder))
    assert verdict.proven, verdict.faults


def test_a_run_that_labelled_its_pcts_is_refused_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_STREAMED", 0)
    small = make_geography({"A1": 3, "A2": 4, "A3": 5}, [("A1", "A2"), ("A2", "A3")])
    case = Case.of(make_scenario(), small)
    outcome = solved(case, tmp_path, cap=0)
    with pytest.raises(RefusedError, match=r"labelling PCTs.*leaves no prices to check"):
        verdict_on(outcome, tmp_path)
