"""`Figure`: something that is counted of every cluster, in the forms that bounds on it take."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.linear import Statement
from modelling.rules.base import Fault, Search

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case


class Figure(ABC):
    """Something counted of a cluster by itself, that `limit` holds to a least and a most.

    A figure says what it is of a list of candidates (`over`, and `narrow` where no larger set can
    come back within the most) and once more of some PCTs (`of`), sharing at most the reading of a
    table. `paragraph` is that of the PCT Cluster Implementation Guidance (2011).

    one, many  what is counted, in the singular and the plural
    less       "fewer" of what is counted, "less" of what is measured
    unit       what the totals of its linear form are of; "" where these are no totals
    whole      whether it is a whole number, at least 0
    """

    name: ClassVar[str]
    title: ClassVar[str]
    paragraph: ClassVar[str]
    less: ClassVar[str] = "fewer"
    whole: ClassVar[bool] = True
    one: str
    many: str
    unit: str = ""

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what the geography lacks for this figure."""
        yield from ()

    def narrow(self, search: Search, most: float, case: Case) -> Search:
        """Return the search without sets that are over the most, however they grow."""
        return search

    @abstractmethod
    def over(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the figure of each candidate."""

    @abstractmethod
    def of(self, pcts: Collection[str], case: Case) -> float:
        """Return the figure of a cluster of these PCTs."""

    def counted(self, pcts: Collection[str], case: Case) -> tuple[str, ...]:
        """Return the names of what is counted, to be listed; none where that says nothing new."""
        return ()

    @abstractmethod
    def linear(self, least: float, most: float, case: Case) -> Iterator[Statement]:
        """Yield what says that the figure of a cluster lies between the two, -inf and inf for none.

        Raises `NoLinearForm` where it cannot be said so.
        """

    @abstractmethod
    def span(self, case: Case) -> tuple[float, float]:
        """Return a least and a most that no cluster of the run's PCTs goes beyond."""

    def said(self, value: float) -> str:
        """Return what a cluster has: "3 PCT boards"."""
        return f"{value:,g} {self.one if value == 1 else self.many}"

    def asked(self, end: str, value: float) -> str:
        """Return what a cluster has to have `at least` or `at most`: "at most 3 PCT boards"."""
        return f"{end} {self.said(value)}"
