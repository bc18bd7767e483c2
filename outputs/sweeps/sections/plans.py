"""Which plans come up how often, how they score, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geodata.words import counted
from outputs.maps.printed.plan import plan_picture
from outputs.report.blocks import Block, Column, Paragraph, Picture, Section, Table, Value
from outputs.sweeps import tables
from outputs.sweeps.agreeing import Likeness
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.small_maps import small_map_pictures
from outputs.sweeps.reading import FoundPlan
from outputs.sweeps.wording import ONE_MEASURE, scenario_numbers
from outputs.wording import objective_title

MOST_MAPS = 9
MAPS = (
    "The plans that come up most often after it are below. PCTs are dark that are in another "
    "cluster than in plan 1, clusters being matched so that as few PCTs as possible are. "
)
LINES = "Bold lines are borders of SHAs, thin lines borders of clusters."
ONE_SHA = "The lines are borders of clusters."
MOST_RUNS = 4
"""Runs of scenario numbers that a row lists; the table of all scenarios has the rest."""


def plans_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("Plans that come up", tuple(_blocks(findings)), new_page=True)


def _blocks(findings: Findings) -> Iterator[Block]:
    plans = findings.reading.plans
    if not plans:
        yield Paragraph("No scenario has a plan.")
        return
    yield Paragraph(
        "Two scenarios have the same plan where every cluster has the same PCTs, whatever it is "
        "called. Plans are numbered from the one that comes up most often."
    )
    yield _frequencies(findings)
    if len(plans) > tables.MOST_PLANS:
        yield Paragraph(
            f"The table clusters, as CSV and Parquet, has the {tables.MOST_PLANS:,} most frequent "
            "plans PCT by PCT; the store has all.",
            "remark",
        )
    yield from _maps(findings)
    yield _agreements(findings)


def _frequencies(findings: Findings) -> Table:
    known = findings.measured.by_plan
    columns = (
        Column("Plan", "count"),
        Column("Scenarios", "count"),
        Column("Share", "percent"),
        Column("Clusters", "count"),
        *(Column(objective_title(name), "score") for name in findings.compared_by),
        Column("Which scenarios", width=2.0),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            found.number,
            len(found.scenarios),
            found.share,
            len(found.plan.clusters),
            *(known.get(found.number, {}).get(name) for name in findings.compared_by),
            scenario_numbers(found.scenarios, MOST_RUNS),
        )
        for found in findings.reading.plans
    )
    title = "Plans by how often they come up"
    return Table("plans", title, columns, rows, note=ONE_MEASURE if known else "")


def _agreements(findings: Findings) -> Table:
    """Return how far every plan agrees with plan 1, and with the reference plan if there is one."""
    reference = findings.reading.geography.reference_plan
    others = ("plan 1", reference) if reference else ("plan 1",)
    columns = [Column("Plan", "count")]
    for name in others:
        columns += [
            Column(f"PCTs otherwise than in {name}", "count"),
            Column(f"Clusters of {name} kept", "count"),
            Column(f"Agreement with {name}", "score"),
        ]
    rows = tuple(
        (found.number, *_like(first), *(_like(known) if reference else ()))
        for found, first, known in zip(
            findings.reading.plans, findings.like_first, findings.like_reference, strict=True
        )
    )
    note = (
        "Clusters are matched so that as few PCTs as possible are otherwise. Agreement is the "
        "adjusted Rand index over pairs of PCTs: 1 for the same plan, about 0 for what chance "
        "would give."
    )
    return Table("agreement", "How far plans agree", tuple(columns), rows, note=note)


def _like(found: Likeness | None) -> tuple[Value, ...]:
    if found is None:
        return None, None, None
    return found.moved, found.agreement.matched, found.agreement.adjusted_rand_index


def _maps(findings: Findings) -> Iterator[Block]:
    """Yield the map of the most frequent plan, and small ones of those that follow it."""
    reading = findings.reading
    if reading.geography.boundaries is None:
        text = f"No map: {reading.geography.name} has no boundaries to draw one from."
        yield Paragraph(text, "remark")
        return
    first, *others = reading.plans
    drawing = plan_picture(replace(first.plan, name=_named(first)), reading.geography)
    caption = f"{_named(first)}, the most frequent plan. {drawing.caption}"
    yield Picture("most-frequent", drawing.svg, drawing.alt, caption, "page")
    named = [(found.plan, _named(found)) for found in others[:MOST_MAPS]]
    if not named:
        return
    several = len({reading.geography.sha_of[pct] for pct in reading.pcts}) > 1
    yield Paragraph(MAPS + (LINES if several else ONE_SHA))
    small = small_map_pictures(first.plan, named, reading.geography)
    for found, drawing in zip(others, small, strict=False):
        name = f"plan-{found.number}"
        yield Picture(name, drawing.svg, drawing.alt, drawing.caption, "quarter")


def _named(found: FoundPlan) -> str:
    return f"Plan {found.number} ({counted(len(found.scenarios), 'scenario')})"
