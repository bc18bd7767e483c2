"""`Tally`: how far a sweep is."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from modelling.sweep_members import Member
from solvers.sweeping.work import Finished


@dataclass(frozen=True)
class Best:
    """The scenario whose plan scores best on average: its objective over the sum of its weights.

    Objectives of other weights cannot be compared; their averages, each in [0, 1], can.
    """

    number: int
    average: float


@dataclass
class Tally:
    """How many scenarios of a sweep are done and how they ended.

    total    scenarios of the sweep
    before   how many of them were done when it was gone on with
    workers  workers there are now
    """

    total: int
    before: int = 0
    workers: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    best: Best | None = None
    _began: float = field(default_factory=time.monotonic)

    def add(self, finished: Finished, member: Member) -> None:
        """Count one more that is done."""
        self.ended[finished.status] += 1
        weight = sum(member.scenario.weights.values())
        if finished.objective is not None and weight:
            average = finished.objective / weight
            if self.best is None or average > self.best.average:
                self.best = Best(member.number, average)

    @property
    def done(self) -> int:
        """How many are done, those from before too."""
        return self.before + self.ended.total()

    @property
    def seconds(self) -> float:
        """How long it has been going on this time."""
        return time.monotonic() - self._began

    @property
    def left_s(self) -> float | None:
        """Seconds left at the pace of this time, None where nothing is known of it yet."""
        now = self.ended.total()
        return None if not now else self.seconds / now * (self.total - self.done)
