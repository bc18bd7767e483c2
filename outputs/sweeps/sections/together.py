"""Which PCTs stay together across the scenarios, and how settled the place of each is."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from modelling.naming import called
from outputs.report.blocks import Block, Column, Paragraph, Picture, Section, Table
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.settled_map import settled_picture
from outputs.sweeps.together import as_neighbours

NOTE = "The share is of the scenarios whose plan has both PCTs."


def together_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("PCTs that stay together", tuple(_blocks(findings)), new_page=True)


def _blocks(findings: Findings) -> Iterator[Block]:
    if not findings.places:
        yield Paragraph("No scenario has a plan.")
        return
    yield Paragraph(_summary(findings))
    yield from _map(findings)
    yield from _pairs(findings)
    yield _places(findings)


def _summary(findings: Findings) -> str:
    near = findings.neighbours
    always = sum(pair.together == pair.of > 0 for pair in near)
    never = sum(pair.together == 0 for pair in near)
    apart = sum(not pair.neighbours for pair in findings.pairs)
    return (
        f"Of {counted(len(near), 'pair')} of neighbouring PCTs {always:,} are together in every "
        f"scenario with a plan, {never:,} in none, and {len(near) - always - never:,} in some. "
        f"{counted(apart, 'pair')} that are no neighbours share a cluster in some scenario. All of "
        "these pairs are in the table pairs, as CSV and Parquet."
    )


def _map(findings: Findings) -> Iterator[Block]:
    reading = findings.reading
    if reading.geography.boundaries is None:
        text = f"No map: {reading.geography.name} has no boundaries to draw one from."
        yield Paragraph(text, "remark")
        return
    plan = reading.plans[0].plan
    near = [as_neighbours(pair) for pair in findings.neighbours]
    drawing = settled_picture(plan, reading.geography, findings.places, near)
    yield Picture("settled", drawing.svg, drawing.alt, drawing.caption, "page")


def _pairs(findings: Findings) -> Iterator[Block]:
    """Yield the neighbours that some scenarios keep together and others do not."""
    geography = findings.reading.geography
    names, sha_of = geography.names, geography.sha_of
    rows = tuple(
        (
            f"{names[p.a]} ({p.a})",
            f"{names[p.b]} ({p.b})",
            " / ".join(dict.fromkeys((sha_of[p.a], sha_of[p.b]))),
            p.together,
            p.share,
        )
        for p in findings.neighbours
        if p.open
    )
    if not rows:
        yield Paragraph("No two neighbours are together in some scenarios and apart in others.")
        return
    columns = (
        Column("PCT", width=2.0),
        Column("Neighbour", width=2.0),
        Column("SHA", width=1.5),
        Column("Scenarios together", "count"),
        Column("Share", "percent"),
    )
    title = "Neighbours that are together in some scenarios and apart in others"
    yield Table("open-pairs", title, columns, rows, note=NOTE)


def _places(findings: Findings) -> Table:
    geography = findings.reading.geography
    rows = tuple(
        (
            f"{geography.names[place.pct]} ({place.pct})",
            geography.sha_of[place.pct],
            place.share,
            place.clusters,
            called(place.usual, geography),
        )
        for place in sorted(findings.places, key=lambda p: (p.share, p.pct))
    )
    columns = (
        Column("PCT", width=2.0),
        Column("SHA", width=1.5),
        Column("In its usual cluster", "percent"),
        Column("Different clusters", "count"),
        Column("The usual cluster", width=3.0),
    )
    title = "The place of every PCT, the least settled first"
    note = "The usual cluster is the one that most scenarios have the PCT in."
    return Table("places", title, columns, rows, note=note)
