"""The plans that no other plan of the sweep beats."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from outputs.report.blocks import Block, Column, Paragraph, Picture, Section, Table, Value
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.trade_off import trade_off_picture
from outputs.sweeps.undominated import Point
from outputs.sweeps.wording import NO_BEST, ONE_MEASURE, scenario_numbers
from outputs.wording import objective_title


def trade_offs_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("Plans that none beats", tuple(_blocks(findings)), new_page=True)


def _blocks(findings: Findings) -> Iterator[Block]:
    names = findings.compared_by
    if not findings.points:
        yield Paragraph("No scenario has a plan with scores to compare.")
        return
    weighed = ", ".join(objective_title(name) for name in names)
    yield Paragraph(
        "A plan beats another that is better in some score and worse in none. Compared are the "
        f"scores that some scenario weighs: {weighed}. {ONE_MEASURE}"
    )
    if _several_numbers(findings):
        yield Paragraph(
            "Plans here have different numbers of clusters, which moves every score by itself. So "
            "both are said: which plans no plan of the sweep beats, and which are beaten by none "
            "that has as many clusters."
        )
    yield Paragraph(NO_BEST, "remark")
    yield from _left_out(findings)
    yield from _picture(findings)
    yield _table(findings)


def _several_numbers(findings: Findings) -> bool:
    return len({point.clusters for point in findings.points}) > 1


def _left_out(findings: Findings) -> Iterator[Block]:
    if left := [n for n in findings.reading.weighed if n not in findings.compared_by]:
        said = ", ".join(objective_title(name) for name in left)
        yield Paragraph(
            f"Not compared, since the base scenario cannot measure it: {said}.", "remark"
        )
    if plans := findings.measured.left_out:
        verb = "has" if len(plans) == 1 else "have"
        yield Paragraph(
            f"{counted(len(plans), 'plan')} {verb} other PCTs than the rest and cannot be compared "
            f"with them: {scenario_numbers(plans)}.",
            "remark",
        )


def _picture(findings: Findings) -> Iterator[Block]:
    if findings.between is None:
        return
    drawing = trade_off_picture(findings.points, findings.between)
    caption = (
        f"{drawing.title}. A larger mark is the plan of more scenarios; its number is beside it "
        "where there is room. The axes do not begin at 0."
    )
    if len(findings.compared_by) > 2:
        caption += " Plans that look beaten here may be better in a score that is not drawn."
    yield Picture("trade-off", drawing.svg, drawing.alt, caption, "half")


def _table(findings: Findings) -> Table:
    several = _several_numbers(findings)
    columns = (
        Column("Plan", "count"),
        Column("Clusters", "count"),
        *(Column(objective_title(name), "score") for name in findings.compared_by),
        *((Column("Not beaten by", width=1.5),) if several else ()),
        Column("Scenarios", "count"),
        Column("Which scenarios", width=2.0),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            point.plan,
            point.clusters,
            *(point.scores[name] for name in findings.compared_by),
            *((_not_beaten_by(point),) if several else ()),
            len(point.scenarios),
            scenario_numbers(point.scenarios),
        )
        for point in findings.unbeaten_alike
    )
    title = "Plans that no plan of the sweep beats"
    if several:
        title = "Plans that none beats, and those that none with as many clusters beats"
    return Table("unbeaten", title, columns, rows, note=_note(findings))


def _not_beaten_by(point: Point) -> str:
    return f"any with {counted(point.clusters, 'cluster')}" if point.beaten else "any plan"


def _note(findings: Findings) -> str:
    beaten = len(findings.points) - len(findings.unbeaten_alike)
    return (
        f"{counted(beaten, 'other plan')} {'is' if beaten == 1 else 'are'} beaten. A plan that was "
        "not found by this sweep may beat those listed; the command clusters frontier proves which "
        "plans none beats by two scores."
    )
