"""The plans that no other plan of the sweep beats."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from outputs.report.blocks import Block, Column, Paragraph, Picture, Section, Table, Value
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.trade_off import trade_off_picture
from outputs.sweeps.wording import scenario_numbers
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
        f"scores that some scenario weighs: {weighed}. A plan that was not found by this sweep "
        "may beat those listed; the command clusters frontier proves which plans none beats by two "
        "scores."
    )
    if left := [n for n in findings.reading.weighed if n not in names]:
        said = ", ".join(objective_title(name) for name in left)
        yield Paragraph(f"Not compared, since not every plan was scored by it: {said}.", "remark")
    yield from _picture(findings)
    yield _table(findings)


def _picture(findings: Findings) -> Iterator[Block]:
    if findings.between is None:
        return
    drawing = trade_off_picture(findings.points, findings.between)
    others = len(findings.compared_by) > 2
    caption = (
        f"{drawing.title}. A larger mark is the plan of more scenarios. The axes do not begin at 0."
        + (
            " Plans that look beaten here may be better in a score that is not drawn."
            if others
            else ""
        )
    )
    yield Picture("trade-off", drawing.svg, drawing.alt, caption, "half")


def _table(findings: Findings) -> Table:
    columns = (
        Column("Plan", "count"),
        *(Column(objective_title(name), "score") for name in findings.compared_by),
        Column("Scenarios", "count"),
        Column("Which scenarios", width=2.0),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            point.plan,
            *(point.scores[name] for name in findings.compared_by),
            len(point.scenarios),
            scenario_numbers(point.scenarios),
        )
        for point in findings.unbeaten
    )
    beaten = len({p.plan for p in findings.points} - {p.plan for p in findings.unbeaten})
    note = (
        f"{counted(beaten, 'other plan')} {'is' if beaten == 1 else 'are'} beaten. Scores are as "
        "each scenario measures them: a plan that two scenarios measure otherwise stands twice."
    )
    return Table("unbeaten", "Plans that no plan of the sweep beats", columns, rows, note=note)
