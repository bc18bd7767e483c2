"""How scores move with every field that the grid or the samples vary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from geodata.words import counted
from outputs.report.blocks import Block, Column, Kind, Paragraph, Picture, Section, Table, Value
from outputs.sweeps.effects import FieldEffects
from outputs.sweeps.findings import Findings
from outputs.sweeps.levels import Effect, Level
from outputs.sweeps.pictures.effect_charts import effect_picture
from outputs.sweeps.sections.cases import cases_section
from outputs.sweeps.wording import ONE_MEASURE, effects_title, field_title
from outputs.wording import objective_title

TITLE = "How scores move"
MOST_DRAWN = 12
"""Fields that have charts; the tables have all."""

LIKE_WITH_LIKE = (
    "Like is compared with like. A field of the grid is compared over those combinations of the "
    "grid's other fields that have a plan at every one of its values: every value then counts the "
    "same combinations. A field of the samples is compared among the samples alone, which draw all "
    "their fields independently of each other. A case is set beside the base scenario."
)
SHOWN = (
    "Shown are the scores that some scenario weighs; the tables effects and levels, as CSV and "
    "Parquet, have all."
)
CHART_CAPTION = (
    "Each dot is a scenario, each square the average of the scenarios with that value, and each "
    "upright line their range. The axes do not begin at 0."
)
LEVEL_NOTE = "The average of the scenarios with that value, and in brackets the least and the most."
RANK_NOTE = (
    "Spearman's rank correlation over the scenarios compared: +1 where a score always rises with "
    "the field, −1 where it always falls, about 0 where it does neither. Fields whose values are "
    "no numbers have none."
)
SPREAD_NOTE = (
    "The largest average of a score over the values of the field, less the smallest. Scores are "
    "between 0 and 1. It is of the values that this sweep gives the field: a wider range may move "
    "a score further."
)


def scores_section(findings: Findings) -> Section:
    """Return the section, with one below it for every field, and one for the cases."""
    fields = tuple(
        Section(effects_title(found, findings.effects), tuple(_field(findings, found, i)))
        for i, found in enumerate(findings.effects)
    )
    cases = (cases_section(findings),) if findings.cases else ()
    return Section(TITLE, tuple(_blocks(findings)), (*fields, *cases), new_page=True)


def _blocks(findings: Findings) -> Iterator[Block]:
    if not findings.effects:
        yield Paragraph(
            "No field of the grid or of the samples has two values among the scenarios with a plan."
        )
        return
    yield Paragraph(LIKE_WITH_LIKE)
    yield Paragraph(f"{ONE_MEASURE} {SHOWN}")
    title = "How far averages differ between values"
    yield _by_field(findings, "main-effects", title, "score", lambda e: e.spread, SPREAD_NOTE)
    title = "Rank correlation of scores with fields"
    yield _by_field(findings, "rank-correlations", title, "number", _rank, RANK_NOTE)


def _by_field(
    findings: Findings, name: str, title: str, kind: Kind, value: Callable[[Effect], Value],
    note: str,
) -> Table:  # fmt: skip
    """Return a table of one figure for every field and score."""
    names = _shown(findings)
    columns = (
        Column("Field", width=2.0),
        Column("Compared over", width=2.0),
        *(Column(objective_title(n), kind) for n in names),
    )
    rows = tuple(
        (
            field_title(found.path),
            _compared_over(found),
            *("–" if (e := found.on(n)) is None else value(e) for n in names),
        )
        for found in findings.effects
    )
    return Table(name, title, columns, rows, note=note)


def _compared_over(found: FieldEffects) -> str:
    if found.alike is None:
        return counted(found.compared, "sample")
    many = f"{counted(found.compared, 'scenario')} of the grid"
    return (
        many if found.compared == found.with_plan else f"{many}, of {found.with_plan:,} with a plan"
    )


def _rank(found: Effect) -> Value:
    if not found.numeric:
        return "no numbers"
    return "the same" if found.rank is None else f"{found.rank:+.2f}".replace("-", "−")


def _field(findings: Findings, found: FieldEffects, place: int) -> Iterator[Block]:
    effects = [e for name in _shown(findings) if (e := found.on(name)) is not None]
    if not effects:
        yield Paragraph(
            "Not compared: no combination of the grid's other fields has a plan at every value."
        )
        return
    if found.alike is not None and found.compared < found.with_plan:
        alike = counted(found.alike, "combination")
        left = found.with_plan - found.compared
        yield Paragraph(
            f"Compared over {alike} of the grid's other fields. {counted(left, 'scenario')} with a "
            "plan left out: at some value of the field their combination has none.",
            "remark",
        )
    if place < MOST_DRAWN:
        drawing = effect_picture(effects)
        name = f"effect-{found.part}-{found.path}"
        yield Picture(name, drawing.svg, drawing.alt, CHART_CAPTION, "half")
    yield _levels(found, effects)


def _levels(found: FieldEffects, effects: Sequence[Effect]) -> Table:
    title = field_title(found.path)
    columns = (
        Column(title),
        Column("Scenarios", "count"),
        *(Column(objective_title(e.score), width=1.5) for e in effects),
    )
    rows = tuple(
        (level.label, level.scenarios, *(_level(e.levels[place]) for e in effects))
        for place, level in enumerate(effects[0].levels)
    )
    name = f"by {found.path} ({found.part})"
    return Table(name, f"Scores by {title}", columns, rows, note=LEVEL_NOTE)


def _level(level: Level) -> Value:
    if f"{level.least:.3f}" == f"{level.most:.3f}":
        return f"{level.mean:.3f}"
    return f"{level.mean:.3f} ({level.least:.3f} to {level.most:.3f})"


def _shown(findings: Findings) -> tuple[str, ...]:
    """Return the scores that the report shows: those weighed, or all where none of them is."""
    return findings.compared_by or tuple(findings.measured.scores.columns)
