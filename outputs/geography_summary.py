"""What the terminal shows of a geography: its size, its tables, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from geodata.geography import Geography
from geodata.words import counted
from outputs.wording import people

UNWRAPPED = 10_000
"""Columns for a file or a pipe: more than any line of a summary has."""


def geography_summary(geography: Geography) -> Group:
    """Return the SHAs with their PCTs, the kinds of border, and every table's source."""
    return Group(*_parts(geography))


def print_geography_summary(geography: Geography, console: Console) -> None:
    """Print the summary, wrapped to a terminal's width; elsewhere every row keeps to one line."""
    wide = console if console.is_terminal else Console(file=console.file, width=UNWRAPPED)
    wide.print(geography_summary(geography), highlight=False)


def _parts(geography: Geography) -> Iterator[RenderableType]:
    size = f"{counted(len(geography.codes), 'PCT')}, {people(geography.total_residents)} residents"
    yield Text.assemble((f"{geography.name}: {geography.title}", "bold"), f"\n{size}")
    yield _shas(geography)
    kinds = geography.adjacency["kind"].value_counts()
    pairs = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    yield Text(f"Adjacent pairs: {pairs}")
    alone = geography.islands()
    if alone:
        yield Text(f"Islands: {', '.join(f'{geography.names[p]} ({p})' for p in alone)}")
    for what, names in (("Consortia", geography.consortia), ("Plans", geography.plans)):
        yield Text(f"{what}: {', '.join(names) or 'none'}")
    drawn = [*(["PCTs"] if geography.boundaries is not None else []), *sorted(geography.layers)]
    yield Text(f"Borders: {', '.join(drawn) or 'none'}")
    for note in geography.notes:
        yield Text(note)
    if not geography.sources.empty:
        yield _sources(geography)
    yield Text(geography.attribution, style="dim")


def _shas(geography: Geography) -> Table:
    table = Table("SHA", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("PCTs", justify="right")
    table.add_column("Residents", justify="right")
    for sha, rows in geography.pcts.groupby("sha"):
        table.add_row(Text(str(sha)), str(len(rows)), people(int(rows["residents"].sum())))
    return table


def _sources(geography: Geography) -> Table:
    table = Table("Table", "What it is", "How sure", box=box.SIMPLE_HEAD, pad_edge=False)
    for row in geography.sources.itertuples():
        table.add_row(Text(str(row.table)), Text(str(row.title)), Text(str(row.certainty)))
    return table
