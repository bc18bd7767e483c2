"""The command that compares plans: what moves, what they score, which rules they keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import JsonOption, problems_shown
from outputs.terminal import console, print_json, progress_bar, say


def compare(
    plans: Annotated[
        list[str], typer.Argument(help="Two or more: plan CSVs, plans that ship, runs' folders.")
    ],
    scenario: Annotated[
        str | None,
        typer.Option(help="The scenario to score them by; the first run's own, or else national."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for a page, the difference maps and the tables.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare plans: what moves, scores, rules kept and broken, and how far every two agree.

    What moves is said from the first plan to each of the others.
    """
    with problems_shown(as_json):
        from outputs.comparison import read_comparison, write_comparison
        from outputs.comparison.files import comparison_record
        from outputs.comparison.terminal import print_comparison

        found = read_comparison(plans, scenario)
        written: tuple[Path, ...] = ()
        if out is not None:
            with progress_bar() as done:
                written = write_comparison(out, found, done)
        if as_json:
            files = [str(path) for path in written]
            print_json({**comparison_record(found), "files": files})
            return
        print_comparison(found, console())
        for path in written:
            say(f"Wrote {path}")
