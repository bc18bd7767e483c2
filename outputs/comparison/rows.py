"""A comparison as plain tables: for CSV files, and as data frames for notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from modelling.comparison import Comparison
from outputs.comparison.tables import lines_of
from outputs.comparison.words import letter, paragraph
from outputs.wording import TOTAL

Row = tuple[Any, ...]
Rows = tuple[tuple[str, ...], list[Row]]
"""A header, and the rows under it."""


def _plans(found: Comparison) -> Rows:
    header = ("letter", "plan", "clusters", "pcts", "pcts_in_none", "pcts_left_out", "breaches")
    rows: list[Row] = [
        (
            letter(i),
            item.name,
            len(item.plan.clusters),
            len(item.plan.cluster_of),
            len(item.missing),
            len(item.outside),
            len(item.violations),
            item.scores[TOTAL],
        )
        for i, item in enumerate(found.plans)
    ]
    return (*header, "weighted_total"), rows


def _scores(found: Comparison) -> Rows:
    header = ("objective", "title", "weight", "measured_on", *(p.name for p in found.plans))
    rows: list[Row] = [
        (
            line.name,
            line.title,
            line.weight,
            line.label,
            *(p.scores[line.name] for p in found.plans),
        )
        for line in lines_of(found)
    ]
    totals = (p.scores[TOTAL] for p in found.plans)
    return header, [*rows, (TOTAL, "Weighted total", None, "", *totals)]


def _violations(found: Comparison) -> Rows:
    rows: list[Row] = [
        (item.name, v.rule, paragraph(v.rule), v.message, v.cluster or "", " ".join(v.pcts))
        for item in found.plans
        for v in item.violations
    ]
    return ("plan", "rule", "paragraph", "message", "cluster", "pcts"), rows


def _agreement(found: Comparison) -> Rows:
    header = (
        "plan_a",
        "plan_b",
        "pcts_of_both",
        "pcts_that_move",
        "clusters_in_common",
        "adjusted_rand_index",
        "variation_bits",
        "most_bits",
        "variation_by_residents_bits",
        "most_by_residents_bits",
    )
    rows: list[Row] = [
        (
            found.plans[pair.first].name,
            found.plans[pair.second].name,
            pair.shared,
            pair.moves,
            pair.in_common,
            pair.adjusted_rand_index,
            pair.variation_bits,
            pair.most_bits,
            pair.variation_by_residents,
            pair.most_by_residents,
        )
        for pair in found.pairs
    ]
    return header, rows


def _moves(found: Comparison) -> Rows:
    header = ("plan_a", "plan_b", "pct", "pct_name", "sha", "residents", "cluster_a", "cluster_b")
    return header, list(_every_move(found))


def _every_move(found: Comparison) -> Iterator[Row]:
    known = found.case.geography
    for change in found.differences:
        for m in change.moves:
            who = (m.pct, known.names[m.pct], known.sha_of[m.pct], m.residents)
            yield (change.before.name, change.after.name, *who, m.before, m.after)


TABLES: Mapping[str, Callable[[Comparison], Rows]] = MappingProxyType(
    {
        "plans": _plans,
        "scores": _scores,
        "violations": _violations,
        "agreement": _agreement,
        "moves": _moves,
    }
)
"""The tables by name: moves are those from the first plan to each other one."""


def frame(found: Comparison, name: str) -> pd.DataFrame:
    """Return one of `TABLES` as a data frame; what is not known is missing."""
    header, rows = TABLES[name](found)
    return pd.DataFrame(rows, columns=list(header))
