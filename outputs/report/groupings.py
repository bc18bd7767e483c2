"""What becomes of the groupings of PCTs that exist already: kept whole, or divided among whom."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from modelling.case import Case
from modelling.plan import Plan


@dataclass(frozen=True)
class Grouping:
    """One existing grouping in a plan.

    `pcts` are its PCTs in the run; `outside` those that the run leaves out. `clusters` are the
    clusters that hold any of them, by id. `kind`, `since` and `certainty` are as the table says,
    "" where it does not.
    """

    name: str
    pcts: tuple[str, ...]
    outside: tuple[str, ...]
    clusters: tuple[str, ...]
    joined_by: tuple[str, ...]
    kind: str = ""
    since: str = ""
    certainty: str = ""

    @property
    def whole(self) -> bool:
        """Whether one cluster holds all of it that is in the run."""
        return len(self.clusters) == 1

    @property
    def a_cluster(self) -> bool:
        """Whether it is a cluster as it stands."""
        return self.whole and not self.joined_by and not self.outside


def groupings(plan: Plan, case: Case) -> tuple[Grouping, ...]:
    """Return what becomes of every existing grouping with a PCT in the run, by name."""
    table = case.geography.arrangements
    found = []
    for name, rows in sorted(table.groupby("arrangement")):
        inside = tuple(sorted(p for p in rows["pct"] if p in plan.cluster_of))
        if not inside:
            continue
        clusters = tuple(sorted({plan.cluster_of[p] for p in inside}))
        company = {p for c in clusters for p in plan.clusters[c]}
        found.append(
            Grouping(
                name=str(name),
                pcts=inside,
                outside=tuple(sorted(set(rows["pct"]) - set(inside))),
                clusters=clusters,
                joined_by=tuple(sorted(company - set(inside))),
                kind=_said(rows, "kind"),
                since=_said(rows, "from_date"),
                certainty=_said(rows, "certainty"),
            )
        )
    return tuple(found)


def _said(rows: pd.DataFrame, column: str) -> str:
    """Return what the rows say in a column that the table may lack, each thing once."""
    if column not in rows:
        return ""
    return "; ".join(dict.fromkeys(str(v) for v in rows[column].dropna() if str(v)))
