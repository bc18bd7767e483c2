"""What commands share: their arguments, exit codes, loading, and bad input shown as one list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geodata.problems import InputError, Problem
from outputs.terminal import complain, print_problems

if TYPE_CHECKING:
    from geodata.geography import Geography
    from modelling.cache import Cache
    from modelling.scenario import Scenario

OK, NOT_LAWFUL, BAD_INPUT, NO_PROOF, FAULT = range(5)
INTERRUPTED = 130

ScenarioArgument = Annotated[str, typer.Argument(help="A scenario file, or one that ships.")]
RunOrScenarioArgument = Annotated[
    str, typer.Argument(help="A scenario file, one that ships, or the folder of a run.")
]
PlanArgument = Annotated[str, typer.Argument(help="A plan CSV, or a plan that ships.")]
GeographyArgument = Annotated[str, typer.Argument(help="A geography that ships, or a folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document, nothing else.")]
SolverOption = Annotated[Literal["cbc", "highs"], typer.Option(help="Programming library.")]
TimeLimitOption = Annotated[
    float | None, typer.Option(min=0, help="Seconds; what is known by then is made a plan.")
]


def load(name: str) -> tuple[Scenario, Geography]:
    """Return the scenario of that name or path, or of the run in that folder, and its geography."""
    from geodata.loading import load_geography
    from modelling.scenario_files import load_scenario
    from outputs.run_files import is_run, read_run_files

    if is_run(name):
        files = read_run_files(Path(name))
        return files.scenario, files.geography
    scenario = load_scenario(name)
    return scenario, load_geography(scenario.geography)


def beside_run(name: str, part: str) -> Path | None:
    """Return where an answer about a run is kept with it; None for what is no run's folder."""
    from outputs.run_files import is_run

    return Path(name) / part if is_run(name) else None


def kept_lists() -> Cache:
    """Return the user's cache of lawful clusters and their scores."""
    from modelling.cache import Cache, user_cache_folder

    return Cache(user_cache_folder())


def bad(file: str, message: str, remedy: str) -> InputError:
    """Return bad input that is a single problem."""
    return InputError([Problem(file, "", message, remedy)])


@contextmanager
def self_checked() -> Iterator[None]:
    """Exit with 4 where the program's own check of what it found fails."""
    from solvers.engine import EngineError

    try:
        yield
    except EngineError as error:
        complain(f"The program failed its own check, so nothing was written: {error}")
        raise typer.Exit(FAULT) from None


@contextmanager
def problems_shown(as_json: bool = False) -> Iterator[None]:
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
        print_problems(bad(str(error.filename), str(error.strerror), remedy).problems, as_json)
    else:
        return
    raise typer.Exit(BAD_INPUT)
