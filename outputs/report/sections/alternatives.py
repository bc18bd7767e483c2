"""The alternatives: plans side by side, plans nearly as good, and what each rule costs."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from modelling.case import Case
from modelling.moves import moves
from outputs.report.answers import kept_alternatives, kept_prices
from outputs.report.blocks import Block, Column, Items, Paragraph, Section, Table, Value
from outputs.report.broken import breaches, rules_broken
from outputs.report.pictures import difference_map
from outputs.report.sections.near_best import near_best
from outputs.report.sections.prices import prices
from outputs.report.subject import Judged, Subject
from outputs.wording import TOTAL, score_lines

TITLE = "The alternatives considered"
MOST_BROKEN = 12
"""Breaches of one plan that are listed; the rest are counted."""


def alternatives_section(subject: Subject) -> Section:
    """Return the third section: plans beside one another, and what the rules cost."""
    run = subject.run
    near, priced = kept_alternatives(run), kept_prices(run)
    return Section(
        TITLE,
        (),
        (
            Section("Plans side by side", tuple(_side_by_side(subject))),
            Section("Plans nearly as good", tuple(near_best(near, run))),
            Section("What each rule costs", tuple(prices(priced, run))),
            *_on_a_map(subject),
        ),
        new_page=True,
    )


def _on_a_map(subject: Subject) -> Iterator[Section]:
    """Yield the map of what moves on a page of its own, where anything does and can be drawn."""
    name = subject.compared.name if subject.compared else ""
    caption = f"What differs from {name}."
    blocks = tuple(difference_map(subject, "difference", caption, "page"))
    if blocks:
        yield Section("What differs, on a map", blocks, new_page=True)


def _side_by_side(subject: Subject) -> Iterator[Block]:
    others = [plan for plan in (subject.compared, subject.reference) if plan]
    if not others:
        name = subject.geography.name
        yield Paragraph(
            f"There is no other plan to set beside this one: none was named, and {name} has no "
            "reference plan."
        )
        return
    yield _plans(subject, others)
    yield _scores(subject, others)
    for plan in others:
        yield from _broken(plan, subject.case)


def _plans(subject: Subject, others: list[Judged]) -> Table:
    """Return how many clusters every plan has, how large, and how far it is from this one."""
    this = Judged("This plan", subject.plan, subject.run.scores, subject.run.violations, ())
    rows = tuple(_about(plan, subject) for plan in (this, *others))
    left_out = [
        f"{other.name} leaves {counted(len(other.missing), 'PCT')} of the run in no cluster"
        for other in others
        if other.missing
    ]
    note = "Rules broken: of this scenario's, each with its breaches counted beside it. "
    note += "PCTs that move: against this plan, clusters matched so that as few as possible do."
    return Table(
        name="plans",
        title="The plans",
        columns=(
            Column("Plan", width=2.4),
            Column("Clusters", "count"),
            Column("Smallest, residents", "count", 1.3),
            Column("Largest, residents", "count", 1.3),
            Column("Clusters as in this plan", "count", 1.4),
            Column("PCTs that move", "count"),
            Column("Residents who move", "count", 1.2),
            Column("Rules broken", "count"),
            Column("Breaches", "count"),
        ),
        rows=rows,
        note=" ".join([note, *(f"{said}." for said in left_out)]),
    )


def _about(judged: Judged, subject: Subject) -> tuple[Value, ...]:
    """Return the row of one plan in the table of plans."""
    residents, plan = subject.geography.residents, judged.plan
    sizes = [sum(residents[p] for p in pcts) for pcts in plan.clusters.values()]
    ours = set(subject.plan.clusters.values())
    same = sum(pcts in ours for pcts in plan.clusters.values())
    moved = moves(plan, subject.plan, residents)
    return (
        judged.name,
        len(sizes),
        min(sizes),
        max(sizes),
        same,
        len(moved),
        sum(move.residents for move in moved),
        rules_broken(judged.violations),
        len(judged.violations),
    )


def _scores(subject: Subject, others: list[Judged]) -> Table:
    """Return every score of every plan, those that are weighed first."""
    run = subject.run
    lines = score_lines(run.scores, run.scenario.weights, run.geography, run.scenario.measured_on)
    rows = tuple(
        (
            line.title,
            "–" if line.weight is None else f"{line.weight:g}",
            line.value,
            *(other.scores.get(line.name) for other in others),
            line.label or None,
        )
        for line in lines
    )
    return Table(
        name="scores",
        title="Scores side by side, from 0 to 1, higher is better",
        columns=(
            Column("Objective", width=2),
            Column("Weight", width=0.8),
            Column("This plan", "score"),
            *(Column(other.name, "score", 1.2) for other in others),
            Column("Measured on", width=2.6),
        ),
        rows=rows,
        total=(
            "Weighted total",
            f"{sum(run.scenario.weights.values()):g}",
            run.scores[TOTAL],
            *(other.scores[TOTAL] for other in others),
            "",
        ),
        note="Objectives without a weight are shown for comparison and were not aimed at.",
    )


def _broken(plan: Judged, case: Case) -> Iterator[Block]:
    """Yield which of the run's rules another plan breaks."""
    found = [v.message for v in plan.violations]
    if not found:
        yield Paragraph(f"Every rule of this scenario is kept by {plan.name}.")
        return
    number = counted(rules_broken(plan.violations), "rule")
    said = breaches(plan.violations, case)
    yield Paragraph(f"Broken by {plan.name}: {number} of this scenario ({said}).")
    more = len(found) - MOST_BROKEN
    rest = (f"and {more} more",) if more > 0 else ()
    yield Items((*(f"{said}." for said in found[:MOST_BROKEN]), *rest))
