"""The record of a run, `outcome.json`: what was asked, found and proven, from what, with what."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.files import write_text
from outputs.answers.conflicts import conflict_record
from outputs.derived import derived_sha256

if TYPE_CHECKING:
    from modelling.agreement import Agreement
    from solvers.outcome import Outcome

LIBRARIES = (
    "folium",
    "geopandas",
    "highspy",
    "networkx",
    "numba",
    "numpy",
    "pandas",
    "pct-clusters",
    "PuLP",
    "pydantic",
    "pyogrio",
    "pyproj",
    "scipy",
    "shapely",
)
"""Distributions whose version may change what a run finds or how it is drawn."""


def finite(value: Any) -> Any:
    """Return plain data for JSON: numbers that JSON lacks (NaN, ±∞) become null.

    Mappings, sequences and NumPy scalars become dicts, lists and Python numbers.
    """
    if isinstance(value, Mapping):
        return {str(k): finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [finite(v) for v in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def versions() -> dict[str, str]:
    """Return the version of Python and of every library in `LIBRARIES` that is installed."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _proven(outcome: Outcome) -> list[dict[str, Any]]:
    """Return for every block and count looked at its best plan, its bound and what is left."""
    return [
        {
            "block": count.block,
            "count": count.count,
            "best": count.best,
            "bound": count.bound,
            "survivors": count.survivors,
        }
        for count in outcome.counts
    ]


def _agreement(agreement: Agreement) -> dict[str, Any]:
    """Return how far the plan agrees with the geography's reference plan."""
    return {
        "plan": agreement.plan_name,
        "clusters_found_exactly": agreement.matched,
        "clusters": agreement.total,
        "adjusted_rand_index": agreement.adjusted_rand_index,
    }


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """Return the record of a run as plain data that JSON can hold.

    `gap` is bound − objective. `counts` says for every SHA and number of clusters looked at what
    the best plan found scores and what none can exceed, without the constants of the objectives.
    """
    return finite(
        {
            "scenario": outcome.scenario.as_data(),
            "geography": outcome.geography.name,
            "started": outcome.started,
            "status": str(outcome.status),
            "solver": outcome.solver,
            "objective": outcome.objective,
            "bound": outcome.bound,
            "gap": outcome.gap,
            "scores": outcome.scores,
            "weights": outcome.weights,
            "cluster_count": len(outcome.plan.clusters) if outcome.plan else None,
            "cluster_scores": outcome.cluster_scores,
            "candidates": outcome.candidates,
            "engines": outcome.engines,
            "seconds": outcome.seconds,
            "violations": [asdict(violation) for violation in outcome.violations],
            "reasons": outcome.reasons,
            "conflicts": [conflict_record(conflict) for conflict in outcome.conflicts],
            "stages": [asdict(stage) for stage in outcome.stages],
            "counts": _proven(outcome),
            "agreement": _agreement(outcome.agreement) if outcome.agreement else None,
            "inputs_sha256": outcome.geography.sha256,
            "derived_sha256": derived_sha256(outcome.geography),
            "versions": versions(),
        }
    )


def record_json(outcome: Outcome) -> str:
    """Return the record of a run as a JSON document."""
    return json.dumps(outcome_record(outcome), indent=2, ensure_ascii=False, allow_nan=False)


def write_record(path: Path, outcome: Outcome) -> None:
    """Write the record of a run as JSON, whole or not at all."""
    write_text(path, record_json(outcome) + "\n")
