"""The certificate of a run, `certificate.json`: what `clusters prove` holds a run to.

For every block (an SHA, or SHAs that share PCTs) and every number of clusters looked at: dual
prices, the bound that they give, and the best plan found. Any prices give a valid bound, so they
are rounded to integers over one denominator; what they prove is then exact. Where PCTs were
labelled, and no cluster was listed, there are no prices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.files import write_text

if TYPE_CHECKING:
    from solvers.outcome import CountBound, Outcome

DENOMINATOR = 10**12


def certificate(outcome: Outcome) -> dict[str, Any]:
    """Return the certificate of a run as plain data that JSON can hold.

    Prices and bounds are integers over `denominator`; `bound` is null where the prices prove by
    themselves that no plan has so many clusters.
    """
    plan = outcome.plan.clusters.values() if outcome.plan else ()
    return {
        "denominator": DENOMINATOR,
        "plan": sorted(map(list, plan)),
        "counts": [_row(count) for count in outcome.counts],
    }


def write_certificate(path: Path, outcome: Outcome) -> None:
    """Write the certificate of a run as JSON, whole or not at all."""
    text = json.dumps(certificate(outcome), indent=1, ensure_ascii=False, allow_nan=False)
    write_text(path, text + "\n")


def _row(count: CountBound) -> dict[str, Any]:
    return {
        "block": count.block,
        "count": count.count,
        "prices": _prices(count.prices) if count.prices else None,
        "bound": None if count.price_bound is None else round(count.price_bound * DENOMINATOR),
        "best": sorted(map(list, count.clusters)) or None,
        "survivors": count.survivors,
    }


def _prices(prices: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    return {
        "pct": _rounded(prices["pct"]),
        "cluster": _rounded(prices["cluster"])["each"],
        "sha": _rounded(prices["sha"]),
    }


def _rounded(prices: Mapping[str, float]) -> dict[str, int]:
    return {name: round(price * DENOMINATOR) for name, price in prices.items()}
