"""A comparison as files: one JSON document, a CSV a table, and pages for a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from geodata.files import write_text
from modelling.comparison import ComparedPlan, Comparison
from modelling.difference import Difference
from modelling.pairwise import PairAgreement
from outputs.comparison.page import comparison_report
from outputs.comparison.rows import TABLES
from outputs.comparison.words import letter
from outputs.file_names import safe_name
from outputs.maps.difference import difference_page
from outputs.record import finite, versions
from outputs.report.writers.html import write_html
from outputs.tables import write_rows
from outputs.two_scores import two_scores

PAGE, RECORD = "comparison.html", "comparison.json"

Done = Callable[[int, int, str], None]
"""Hears how many steps are done, of how many, and what is being done now."""


def comparison_record(found: Comparison) -> dict[str, Any]:
    """Return everything as plain data for JSON; what is not known is null.

    Variations of information are in bits; moves are from the first plan to each other one.
    """
    geography = found.case.geography
    return finite(
        {
            "scenario": found.case.scenario.as_data(),
            "geography": geography.name,
            "plans": [_plan(plan) for plan in found.plans],
            "agreement": list(_dicts("agreement", found)),
            "differences": [
                _difference(change, pair)
                for change, pair in zip(found.differences, found.pairs, strict=False)
            ],
            "inputs_sha256": geography.sha256,
            "versions": versions(),
        }
    )


def _plan(item: ComparedPlan) -> dict[str, Any]:
    plan = item.plan
    return {
        "plan": item.name,
        "clusters": [
            {"cluster": c, "cluster_name": plan.cluster_name(c), "pcts": pcts}
            for c, pcts in plan.clusters.items()
        ],
        "scores": item.scores,
        "violations": [vars(violation) for violation in item.violations],
        "pcts_in_none": item.missing,
        "pcts_left_out": item.outside,
    }


def _difference(change: Difference, pair: PairAgreement) -> dict[str, Any]:
    return {
        "plan_a": change.before.name,
        "plan_b": change.after.name,
        "residents_moved": change.residents_moved,
        "clusters_in_common": pair.in_common,
        "moves": [vars(move) for move in change.moves],
        "pcts_of_a_only": change.only_before,
        "pcts_of_b_only": change.only_after,
    }


def _dicts(table: str, found: Comparison) -> Iterator[dict[str, Any]]:
    header, rows = TABLES[table](found)
    return (dict(zip(header, row, strict=True)) for row in rows)


def write_comparison(
    folder: Path, found: Comparison, done: Done = lambda _done, _all, _text: None
) -> tuple[Path, ...]:
    """Write the comparison into a folder, each file whole or not at all; return their paths.

    comparison.html, comparison.json, a CSV of every table in `outputs.comparison.rows`, and for
    each plan but the first its map difference-<letter>-<plan>.html, where the geography has
    boundaries.
    """
    maps = _map_files(found)
    steps = len(maps) + 2
    written = []
    for number, (place, file) in enumerate(maps.items()):
        done(number, steps, f"Drawing {file}")
        change = found.differences[place - 1]
        write_text(folder / file, difference_page(change, two_scores(change, found.case)))
        written.append(folder / file)
    done(steps - 2, steps, "Writing the tables")
    for name, table in TABLES.items():
        write_rows(folder / f"{name}.csv", *table(found))
        written.append(folder / f"{name}.csv")
    record = json.dumps(comparison_record(found), indent=2, ensure_ascii=False, allow_nan=False)
    write_text(folder / RECORD, record + "\n")
    done(steps - 1, steps, f"Writing {PAGE}")
    write_html(folder / PAGE, comparison_report(found, maps))
    done(steps, steps, "Done")
    return (folder / PAGE, folder / RECORD, *written)


def _map_files(found: Comparison) -> dict[int, str]:
    """Return the file of the map of every plan but the first, by the plan's place."""
    if found.case.geography.boundaries is None:
        return {}
    return {
        place: f"difference-{letter(place)}-{safe_name(plan.name)}.html"
        for place, plan in enumerate(found.plans)
        if place
    }
