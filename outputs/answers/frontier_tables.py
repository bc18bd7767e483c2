"""A frontier as data: `frontier.csv`, the plan of every point as a CSV, and one JSON document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.files import write_text
from outputs.answers.frontier_words import proven_points, sentences
from outputs.record import finite, versions
from outputs.tables import BYTE_ORDER_MARK, COLUMNS, defused, plan_rows, write_plan_csv

if TYPE_CHECKING:
    from solvers.trade_offs.frontier import Frontier

MOST_FILES = 1000
"""Plans beyond which they share one table instead of a file each."""


def header(found: Frontier) -> tuple[str, ...]:
    """Return the columns of `frontier.csv`."""
    return ("plan", *found.between, "clusters", "pcts_moved", "supported", "proven", "gap_after")


def rows(found: Frontier) -> Iterator[tuple[Any, ...]]:
    """Yield a row for every point, as `header` says.

    `pcts_moved` is from the row before, `supported` whether some weights choose the plan (unknown
    while plans may be missing), `proven` whether no lawful plan beats it, and `gap_after` whether
    a plan could be missing after it.
    """
    proven = set(proven_points(found))
    for i, point in enumerate(found.points):
        yield (
            i + 1,
            *(round(score, 9) for score in point.scores),
            len(point.plan.clusters),
            point.moves,
            _yes(point.supported) if found.complete else "unknown",
            _yes(i in proven),
            "open" if i in found.open else "closed",
        )


def frontier_record(found: Frontier) -> dict[str, Any]:
    """Return the frontier as plain data for JSON, without the plans themselves."""
    names = header(found)
    reference = found.reference
    return finite(
        {
            "scenario": found.scenario.as_data(),
            "geography": found.geography.name,
            "between": found.between,
            "complete": found.complete,
            "impossible": found.impossible,
            "sentences": list(sentences(found)),
            "points": [dict(zip(names, row, strict=True)) for row in rows(found)],
            "open": [i + 1 for i in found.open],
            "reference": reference
            and {
                "plan": reference.name,
                "scores": dict(zip(found.between, reference.scores, strict=True)),
                "rules_broken": reference.broken,
            },
            "candidates": found.candidates,
            "seconds": found.seconds,
            "inputs_sha256": found.geography.sha256,
            "versions": versions(),
        }
    )


def plan_file(found: Frontier, place: int) -> str:
    """Return the name of the CSV of a point's plan, places from 0."""
    return f"plan-{place + 1:0{len(str(len(found.points)))}}.csv"


def write_tables(folder: Path, found: Frontier) -> None:
    """Write `frontier.csv`, and `plans/` with a CSV for each point, or one long `plans.csv`."""
    _write(folder / "frontier.csv", header(found), rows(found))
    if len(found.points) > MOST_FILES:
        every = (
            (i + 1, *map(defused, row))
            for i, point in enumerate(found.points)
            for row in plan_rows(point.plan, found.geography)
        )
        _write(folder / "plans.csv", ("plan", *COLUMNS), every)
        return
    for i, point in enumerate(found.points):
        write_plan_csv(folder / "plans" / plan_file(found, i), point.plan, found.geography)


def _write(path: Path, names: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    write_text(path, BYTE_ORDER_MARK + text.getvalue())


def _yes(true: bool) -> str:
    return "yes" if true else "no"
