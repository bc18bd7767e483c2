"""How many upper-tier authorities a cluster works with."""

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


class Authorities(Figure):
    """Upper-tier authorities with a part in some PCT of the cluster.

    Each has a health and wellbeing board that the cluster works with (paragraphs 8 and 14). Parts
    too small to count are left out (see `modelling.implications.facts.LEAST_SHARE`).
    """

    name: ClassVar[str] = "authorities"
    title: ClassVar[str] = "Upper-tier authorities that a cluster works with"
    paragraph: ClassVar[str] = "8, 14"
    one = "upper-tier authority"
    many = "upper-tier authorities"

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield a geography without upper-tier authorities."""
        yield from no_authorities(case)

    def over(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the authorities that each candidate meets."""
        return sum(map(candidates.meets, authorities_in(case).values()), np.zeros(len(candidates)))

    def of(self, pcts: Collection[str], case: Case) -> float:
        """Return how many authorities have a part in these PCTs."""
        return len(self.counted(pcts, case))

    def counted(self, pcts: Collection[str], case: Case) -> tuple[str, ...]:
        """Return the authorities with a part in these PCTs."""
        parts = authority_parts(case.geography).items()
        return tuple(authority for authority, within in parts if not within.keys().isdisjoint(pcts))

    def linear(self, least: float, most: float, case: Case) -> Iterator[Statement]:
        """Yield the bounds on the authorities met."""
        yield GroupCount(tuple(authorities_in(case).values()), least, most)

    def span(self, case: Case) -> tuple[float, float]:
        """Return none, and all of them."""
        return 0, len(authorities_in(case))
