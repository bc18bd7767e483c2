"""No cluster shares its footprint with a proposed GP commissioning consortium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from pydantic import Field

from geodata.problems import nearest
from modelling.parameters import Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


class Footprint(Parameters, Rule):
    """Clusters "must not be on the same footprint as GP commissioning consortia" (paragraph 7).

    For a cluster S and every consortium C of the set, with n for residents,

        overlap = n(S ∩ C) / n(S ∪ C),  n(S ∪ C) = n(S) + n(C) - n(S ∩ C)

    (Jaccard's index, by residents) must stay below `overlap`. A consortium's residents are all
    it has, also those outside the run.
    """

    name: ClassVar[str] = "footprint"
    title: ClassVar[str] = "No cluster on the footprint of a consortium"
    paragraph: ClassVar[str] = "7"

    consortia: str
    overlap: Annotated[float, Field(gt=0, le=1)] = 0.9

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a set of consortia that the geography does not have."""
        known = case.geography.consortia
        if self.consortia not in known:
            message = f"{case.geography.name} has no set of consortia '{self.consortia}'"
            listed = ", ".join(sorted(known)) or "none: add consortia/<name>.csv"
            remedy = f"choose from {listed}{nearest(self.consortia, known)}"
            yield Fault(("consortia",), message, remedy)

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return false where the overlap with some consortium reaches the threshold."""
        allowed = np.ones(len(candidates), dtype=bool)
        for _, footprint, total in self._footprints(case):
            inside = np.array([footprint.get(p, 0) for p in candidates.pcts], dtype=np.int64)
            if not inside.any():
                continue
            # overlap >= t needs t n(C) <= n(S) <= n(C) / t: few candidates come that close
            near = np.flatnonzero(
                allowed
                & (candidates.residents >= self.overlap * total - 1)
                & (candidates.residents <= total / self.overlap + 1)
            )
            shared = candidates.take(near).sums(inside.astype(float))
            union = candidates.residents[near] + total - shared
            allowed[near[shared / union >= self.overlap]] = False
        return allowed

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters on a consortium's footprint, with the consortium and the overlap."""
        for cluster, pcts in plan.clusters.items():
            for name, overlap in self.overlaps(pcts, case):
                if overlap >= self.overlap:
                    message = (
                        f"{plan.cluster_name(cluster)} is on the footprint of {name}: "
                        f"overlap {overlap:.1%}, not below {self.overlap:.0%}"
                    )
                    yield Violation(self.name, message, pcts, cluster)

    def overlaps(self, pcts: tuple[str, ...], case: Case) -> list[tuple[str, float]]:
        """Return every consortium that shares residents with the PCTs, most overlap first."""
        people = sum(case.geography.residents[p] for p in pcts)
        found = []
        for name, footprint, total in self._footprints(case):
            shared = sum(footprint.get(p, 0) for p in pcts)
            if shared:
                found.append((name, shared / (people + total - shared)))
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def _footprints(self, case: Case) -> tuple[tuple[str, dict[str, int], int], ...]:
        """Return each consortium's name, residents by PCT and residents in all."""
        return case.once((self.name, self.consortia), lambda: tuple(self._read(case)))

    def _read(self, case: Case) -> Iterator[tuple[str, dict[str, int], int]]:
        table = case.geography.consortia[self.consortia]
        names: dict[str, str] = {}
        footprints: dict[str, dict[str, int]] = {}
        columns = (table[c] for c in ("consortium", "consortium_name", "pct", "residents"))
        for code, name, pct, people in zip(*columns, strict=True):
            names[code] = name
            footprint = footprints.setdefault(code, {})
            footprint[pct] = footprint.get(pct, 0) + int(people)
        for code in sorted(footprints):
            yield names[code], footprints[code], sum(footprints[code].values())
