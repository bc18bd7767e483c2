"""`Tally`: how far a sweep is."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field

from modelling.sweep_members import Member
from solvers.sweeping.work import Finished

LATELY = 50
"""Scenarios whose pace tells how long the rest will take."""


@dataclass(frozen=True)
class Best:
    """The scenario that gets most of what it asks for: its objective over the sum of its weights.

    Where weights differ, so does what is measured: it is then no word on which plan is best.
    """

    number: int
    average: float


@dataclass
class Tally:
    """How many scenarios of a sweep are done and how they ended.

    total    scenarios of the sweep
    before   how many of those that are done were in the store already
    workers  workers there are now
    """

    total: int
    before: int = 0
    workers: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    best: Best | None = None
    _began: float = field(default_factory=time.monotonic)
    _lately: deque[float] = field(default_factory=lambda: deque(maxlen=LATELY))

    def add(self, finished: Finished, member: Member, before: bool = False) -> None:
        """Count one more that is done, now or `before`."""
        self.ended[finished.status] += 1
        if before:
            self.before += 1
        else:
            self._lately.append(time.monotonic())
        weight = sum(member.scenario.weights.values())
        if finished.objective is not None and weight:
            average = finished.objective / weight
            if self.best is None or average > self.best.average:
                self.best = Best(member.number, average)

    @property
    def done(self) -> int:
        """How many are done."""
        return self.ended.total()

    @property
    def seconds(self) -> float:
        """How long it has been going on this time."""
        return time.monotonic() - self._began

    @property
    def left_s(self) -> float | None:
        """Seconds left at the pace of the latest scenarios, None where it is not known yet."""
        if self.done == self.total:
            return 0.0
        spans = len(self._lately) - 1
        if spans < 1:
            return None
        return (self._lately[-1] - self._lately[0]) / spans * (self.total - self.done)
