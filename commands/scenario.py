"""Commands about scenario files: start one, show one, describe what one may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import bad, problems_shown
from outputs.terminal import say

app = typer.Typer(no_args_is_help=True, help="Start, show or describe scenario files.")


@app.command("new")
def new_scenario(
    path: Annotated[Path, typer.Argument(help="The file to write.")],
    like: Annotated[str, typer.Option(help="The scenario to start from.")] = "national",
) -> None:
    """Write a scenario file to start from; an existing file is left alone."""
    with problems_shown():
        from geodata.files import write_text
        from modelling.scenario_files import scenario_to_start_from

        if path.exists():
            raise bad(str(path), "exists already", "choose another name, or remove it first")
        write_text(path, scenario_to_start_from(like, path.stem))
        say(f"Wrote {path}: edit it, then run `clusters solve {path}`")


@app.command("show")
def show_scenario(scenario: Annotated[str | None, typer.Argument()] = None) -> None:
    """Show a scenario; without a name, list those that ship."""
    with problems_shown():
        from modelling.scenario_files import description, load_scenario, scenario_text
        from modelling.scenario_files import shipped_scenarios as ships

        if scenario is None:
            for name, path in ships().items():
                say(f"{name}: {description(path)}")
        else:
            typer.echo(scenario_text(load_scenario(scenario)), nl=False)


@app.command("schema")
def schema() -> None:
    """Print the JSON schema of scenario files, for editors."""
    with problems_shown():
        from modelling.scenario_files import scenario_schema

        typer.echo(scenario_schema())
