"""`KnownPlans`: the best plan known of one block at every number of clusters, however found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Found:
    """The best plan known of one count: its columns, and whether it is the best there is.

    `survivors` is how many columns it was chosen among, None where nothing was left out by price.
    """

    columns: tuple[int, ...]
    value: float
    proven: bool
    survivors: int | None = None


class KnownPlans:
    """What either search knows of each number of clusters up to that of the PCTs."""

    def __init__(self, pcts: int) -> None:
        self._pcts = pcts
        self._found: dict[int, Found] = {}

    def values(self) -> np.ndarray:
        """Return float64 (pcts + 1,): the best plan known of each count, -inf where none is."""
        best = np.full(self._pcts + 1, -np.inf)
        for count, found in self._found.items():
            best[count] = found.value
        return best

    def columns(self, count: int) -> tuple[int, ...]:
        """Return the columns of the best plan known of that count."""
        return self._found[count].columns

    def settled(self, count: int) -> bool:
        """Whether the best plan of that count, or that there is none, is proven."""
        return count in self._found and self._found[count].proven

    def _exact(self, bounds: np.ndarray) -> np.ndarray:
        """Return the bounds with the score of every plan that is proven best in their place."""
        best = bounds.copy()
        for count, found in self._found.items():
            if found.proven:
                best[count] = found.value
        return best
