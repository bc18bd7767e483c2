"""How scores move with every field that the sweep varies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outputs.report.blocks import Block, Column, Paragraph, Picture, Section, Table, Value
from outputs.sweeps.effects import Effect, Level
from outputs.sweeps.findings import Findings
from outputs.sweeps.pictures.effect_charts import effect_picture
from outputs.sweeps.wording import field_title
from outputs.wording import objective_title

MOST_DRAWN = 12
"""Fields that have charts; the tables have all."""

CHART_CAPTION = (
    "Each dot is a scenario, each square the median of the scenarios with that value, and each "
    "upright line their range. The axes do not begin at 0."
)
LEVEL_NOTE = "The median of the scenarios with that value, and in brackets the least and the most."


def scores_section(findings: Findings) -> Section:
    """Return the section, with one below it for every field."""
    if not findings.effects:
        text = (
            "No field has two values among the scenarios with a plan, so nothing can be compared."
        )
        return Section("How scores move", (Paragraph(text),), new_page=True)
    fields = tuple(
        Section(field_title(path), tuple(_field(findings, path, i < MOST_DRAWN)))
        for i, path in enumerate(findings.effects)
    )
    return Section("How scores move", tuple(_blocks(findings)), fields, new_page=True)


def _blocks(findings: Findings) -> Iterator[Block]:
    yield Paragraph(
        "Every scenario with a plan is compared by each field that varies. Where other fields vary "
        "beside it, as they do in cases and samples, their part is in the figures too. Shown are "
        "the scores that some scenario weighs; the tables effects and levels, as CSV and Parquet, "
        "have all."
    )
    yield _correlations(findings)
    yield _main_effects(findings)


def _correlations(findings: Findings) -> Table:
    names = _shown(findings)
    columns = (Column("Field", width=2.0), *(Column(objective_title(n), "number") for n in names))
    rows = tuple(
        (field_title(path), *(_rank(effects, name) for name in names))
        for path, effects in findings.effects.items()
    )
    note = (
        "Spearman's rank correlation: +1 where a score always rises with the field, −1 where it "
        "always falls, about 0 where it does neither. Fields whose values are no numbers have none."
    )
    return Table(
        "rank-correlations", "Rank correlation of scores with fields", columns, rows, note=note
    )


def _rank(effects: Sequence[Effect], name: str) -> Value:
    found = _of(effects, name)
    if found is None:
        return None
    if not found.numeric:
        return "no numbers"
    return "the same" if found.rank is None else f"{found.rank:+.2f}".replace("-", "−")


def _main_effects(findings: Findings) -> Table:
    names = _shown(findings)
    columns = (Column("Field", width=2.0), *(Column(objective_title(n), "score") for n in names))
    rows = tuple(
        (
            field_title(path),
            *(None if (e := _of(effects, name)) is None else e.spread for name in names),
        )
        for path, effects in findings.effects.items()
    )
    note = (
        "The largest median of a score over the values of the field, less the smallest. Scores are "
        "between 0 and 1."
    )
    return Table("main-effects", "How far medians differ between values", columns, rows, note=note)


def _field(findings: Findings, path: str, drawn: bool) -> Iterator[Block]:
    names = _shown(findings)
    effects = [e for e in findings.effects[path] if e.score in names]
    if drawn:
        drawing = effect_picture(effects)
        yield Picture(f"effect-{path}", drawing.svg, drawing.alt, CHART_CAPTION, "half")
    yield _levels(path, effects)


def _levels(path: str, effects: Sequence[Effect]) -> Table:
    first = effects[0]
    columns = (
        Column(field_title(path)),
        Column("Scenarios", "count"),
        *(Column(objective_title(e.score), width=1.5) for e in effects),
    )
    rows = tuple(
        (level.label, level.scenarios, *(_level(_labelled(e, level.label)) for e in effects))
        for level in first.levels
    )
    return Table(f"by {path}", f"Scores by {field_title(path)}", columns, rows, note=LEVEL_NOTE)


def _level(level: Level | None) -> Value:
    if level is None:
        return None
    if f"{level.least:.3f}" == f"{level.most:.3f}":
        return f"{level.median:.3f}"
    return f"{level.median:.3f} ({level.least:.3f} to {level.most:.3f})"


def _labelled(effect: Effect, label: str) -> Level | None:
    return next((level for level in effect.levels if level.label == label), None)


def _shown(findings: Findings) -> tuple[str, ...]:
    """Return the scores that the report shows: those weighed, or all where none of them is."""
    return findings.compared_by or findings.reading.scored


def _of(effects: Sequence[Effect], name: str) -> Effect | None:
    return next((e for e in effects if e.score == name), None)
