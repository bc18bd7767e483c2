"""How many chief executives of a cluster's PCTs have no post in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.figures.base import Figure
from modelling.implications.facts import chief_executives
from modelling.linear import Statement, Total
from modelling.rules.base import Search

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case


class ChiefExecutivesWithoutPost(Figure):
    """max(0, c_S - 1), with c_S the substantive chief executives of the PCTs of cluster S.

    They are the first pool for the one post of the cluster (paragraphs 6 and 23); each is asked
    after, and redundancies are not the aim (paragraph 30). One a PCT is assumed where pcts.csv has
    no `chief_executives` (see `modelling.implications.facts`).
    """

    name: ClassVar[str] = "chief_executives_without_post"
    title: ClassVar[str] = "Chief executives of a cluster's PCTs without a post in it"
    paragraph: ClassVar[str] = "6, 23, 30"
    one = "chief executive without a post"
    many = "chief executives without a post"
    unit = "chief executives"

    def narrow(self, search: Search, most: float, case: Case) -> Search:
        """Return a search of as many PCTs as those with fewest chief executives leave room for."""
        held = np.cumsum(sorted(self._in_run(case).values()))
        pcts = max(1, int((held <= most + 1).sum()))
        return replace(search, max_pcts=min(search.max_pcts, pcts))

    def over(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the chief executives of each candidate but one."""
        in_run = self._in_run(case)
        return np.maximum(candidates.sums(np.array([in_run[p] for p in candidates.pcts])) - 1, 0)

    def of(self, pcts: Collection[str], case: Case) -> float:
        """Return how many are left when one of those of these PCTs has the post."""
        pool = [p for p in pcts for _ in range(chief_executives(case.geography)[p])]
        return len(pool[1:])

    def linear(self, least: float, most: float, case: Case) -> Iterator[Statement]:
        """Yield the bounds on c_S: one more than those on max(0, c_S - 1)."""
        yield Total(self._in_run(case), least + 1 if least > 0 else -inf, most + 1)

    def span(self, case: Case) -> tuple[float, float]:
        """Return 0, and all the run's chief executives but one."""
        return 0, max(0, sum(self._in_run(case).values()) - 1)

    def _in_run(self, case: Case) -> dict[str, int]:
        known = chief_executives(case.geography)
        return {p: known[p] for p in case.pcts}
