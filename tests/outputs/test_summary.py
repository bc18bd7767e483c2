"""The terminal summary can be read, at 80 columns and at 120."""

import dataclasses
import io
from pathlib import Path

import pytest
from rich.console import Console

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.summary import print_summary
from solvers.outcome import Outcome, Status


def printed(outcome: Outcome, width: int = 120, folder: Path | None = None) -> str:
    """Return what the summary prints on a console of that width."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_summary(outcome, folder, console)
    return console.file.getvalue()


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut_off(outcome: Outcome, width: int):
    text = printed(outcome, width)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    assert all(pct in text for pct in outcome.plan.cluster_of)


def test_it_lists_clusters_by_sha_with_their_pcts_and_residents(outcome: Outcome):
    text = words(printed(outcome))
    assert "London 6 clusters, 8,173,941 residents" in text
    assert "Tees Hartlepool (5D9), Stockton-on-Tees Teaching (5E1), Middlesbrough 557,227" in text
    assert "South Yorkshire and Bassetlaw (also East Midlands)" in printed(outcome, width=200)


def test_it_shows_scores_weights_proxies_proof_agreement_and_times(outcome: Outcome):
    text = words(printed(outcome))
    assert f"Patient flow {outcome.scores['patient_flow']:.3f} 1" in text
    assert outcome.geography.label("flows") in text
    assert f"Weighted total {outcome.objective:.3f} of at most 2.5" in text
    assert "Proven optimal: no lawful plan scores higher." in text
    assert "Finds 50 of the 50 clusters of clusters-2011 exactly" in text
    assert "adjusted Rand index 1.000" in text
    assert "Took listing 0.1 s, pricing 1.2 s: 1.3 s in all." in text


def test_it_ends_with_the_paths_of_what_was_written(outcome: Outcome, tmp_path: Path):
    (tmp_path / "map.html").touch()
    text = printed(outcome, width=300, folder=tmp_path)
    assert str(tmp_path / "map.html") in text.splitlines()[-1]


def test_a_plan_that_is_not_proven_says_its_gap(outcome: Outcome):
    open_ = dataclasses.replace(outcome, status=Status.FEASIBLE, gap=0.01, bound=2.155593)
    text = words(printed(open_))
    assert "scores at most 0.0100 more (none scores above 2.1556)" in text
    assert "Proven" not in text


def test_an_infeasible_run_says_why_and_lists_no_clusters(infeasible: Outcome):
    text = words(printed(infeasible))
    assert "Proven impossible: no plan keeps every rule." in text
    assert infeasible.reasons[0] in text
    assert "Weighted total" not in text


def test_a_plan_with_holes_says_so_before_its_scores(outcome: Outcome):
    holed = outcome.plan.restricted(outcome.geography.codes[2:])
    text = words(printed(dataclasses.replace(outcome, plan=holed)))
    assert "2 PCTs in no cluster Scores" in text
    assert "in no cluster" not in words(printed(outcome))


def test_markup_in_a_name_is_printed_and_not_obeyed(
    outcome: Outcome, hostile_england: Geography, hostile_plan: Plan, hostile: dict[str, str]
):
    odd = dataclasses.replace(outcome, geography=hostile_england, plan=hostile_plan)
    assert hostile["markup"] in printed(odd, width=200)
