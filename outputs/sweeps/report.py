"""The report on a sweep, in blocks that every writer of reports takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from geodata.words import counted
from outputs.report.blocks import Block, Facts, Report, Section, Table
from outputs.sweeps.findings import Findings
from outputs.sweeps.sections.brief import brief_section
from outputs.sweeps.sections.plans import plans_section
from outputs.sweeps.sections.scenarios import ENDED, scenarios_section
from outputs.sweeps.sections.scores import scores_section
from outputs.sweeps.sections.together import together_section
from outputs.sweeps.sections.trade_offs import trade_offs_section
from outputs.sweeps.sections.troubles import troubles_section

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
    base = reading.base.title or reading.base.name
    return Report(
        title=reading.sweep.name,
        subtitle=f"A sweep of {counted(reading.total, 'scenario')}: {base}",
        facts=Facts(dict(_facts(findings, moment))),
        sections=tuple(sections),
        footer=f"Read from {reading.file}",
        attribution=reading.geography.attribution,
        moment=moment,
    )


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
