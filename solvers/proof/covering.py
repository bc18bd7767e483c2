"""The exhaustive search: the best choice of columns that covers every PCT once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solvers.proof.pricing import Column
from solvers.proof.rulebook import Count

MOST_WORK = 400_000_000
"""Columns looked at before a search is given up: some minutes."""


class TooManyError(Exception):
    """The search would take too long, so nothing is proven."""


@dataclass
class Search:
    """Looks for `count` columns that cover all PCTs once and score more than `floor`.

    A plan scores at most `bound` less the slack of its columns, so a branch whose slack leaves
    nothing above the floor is not followed. The floor rises with every plan found.
    """

    count: int
    everyone: int
    per_sha: Mapping[str, Count]
    bound: int | None
    floor: int | None
    best: tuple[Column, ...] | None = None
    work: int = field(default=0, repr=False)

    def run(self, columns: Sequence[Column]) -> tuple[Column, ...] | None:
        """Return the best choice that scores more than the floor, None where there is none.

        Raises `TooManyError` when the search grows beyond `MOST_WORK`.
        """
        self._extend((), 0, 0, list(columns))
        return self.best

    def _extend(
        self, chosen: tuple[Column, ...], covered: int, slack: int, columns: list[Column]
    ) -> None:
        """Try every way to cover the PCT that the fewest columns hold."""
        if covered == self.everyone:
            self._judge(chosen)
            return
        if len(chosen) == self.count:
            return
        pct = self._scarcest(covered, columns)
        for column in columns if pct else ():
            spent = slack + column.slack
            if column.mask & pct and not self._pointless(spent):
                taken = covered | column.mask
                left = [c for c in columns if not c.mask & taken]
                left = [c for c in left if not self._pointless(spent + c.slack)]
                self._extend((*chosen, column), taken, spent, left)

    def _pointless(self, slack: int) -> bool:
        if self.bound is None or self.floor is None:
            return False
        return self.bound - slack <= self.floor

    def _scarcest(self, covered: int, columns: list[Column]) -> int:
        """Return the uncovered PCT that the fewest columns hold, 0 where one is held by none."""
        self.work += len(columns) + 1
        if self.work > MOST_WORK:
            raise TooManyError
        scarcest, fewest = 0, len(columns) + 1
        left = self.everyone & ~covered
        while left:
            bit = left & -left
            left ^= bit
            holding = sum([1 for c in columns if c.mask & bit])
            if holding < fewest:
                scarcest, fewest = bit, holding
        return scarcest if fewest else 0

    def _judge(self, chosen: tuple[Column, ...]) -> None:
        """Keep a plan that has the right counts and scores more than the floor."""
        in_sha = Counter(column.sha for column in chosen)
        counted = all(low <= in_sha[sha] <= high for sha, (low, high) in self.per_sha.items())
        score = sum(column.score for column in chosen)
        if counted and len(chosen) == self.count and (self.floor is None or score > self.floor):
            self.best, self.floor = chosen, score
