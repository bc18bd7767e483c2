"""The page about a comparison: a report of blocks, for the writers of reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geodata.words import counted
from modelling.comparison import ComparedPlan, Comparison
from modelling.difference import Difference
from outputs.comparison.tables import (
    moves_table,
    pairs_table,
    plans_table,
    rules_table,
    scores_table,
)
from outputs.comparison.words import breach, identical, in_short, letter, opening, warnings
from outputs.difference_words import not_compared, summary, what_happens
from outputs.maps.printed import difference_picture
from outputs.report.blocks import Block, Facts, Items, Paragraph, Picture, Report, Section

MOST_NAMED = 4
"""Plans up to which columns are headed by their names; beyond, by their letters."""

MOST_PAIRS = 300
"""Pairs of plans up to which the page lists every one."""

MOST_PICTURES = 6
"""Differences that are drawn on the page itself, which has to stay light enough to send."""


def comparison_report(found: Comparison, maps: Mapping[int, str]) -> Report:
    """Return the whole page; `maps` names the file of the difference map by the plan's place."""
    names = [plan.name for plan in found.plans]
    title = " and ".join(names) if len(names) == 2 else f"{len(names)} plans"
    geography, asked = found.case.geography, found.case.scenario
    return Report(
        title=f"{title} compared",
        subtitle=geography.title,
        facts=Facts(
            {"Scenario": asked.name, **{f"Plan {letter(i)}": n for i, n in enumerate(names)}}
        ),
        sections=(
            Section("The plans", tuple(_plans(found))),
            Section("Scores and rules", tuple(_judged(found))),
            Section("How far they agree", tuple(_agreement(found))),
            Section("What moves", (), tuple(_changes(found, maps))),
        ),
        footer=f"Plans compared by the scenario {asked.name}.",
        attribution=geography.attribution,
    )


def _plans(found: Comparison) -> Iterator[Block]:
    yield Paragraph(opening(found), "lead")
    yield from (Paragraph(said, "warning") for said in warnings(found))
    if len(found.plans) <= MOST_NAMED:
        yield Items(tuple(in_short(found)))
    yield plans_table(found)


def _headings(found: Comparison) -> Sequence[str]:
    if len(found.plans) <= MOST_NAMED:
        return [plan.name for plan in found.plans]
    return [letter(i) for i in range(len(found.plans))]


def _judged(found: Comparison) -> Iterator[Block]:
    every, headings = range(len(found.plans)), _headings(found)
    yield scores_table(found, every, headings)
    yield rules_table(found, every, headings)
    for plan in found.plans:
        yield from _broken(plan, found)


def _broken(plan: ComparedPlan, found: Comparison) -> Iterator[Block]:
    if not plan.violations:
        yield Paragraph(f"{plan.name} keeps every rule of {found.case.scenario.name}.")
        return
    yield Paragraph(f"What {plan.name} breaks:")
    yield Items(tuple(f"{breach(v)}." for v in plan.violations))


def _agreement(found: Comparison) -> Iterator[Block]:
    yield from (Paragraph(said) for said in identical(found))
    pairs = found.pairs
    if len(pairs) > MOST_PAIRS:
        pairs = tuple(pair for pair in pairs if pair.first == 0)
        rest = counted(len(found.pairs) - len(pairs), "pair")
        yield Paragraph(
            f"Each plan with the first one; {rest} more are in agreement.csv.", "remark"
        )
    yield pairs_table(found, pairs)


def _changes(found: Comparison, maps: Mapping[int, str]) -> Iterator[Section]:
    for place, change in enumerate(found.differences, start=1):
        title = f"From {change.before.name} to {change.after.name}"
        yield Section(title, tuple(_change(change, place, maps.get(place))))


def _change(change: Difference, place: int, file: str | None) -> Iterator[Block]:
    known = change.geography
    yield Paragraph(summary(change))
    said = (*what_happens(change), *not_compared(change))
    if said:
        yield Items(said)
    if known.boundaries is None:
        yield Paragraph(f"No map: {known.name} has no boundaries to draw one from.", "remark")
    elif change.moves and place <= MOST_PICTURES:
        pcts = change.shared if change.only_before or change.only_after else None
        drawing = difference_picture(change.before, change.after, known, pcts=pcts)
        caption = f"What differs from {change.before.name}"
        yield Picture(f"difference {letter(place)}", drawing.svg, drawing.alt, caption, "page")
    if file:
        yield Paragraph(f"The same as a map to look closer at: {file}.", "remark")
    if change.moves:
        yield moves_table(change, f"moves {letter(place)}", change.moves)
