"""Small pieces that several sections of a report word or lay out alike."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.geography import Geography
from outputs.report.blocks import Column, Value
from outputs.report.margins.base import Margin
from outputs.report.run import FinishedRun
from solvers.outcome import Stage

MARGIN_COLUMNS = (
    Column("Rule", width=3.4),
    Column("§", width=0.6),
    Column("Nearest to it", width=2.2),
    Column("It has", width=1.8),
    Column("Left", width=1.6),
)


def margin_rows(found: Iterable[Margin]) -> tuple[tuple[Value, ...], ...]:
    """Return a row for every margin, under `MARGIN_COLUMNS`."""
    return tuple(
        (_sentence(m.asked), m.paragraph, m.nearest or "–", m.figure or "–", _left(m))
        for m in found
    )


def _left(margin: Margin) -> str:
    if not margin.met:
        return f"BROKEN: {margin.spare}"
    return margin.spare or "kept"


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}"


def listed(pcts: Iterable[str], geography: Geography) -> str:
    """Return "Leeds (5N1), Bradford (5NY)": PCTs by name and code."""
    return ", ".join(f"{geography.names[p]} ({p})" for p in pcts)


def stages_of(run: FinishedRun) -> tuple[Stage, ...]:
    """Return the stages of an order of objectives as the run recorded them."""
    return tuple(Stage(**stage) for stage in run.record.get("stages") or ())
