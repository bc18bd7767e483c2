"""Every case of the sweep beside the base scenario."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.report.blocks import Block, Column, Paragraph, Section, Table, Value
from outputs.sweeps.cases import CaseBesideBase
from outputs.sweeps.findings import Findings
from outputs.sweeps.wording import ENDED, field_title
from outputs.wording import objective_title

NO_BASE = (
    "The base scenario is not among the finished scenarios of the sweep, or has no plan, so what a "
    "case gains or loses by it is not known. An empty case in the sweep, - {}, adds it."
)


def cases_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("Cases beside the base scenario", tuple(_blocks(findings)))


def _blocks(findings: Findings) -> Iterator[Block]:
    gains = any(case.gained for case in findings.cases)
    if not gains:
        yield Paragraph(NO_BASE)
    columns = (
        Column("Scenario", "count"),
        Column("What it asks otherwise than the base", width=2.0),
        Column("Ended"),
        Column("Plan", "count"),
        *(Column(objective_title(name)) for name in findings.compared_by),
    )
    rows = tuple(
        (
            case.scenario,
            "; ".join(f"{field_title(p)}: {said}" for p, said in case.changes.items()) or "nothing",
            ENDED.get(case.status, case.status),
            "–" if case.plan is None else case.plan,
            *(_score(case, name) for name in findings.compared_by),
        )
        for case in findings.cases
    )
    base = findings.base_scenario
    note = f"In brackets: how much more or less than the plan of scenario {base}, the base itself."
    title = "Cases and the scores of their plans"
    yield Table("cases", title, columns, rows, note=note if gains else "")


def _score(case: CaseBesideBase, name: str) -> Value:
    if name not in case.scores:
        return "–"
    said = f"{case.scores[name]:.3f}"
    if name not in case.gained:
        return said
    gained = f"{case.gained[name]:+.3f}".replace("-", "−")
    return f"{said} (the same)" if gained in ("+0.000", "−0.000") else f"{said} ({gained})"
