"""How many upper-tier authorities lie partly in a cluster and partly in others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.authorities import authorities_in, no_authorities
from modelling.figures.base import Figure
from modelling.implications.facts import authority_parts
from modelling.linear import GroupCount, Statement
from modelling.rules.base import Fault

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case


class SplitAuthorities(Figure):
    """Upper-tier authorities with a part in some PCT of the cluster and one in a PCT outside it.

    Clusters make "space for new arrangements with Local Authorities" (paragraph 2); one that is
    split has several clusters at its health and wellbeing board (8, 14). Parts too small to count
    are left out (see `modelling.implications.facts.LEAST_SHARE`).
    """

    name: ClassVar[str] = "split_authorities"
    title: ClassVar[str] = "Upper-tier authorities split between a cluster and others"
    paragraph: ClassVar[str] = "2, 8, 14"
    one = "split upper-tier authority"
    many = "split upper-tier authorities"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a geography without upper-tier authorities."""
        yield from no_authorities(case)

    def over(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the authorities that each candidate meets and does not hold."""
        split = np.zeros(len(candidates))
        for group in self._divisible(case):
            split += candidates.meets(group) & ~candidates.holds(group)
        return split

    def of(self, pcts: Collection[str], case: Case) -> float:
        """Return how many authorities have a part in these PCTs and one in others."""
        return len(self.counted(pcts, case))

    def counted(self, pcts: Collection[str], case: Case) -> tuple[str, ...]:
        """Return the authorities with a part in these PCTs and one in others."""
        parts = authority_parts(case.geography).items()
        return tuple(a for a, within in parts if len({pct in pcts for pct in within}) == 2)

    def linear(self, least: float, most: float, case: Case) -> Iterator[Statement]:
        """Yield the bounds on the authorities met and not held."""
        yield GroupCount(tuple(self._divisible(case)), least, most, split=True)

    def span(self, case: Case) -> tuple[float, float]:
        """Return none, and all that can be split."""
        return 0, len(list(self._divisible(case)))

    def _divisible(self, case: Case) -> Iterator[frozenset[str]]:
        """Yield the PCTs of every authority that has parts in several."""
        return (pcts for pcts in authorities_in(case).values() if len(pcts) > 1)
