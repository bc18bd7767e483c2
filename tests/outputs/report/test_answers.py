"""Answers kept with a run are used where they are about it, and refused where they are not."""

import shutil
from pathlib import Path

import pytest
from finished_runs import squares_run
from tampering import change
from typer.testing import CliRunner

from cli import app
from outputs.report.answers import kept_alternatives, kept_prices
from outputs.report.blocks import Items, Paragraph, Section, Table
from outputs.report.run import FinishedRun, load_run
from outputs.report.sections.alternatives import alternatives_section
from outputs.report.subject import subject_of


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run that was asked for alternatives and for prices."""
    _, folder = squares_run(tmp_path_factory.mktemp("answered"))
    for command in (["alternatives", "--within", "90%"], ["price"]):
        result = CliRunner().invoke(app, [command[0], str(folder), *command[1:]])
        assert result.exit_code == 0, result.output
    return folder


def part(run: Path, title: str) -> Section:
    """Return one part of the section about alternatives."""
    section = alternatives_section(subject_of(run))
    return next(s for s in section.sections if s.title == title)


def tables(section: Section) -> dict[str, Table]:
    return {block.name: block for block in section.blocks if isinstance(block, Table)}


def text(section: Section) -> str:
    """Return everything that a part says beside its tables."""
    said = [b.text for b in section.blocks if isinstance(b, Paragraph)]
    listed = [item for b in section.blocks if isinstance(b, Items) for item in b.items]
    return "\n".join(said + listed)


def test_the_commands_keep_their_answers_with_the_run(answered: Path) -> None:
    run = load_run(answered)

    assert run.as_recorded
    assert kept_alternatives(run).record["plans"][0]["given_up"] == 0
    assert {r["rule"] for r in kept_prices(run).record["rules"]} >= {"size", "contiguity"}


def test_the_plans_are_listed_in_order_with_what_they_give_up(answered: Path) -> None:
    record = kept_alternatives(load_run(answered)).record

    table = tables(part(answered, "Plans nearly as good"))["alternatives"]

    assert [row[0] for row in table.rows] == [p["plan"] for p in record["plans"]]
    assert [row[1] for row in table.rows] == [p["score"] for p in record["plans"]]
    for row, plan in zip(table.rows, record["plans"], strict=True):
        assert row[2] == pytest.approx(1000 * (record["plans"][0]["score"] - plan["score"]))


def test_prices_and_numbers_of_clusters_are_those_worked_out(answered: Path) -> None:
    record = kept_prices(load_run(answered)).record

    found = tables(part(answered, "What each rule costs"))

    scores = {row[1] for row in found["prices"].rows}
    assert scores == {rule["score_without"] for rule in record["rules"] if rule["score_without"]}
    for row in record["counts"]:
        if row["sha"] == "all":
            assert (row["clusters"], row["plan_score"]) in {r[:2] for r in found["counts"].rows}


def test_a_run_without_answers_says_how_to_have_them(tmp_path: Path) -> None:
    _, folder = squares_run(tmp_path)

    near, price = part(folder, "Plans nearly as good"), part(folder, "What each rule costs")

    assert (tables(near), tables(price)) == ({}, {})
    assert "“clusters alternatives”" in text(near)
    assert "“clusters price”" in text(price)


def refused(run: FinishedRun) -> str:
    return "; ".join((*kept_alternatives(run).refused, *kept_prices(run).refused))


def test_answers_about_another_scenario_or_other_tables_are_refused(
    answered: Path, tmp_path: Path
) -> None:
    run = load_run(answered)
    copied = Path(shutil.copytree(answered, tmp_path / "other"))
    change(copied / "price" / "price.json", lambda r: r["scenario"].update(name="other"))
    (folder,) = (copied / "alternatives").iterdir()
    change(folder / "alternatives.json", lambda r: r["inputs_sha256"].pop("pcts.csv"))

    found = load_run(copied)

    assert refused(run) == ""
    assert not kept_prices(found).record
    assert not kept_alternatives(found).record
    assert "it answers another scenario (Four squares in two)" in refused(found)
    assert "it was made from other tables" in refused(found)
    assert "was not used" in text(part(copied, "What each rule costs"))


def test_an_answer_that_cannot_be_read_is_refused(answered: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(answered, tmp_path / "broken"))
    (copied / "price" / "price.json").write_text("{", encoding="utf-8")
    (folder,) = (copied / "alternatives").iterdir()
    change(folder / "alternatives.json", lambda r: r.update(plans=[]))

    said = refused(load_run(copied))

    assert "is not JSON" in said
    change(folder / "alternatives.json", lambda r: r.update(plans=[{"plan": 1}]))
    assert "plans.0.score: Field required" in refused(load_run(copied))
    assert "it lists no plan" in said
