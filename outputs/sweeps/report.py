"""The report on a sweep, in blocks that every writer of reports takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from geodata.words import counted
from outputs.report.blocks import Block, Facts, Report, Section, Table
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import Reading
from outputs.sweeps.sections.brief import brief_section
from outputs.sweeps.sections.plans import plans_section
from outputs.sweeps.sections.scenarios import scenarios_section
from outputs.sweeps.sections.scores import scores_section
from outputs.sweeps.sections.together import together_section
from outputs.sweeps.sections.trade_offs import trade_offs_section
from outputs.sweeps.sections.troubles import troubles_section
from outputs.sweeps.values import in_order, shown_value
from outputs.sweeps.wording import ENDED, field_title

PARTS: tuple[tuple[str, Callable[[Findings], Section]], ...] = (
    ("Summing up", brief_section),
    ("Comparing the plans", plans_section),
    ("Looking for PCTs that stay together", together_section),
    ("Drawing how scores move", scores_section),
    ("Looking for plans that none beats", trade_offs_section),
    ("Grouping scenarios without a plan", troubles_section),
    ("Listing every scenario", scenarios_section),
)
"""What is said while each section is made, and what makes it."""


def sweep_report(
    findings: Findings,
    moment: datetime | None = None,
    begin: Callable[[str], None] = lambda _text: None,
) -> Report:
    """Return the report; `moment` is when the store was last written to."""
    reading = findings.reading
    sections = []
    for words, make in PARTS:
        begin(words)
        sections.append(make(findings))
    return Report(
        title=reading.sweep.name,
        subtitle=_subtitle(reading),
        facts=Facts(dict(_facts(findings, moment))),
        sections=tuple(sections),
        footer=f"Read from {reading.file}",
        attribution=reading.geography.attribution,
        moment=moment,
    )


def _subtitle(reading: Reading) -> str:
    """Return "A sweep of 7 scenarios: a grid over Number of clusters: national (46 to 54)"."""
    sweep, parts = reading.sweep, []
    if sweep.grid:
        fields = {path: axis.each() for path, axis in sweep.grid.items()}
        parts.append(f"a grid over {_listed(_between(fields))}")
    if sweep.cases:
        parts.append(counted(len(sweep.cases), "case"))
    if sweep.sample:
        drawn = _listed(_between(sweep.sample.fields))
        parts.append(f"{counted(sweep.sample.count, 'sample')} of {drawn}")
    return f"A sweep of {counted(reading.total, 'scenario')}: {'; '.join(parts)}"


def _between(fields: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return each field with its least and most value, or how many it has."""
    found = []
    for path, values in fields.items():
        inside = sorted(values, key=in_order)
        said = f"{shown_value(inside[0])} to {shown_value(inside[-1])}"
        if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in inside):
            said = counted(len(inside), "value")
        elif inside[0] == inside[-1]:
            said = shown_value(inside[0])
        found.append(f"{field_title(path)} ({said})")
    return found


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _facts(findings: Findings, moment: datetime | None) -> Iterator[tuple[str, str]]:
    reading = findings.reading
    finished = f"{reading.finished:,} of {reading.total:,}"
    yield (
        "Scenarios finished",
        finished if reading.unfinished else f"{reading.total:,}, all of them",
    )
    ended = Counter(reading.frame["status"])
    for status, words in ENDED.items():
        if ended[status]:
            yield words.capitalize(), f"{ended[status]:,}"
    yield "Different plans", f"{len(reading.plans):,}"
    yield "Base scenario", reading.base.title or reading.base.name
    yield "Geography", reading.geography.title
    if moment is not None:
        yield "Store last written", f"{moment.astimezone(UTC):%d %B %Y, %H:%M} UTC"


def shortened(report: Report, most: int, where: str) -> Report:
    """Return the report with at most so many rows of each table; its note says where all are."""
    return replace(report, sections=tuple(_short(s, most, where) for s in report.sections))


def _short(section: Section, most: int, where: str) -> Section:
    blocks = tuple(_cut(block, most, where) for block in section.blocks)
    below = tuple(_short(s, most, where) for s in section.sections)
    return replace(section, blocks=blocks, sections=below)


def _cut(block: Block, most: int, where: str) -> Block:
    if not isinstance(block, Table) or len(block.rows) <= most:
        return block
    said = f"The first {most:,} of {len(block.rows):,} rows; all are in {where}."
    return replace(block, rows=block.rows[:most], note=f"{said} {block.note}".strip())
