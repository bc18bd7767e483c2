"""The tables of a comparison, as a terminal and a report both show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from modelling.comparison import ComparedPlan, Comparison
from modelling.difference import Difference
from modelling.moves import Move
from modelling.pairwise import PairAgreement
from outputs.comparison.words import (
    IN_COMMON,
    INDEX,
    PARTLY,
    VARIATION,
    letter,
    most_in_bits,
    paragraph,
)
from outputs.comparison.words import rule_title as title_of
from outputs.report.blocks import Column, Table, Value
from outputs.wording import TOTAL, ScoreLine, most, score_lines

Places = Sequence[int]
"""Places among the plans, from 0: those that a table has a column for."""


def plans_table(found: Comparison) -> Table:
    """Return one row a plan: clusters and their sizes, PCTs in none and breaches of rules."""
    return Table(
        name="plans",
        title="The plans",
        columns=(
            Column("Plan", width=0.5),
            Column("Name", width=2.6),
            Column("Clusters", "count"),
            Column("Smallest", "count", 1.2),
            Column("Largest", "count", 1.2),
            Column("PCTs in none", "count"),
            Column("Breaches", "count"),
        ),
        rows=tuple((letter(i), *_about(p, found)) for i, p in enumerate(found.plans)),
        note=(
            "Smallest and largest: residents of a cluster. PCTs in none: of the scenario "
            f"{found.case.scenario.name}, in no cluster. Breaches: of its rules."
        ),
    )


def _about(compared: ComparedPlan, found: Comparison) -> tuple[Value, ...]:
    people, plan = found.case.geography.residents, compared.plan
    sizes = [sum(people[p] for p in pcts) for pcts in plan.clusters.values()]
    return (
        compared.name,
        len(sizes),
        min(sizes),
        max(sizes),
        len(compared.missing),
        len(compared.violations),
    )


def lines_of(found: Comparison) -> tuple[ScoreLine, ...]:
    """Return the scores of the first plan as they are shown, those with a weight first."""
    asked = found.case.scenario
    return score_lines(
        found.plans[0].scores, asked.weights, found.case.geography, asked.measured_on
    )


def scores_table(
    found: Comparison, places: Places, headings: Sequence[str], measured: bool = True
) -> Table:
    """Return every score of the plans at `places`; `measured` says what each is measured on."""
    last = (Column("Measured on", width=2.6),) if measured else ()

    def row(title: str, weight: str, name: str, label: str | None) -> tuple[Value, ...]:
        values = (found.plans[i].scores[name] for i in places)
        return (title, weight, *values, *((label,) if measured else ()))

    return Table(
        name="scores",
        title="Scores side by side, from 0 to 1, higher is better",
        columns=(
            Column("Objective", width=2),
            Column("Weight", width=0.8),
            *(Column(heading, "score", 1.2) for heading in headings),
            *last,
        ),
        rows=tuple(
            row(
                line.title,
                "–" if line.weight is None else f"{line.weight:g}",
                line.name,
                line.label or None,
            )
            for line in lines_of(found)
        ),
        total=row("Weighted total", _most(found), TOTAL, ""),
        note="Objectives without a weight are shown for comparison and were not aimed at.",
    )


def rules_table(
    found: Comparison, places: Places, headings: Sequence[str], cited: bool = True
) -> Table:
    """Return for every rule of the scenario whether each of the plans at `places` keeps it.

    `cited` says that each rule comes with its paragraph of the guidance.
    """

    def verdict(place: int, rule: str) -> str:
        broken = len(found.plans[place].broken(rule))
        return f"{broken} broken" if broken else "kept"

    return Table(
        name="rules",
        title=f"Which rules of the scenario {found.case.scenario.name} each plan keeps",
        columns=(
            Column("Rule", width=2.6),
            *((Column("§", width=0.7),) if cited else ()),
            *(Column(heading, width=1.2) for heading in headings),
        ),
        rows=tuple(
            (
                title_of(rule),
                *((paragraph(rule) or "–",) if cited else ()),
                *(verdict(i, rule) for i in places),
            )
            for rule in found.judged_by
        ),
        note="§ is the paragraph of the PCT Cluster Implementation Guidance." if cited else "",
    )


def pairs_table(found: Comparison, pairs: Iterable[PairAgreement]) -> Table:
    """Return how far the plans of each pair agree."""
    return Table(
        name="agreement",
        title="How far every two plans agree",
        columns=(
            Column("Plans", width=1.1),
            Column("PCTs of both", "count"),
            Column("PCTs that move", "count"),
            Column("Clusters in common", "count"),
            Column("Adjusted Rand index", "score"),
            Column("Variation (bits)", "score"),
            Column("by residents (bits)", "score"),
        ),
        rows=tuple(_pair(pair, len(found.case.pcts)) for pair in pairs),
        note=" ".join(
            filter(None, (IN_COMMON, INDEX, VARIATION, most_in_bits(found), _partly(found)))
        ),
    )


def _partly(found: Comparison) -> str:
    pcts = len(found.case.pcts)
    return PARTLY if any(pair.shared < pcts for pair in found.pairs) else ""


def _pair(pair: PairAgreement, pcts: int) -> tuple[Value, ...]:
    """Return the row of a pair; one that does not have all PCTs of the scenario is marked."""
    part = "" if pair.shared == pcts else f" (over {pair.shared:,} of {pcts:,} PCTs only)"
    return (
        f"{letter(pair.first)} and {letter(pair.second)}{part}",
        pair.shared,
        pair.moves,
        pair.in_common,
        pair.adjusted_rand_index,
        pair.variation_bits,
        pair.variation_by_residents,
    )


def moves_table(change: Difference, name: str, listed: Sequence[Move]) -> Table:
    """Return PCTs that change clusters, with the clusters that they leave and are in now."""
    names = change.geography.short_names
    return Table(
        name=name,
        title=f"PCTs that move from {change.before.name} to {change.after.name}",
        columns=(
            Column("PCT", width=2),
            Column("Residents", "count"),
            Column("From", width=2.4),
            Column("To", width=2.4),
        ),
        rows=tuple((f"{names[m.pct]} ({m.pct})", m.residents, m.before, m.after) for m in listed),
        note="Clusters of the two plans are matched so that as few PCTs as possible move.",
    )


def _most(found: Comparison) -> str:
    return f"{most(found.case.scenario.weights):g}"
