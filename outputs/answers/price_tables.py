"""Prices as data: one JSON document, `price.json`, and `rules.csv` and `counts.csv`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.files import write_text
from outputs.record import finite
from outputs.tables import BYTE_ORDER_MARK, defused
from solvers.questions.count_table import Best
from solvers.questions.price import Price, PriceList

RULES = (
    "rule",
    "left_out",
    "words",
    "proven",
    "score_without",
    "gained",
    "most",
    "changed",
    "not_known",
)
COUNTS = ("sha", "clusters", "own_score", "plan_score", "against_best", "proven")
RECORD = "price.json"
ALL = "all"
"""What stands for the SHA in rows about the number of clusters in all."""


def price_record(found: PriceList) -> dict[str, Any]:
    """Return everything as plain data for JSON; scores that are not known are null."""
    return finite(
        {
            "scenario": found.best.scenario.as_data(),
            "status": str(found.best.status),
            "objective": found.best.objective,
            "reasons": found.best.reasons,
            "rules": [_rule(price) for price in found.prices],
            "counts": None if found.counts is None else list(count_rows(found)),
            "counts_not_known": found.why,
            "inputs_sha256": found.best.geography.sha256,
        }
    )


def _rule(price: Price) -> dict[str, Any]:
    return {
        "rule": price.rule,
        "left_out": str(price.left),
        "words": price.words,
        "proven": price.proven,
        "score_without": price.score,
        "gained": price.gained,
        "most": price.most,
        "changed": price.changed,
        "not_known": price.why,
    }


def count_rows(found: PriceList) -> Iterator[Mapping[str, Any]]:
    """Yield a row for every number of clusters in all and in every SHA that is not impossible.

    own_score     what the SHA's best plan of so many clusters adds to the score; None where it
                  shares PCTs with another
    plan_score    of the best whole plan where it has so many, the number in all as asked for
    against_best  that less the best plan's score
    """
    table = found.counts
    if table is None:
        return
    yield from _rows(ALL, table.in_all(), None, found.best.objective)
    own = dict(zip(table.names, table.own, strict=True))
    by_sha = found.by_sha()
    for name, whole in by_sha.items() if len(by_sha) > 1 else ():
        yield from _rows(name, whole, own.get(name), found.best.objective)


def _rows(
    sha: str, whole: Best, own: Best | None, objective: float | None
) -> Iterator[Mapping[str, Any]]:
    for count in range(1, len(whole.scores)):
        if (own or whole).impossible(count):
            continue
        proven = whole.proven(count) and (own is None or own.proven(count))
        score = float(whole.scores[count]) if proven and not whole.impossible(count) else None
        known = score is not None and objective is not None
        yield {
            "sha": sha,
            "clusters": count,
            "own_score": float(own.scores[count]) if own and own.proven(count) else None,
            "plan_score": score,
            "against_best": score - objective if known else None,  # type: ignore[operator]
            "proven": proven,
        }


def write_prices(folder: Path, found: PriceList) -> tuple[Path, ...]:
    """Write rules.csv, counts.csv and price.json, which holds both; return their paths.

    UTF-8 with a byte order mark, cells that a spreadsheet would run made harmless, each file whole
    or not at all.
    """
    rules = [
        [*list(_rule(price).values())[:7], "; ".join(price.changed), price.why]
        for price in found.prices
    ]
    rows = [list(row.values()) for row in count_rows(found)]
    record = json.dumps(price_record(found), indent=2, ensure_ascii=False, allow_nan=False)
    write_text(folder / RECORD, record + "\n")
    return (
        _write(folder / "rules.csv", RULES, rules),
        _write(folder / "counts.csv", COUNTS, rows),
        folder / RECORD,
    )


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([defused(c) if isinstance(c, str) else c for c in row] for row in rows)
    write_text(path, BYTE_ORDER_MARK + text.getvalue())
    return path
