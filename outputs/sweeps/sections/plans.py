"""Which plans come up how often, how they score, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from geodata.words import counted
from outputs.report.blocks import Block, Column, Paragraph, Picture, Section, Table, Value
from outputs.sweeps.agreeing import Likeness
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.small_maps import small_maps, small_maps_picture
from outputs.sweeps.reading import SCORE, FoundPlan
from outputs.sweeps.wording import scenario_numbers
from outputs.wording import objective_title

MOST_MAPS = 9
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
    yield from _maps(findings)
    yield _agreements(findings)


def _frequencies(findings: Findings) -> Table:
    score = _scores(findings)
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
            *(score(found, name) for name in findings.compared_by),
            scenario_numbers(found.scenarios, MOST_RUNS),
        )
        for found in findings.reading.plans
    )
    note = (
        "A score with two figures differs between the scenarios of one plan: they measure it "
        "otherwise, balance for one against the number of clusters asked for."
    )
    return Table("plans", "Plans by how often they come up", columns, rows, note=note)


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


def _scores(findings: Findings) -> Callable[[FoundPlan, str], Value]:
    """Return what gives a plan's score, or the least and the most where its scenarios differ."""
    columns = [SCORE + name for name in findings.compared_by]
    of_plan = findings.reading.solved.groupby("plan")[columns]
    least, most = of_plan.min().to_dict(), of_plan.max().to_dict()

    def score(found: FoundPlan, name: str) -> Value:
        low, high = (float(of[SCORE + name][found.number]) for of in (least, most))
        return low if f"{low:.3f}" == f"{high:.3f}" else f"{low:.3f} to {high:.3f}"

    return score


def _maps(findings: Findings) -> Iterator[Block]:
    reading = findings.reading
    if reading.geography.boundaries is None:
        text = f"No map: {reading.geography.name} has no boundaries to draw one from."
        yield Paragraph(text, "remark")
        return
    shown = reading.plans[:MOST_MAPS]
    headed = [
        (found.plan, f"Plan {found.number}: {counted(len(found.scenarios), 'scenario')}")
        for found in shown
    ]
    drawing = small_maps_picture(small_maps(headed, reading.geography), reading.geography)
    size: Literal["page", "half"] = "page" if len(shown) > 3 else "half"
    yield Picture("frequent", drawing.svg, drawing.alt, drawing.caption, size)
