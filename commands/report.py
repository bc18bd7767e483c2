"""The command that writes the pack for sign-off: a PDF, one HTML file and a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import NOT_LAWFUL, OK, JsonOption, problems_shown
from outputs.terminal import complain, print_json, progress_bar, say

if TYPE_CHECKING:
    from outputs.report.pack import Pack


def report(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")],
    against: Annotated[
        str | None,
        typer.Option(help="A plan that ships, a plan CSV or another run, to compare with."),
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Formats, separated by commas.")
    ] = "pdf,html,xlsx",
    parameters: Annotated[
        Path | None, typer.Option(help="Rates and choices for what it means for people.")
    ] = None,
    geography: Annotated[
        Path | None, typer.Option(help="Where the run's input tables are now.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to, instead of the run's own report/.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report on a run for sign-off, as a PDF, one HTML file and a workbook."""
    with problems_shown(as_json):
        from outputs.report.pack import write_pack

        asked = [name.strip().lower() for name in formats.split(",") if name.strip()]
        with progress_bar() as done:
            pack = write_pack(run, against, asked, out, geography, parameters, done)
        if as_json:
            print_json(_record(pack))
        else:
            _print(pack)
        raise typer.Exit(NOT_LAWFUL if pack.subject.proof.faults else OK)


def _print(pack: Pack) -> None:
    for path in pack.files:
        say(f"Wrote {path}")
    say(pack.subject.proof.sentence)
    for fault in pack.subject.proof.faults:
        complain(f"  • {fault}")


def _record(pack: Pack) -> dict[str, Any]:
    compared, proof = pack.subject.compared, pack.subject.proof
    return {
        "run": pack.subject.run.id,
        "against": compared.name if compared else None,
        "files": [str(path) for path in pack.files],
        "proof": proof.sentence,
        "proof_rests_on": proof.rests,
        "faults": list(proof.faults),
    }
