"""Clusters have populations alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from modelling.objectives.evenness import Evenness
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.case import Case


class PopulationBalance(Evenness):
    """Evenness of residents: 1 - Σ_S |n_S - N/K| / 2N, with N residents and K clusters asked for.

    Each team then has "management capacity" for as many people (paragraph 2).
    """

    name: ClassVar[str] = "population_balance"
    title: ClassVar[str] = "Population balance"
    reads: ClassVar[str] = (
        "the share of residents who would not have to move for clusters to be equal"
    )
    table: ClassVar[str] = "pcts"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what a fair share cannot do without: a number of clusters, and residents."""
        yield from super().faults(case)
        if case.total_residents == 0:
            message = "population_balance needs residents, and the run's PCTs have none"
            yield Fault((), message, "add SHAs to shas or remove the objective")

    def amounts(self, case: Case) -> Mapping[str, float]:
        """Return the residents of each PCT."""
        return case.geography.residents
