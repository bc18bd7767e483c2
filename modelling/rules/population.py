"""Every cluster has a population that one executive team can serve."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import model_validator

from geodata.words import counted
from modelling.linear import Statement, Total
from modelling.loosening import Change, Ladder, Part, Path
from modelling.parameters import Parameters, Residents
from modelling.rules.base import Rule, Search, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan

STEP = 1000
"""Residents: bounds are loosened to whole thousands."""


class Population(Parameters, Rule):
    """Least and most residents of a cluster, to "sustain management capacity" (paragraph 2)."""

    name: ClassVar[str] = "population"
    title: ClassVar[str] = "Residents of a cluster"
    paragraph: ClassVar[str] = "1, 2"

    min: Residents = 0
    max: Residents | None = None

    @model_validator(mode="after")
    def _least_below_most(self) -> Population:
        if self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is more than max {self.max} → lower min or raise max")
        return self

    def narrow(self, search: Search, case: Case) -> Search:
        """Return a search that stops growing a cluster at the most residents."""
        most = search.max_residents if self.max is None else min(search.max_residents, self.max)
        return replace(search, max_residents=most)

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where a candidate has at least the least residents."""
        return candidates.residents >= self.min

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the bounds on residents."""
        people = {p: case.geography.residents[p] for p in case.pcts}
        yield Total(people, self.min, inf if self.max is None else self.max)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield the least and the most residents."""
        if self.min:
            words = f"a cluster has at least {counted(self.min, 'resident')}"
            yield Part(("min",), words, unit="residents")
        if self.max is not None:
            words = f"a cluster has at most {counted(self.max, 'resident')}"
            yield Part(("max",), words, unit="residents")

    def only(self, paths: Collection[Path]) -> Population | None:
        """Return the rule with those bounds alone."""
        least, most = ("min",) in paths, ("max",) in paths
        kept = Population(min=self.min if least else 0, max=self.max if most else None)
        return kept if least or most else None

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return the whole thousands below the least residents, or above the most."""
        if path == ("min",):
            top = (self.min - 1) // STEP
            return Ladder(
                "the least residents of a cluster", top + 1, lambda r: self._least(top - r)
            )
        bottom = self.max // STEP + 1 if self.max is not None else 0
        rungs = -(-case.total_residents // STEP) - bottom + 1
        return Ladder(
            "the most residents of a cluster", rungs, lambda rung: self._most(bottom + rung)
        )

    def _least(self, thousands: int) -> Change:
        least = thousands * STEP
        rule = Population(min=least, max=self.max)
        return Change(rule, f"lower the least residents of a cluster to {least:,}")

    def _most(self, thousands: int) -> Change:
        most = thousands * STEP
        rule = Population(min=self.min, max=most)
        return Change(rule, f"raise the most residents of a cluster to {most:,}")

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters with too few or too many residents."""
        for cluster, pcts in plan.clusters.items():
            people = sum(case.geography.residents[p] for p in pcts)
            name = plan.cluster_name(cluster)
            if people < self.min:
                message = f"{name} has {people:,} residents, fewer than {self.min:,}"
                yield Violation(self.name, message, pcts, cluster)
            if self.max is not None and people > self.max:
                message = f"{name} has {people:,} residents, more than {self.max:,}"
                yield Violation(self.name, message, pcts, cluster)
