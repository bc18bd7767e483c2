"""How long a sweep will take, by solving a few of its scenarios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from modelling.sweep_members import Member
from solvers.sweeping.work import Asked, Finished, Workplace

MOST_TRIED = 5
"""Scenarios solved for an estimate."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep amounts to.

    scenarios  how many there are to be solved, with so many distinct `lists` of candidates
    workers    how many would solve them side by side
    tried      how many were solved for the estimate, and how they `ended`
    first_s    seconds for the first scenario of a list, and `each_s` for one after it
    seconds    for all of them, where workers do not slow one another down
    """

    scenarios: int
    lists: int
    workers: int
    tried: int
    ended: tuple[str, ...]
    first_s: float
    each_s: float

    @property
    def seconds(self) -> float:
        """Seconds for the whole: (lists × first + others × each) / workers."""
        others = self.scenarios - self.lists
        at_once = max(1, min(self.workers, self.scenarios))
        return (self.lists * self.first_s + others * self.each_s) / at_once


def estimate(
    waiting: Sequence[Member],
    asked: Asked,
    workers: int,
    on_progress: Callable[[str], None] = lambda _text: None,
) -> Estimate:
    """Return how long these scenarios will take, by solving at most `MOST_TRIED` of them here.

    The first scenario of the list that most of them share is solved, and some of the others evenly
    spread. Nothing is kept of them but the lists.
    """
    by_lists: dict[str, list[Member]] = {}
    for member in waiting:
        by_lists.setdefault(member.lists, []).append(member)
    if not by_lists:
        return Estimate(0, 0, workers, 0, (), 0.0, 0.0)
    largest = max(by_lists.values(), key=len)
    step = max(1, (len(largest) - 1) // (MOST_TRIED - 1))
    tried = [largest[0], *largest[1::step][: MOST_TRIED - 1]]
    place = Workplace(asked)
    found: list[Finished] = []
    for member in tried:
        on_progress(f"Solving scenario {member.number} to see how long it takes")
        beginning = found[0].beginning if found else None
        found.append(place.solve(member.hash, member.asked, beginning))
    first, others = found[0].seconds, [f.seconds for f in found[1:]]
    each = sum(others) / len(others) if others else first
    ended = tuple(f.status for f in found)
    return Estimate(len(waiting), len(by_lists), workers, len(tried), ended, first, each)
