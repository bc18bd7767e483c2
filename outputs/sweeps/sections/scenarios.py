"""Every scenario of the sweep: what it asks and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from outputs.report.blocks import Column, Kind, Paragraph, Section, Table, Value
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import SETTING
from outputs.sweeps.values import shown_value
from outputs.sweeps.wording import ENDED, ONE_MEASURE, field_title
from outputs.wording import objective_title


def scenarios_section(findings: Findings) -> Section:
    """Return the section."""
    said = (
        f"{ONE_MEASURE} The weighted total alone is by each scenario's own weights and measure: "
        "totals of scenarios that weigh otherwise cannot be compared."
    )
    return Section("Every scenario", (Paragraph(said), _table(findings)), new_page=True)


def _table(findings: Findings) -> Table:
    reading = findings.reading
    kinds = {path: _kind(reading.frame[SETTING + path]) for path in reading.sweep.paths}
    fixed: tuple[tuple[str, Kind], ...] = (("Scenario", "count"), ("Ended", "text"))
    found: tuple[tuple[str, Kind], ...] = (
        ("Plan", "count"), ("Clusters", "count"), ("Its own weighted total", "score"),
    )  # fmt: skip
    columns = (
        *(Column(title, kind) for title, kind in fixed),
        *(Column(field_title(path), kind) for path, kind in kinds.items()),
        *(Column(title, kind) for title, kind in found),
        *(Column(objective_title(name), "score") for name in findings.compared_by),
        Column("Seconds", "number"),
    )
    names = findings.compared_by
    known = findings.measured.by_plan
    rows = tuple(_row(known, names, row, kinds) for row in reading.frame.to_dict("records"))
    return Table("scenarios", "Every finished scenario", columns, rows)


def _row(
    known: Mapping[int, Mapping[str, float]],
    compared_by: Sequence[str],
    row: Mapping[Any, Any],
    kinds: Mapping[str, Kind],
) -> tuple[Value, ...]:
    status = str(row["status"])
    scores = {} if pd.isna(row["plan"]) else known.get(int(row["plan"]), {})
    return (
        int(row["number"]),
        ENDED.get(status, status),
        *(_setting(row[SETTING + path], kind) for path, kind in kinds.items()),
        *(_figure(row[name]) for name in ("plan", "clusters", "objective")),
        *(_figure(scores.get(name)) for name in compared_by),
        _figure(row["seconds"]),
    )


def _kind(column: pd.Series) -> Kind:
    """Return how the values of a field read: as whole numbers, as numbers, or as texts."""
    if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
        return "text"
    whole = column.dropna().map(lambda value: float(value).is_integer()).all()
    return "count" if whole else "score"


def _setting(value: Any, kind: Kind) -> Value:
    if pd.isna(value):
        return "not set"
    return shown_value(value) if kind == "text" else float(value)


def _figure(value: Any) -> Value:
    """Return a figure; a dash where there is none, since there is no plan."""
    return "–" if pd.isna(value) else float(value)
