"""What is shown of an impossible scenario: at the terminal, in the record, on a map."""

import dataclasses
import io
import json

import pytest
from rich.console import Console

from geodata.geography import Geography
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from outputs.maps.conflict import conflict_plan, write_conflict_map
from outputs.record import record_json
from outputs.run_folder import write_run
from outputs.summary import summary
from solvers.engine import solve
from solvers.outcome import Outcome

ISLE_OF_WIGHT, CORNWALL, PLYMOUTH = "5QT", "5QP", "5F1"


@pytest.fixture(scope="module")
def impossible(england: Geography) -> Outcome:
    """Return two conflicts: the Isle of Wight without ferries, and pins about Cornwall."""
    data = load_scenario("national").as_data() | {"shas": ["South Central", "South West"]}
    pins = {"together": [[CORNWALL, PLYMOUTH]], "apart": [[CORNWALL, PLYMOUTH]]}
    data["rules"] |= pins | {"contiguity": {"edges": ["land"]}}
    del data["rules"]["cluster_count"]
    data["objectives"] = {"patient_flow": 1.0}
    return solve(Scenario.model_validate(data), england)


def text_of(outcome: Outcome) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(summary(outcome), highlight=False)
    return console.export_text()


def test_the_terminal_tells_each_conflict_with_its_reason_its_rules_and_what_resolves_it(
    impossible,
):
    text = text_of(impossible)
    assert "There are 2 separate conflicts; each of them has to be resolved." in text
    assert "No lawful cluster can hold 5QT Isle of Wight National Health Service." in text
    assert "By itself, Isle of Wight has 138,265 residents, fewer than 400,000." in text
    assert "• a cluster has at least 400,000 residents" in text
    assert "What resolves it:\n    • let a ferry join PCTs (ferry)" in text
    assert "• do without this: 5QP Cornwall and Isles of Scilly and 5F1 Plymouth" in text


def test_the_record_keeps_each_conflict_with_its_pcts_and_the_rules_as_changed(impossible):
    first, second = json.loads(record_json(impossible))["conflicts"]
    assert first["needed"] == [ISLE_OF_WIGHT]
    assert {m["rule"] for m in first["members"]} == {"population", "contiguity"}
    ferry = next(r for r in first["remedies"] if r["member"] == "contiguity")
    assert ferry["rule"]["edges"] == ["land", "ferry"]
    assert {p for m in second["members"] for p in m["pcts"]} == {CORNWALL, PLYMOUTH}


def test_the_pcts_without_a_cluster_have_one_colour_and_those_that_pins_name_another(impossible):
    plan, colours = conflict_plan(impossible.conflicts, impossible.geography)
    assert set(plan.cluster_of) == {ISLE_OF_WIGHT, CORNWALL, PLYMOUTH}
    assert len(plan.clusters) == 3
    assert colours[ISLE_OF_WIGHT] == colours[CORNWALL]


def test_an_sha_that_cannot_have_so_many_clusters_is_drawn_whole(impossible):
    counted = dataclasses.replace(
        impossible.conflicts[0], members=(), needed=(), also=(), shas=("South West",)
    )
    plan, _ = conflict_plan([counted], impossible.geography)
    assert set(plan.clusters) == {"South West"}
    everywhere = dataclasses.replace(counted, shas=impossible.geography.shas)
    assert conflict_plan([everywhere], impossible.geography)[0].clusters == {}


def test_a_conflict_of_the_whole_nation_has_no_map(impossible, tmp_path):
    nation = dataclasses.replace(
        impossible.conflicts[0], members=(), needed=(), also=(), shas=impossible.geography.shas
    )
    outcome = dataclasses.replace(impossible, conflicts=(nation,))
    assert not write_conflict_map(tmp_path / "conflict.html", outcome)
    assert list(tmp_path.iterdir()) == []


def test_the_run_folder_holds_the_map_of_what_stands_in_the_way(impossible, tmp_path):
    folder = write_run(impossible, tmp_path)
    assert (folder / "conflict.html").exists()
    assert not (folder / "map.html").exists()


def test_names_that_are_markup_stay_text_on_the_page(impossible, hostile, tmp_path):
    conflict = dataclasses.replace(impossible.conflicts[0], headline=hostile["script"])
    page = tmp_path / "conflict.html"
    write_conflict_map(page, dataclasses.replace(impossible, conflicts=(conflict,)))
    assert hostile["script"] not in page.read_text(encoding="utf-8")


def test_the_page_holds_no_flows_nor_authorities_that_it_does_not_draw(impossible, tmp_path):
    page = tmp_path / "conflict.html"
    write_conflict_map(page, impossible)
    written = page.read_text(encoding="utf-8")
    assert '"laBorders":null' in written.replace(" ", "")
    assert '"patientFlows":{}' in written.replace(" ", "")


@pytest.mark.browser
def test_the_map_opens_with_the_network_unplugged_and_names_what_is_concerned(
    impossible, tmp_path, open_page
):
    page = tmp_path / "conflict.html"
    write_conflict_map(page, impossible)
    opened = open_page(page)
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith("data:")] == [page.as_uri()]
    labels = opened.page.locator(".cluster-name").all_inner_texts()
    assert any("Isle of" in label for label in labels)
    opened.page.locator(f"path.pct[data-pct='{ISLE_OF_WIGHT}']").hover()
    assert "Isle of Wight" in opened.page.locator("#card").inner_text()
    opened.page.locator("path.pct[data-pct='5QC']").hover()
    assert "Not part of the conflict" in opened.page.locator("#card").inner_text()
