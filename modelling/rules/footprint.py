"""No cluster shares its footprint with a proposed GP commissioning consortium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from pydantic import Field, model_validator

from geodata.problems import nearest
from geodata.words import per_cent
from modelling.consortia import Consortium, consortia_of
from modelling.linear import Statement, Total
from modelling.loosening import Change, Ladder, Part, Path
from modelling.parameters import Code, Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan

HAIR = 1e-9
"""100 times a threshold may miss its whole per cent by so much."""

Threshold = Annotated[float, Field(gt=0, le=1)]


class ConsortiumSet(Parameters):
    """A set of consortia with a threshold of its own; the rule's `overlap` where it has none."""

    consortia: Code
    overlap: Threshold | None = None


class Footprint(Parameters, Rule):
    """Clusters "must not be on the same footprint as GP commissioning consortia" (paragraph 7).

    For a cluster S and every consortium C of the set, with n for residents,

        overlap = n(S ∩ C) / n(S ∪ C),  n(S ∪ C) = n(S) + n(C) - n(S ∩ C)

    (Jaccard's index, by residents) must stay below `overlap`. A consortium's residents are all
    it has, also those outside the run. `consortia` names one set; `sets` several, each with its own
    threshold, as in `sets: [{consortia: ccg-2015, overlap: 0.9}, {consortia: ours, overlap: 0.8}]`.
    """

    name: ClassVar[str] = "footprint"
    title: ClassVar[str] = "No cluster on the footprint of a consortium"
    paragraph: ClassVar[str] = "7"

    consortia: Code | None = None
    overlap: Threshold = 0.9
    sets: Annotated[tuple[ConsortiumSet, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_set_or_several(self) -> Footprint:
        if self.consortia is None and self.sets is None:
            raise ValueError("no consortia are named → add consortia: and the name of a set")
        if self.consortia is not None and self.sets is not None:
            raise ValueError(f"both consortia and sets → move {self.consortia} into sets")
        for name, times in Counter(s.consortia for s in self.sets or ()).items():
            if times > 1:
                raise ValueError(f"the set {name} is named twice → keep one of the two")
        return self

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield sets of consortia that the geography does not have."""
        known = case.geography.consortia
        for i, asked in enumerate(self._sets()):
            if asked.consortia not in known:
                message = f"{case.geography.name} has no set of consortia '{asked.consortia}'"
                listed = ", ".join(sorted(known)) or "none: add consortia/<name>.csv"
                remedy = f"choose from {listed}{nearest(asked.consortia, known)}"
                path = ("consortia",) if self.sets is None else ("sets", i, "consortia")
                yield Fault(path, message, remedy)

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return false where the overlap with some consortium reaches the threshold."""
        allowed = np.ones(len(candidates), dtype=bool)
        for consortium, most in self._consortia(case):
            total = consortium.total
            inside = [consortium.residents.get(p, 0) for p in candidates.pcts]
            if not any(inside):
                continue
            # overlap >= t needs t n(C) <= n(S) <= n(C) / t: few candidates come that close
            near = np.flatnonzero(
                allowed
                & (candidates.residents >= most * total - 1)
                & (candidates.residents <= total / most + 1)
            )
            shared = candidates.take(near).sums(np.array(inside, dtype=float))
            union = candidates.residents[near] + total - shared
            allowed[near[shared / union >= most]] = False
        return allowed

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield for every consortium C the bound on Σ_{i∈S} (p + q) c_i - p n_i in whole numbers.

        With c_i the consortium's residents in PCT i, n(S∩C) / n(S∪C) reaches p / q where that sum
        reaches p n(C).
        """
        people = case.geography.residents
        for consortium, most in self._consortia(case):
            c, total = consortium.residents, consortium.total
            if not any(c.get(pct) for pct in case.pcts):
                continue
            p, q, reached = _as_fraction(most, case.total_residents + total)
            amounts = {i: (p + q) * c.get(i, 0) - p * people[i] for i in case.pcts}
            yield Total(amounts, most=p * total - reached)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield every set of consortia."""
        for i, (consortia, most) in enumerate(self.thresholds.items()):
            said = f"no cluster shares {per_cent(most)} or more of the footprint of a consortium"
            yield Part(("sets", i), f"{said} of {consortia}")

    def only(self, paths: Collection[Path]) -> Footprint | None:
        """Return the rule with those sets alone."""
        kept = tuple(asked for i, asked in enumerate(self._sets()) if ("sets", i) in paths)
        return Footprint(sets=kept, overlap=self.overlap) if kept else None

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return the whole per cents above the overlap, up to 100% (the same footprint)."""
        i = int(path[1])
        asked = self._sets()[i]
        least = floor(100 * self.thresholds[asked.consortia] + HAIR) + 1

        def change(rung: int) -> Change:
            overlap = (least + rung) / 100
            looser = asked.model_copy(update={"overlap": overlap})
            sets = tuple(looser if k == i else s for k, s in enumerate(self._sets()))
            said = (
                f"allow overlaps below {per_cent(overlap)} with a consortium of {asked.consortia}"
            )
            return Change(Footprint(sets=sets, overlap=self.overlap), said)

        return Ladder(f"the overlap with consortia of {asked.consortia}", 101 - least, change)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters on a consortium's footprint, with the consortium and the overlap."""
        people: Counter[str] = Counter()
        for pct, cluster in plan.cluster_of.items():
            people[cluster] += case.geography.residents[pct]
        for consortia, most in self.thresholds.items():
            for cluster, name, overlap in self._overlaps(consortia, people, plan, case):
                if overlap >= most:
                    message = (
                        f"{plan.cluster_name(cluster)} is on the footprint of {name}: "
                        f"overlap {overlap:.1%}, not below {per_cent(most)}"
                    )
                    yield Violation(self.name, message, plan.clusters[cluster], cluster)

    def _overlaps(
        self, consortia: str, people: Mapping[str, int], plan: Plan, case: Case
    ) -> Iterator[tuple[str, str, float]]:
        """Yield cluster, consortium's name and overlap of every pair that shares residents."""
        table = case.geography.consortia[consortia]
        table = table.assign(cluster=table["pct"].map(plan.cluster_of))
        total = table.groupby("consortium")["residents"].sum()
        name = table.groupby("consortium")["consortium_name"].last()
        shared = table.groupby(["cluster", "consortium"])["residents"].sum()
        pairs = shared[shared > 0].sort_index().reset_index()
        for cluster, code, both in pairs.itertuples(index=False, name=None):
            yield cluster, name[code], float(both / (people[cluster] + total[code] - both))

    def _sets(self) -> tuple[ConsortiumSet, ...]:
        if self.sets is not None:
            return self.sets
        return (ConsortiumSet(consortia=str(self.consortia)),)

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The overlap that is too much, by set of consortia."""
        own = {asked.consortia: asked.overlap for asked in self._sets()}
        return {name: self.overlap if most is None else most for name, most in own.items()}

    def _consortia(self, case: Case) -> tuple[tuple[Consortium, float], ...]:
        """Return the consortia of every set with its threshold, each by its code within its set."""

        def read() -> tuple[tuple[Consortium, float], ...]:
            tables = ((case.geography.consortia[n], most) for n, most in self.thresholds.items())
            return tuple((c, most) for table, most in tables for c in consortia_of(table))

        return case.once((self.name, *self.thresholds.items()), read)


def _as_fraction(threshold: float, largest: int) -> tuple[int, int, bool]:
    """Return the fraction p / q nearest to the threshold, and whether it reaches it.

    Two overlaps of at most `largest` residents are further from each other than a float is from
    what it was rounded from, so that every other overlap reaches the threshold or not as it is
    more or less than p / q.
    """
    nearest_one = Fraction(threshold).limit_denominator(max(1, largest))
    p, q = nearest_one.numerator, nearest_one.denominator
    return p, q, p / q >= threshold
