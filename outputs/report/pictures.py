"""The maps of a report, where the geography has boundaries to draw them from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from outputs.maps.printed import difference_picture, overview_picture, plan_picture
from outputs.maps.printed.scene import is_closer
from outputs.report.blocks import Block, Paragraph, Picture
from outputs.report.subject import Subject

Size = Literal["page", "half", "two fifths", "third", "quarter"]


def plan_map(
    subject: Subject,
    name: str,
    caption: str,
    pcts: Iterable[str] | None = None,
    size: Size = "half",
) -> Iterator[Block]:
    """Yield the map of the plan, or of some of its PCTs; a remark where none can be drawn."""
    if subject.geography.boundaries is None:
        yield _none(subject)
        return
    drawing = plan_picture(subject.plan, subject.geography, pcts=_listed(pcts))
    yield Picture(name, drawing.svg, drawing.alt, caption, size)


def overview_map(subject: Subject, name: str) -> Iterator[Block]:
    """Yield the map of the whole plan at a glance; a remark where none can be drawn."""
    if subject.geography.boundaries is None:
        yield _none(subject)
        return
    drawing = overview_picture(subject.plan, subject.geography, pcts=subject.case.pcts)
    closer = is_closer(subject.geography, subject.case.pcts)
    size: Size = "two fifths" if closer else "third"
    yield Picture(name, drawing.svg, drawing.alt, drawing.caption, size)


def difference_map(
    subject: Subject, name: str, caption: str, size: Size = "half"
) -> Iterator[Block]:
    """Yield the map of what moves from the plan compared with; nothing where nothing moves."""
    found = subject.difference
    if found is None or not found.moves or subject.geography.boundaries is None:
        return
    drawing = difference_picture(
        found.before, found.after, subject.geography, pcts=_listed(subject.case.pcts)
    )
    yield Picture(name, drawing.svg, drawing.alt, caption, size)


def _listed(pcts: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if pcts is None else tuple(pcts)


def _none(subject: Subject) -> Paragraph:
    text = f"No map: {subject.geography.name} has no boundaries to draw one from."
    return Paragraph(text, "remark")
