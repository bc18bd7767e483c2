"""Where the arrow of a PCT that moves begins and ends on a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd

from modelling.difference import Difference
from outputs.maps.shapes import dissolved, label_points


def homes(found: Difference) -> Mapping[str, tuple[str, ...]]:
    """Return for each cluster of the later plan that PCTs join the PCTs that they come to.

    Those that were there before and stay, or all of the cluster where it is a new one.
    """
    joined = {move.after_id for move in found.moves}
    clusters = {c: found.after.clusters[c] for c in sorted(joined)}
    return {
        c: tuple(pct for pct in pcts if pct not in found.move_of) or pcts
        for c, pcts in clusters.items()
    }


def arrows(
    found: Difference, shapes: gpd.GeoDataFrame, numbers: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the arrows by number: from the middle of the PCT to that of what it comes to.

    Points are latitude and longitude; `to` is None for a PCT that is a cluster by itself.
    """
    starts = label_points(shapes.geometry[shapes.index.isin(list(found.move_of))])
    home_of = {pct: cluster for cluster, pcts in homes(found).items() for pct in pcts}
    ends = label_points(dissolved(shapes, home_of)) if home_of else {}
    made = []
    for pct, number in numbers.items():
        move = found.move_of[pct]
        alone = found.after.clusters[move.after_id] == (pct,)
        made.append(
            {
                "number": number,
                "pct": pct,
                "at": starts[pct][:2],
                "to": None if alone else ends[move.after_id][:2],
            }
        )
    return made
