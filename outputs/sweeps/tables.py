"""The tables of a sweep as data: one CSV and one Parquet file each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from geodata.files import replacing, write_text
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import SCORE
from outputs.tables import BYTE_ORDER_MARK, COLUMNS, defused, plan_rows

Rows = Iterator[dict[str, Any]]


def scenarios(findings: Findings) -> pd.DataFrame:
    """Return one row a finished scenario, as the store has them, with the number of its plan."""
    return findings.reading.frame


def plans(findings: Findings) -> pd.DataFrame:
    """Return one row a plan: how often it comes up, its median scores, how far it agrees."""
    return _frame(_plans(findings))


def clusters(findings: Findings) -> pd.DataFrame:
    """Return one row for every plan and PCT: its cluster in that plan."""
    reading = findings.reading
    return pd.DataFrame(
        [(f.number, *row) for f in reading.plans for row in plan_rows(f.plan, reading.geography)],
        columns=["plan", *COLUMNS],
    )


def pairs(findings: Findings) -> pd.DataFrame:
    """Return one row for all neighbours, and for others that any scenario has together."""
    names = findings.reading.geography.names
    return _frame(
        {
            "pct_a": p.a,
            "pct_a_name": names[p.a],
            "pct_b": p.b,
            "pct_b_name": names[p.b],
            "neighbours": p.neighbours,
            "scenarios_together": p.together,
            "scenarios": p.of,
            "share": p.share,
        }
        for p in findings.pairs
    )


def places(findings: Findings) -> pd.DataFrame:
    """Return one row a PCT: how often it is in its usual cluster, and in how many others."""
    geography = findings.reading.geography
    return _frame(
        {
            "pct": p.pct,
            "pct_name": geography.names[p.pct],
            "sha": geography.sha_of[p.pct],
            "settled": p.settled,
            "share": p.share,
            "clusters": p.clusters,
            "usual": "; ".join(p.usual),
        }
        for p in findings.places
    )


def effects(findings: Findings) -> pd.DataFrame:
    """Return one row for every field and score: rank correlation and spread of medians."""
    return _frame(
        {
            "field": e.path,
            "score": e.score,
            "scenarios": len(e.scores),
            "rank_correlation": float("nan") if e.rank is None else e.rank,
            "spread_of_medians": e.spread,
        }
        for of in findings.effects.values()
        for e in of
    )


def levels(findings: Findings) -> pd.DataFrame:
    """Return one row for every field, score and value of the field: range and median."""
    return _frame(
        {
            "field": e.path,
            "score": e.score,
            "value": x.label,
            "scenarios": x.scenarios,
            "least": x.least,
            "median": x.median,
            "most": x.most,
        }
        for of in findings.effects.values()
        for e in of
        for x in e.levels
    )


def compared(findings: Findings) -> pd.DataFrame:
    """Return one row for every plan and the scores that scenarios give it: beaten or not."""
    return _frame(
        {
            "plan": p.plan,
            "beaten": p.beaten,
            "scenarios": _numbers(p.scenarios),
            **{SCORE + name: value for name, value in p.scores.items()},
        }
        for p in findings.points
    )


def without_plan(findings: Findings) -> pd.DataFrame:
    """Return one row for every reason why scenarios have no plan."""
    groups = (*findings.infeasible, *findings.failed, *findings.stopped)
    return _frame(
        {"status": t.status, "reasons": " ".join(t.reasons), "scenarios": _numbers(t.scenarios)}
        for t in groups
    )


TABLES: Mapping[str, Callable[[Findings], pd.DataFrame]] = MappingProxyType(
    {
        "scenarios": scenarios,
        "plans": plans,
        "clusters": clusters,
        "pairs": pairs,
        "places": places,
        "effects": effects,
        "levels": levels,
        "compared": compared,
        "without-plan": without_plan,
    }
)
"""What makes each table, by the name of its file."""


def write_csv(folder: Path, findings: Findings) -> tuple[Path, ...]:
    """Write every table that has a row as CSV, each whole or not at all; return the files.

    UTF-8 with a byte order mark; texts that a spreadsheet would run are made harmless.
    """
    return tuple(_each(folder, findings, "csv", _write_csv))


def write_parquet(folder: Path, findings: Findings) -> tuple[Path, ...]:
    """Write every table that has a row as Parquet, each whole or not at all; return the files."""
    return tuple(_each(folder, findings, "parquet", _write_parquet))


def _each(
    folder: Path, findings: Findings, ending: str, write: Callable[[Path, pd.DataFrame], None]
) -> Iterator[Path]:
    for name, make in TABLES.items():
        frame = make(findings)
        if len(frame):
            path = folder / f"{name}.{ending}"
            write(path, frame)
            yield path


def _write_csv(path: Path, frame: pd.DataFrame) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([defused(name) for name in frame.columns])
    for row in frame.itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    write_text(path, BYTE_ORDER_MARK + text.getvalue())


def _cell(value: Any) -> Any:
    if pd.isna(value):
        return ""
    return defused(value) if isinstance(value, str) else value


def _write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """Write a table; a column of numbers and texts, as a field may have, is texts alone."""
    plain = {name: _of_one_type(frame[name]) for name in frame.columns}
    with replacing(path) as temporary:
        pd.DataFrame(plain).to_parquet(temporary, engine="pyarrow", index=False)


def _of_one_type(column: pd.Series) -> pd.Series:
    if column.dtype != object:
        return column
    known = column[column.notna()]
    if known.map(type).nunique() <= 1:
        return column
    if known.map(lambda v: isinstance(v, int | float) and not isinstance(v, bool)).all():
        return column.astype("float64")
    return column.map(lambda v: v if isinstance(v, str) or pd.isna(v) else json.dumps(v))


def _plans(findings: Findings) -> Rows:
    reading = findings.reading
    medians = reading.solved.groupby("plan")[[SCORE + n for n in reading.scored]].median()
    for found, first, known in zip(
        reading.plans, findings.like_first, findings.like_reference, strict=True
    ):
        agreed = known.agreement if known else None
        yield {
            "plan": found.number,
            "scenarios": len(found.scenarios),
            "share": found.share,
            "first_scenario": found.scenarios[0],
            "clusters": len(found.plan.clusters),
            "pcts_moved_from_plan_1": first.moved,
            "adjusted_rand_index_with_plan_1": first.agreement.adjusted_rand_index,
            "reference": agreed.plan_name if agreed else None,
            "adjusted_rand_index_with_reference": (
                agreed.adjusted_rand_index if agreed else float("nan")
            ),
            **{name: medians.at[found.number, name] for name in medians.columns},
        }


def _frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def _numbers(scenarios: Iterable[int]) -> str:
    return "; ".join(map(str, scenarios))
