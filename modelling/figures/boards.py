"""How many PCT boards one executive team serves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from modelling.figures.base import Figure
from modelling.implications.facts import boards
from modelling.linear import Statement, Total
from modelling.rules.base import Search

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case


class Boards(Figure):
    """Σ_{i∈S} b_i, with b_i the boards of PCT i: its own, which it keeps (paragraphs 16, 17)."""

    name: ClassVar[str] = "boards"
    title: ClassVar[str] = "PCT boards that one executive team serves"
    paragraph: ClassVar[str] = "6, 16, 17"
    one = "PCT board"
    many = unit = "PCT boards"

    def narrow(self, search: Search, most: float, case: Case) -> Search:
        """Return a search that stops growing a cluster at the most boards: each PCT has one."""
        pcts = int(min(search.max_pcts, max(1.0, most)))
        return replace(search, max_pcts=pcts)

    def over(self, candidates: Candidates, case: Case) -> np.ndarray:
        """Return float64 (n,): the boards of each candidate."""
        of = boards(case.geography)
        return candidates.sums(np.array([of[p] for p in candidates.pcts]))

    def of(self, pcts: Collection[str], case: Case) -> float:
        """Return the boards of these PCTs, one each."""
        return len(pcts)

    def linear(self, least: float, most: float, case: Case) -> Iterator[Statement]:
        """Yield the bounds on the boards."""
        of = boards(case.geography)
        yield Total({p: of[p] for p in case.pcts}, least, most)

    def span(self, case: Case) -> tuple[float, float]:
        """Return one board, and those of all PCTs."""
        return 1, len(case.pcts)
