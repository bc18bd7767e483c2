"""Candidates priced on the way through them are those of the list, and gain what the list says."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from small_maps import make_geography
from small_scenarios import cases, make_scenario
from thoroughness import examples

from geodata import load_geography
from modelling.case import Case
from modelling.listing import candidates_of
from modelling.scenario_files import load_scenario
from solvers.blocks import Block, Prices, make_blocks
from solvers.choosing import groups
from solvers.engine import solve
from solvers.outcome import Status
from solvers.streaming.block import StreamedBlock

quick = settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def both(case: Case) -> tuple[Block, StreamedBlock]:
    """Return the first SHA's block, listed and streamed."""
    listed = candidates_of(case)[0]
    block = make_blocks((listed,), case)[0]
    return block, StreamedBlock(listed.sha, listed.pcts, case, len(listed))


def any_prices(block: Block, seed: int) -> Prices:
    rng = np.random.default_rng(seed)
    sha = {name: float(rng.normal()) for name in block.counts}
    return Prices(rng.normal(size=len(block.pcts)), float(rng.normal()), sha)


def sets(block: Block, columns: np.ndarray) -> set[tuple[str, ...]]:
    return {pcts for _, pcts in block.members(columns)}


@quick
@given(cases(), st.integers(0, 2**32 - 1), st.sampled_from((1, 2)))
def test_a_sweep_keeps_just_the_candidates_that_gain_more_than_asked(case, seed, phase):
    assume(all(len(shas) == 1 for shas in groups(case)))
    listed, streamed = both(case)
    prices = any_prices(listed, seed)
    gain, _ = listed.gain(prices, phase)
    above = float(np.median(gain)) if len(gain) else 0.0
    most, held = streamed.sweep(prices, phase, above + 1e-9, 10_000)
    wanted = np.flatnonzero(gain > above + 1e-9)
    assert held == above + 1e-9
    assert sets(streamed, np.arange(len(streamed))) == sets(listed, wanted)
    assert most == pytest.approx(gain[wanted].max(initial=-np.inf), abs=1e-9)
    of_listed = {
        p: v for (_, p), v in zip(listed.members(wanted), listed.value[wanted], strict=True)
    }
    for (_, pcts), value in zip(
        streamed.members(range(len(streamed))), streamed.value, strict=True
    ):
        assert value == pytest.approx(of_listed[pcts], abs=1e-9)


@quick
@given(cases(), st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_a_sweep_that_runs_full_says_above_what_gain_it_holds_all(case, seed, most):
    assume(all(len(shas) == 1 for shas in groups(case)))
    listed, streamed = both(case)
    prices = any_prices(listed, seed)
    gain, _ = listed.gain(prices)
    _, held = streamed.sweep(prices, 2, -np.inf, most)
    must = np.flatnonzero(gain > held + 1e-9)
    assert sets(listed, must) <= sets(streamed, np.arange(len(streamed)))
    assert len(must) <= most + 1


def test_sweeps_of_the_north_west_agree_with_its_list():
    case = Case.of(load_scenario("north-west"), load_geography("england-2011"))
    listed, streamed = both(case)
    prices = any_prices(listed, 7)
    gain, best = listed.gain(prices)
    most, held = streamed.sweep(prices, 2, -np.inf, 500)
    assert most == pytest.approx(best, abs=1e-9)
    assert sets(listed, np.flatnonzero(gain > held + 1e-9)) <= sets(
        streamed, np.arange(len(streamed))
    )


def test_a_column_keeps_its_number_when_more_are_added():
    case = Case.of(load_scenario("north-west"), load_geography("england-2011"))
    _, streamed = both(case)
    streamed.sweep(any_prices(streamed, 1), 2, -np.inf, 50)
    before, value = list(streamed.members(range(50))), streamed.value[:50].copy()
    streamed.sweep(any_prices(streamed, 2), 2, -np.inf, 50)
    assert len(streamed) > 50
    assert list(streamed.members(range(50))) == before
    assert np.array_equal(streamed.value[:50], value)


def test_a_pct_that_must_stay_with_one_of_another_sha_is_in_no_streamed_cluster():
    geography = make_geography(
        {"A": 3, "B": 2, "C": 1}, [("A", "B")], {"A": "X", "B": "X", "C": "Y"}
    )
    rules = {"sha_boundaries": {}, "together": [["A", "C"]]}
    outcome = solve(make_scenario(rules), geography, cap=0)
    assert set(outcome.engines.values()) == {"streamed"}
    assert outcome.status == "infeasible"


def test_a_number_of_clusters_that_only_halves_of_clusters_allow_is_found_impossible():
    """Two triangles in clusters of just two PCTs: half of each pair would do, no plan does."""
    people = dict.fromkeys("ABCDEF", 100)
    sides = [("A", "B"), ("B", "C"), ("A", "C"), ("D", "E"), ("E", "F"), ("D", "F")]
    rules = {
        "contiguity": {"edges": ["land"]},
        "population": {"min": 200, "max": 250},
        "cluster_count": {"national": 3},
    }
    asked = make_scenario(rules, {"population_balance": 1})
    outcome = solve(asked, make_geography(people, sides), cap=3, why_not=False)
    assert set(outcome.engines.values()) == {"streamed"}
    assert outcome.status is Status.INFEASIBLE
