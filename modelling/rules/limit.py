"""A cluster's total of a column of the planner's own is neither too small nor too large."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import ceil, fsum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, ConfigDict, Field, RootModel, model_validator

from modelling.columns import column_faults, column_values
from modelling.linear import Statement, Total
from modelling.loosening import Change, Ladder, Part, Path, step_of
from modelling.parameters import Code, Number, Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan

HAIR = 1e-9
"""Share of a bound, or of 1 if that is more, that counts as nothing: sums differ that much."""


class Bounds(Parameters):
    """Least and most of a cluster's total of one numeric column of pcts.csv, in its own unit."""

    column: Code
    min: Number | None = None
    max: Number | None = None

    @model_validator(mode="after")
    def _least_below_most(self) -> Bounds:
        if self.min is None and self.max is None:
            raise ValueError(f"{self.column} has no bound → add min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min:g} is more than max {self.max:g} → swap the two")
        return self

    @property
    def least(self) -> float:
        """The least that a total may be, a hair allowed for; -inf without `min`."""
        return -np.inf if self.min is None else self.min - HAIR * max(1.0, abs(self.min))

    @property
    def most(self) -> float:
        """The most that a total may be, a hair allowed for; inf without `max`."""
        return np.inf if self.max is None else self.max + HAIR * max(1.0, abs(self.max))


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, Mapping) else value


class Limit(
    RootModel[Annotated[tuple[Bounds, ...], BeforeValidator(_as_list), Field(min_length=1)],],
    Rule,
):
    """Bounds on a cluster's total of columns of pcts.csv, one or a list of them.

    Clusters "sustain management capacity" for "quality, finance, performance" (paragraph 2): a
    planner may measure that by weighted population, revenue allocation or running costs.
    """

    name: ClassVar[str] = "limit"
    title: ClassVar[str] = "Totals of columns of your own"
    paragraph: ClassVar[str] = "2"
    model_config = ConfigDict(frozen=True)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield columns that are not there, hold no numbers, or have blank cells."""
        for i, bounds in enumerate(self.root):
            yield from column_faults(bounds.column, case, (i, "column"))

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where every total of a candidate is within its bounds."""
        allowed = np.ones(len(candidates), dtype=bool)
        for bounds in self.root:
            values = column_values(bounds.column, case)
            totals = candidates.sums(np.array([values[p] for p in candidates.pcts]))
            allowed &= (totals >= bounds.least) & (totals <= bounds.most)
        return allowed

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield every column's bounds, with the hair that is allowed for."""
        for bounds in self.root:
            yield Total(column_values(bounds.column, case), bounds.least, bounds.most)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield every bound on every column."""
        for i, bounds in enumerate(self.root):
            for end, at_end, value in (("min", "least", bounds.min), ("max", "most", bounds.max)):
                if value is not None:
                    words = f"a cluster has a total {bounds.column} of at {at_end} {value:,.10g}"
                    yield Part((i, end), words, unit=f"of {bounds.column}")

    def only(self, paths: Collection[Path]) -> Limit | None:
        """Return the rule with those bounds alone."""
        kept = []
        for i, bounds in enumerate(self.root):
            gone = {end: None for end in ("min", "max") if (i, end) not in paths}
            if any(getattr(bounds, end) is not None for end in {"min", "max"} - set(gone)):
                kept.append(bounds.model_copy(update=gone))
        return Limit(tuple(kept)) if kept else None

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return steps of one in the bound's third digit, as far as the run's totals go."""
        i, end = int(path[0]), str(path[1])
        bounds = self.root[i]
        start, step = getattr(bounds, end), step_of(getattr(bounds, end))
        values = column_values(bounds.column, case).values()
        least, most = fsum(v for v in values if v < 0), fsum(v for v in values if v > 0)
        far = start - least if end == "min" else most - start
        order = "lower the least" if end == "min" else "raise the most"

        def change(rung: int) -> Change:
            to = start + (rung + 1) * (-step if end == "min" else step)
            looser = bounds.model_copy(update={end: round(to, 12)})
            rule = Limit(tuple(looser if k == i else b for k, b in enumerate(self.root)))
            return Change(rule, f"{order} total {bounds.column} of a cluster to {to:,.10g}")

        what = f"the {order.rsplit(maxsplit=1)[-1]} total {bounds.column} of a cluster"
        return Ladder(what, max(0, ceil(far / step)), change)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters whose total of a column is too small or too large."""
        for bounds in self.root:
            values = column_values(bounds.column, case)
            for cluster, pcts in plan.clusters.items():
                total = fsum(values[p] for p in pcts)
                if bounds.least <= total <= bounds.most:
                    continue
                low = total < bounds.least
                wanted = f"less than {bounds.min:,g}" if low else f"more than {bounds.max:,g}"
                name = plan.cluster_name(cluster)
                message = f"{name} has a total {bounds.column} of {total:,.10g}, {wanted}"
                yield Violation(self.name, message, pcts, cluster)
