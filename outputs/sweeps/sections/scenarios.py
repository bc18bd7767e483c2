"""Every scenario of the sweep: what it asks and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from outputs.report.blocks import Column, Kind, Paragraph, Section, Table, Value
from outputs.sweeps.effects import shown_value
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import SCORE, SETTING
from outputs.sweeps.wording import field_title
from outputs.wording import objective_title

ENDED: Mapping[str, str] = {
    "optimal": "proven best",
    "feasible": "not proven best",
    "infeasible": "impossible",
    "stopped": "cut short",
    "failed": "failed",
}


def scenarios_section(findings: Findings) -> Section:
    """Return the section."""
    said = (
        "Scores and totals can be compared within a column only where scenarios measure alike; "
        "weighted totals of other weights cannot be."
    )
    return Section("Every scenario", (Paragraph(said), _table(findings)), new_page=True)


def _table(findings: Findings) -> Table:
    reading = findings.reading
    fixed: tuple[tuple[str, Kind], ...] = (("Scenario", "count"), ("Ended", "text"))
    found: tuple[tuple[str, Kind], ...] = (
        ("Plan", "count"), ("Clusters", "count"), ("Weighted total", "score"),
    )  # fmt: skip
    columns = (
        *(Column(title, kind) for title, kind in fixed),
        *(Column(field_title(path)) for path in reading.sweep.paths),
        *(Column(title, kind) for title, kind in found),
        *(Column(objective_title(name), "score") for name in findings.compared_by),
        Column("Seconds", "number"),
    )
    rows = tuple(_row(findings, row) for row in reading.frame.to_dict("records"))
    return Table("scenarios", "Every finished scenario", columns, rows)


def _row(findings: Findings, row: Mapping[Any, Any]) -> tuple[Value, ...]:
    status = str(row["status"])
    return (
        int(row["number"]),
        ENDED.get(status, status),
        *(_setting(row[SETTING + path]) for path in findings.reading.sweep.paths),
        *(_figure(row[name]) for name in ("plan", "clusters", "objective")),
        *(_figure(row[SCORE + name]) for name in findings.compared_by),
        _figure(row["seconds"]),
    )


def _setting(value: Any) -> Value:
    return shown_value(None if pd.isna(value) else value)


def _figure(value: Any) -> Value:
    """Return a figure; a dash where there is none, since there is no plan."""
    return "–" if pd.isna(value) else float(value)
