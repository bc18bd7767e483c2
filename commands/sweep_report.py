"""The command that reads a sweep: a report in HTML, a workbook, and tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import JsonOption, bad, problems_shown
from outputs.terminal import complain, print_json, progress_bar, say

if TYPE_CHECKING:
    from outputs.sweeps.files import Written


def sweep_report(
    store: Annotated[Path, typer.Argument(help="The file of a sweep's results.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to, instead of one beside the store.")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Formats, separated by commas.")
    ] = "html,csv,parquet,xlsx",
    between: Annotated[
        str | None,
        typer.Option(help="The two objectives to be drawn, as patient_flow,population_balance."),
    ] = None,
    geography: Annotated[
        Path | None, typer.Option(help="Where the sweep's input tables are now.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write what a sweep says: how often plans come up, how scores move, what is impossible."""
    with problems_shown(as_json):
        from outputs.sweeps.files import write_sweep_report

        asked = [name.strip().lower() for name in formats.split(",") if name.strip()]
        two = _between(between)
        with progress_bar() as done:
            written = write_sweep_report(store, out, asked, geography, two, done)
        if as_json:
            print_json(_record(written))
        else:
            _print(written)


def _between(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names) or names[0] == names[1]:
        raise bad(
            "--between", f"'{text}' is not two objectives", "write patient_flow,population_balance"
        )
    return names[0], names[1]


def _print(written: Written) -> None:
    from outputs.sweeps.sections.brief import sentences
    from outputs.sweeps.wording import in_store

    reading = written.findings.reading
    (complain if reading.unfinished else say)(in_store(reading))
    for sentence in sentences(written.findings):
        say(f"  • {sentence}")
    for path in written.files:
        say(f"Wrote {path}")


def _record(written: Written) -> dict[str, Any]:
    from outputs.sweeps.record import sweep_record

    return {**sweep_record(written.findings), "files": [str(path) for path in written.files]}
