"""The tables that the report and the terminal show of each topic."""

from __future__ import annotations

from small_maps import make_geography
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.parameter_files import parameters_of, parse_parameters
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.topic import Topic
from modelling.implications.topics import topics
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs.cluster_facts import describe_clusters
from outputs.implications.tables import not_known, parameter_table, whole_table
from outputs.implications.topic_tables import topic_tables
from outputs.report.blocks import Table

PARAMETERS = parameters_of("england-2011")


def tables(name: str, plan: Plan, geography: Geography) -> dict[str, Table]:
    (topic,) = told(plan, geography, [name])
    return {t.name: t for t in topic_tables(topic, describe_clusters(plan, geography), geography)}


def told(plan: Plan, geography: Geography, names: list[str]) -> tuple[Topic, ...]:
    case = Case(load_scenario("national-as-2011"), geography)
    return topics(plan, case, PARAMETERS, names)


def small(parameters: ImplicationParameters, **columns: dict[str, float]) -> dict[str, Table]:
    """Return the tables of posts of a map of two clusters."""
    map_ = make_geography({"A": 10, "B": 20, "C": 30}, columns=columns)
    plan = Plan({"A": "X", "B": "X", "C": "Y"})
    (topic,) = topics(plan, Case(make_scenario(), map_), parameters, ["posts"])
    return {t.name: t for t in topic_tables(topic, describe_clusters(plan, map_), map_)}


def test_clusters_that_are_alike_in_every_figure_share_a_row_of_boards(
    plan: Plan, england: Geography
) -> None:
    found = tables("boards", plan, england)
    rows = {row[0]: row for row in found["boards-kinds"].rows}
    assert rows["A"][1] == 1
    assert rows["A"][5] == 8
    assert sum(int(row[5] or 0) for row in rows.values()) == 50
    (ten,) = (row for row in rows.values() if row[1] == 10)
    assert ten[-1] == "Greater Manchester"
    (needed,) = (row for row in found["boards-1"].rows if row[1] == 10)
    assert needed[2:] == ("50–70", "5–7", "14–61", "50–70", 11, 1, 11, 10)


def test_what_is_the_same_in_every_cluster_is_said_once_below(
    plan: Plan, england: Geography
) -> None:
    table = tables("posts", plan, england)["posts-1"]
    assert "Posts" not in [c.title for c in table.columns]
    assert "In every cluster: Chief executive posts: 1;" in table.note
    assert table.total == ("All", "151", "151", "101", "6", "")


def test_figures_that_do_not_fit_beside_one_another_take_a_second_table() -> None:
    numbers = {"A": 1.0, "B": 2.0, "C": 7.0}
    columns = {"directors": numbers, "joint_posts": numbers}
    found = small(PARAMETERS, chief_executives={"A": 1.0, "B": 2.0, "C": 0.0}, **columns)
    parts = {name: t for name, t in found.items() if name.startswith("posts-")}
    assert list(parts) == ["posts-1", "posts-2"]
    assert [len(t.columns) for t in parts.values()] == [1 + 4, 1 + 4]


def test_split_authorities_stand_with_each_of_their_clusters(
    plan: Plan, england: Geography
) -> None:
    rows = tables("partners", plan, england)["split-authorities"].rows
    derbyshire = {row[1]: row[2] for row in rows if row[0] == "Derbyshire"}
    assert derbyshire == {"Greater Manchester": 33_090, "Derbyshire County and City": 736_596}


def test_trusts_that_were_certainly_in_the_pipeline_stand_apart(
    plan: Plan, england: Geography
) -> None:
    (row,) = (
        r for r in tables("partners", plan, england)["trusts"].rows if r[0] == "Greater Manchester"
    )
    assert row[1] == "North West Ambulance Service; Pennine Acute Hospitals"
    assert "Salford Royal" in str(row[2])


def test_what_stays_with_every_board_stands_among_the_tables(
    plan: Plan, england: Geography
) -> None:
    rows = tables("accountability", plan, england)["kept"].rows
    assert len(rows) == 7
    assert any("its accounts" in str(row[0]) for row in rows)


def test_assumptions_stand_below_the_table_of_clusters(plan: Plan, england: Geography) -> None:
    for name in ("pay", "bonuses", "posts"):
        notes = " ".join(t.note for t in tables(name, plan, england).values())
        assert "one chief executive a PCT" in notes, name
    assert "an estimate" in tables("partners", plan, england)["partners-1"].note


def test_duties_stand_once_and_those_who_have_them_by_cluster(
    plan: Plan, england: Geography
) -> None:
    found = tables("functions", plan, england)
    assert len(found["duties"].rows) == 9 * 3
    assert str(found["duties"].rows[0][2]).startswith("By June 2011: oversee")
    assert len(found["who"].rows) == 50


def test_what_is_not_known_is_grouped_by_its_reason(plan: Plan, england: Geography) -> None:
    (topic,) = told(plan, england, ["posts"])
    unfilled, directors = not_known(topic)[:2]
    assert unfilled.startswith("Posts that the first stage cannot fill; ")
    assert directors.startswith("Substantive directors of the PCTs; Directors' first-stage pool: ")
    assert "posts.directors_per_pct" in directors


def test_a_plan_without_clusters_has_tables_only_where_there_are_rows() -> None:
    map_ = make_geography({"A": 10})
    found = topics(Plan({}), Case(make_scenario(), map_), PARAMETERS)
    for topic in found:
        assert all(t.rows for t in topic_tables(topic, (), map_))
    assert whole_table(found, "whole", "") is not None


def test_parameters_are_shown_with_source_and_certainty_and_blanks_as_such() -> None:
    text = (
        "posts: {director_posts: [Cook, Driver]}\n"
        "pay: {bands: [{up_to: 1000, pay: 5}, {pay: 1000000}], director_shares: {Cook: 0.5}}"
    )
    rows = {r[0]: r[1:] for r in parameter_table(parse_parameters(text)).rows}
    assert rows["pay.bands"] == ("up to 1,000: £5; over 1,000: £1,000,000", "the planner's own")
    assert rows["posts.director_posts"][0] == "Cook; Driver"
    assert rows["pay.director_shares"][0] == "Cook: 0.5"
    assert rows["pay.treasury_threshold"] == (None, "–")
