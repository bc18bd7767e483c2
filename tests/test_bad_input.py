"""Bad input of every kind ends with exit code 2, its place and remedy, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pytest
from small_folder import Folder, square
from typer.testing import CliRunner

from cli import app

SCENARIO = """\
name: trial
geography: small
rules:
  cluster_count: {national: 2}
  sha_boundaries: {}
  contiguity: {edges: [land, water_or_gap, bridge]}
  population: {min: 1000, max: 9000}
  footprint: {consortia: proposed, overlap: 0.9}
objectives:
  patient_flow: 1.0
"""


@dataclass
class Desk:
    """A planner's folder: a scenario, a geography of her own beside it, and perhaps a plan."""

    path: Path
    folder: Folder
    arguments: list[str] = field(default_factory=lambda: ["solve", "trial.yaml"])

    def scenario(self, old: str, new: str) -> None:
        assert old in SCENARIO
        (self.path / "trial.yaml").write_text(SCENARIO.replace(old, new))

    def plan(self, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.path / "plan.csv").write_bytes(data)
        self.arguments = ["check", "trial.yaml", "--plan", "plan.csv"]

    def files(self) -> set[str]:
        return {str(p.relative_to(self.path)) for p in self.path.rglob("*")}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trial.yaml").write_text(SCENARIO)
    return Desk(tmp_path, Folder(tmp_path / "small"))


def scenario(old: str, new: str) -> Callable[[Desk], None]:
    return lambda desk: desk.scenario(old, new)


def table(name: str, old: str, new: str) -> Callable[[Desk], None]:
    return lambda desk: desk.folder.swap(name, old, new)


def plan(content: str | bytes) -> Callable[[Desk], None]:
    return lambda desk: desk.plan(content)


def drawn(**shapes: object) -> Callable[[Desk], None]:
    def draw(desk: Desk) -> None:
        desk.folder.remove("adjacency.csv")
        desk.folder.remove("bridges.csv")
        desk.folder.draw(dict(shapes))

    return draw


def called(*arguments: str) -> Callable[[Desk], None]:
    def call(desk: Desk) -> None:
        desk.arguments = list(arguments)

    return call


def labelled(crs: str) -> Callable[[Desk], None]:
    def draw(desk: Desk) -> None:
        drawn()(desk)
        desk.folder.draw(crs=crs)

    return draw


def without_crs(desk: Desk) -> None:
    drawn()(desk)
    layer = gpd.read_file(desk.folder.path / "boundaries.geojson")
    desk.folder.remove("boundaries.geojson")
    layer.set_crs(None, allow_override=True).to_file(desk.folder.path / "boundaries.shp")


BOW_TIE = {
    "type": "Polygon",
    "coordinates": [[[400e3, 3e5], [41e4, 31e4], [41e4, 3e5], [400e3, 31e4], [400e3, 3e5]]],
}
WIDE = {"type": "Polygon", "coordinates": square(0, 1, 15_000)}

KINDS: dict[str, tuple[Callable[[Desk], None], tuple[str, ...]]] = {
    "no such scenario": (called("solve", "natonal"), ("natonal", "did you mean 'national'?")),
    "no such plan": (
        called("check", "trial.yaml", "--plan", "frist"),
        ("frist", "did you mean 'first'?"),
    ),
    "no such geography": (
        scenario("geography: small", "geography: smal"),
        ("smal", "a folder of tables"),
    ),
    "scenario is not YAML": (scenario("rules:", "rules: ["), ("trial.yaml, line", "mend")),
    "scenario is empty": (lambda d: (d.path / "trial.yaml").write_text(""), ("is empty", "new")),
    "scenario is not UTF-8": (
        lambda d: (d.path / "trial.yaml").write_bytes(b"name: caf\xe9\n"),
        ("trial.yaml", "save the file as UTF-8"),
    ),
    "scenario runs code": (
        scenario("name: trial", "name: !!python/object/apply:os.system ['touch hacked']"),
        ("trial.yaml, line 1", "mend"),
    ),
    "a key twice": (scenario("rules:", "name: again\nrules:"), ("line 3, name", "keep one")),
    "an unknown rule": (
        scenario("  population", "  populaton"),
        ("line 7, rules.populaton", "did you mean 'population'?"),
    ),
    "an unknown parameter": (
        scenario("min: 1000", "mn: 1000"),
        ("rules.population.mn", "did you mean 'min'?"),
    ),
    "an unknown kind of edge": (
        scenario("water_or_gap", "watr_or_gap"),
        ("contiguity.edges.1", "did you mean 'water_or_gap'?"),
    ),
    "a negative number": (scenario("min: 1000", "min: -1"), ("population.min", "at least 0")),
    "least above most": (scenario("min: 1000", "min: 10000"), ("rules.population", "lower min")),
    "a count that runs downwards": (
        scenario("national: 2", "national: [3, 2]"),
        ("rules.cluster_count", "write [2, 3]"),
    ),
    "a weight in words": (scenario("1.0", "heavy"), ("objectives.patient_flow", "such as 1.0")),
    "nothing to choose by": (scenario("1.0", "0"), ("objectives", "give one a weight")),
    "an overlap over 1": (scenario("0.9", "90"), ("footprint.overlap", "at most 1")),
    "an unknown set of consortia": (
        scenario("consortia: proposed", "consortia: propsed"),
        ("rules.footprint.consortia", "did you mean 'proposed'?"),
    ),
    "an unknown PCT in a rule": (
        scenario("objectives:", "  together: [[A1, Z9]]\nobjectives:"),
        ("rules.together.0", "use a code of small"),
    ),
    "an unknown SHA": (
        scenario("geography: small", "geography: small\nshas: [Nroth]"),
        ("line 3, shas.0", "did you mean 'North'?"),
    ),
    "a column that stands for two": (
        lambda d: d.folder.write("geography.yaml", "columns: {pcts: {sha: name, name: name}}\n"),
        ("pcts.csv", "stand for both", "copies"),
    ),
    "a missing table": (lambda d: d.folder.remove("pcts.csv"), ("pcts.csv", "add it")),
    "an empty table": (lambda d: d.folder.write("flows.csv", ""), ("flows.csv", "header")),
    "a missing column": (table("pcts.csv", "residents", "resident"), ("row 1", "columns:")),
    "a PCT twice": (table("pcts.csv", "A2,Beta", "A1,Beta"), ("row 3, column pct", "keep one")),
    "a PCT without an SHA": (
        table("pcts.csv", "Beta,North", "Beta,"),
        ("pcts.csv, row 3, column sha", "→"),
    ),
    "negative residents": (
        table("pcts.csv", "North,2000", "North,-2000"),
        ("pcts.csv, row 3, column residents", "→"),
    ),
    "residents in words": (
        table("pcts.csv", "North,2000", "North,many"),
        ("pcts.csv, row 3, column residents", "→"),
    ),
    "a share over 1": (
        table("flows.csv", "A2,T1,0.9", "A2,T1,9"),
        ("flows.csv, row 4, column share_of_admissions", "→"),
    ),
    "an unknown PCT in a table": (
        table("flows.csv", "A2,T1", "A9,T1"),
        ("flows.csv, row 4, column pct", "→"),
    ),
    "a code that a spreadsheet changed": (
        table("flows.csv", "A2,T1", "5.00E+01,T1"),
        ("flows.csv, row 4", "spreadsheet"),
    ),
    "a table that is not UTF-8": (
        lambda d: d.folder.write("trusts.csv", b"trust,trust_name\nT1,Caf\xe9\n"),
        ("trusts.csv", "encoding"),
    ),
    "an invalid polygon": (drawn(B1=BOW_TIE), ("boundaries.geojson", "B1", "→")),
    "overlapping polygons": (drawn(A1=WIDE), ("boundaries.geojson", "overlap", "→")),
    "a PCT without a polygon": (drawn(B2="absent"), ("boundaries.geojson", "B2", "→")),
    "a wrong CRS": (labelled("EPSG:4326"), ("boundaries.geojson", "→")),
    "a missing CRS": (without_crs, ("boundaries.shp", "crs:")),
    "a plan without clusters": (plan("pct\nA1\n"), ("plan.csv, row 1", "pct,cluster")),
    "a plan with an unknown PCT": (plan("pct,cluster\nA9,N\n"), ("plan.csv, row 2", "code of")),
    "a plan with a PCT twice": (plan("pct,cluster\nA1,N\nA1,S\n"), ("row 3", "keep one")),
    "a plan that is not UTF-8": (plan(b"pct,cluster\nA1,\xff\n"), ("plan.csv", "UTF-8")),
}


@pytest.mark.filterwarnings("ignore:.crs. was not provided")
@pytest.mark.parametrize(("break_it", "says"), KINDS.values(), ids=KINDS)
def test_bad_input_is_refused_with_its_place_and_remedy_and_nothing_is_written(
    desk: Desk, break_it: Callable[[Desk], None], says: tuple[str, ...]
) -> None:
    break_it(desk)
    before = desk.files()

    result = CliRunner(env={"COLUMNS": "1000"}).invoke(app, desk.arguments)

    assert result.exit_code == 2, result.output
    for words in says:
        assert words in result.stderr
    assert "Traceback" not in result.output
    assert desk.files() == before


def test_the_input_is_good_before_it_is_broken(desk: Desk) -> None:
    result = CliRunner().invoke(app, desk.arguments)

    assert result.exit_code == 0, result.output


def test_problems_of_several_files_are_shown_as_one_list(desk: Desk) -> None:
    desk.folder.swap("pcts.csv", "North,2000", "North,-2000")
    desk.folder.swap("flows.csv", "A2,T1,0.9", "A2,T1,9")

    result = CliRunner(env={"COLUMNS": "1000"}).invoke(app, desk.arguments)

    assert "3 problems in the input" in result.stderr
    assert "pcts.csv" in result.stderr
    assert "flows.csv" in result.stderr


def test_with_json_bad_input_is_one_document_on_stdout(desk: Desk) -> None:
    desk.scenario("min: 1000", "min: -1")

    result = CliRunner().invoke(app, [*desk.arguments, "--json"])

    said = json.loads(result.stdout)
    assert result.exit_code == 2
    assert said["problems"][0]["where"] == "line 7, rules.population.min"
