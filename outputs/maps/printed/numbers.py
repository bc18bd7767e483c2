"""What a printed map calls clusters and PCTs by name, in letters that its font has."""

from __future__ import annotations

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.marks import cluster_numbers
from outputs.maps.printed.lettering import drawable_text

__all__ = ["cluster_name", "cluster_numbers", "pct_name"]


def pct_name(pct: str, geography: Geography) -> str:
    """Return what the map calls a PCT: its short name, or its code if no font has its letters."""
    return drawable_text(geography.short_names[pct], otherwise=pct)


def cluster_name(cluster: str, plan: Plan) -> str:
    """Return what the key calls a cluster: its name, or its PCTs' codes if it cannot be drawn."""
    codes = ", ".join(plan.clusters[cluster])
    return drawable_text(plan.cluster_name(cluster), otherwise=codes)
