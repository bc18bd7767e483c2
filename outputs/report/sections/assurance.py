"""The assurance page: every requirement of paragraphs 6 to 12, and who can vouch for it."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.report.assurance.base import Requirements
from outputs.report.assurance.requirements import requirements
from outputs.report.blocks import Block, Boxes, Column, Paragraph, Section, Table
from outputs.report.subject import Subject

TITLE = "Assurance"

INTRO = (
    "Paragraphs 6 to 12 of the PCT Cluster Implementation Guidance, in our own words. The tables "
    "say what this run's figures show. The boxes are for what no table shows: they are left for "
    "whoever signs, and nothing here ticks them."
)


def assurance_section(subject: Subject) -> Section:
    """Return the fifth section: one paragraph of the guidance a subsection."""
    sections = tuple(
        Section(f"Paragraph {asked.paragraph}: {asked.title}", tuple(_blocks(asked)))
        for asked in requirements(subject)
    )
    return Section(TITLE, (Paragraph(INTRO),), sections, new_page=True)


def _blocks(asked: Requirements) -> Iterator[Block]:
    if asked.findings:
        yield Table(
            name=f"paragraph {asked.paragraph}",
            title=f"What this run shows of paragraph {asked.paragraph}",
            columns=(
                Column("Requirement", width=2.6),
                Column("Shown", width=0.9),
                Column("By these figures", width=4),
            ),
            rows=tuple((f.requirement, f.answer, f.evidence) for f in asked.findings),
        )
    yield Boxes(asked.boxes)
