"""Scenarios without a plan, by reason, and plans that are not proven best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from geodata.words import counted
from outputs.report.blocks import Block, Column, Paragraph, Section, Table, Value
from outputs.sweeps.findings import Findings
from outputs.sweeps.troubles import GAP, Trouble, unproven
from outputs.sweeps.wording import field_title, scenario_numbers

MOST_VALUES = 8
GAPS = f"A gap, {GAP}, stands for names or figures in which reasons differ."


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
    gaps = any(len(trouble.reasons) > 1 for trouble in found)
    return Table(name, title, columns, rows, note=GAPS if gaps else "")


def _reason(trouble: Trouble) -> str:
    """Return the reason, or the words that the reasons share and one of them in full."""
    if len(trouble.reasons) == 1:
        return trouble.words
    many = counted(len(trouble.reasons), "wording")
    words = trouble.words.replace(f"{GAP}.", GAP)
    return f"{words} ({many}; of scenario {trouble.scenarios[0]}: {trouble.reasons[0]})"


def _otherwise(trouble: Trouble) -> str:
    every = len(trouble.scenarios)
    said = (
        f"{field_title(path)}: {_values(held.values)}"
        + ("" if held.scenarios == every else f" (in {held.scenarios:,} of {every:,})")
        for path, held in trouble.otherwise.items()
    )
    return "; ".join(said) or "nothing"


def _values(values: Sequence[str]) -> str:
    if len(values) > MOST_VALUES:
        return (
            f"{', '.join(values[:MOST_VALUES])} and {counted(len(values) - MOST_VALUES, 'other')}"
        )
    return " or ".join(filter(None, (", ".join(values[:-1]), values[-1])))


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
        Column("Its own weighted total", "score"),
        Column("No plan scores above", "score"),
        Column("Gap", "score"),
    )
    note = "A better plan may exist: at most the gap better, in units of the weighted total."
    yield Table("unproven", "Plans that are not proven best", columns, rows, note=note)


def _bound(value: float) -> Value:
    return None if pd.isna(value) else float(value)
