"""The cases of a sweep, each beside the base scenario, from which alone they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from modelling.settings import setting
from outputs.sweeps.effects import plain_values
from outputs.sweeps.measured import Measured
from outputs.sweeps.reading import SETTING, Reading
from outputs.sweeps.values import shown_value


@dataclass(frozen=True, eq=False)
class CaseBesideBase:
    """What became of one case.

    scenario  its number
    changes   by path: what it asks otherwise than the base, as it is read
    status    how it ended
    plan      the number of its plan, None where it has none
    scores    of that plan, and `gained` by how much they exceed those of the base scenario's plan;
              empty where one of the two is not known
    """

    scenario: int
    changes: Mapping[str, str]
    status: str
    plan: int | None
    scores: Mapping[str, float]
    gained: Mapping[str, float]


def base_values(reading: Reading) -> Mapping[str, str]:
    """Return by path what the base scenario has of the fields that vary, as it is read."""
    data = reading.base.as_data()
    return {path: shown_value(setting(data, path)) for path in reading.sweep.paths}


def base_row(reading: Reading) -> Mapping[str, Any] | None:
    """Return the row of the scenario that says what the base says, None where none does so yet."""
    same = pd.Series(True, index=reading.frame.index)
    for path, said in base_values(reading).items():
        values = plain_values(reading.frame[SETTING + path])
        same &= pd.Series([shown_value(v) == said for v in values], index=same.index)
    found = reading.frame[same].to_dict("records")
    return found[0] if found else None  # type: ignore[return-value]


def cases(reading: Reading, measure: Measured) -> tuple[CaseBesideBase, ...]:
    """Return every finished case, in the order of the sweep."""
    base = base_row(reading)
    known = _scores(base, measure) if base is not None else {}
    rows = reading.frame[reading.frame["source"] == "case"].to_dict("records")
    said = base_values(reading)
    return tuple(_case(row, said, known, measure) for row in rows)


def _case(
    row: Mapping[Any, Any], base: Mapping[str, str], known: Mapping[str, float], measure: Measured
) -> CaseBesideBase:
    values = {path: row[SETTING + path] for path in base}
    shown = {p: "not set" if pd.isna(v) else shown_value(v) for p, v in values.items()}
    scores = _scores(row, measure)
    return CaseBesideBase(
        scenario=int(row["number"]),
        changes={path: said for path, said in shown.items() if said != base[path]},
        status=str(row["status"]),
        plan=None if pd.isna(row["plan"]) else int(row["plan"]),
        scores=scores,
        gained={name: scores[name] - known[name] for name in scores} if known else {},
    )


def _scores(row: Mapping[Any, Any], measure: Measured) -> Mapping[str, float]:
    return {} if pd.isna(row["plan"]) else measure.by_plan.get(int(row["plan"]), {})
