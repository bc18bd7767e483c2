"""What is counted or totalled of a cluster is neither too little nor too much."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import ceil, inf
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    model_validator,
)

from geodata.problems import nearest
from modelling.figures.base import Figure
from modelling.figures.column_total import ColumnTotal
from modelling.linear import Statement
from modelling.loosening import Change, Ladder, Part, Path, step_of
from modelling.parameters import Code, Number, Parameters
from modelling.registry import figure_types
from modelling.rules.base import Fault, Rule, Search, Violation

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan

HAIR = 1e-9
"""Share of a bound, or of 1 if that is more, that counts as nothing: sums differ that much."""


def _known(value: Any) -> Any:
    """Refuse what is not the name of a figure."""
    known = figure_types()
    if not isinstance(value, str) or value not in known:
        raise ValueError(
            f"'{value}' is no figure{nearest(str(value), known)} "
            f"→ use one of {', '.join(sorted(known))}"
        )
    return value


class Bounds(Parameters):
    """Least and most of a cluster's total of a numeric column of pcts.csv, or of a figure.

    The column is in its own unit; a figure is a whole number (see `modelling.figures`).
    """

    column: Code | None = None
    figure: Annotated[str, BeforeValidator(_known)] | None = None
    min: Number | None = None
    max: Number | None = None

    @model_validator(mode="after")
    def _one_thing_with_a_bound(self) -> Bounds:
        if self.column is None and self.figure is None:
            names = ", ".join(sorted(figure_types()))
            raise ValueError(f"nothing is named to bound → add column:, or figure: one of {names}")
        if self.column is not None and self.figure is not None:
            raise ValueError("both column and figure → give each bounds of its own")
        if self.min is None and self.max is None:
            raise ValueError(f"{self.column or self.figure} has no bound → add min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min:g} is more than max {self.max:g} → swap the two")
        for bound in (self.min, self.max) if self.measure.whole else ():
            if bound is not None and (bound < 0 or bound % 1):
                raise ValueError(f"{self.figure} of {bound:g} → give a whole number, 0 or more")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict:
        """Offer editors the names of the figures."""
        mapping = handler.resolve_ref_schema(handler(core))
        names = {"type": "string", "enum": sorted(figure_types())}
        mapping["properties"]["figure"] = names
        return mapping

    @property
    def measure(self) -> Figure:
        """What is bounded."""
        if self.figure is not None:
            return figure_types()[self.figure]()
        return ColumnTotal(str(self.column))

    @property
    def least(self) -> float:
        """The least that it may be, a hair allowed for; -inf without `min`."""
        return -inf if self.min is None else self.min - self._hair(self.min)

    @property
    def most(self) -> float:
        """The most that it may be, a hair allowed for; inf without `max`."""
        return inf if self.max is None else self.max + self._hair(self.max)

    def _hair(self, bound: float) -> float:
        return 0.0 if self.measure.whole else HAIR * max(1.0, abs(bound))


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, Mapping) else value


class Limit(
    RootModel[Annotated[tuple[Bounds, ...], BeforeValidator(_as_list), Field(min_length=1)],],
    Rule,
):
    """Bounds on what each cluster has of columns of pcts.csv and of figures, one or a list of them.

    Clusters "sustain management capacity" for "quality, finance, performance" (paragraph 2): a
    planner may measure that by weighted population, revenue allocation or running costs, or by the
    boards that a team serves. Each figure cites paragraphs of its own.
    """

    name: ClassVar[str] = "limit"
    title: ClassVar[str] = "Limits on totals of columns and on figures"
    paragraph: ClassVar[str] = "2"
    model_config = ConfigDict(frozen=True)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what the geography lacks for a column or a figure."""
        for i, bounds in enumerate(self.root):
            for fault in bounds.measure.faults(case):
                yield Fault((i, *fault.path), fault.message, fault.remedy)

    def narrow(self, search: Search, case: Case) -> Search:
        """Return the search without sets that are over the most, however they grow."""
        for bounds in self.root:
            if bounds.max is not None:
                search = bounds.measure.narrow(search, bounds.most, case)
        return search

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return true where all that is bounded of a candidate is within its bounds."""
        allowed = np.ones(len(candidates), dtype=bool)
        for bounds in self.root:
            values = bounds.measure.over(candidates, case)
            allowed &= (values >= bounds.least) & (values <= bounds.most)
        return allowed

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the bounds, with the hair that is allowed for."""
        for bounds in self.root:
            yield from bounds.measure.linear(bounds.least, bounds.most, case)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield every bound."""
        for i, bounds in enumerate(self.root):
            for end, value in (("min", bounds.min), ("max", bounds.max)):
                if value is not None:
                    asked = bounds.measure.asked("at least" if end == "min" else "at most", value)
                    yield Part((i, end), f"a cluster has {asked}", unit=bounds.measure.unit)

    def only(self, paths: Collection[Path]) -> Limit | None:
        """Return the rule with those bounds alone."""
        kept = []
        for i, bounds in enumerate(self.root):
            gone = {end: None for end in ("min", "max") if (i, end) not in paths}
            if any(getattr(bounds, end) is not None for end in {"min", "max"} - set(gone)):
                kept.append(bounds.model_copy(update=gone))
        return Limit(tuple(kept)) if kept else None

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return steps of one, for a column in the bound's third digit, as far as the run goes."""
        i, end = int(path[0]), str(path[1])
        bounds = self.root[i]
        start = getattr(bounds, end)
        step = 1.0 if bounds.measure.whole else step_of(start)
        least, most = bounds.measure.span(case)
        far = start - least if end == "min" else most - start
        which = "least" if end == "min" else "most"
        what = f"the {which} {bounds.measure.many} of a cluster"

        def change(rung: int) -> Change:
            to = round(start + (rung + 1) * (-step if end == "min" else step), 12)
            looser = bounds.model_copy(update={end: to})
            rule = Limit(tuple(looser if k == i else b for k, b in enumerate(self.root)))
            order = "lower" if end == "min" else "raise"
            return Change(rule, f"{order} {what} to {to:,.10g}")

        return Ladder(what, max(0, ceil(far / step)), change)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the clusters that have too little or too much of something."""
        for bounds in self.root:
            measure = bounds.measure
            for cluster, pcts in plan.clusters.items():
                value = measure.of(pcts, case)
                if bounds.least <= value <= bounds.most:
                    continue
                few = value < bounds.least
                wanted = (
                    f"{measure.less} than {bounds.min:,g}" if few else f"more than {bounds.max:,g}"
                )
                names = ", ".join(measure.counted(pcts, case))
                listed = f" ({names})" if names else ""
                said = f"{plan.cluster_name(cluster)} has {measure.said(value)}{listed}, {wanted}"
                yield Violation(self.name, said, pcts, cluster, measure.paragraph)
