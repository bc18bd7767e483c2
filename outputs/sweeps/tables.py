"""The tables of a sweep as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from outputs.sweeps.agreeing import Likeness
from outputs.sweeps.findings import Findings
from outputs.sweeps.reading import SCORE
from outputs.tables import COLUMNS, plan_rows

Rows = Iterator[dict[str, Any]]

MOST_PLANS = 1000
"""Plans whose clusters are listed PCT by PCT, the most frequent ones; a store has all."""

CHUNK = 100
"""Plans whose clusters are in memory at once."""


def scenarios(findings: Findings) -> pd.DataFrame:
    """Return one row a finished scenario, as the store has them, with the number of its plan."""
    return findings.reading.frame


def plans(findings: Findings) -> pd.DataFrame:
    """Return one row a plan: how often it comes up, its scores, how far it agrees with others."""
    return _frame(_plans(findings))


def clusters(findings: Findings) -> Iterator[pd.DataFrame]:
    """Yield one row for every PCT of the `MOST_PLANS` most frequent plans, some plans at a time."""
    reading = findings.reading
    shown = reading.plans[:MOST_PLANS]
    for at in range(0, len(shown), CHUNK):
        yield pd.DataFrame(
            [
                (found.number, *row)
                for found in shown[at : at + CHUNK]
                for row in plan_rows(found.plan, reading.geography)
            ],
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
    """Return one row for every field, part and score: rank correlation, spread of averages."""
    return _frame(
        {
            "field": of.path,
            "part": of.part,
            "score": e.score,
            "scenarios": of.compared,
            "rank_correlation": float("nan") if e.rank is None else e.rank,
            "spread_of_averages": e.spread,
        }
        for of in findings.effects
        for e in of.effects
    )


def levels(findings: Findings) -> pd.DataFrame:
    """Return one row for every field, part, score and value of the field: range and average."""
    return _frame(
        {
            "field": of.path,
            "part": of.part,
            "score": e.score,
            "value": x.label,
            "scenarios": x.scenarios,
            "least": x.least,
            "average": x.mean,
            "most": x.most,
        }
        for of in findings.effects
        for e in of.effects
        for x in e.levels
    )


def cases(findings: Findings) -> pd.DataFrame:
    """Return one row for every case: its plan's scores, and by how much they exceed the base's."""
    return _frame(
        {
            "scenario": case.scenario,
            "otherwise": json.dumps(dict(case.changes), ensure_ascii=False),
            "status": case.status,
            **{SCORE + name: value for name, value in case.scores.items()},
            **{f"more:{name}": value for name, value in case.gained.items()},
        }
        for case in findings.cases
    )


def compared(findings: Findings) -> pd.DataFrame:
    """Return one row for every plan that is compared: its scores, and whether it is beaten."""
    return _frame(
        {
            "plan": p.plan,
            "clusters": p.clusters,
            "beaten": p.beaten,
            "beaten_by_one_of_as_many_clusters": p.beaten_alike,
            "scenarios": _numbers(p.scenarios),
            **{SCORE + name: value for name, value in p.scores.items()},
        }
        for p in findings.points
    )


def without_plan(findings: Findings) -> pd.DataFrame:
    """Return one row for every reason why scenarios have no plan."""
    groups = (*findings.infeasible, *findings.failed, *findings.stopped)
    return _frame(
        {
            "status": t.status,
            "words": t.words,
            "reasons": " ".join(t.reasons),
            "many": len(t.scenarios),
            "scenarios": _numbers(t.scenarios),
        }
        for t in groups
    )


TABLES: Mapping[str, Callable[[Findings], pd.DataFrame | Iterator[pd.DataFrame]]] = (
    MappingProxyType(
        {
            "scenarios": scenarios,
            "plans": plans,
            "clusters": clusters,
            "pairs": pairs,
            "places": places,
            "effects": effects,
            "levels": levels,
            "cases": cases,
            "compared": compared,
            "without-plan": without_plan,
        }
    )
)
"""What makes each table, whole or some rows at a time, by the name of its file."""


def _plans(findings: Findings) -> Rows:
    reading = findings.reading
    scores = findings.measured.by_plan
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
            "pcts_moved_from_plan_1": first.moved if first else None,
            "adjusted_rand_index_with_plan_1": _index(first),
            "reference": agreed.plan_name if agreed else None,
            "adjusted_rand_index_with_reference": _index(known),
            **{SCORE + name: v for name, v in scores.get(found.number, {}).items()},
        }


def _index(found: Likeness | None) -> float:
    return found.agreement.adjusted_rand_index if found else float("nan")


def _frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def _numbers(scenarios: Iterable[int]) -> str:
    return "; ".join(map(str, scenarios))
