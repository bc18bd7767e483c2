"""Scenarios without a plan, by reason, and plans that are not proven best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from outputs.report.blocks import Block, Column, Paragraph, Section, Table, Value
from outputs.sweeps.findings import Findings
from outputs.sweeps.troubles import Trouble, unproven
from outputs.sweeps.wording import field_title, scenario_numbers

MOST_VALUES = 8
MOST_WORDINGS = 3


def troubles_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("Without a plan, or without proof", tuple(_blocks(findings)), new_page=True)


def _blocks(findings: Findings) -> Iterator[Block]:
    for name, title, found, none in (
        (
            "impossible",
            "Impossible scenarios by reason",
            findings.infeasible,
            "No scenario is impossible.",
        ),
        (
            "failed",
            "Scenarios that the program could not solve",
            findings.failed,
            "No scenario failed.",
        ),
        ("cut-short", "Scenarios cut short without a plan", findings.stopped, ""),
    ):
        if found:
            yield _table(name, title, found)
        elif none:
            yield Paragraph(none)
    yield from _unproven(findings)


def _table(name: str, title: str, found: Sequence[Trouble]) -> Table:
    columns = (
        Column("Reason", width=4.0),
        Column("Scenarios", "count"),
        Column("Which scenarios", width=2.0),
        Column("What they ask otherwise than the base", width=3.0),
    )
    rows = tuple(
        (_reason(t), len(t.scenarios), scenario_numbers(t.scenarios), _otherwise(t)) for t in found
    )
    return Table(name, title, columns, rows)


def _reason(trouble: Trouble) -> str:
    """Return the wordings of a reason, the first few of them."""
    more = len(trouble.reasons) - MOST_WORDINGS
    said = " ".join(trouble.reasons[:MOST_WORDINGS])
    return f"{said} And {more:,} more with other figures." if more > 0 else said


def _otherwise(trouble: Trouble) -> str:
    said = (f"{field_title(path)}: {_values(held)}" for path, held in trouble.otherwise.items())
    return "; ".join(said) or "nothing"


def _values(values: Sequence[str]) -> str:
    shown = ", ".join(values[:MOST_VALUES])
    return (
        shown if len(values) <= MOST_VALUES else f"{shown} and {len(values) - MOST_VALUES} others"
    )


def _unproven(findings: Findings) -> Iterator[Block]:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            int(row["number"]),
            int(row["plan"]),
            float(row["objective"]),
            _bound(row["bound"]),
            _bound(row["gap"]),
        )
        for _, row in unproven(findings.reading).iterrows()
    )
    if not rows:
        if len(findings.reading.solved):
            yield Paragraph("Every plan is proven best for its scenario.")
        return
    columns = (
        Column("Scenario", "count"),
        Column("Plan", "count"),
        Column("Weighted total", "score"),
        Column("No plan scores above", "score"),
        Column("Gap", "score"),
    )
    note = "A better plan may exist: at most the gap better, in units of the weighted total."
    yield Table("unproven", "Plans that are not proven best", columns, rows, note=note)


def _bound(value: float) -> Value:
    return None if pd.isna(value) else float(value)
