"""`Region`: the numbers of clusters of one SHA, of which nothing is listed before it has to be."""

from __future__ import annotations

import numpy as np

from geodata.problems import InputError
from modelling.case import Case
from modelling.listing import list_candidates
from solvers.budget import Budget
from solvers.why_not import bounds
from solvers.why_not.division import NO, OPEN, UNKNOWN, YES, Numbers, numbers_of


class Region:
    """Into which numbers of clusters an SHA that shares no PCT can be divided.

    Bounds come first; then what is possible under stricter rules, which is possible here too; and
    only then a list of the clusters. More than `cap` of them leave open what is not known yet.
    """

    def __init__(self, case: Case, budget: Budget, cap: int, stricter: Region | None) -> None:
        ((sha, pool, own),) = bounds.pools_of(case)
        rule = case.scenario.rules.cluster_count
        low, high = rule.per_sha.get(sha, (1, len(pool))) if rule else (1, len(pool))
        self.size = len(pool)
        self.shas: tuple[str, ...] = (sha,)
        self.known = np.full(len(pool) + 1, NO)
        least, most = (
            max(low, bounds.least_of(own, case)),
            min(high, bounds.plainly_most(pool, case)),
        )
        self.known[least : most + 1] = UNKNOWN
        if stricter is not None and stricter.size == self.size:
            self.known[stricter.known == YES] = YES
        self._case, self._budget, self._cap = case, budget, cap
        self._pool, self._plain_most, self._packed = pool, most, False
        self._listed: Numbers | None = None
        self._too_many = False

    def settle(self, count: int) -> None:
        """Find out about that number, and what its proof says of others."""
        if 2 * count > self._plain_most and not self._packed:
            self._packed = True
            most = bounds.most_of(self._pool, self._case, self._budget)
            over = np.arange(len(self.known)) > most
            self.known[over & (self.known == UNKNOWN)] = NO
            if self.known[count] == NO:
                return
        numbers = self._numbers()
        open_ = self.known == UNKNOWN
        if numbers is None:
            self.known[open_] = OPEN
            return
        if numbers.known[count] == UNKNOWN:
            numbers.settle(count)
        self.known[open_] = numbers.known[open_]

    def _numbers(self) -> Numbers | None:
        if self._listed is None and not self._too_many:
            try:
                listed = list_candidates(self._case, self._cap)
            except InputError:
                self._too_many = True
            else:
                (self._listed,) = numbers_of(listed, self._case, self._budget)
        return self._listed
