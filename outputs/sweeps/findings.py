"""`Findings`: everything that is read out of a sweep, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from types import MappingProxyType

from geodata.problems import Problem, nearest
from outputs.sweeps.agreeing import Likeness, with_most_frequent, with_reference
from outputs.sweeps.effects import Effect, effect, effects
from outputs.sweeps.reading import Reading
from outputs.sweeps.together import Pair, pairs, places
from outputs.sweeps.troubles import Trouble, troubles
from outputs.sweeps.undominated import Point, compared_by, points
from solvers.nearly_best.settled import Place


@dataclass(frozen=True, eq=False)
class Findings:
    """A sweep and what it says; `asked_between` names the two scores to be drawn, if any."""

    reading: Reading
    asked_between: tuple[str, str] | None = None

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs of PCTs: see `together.pairs`."""
        return pairs(self.reading)

    @cached_property
    def neighbours(self) -> tuple[Pair, ...]:
        """The pairs that are neighbours."""
        return tuple(pair for pair in self.pairs if pair.neighbours)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The place of every PCT: see `together.places`."""
        return places(self.reading)

    @cached_property
    def effects(self) -> Mapping[str, tuple[Effect, ...]]:
        """By the path of every field that varies: its effect on each score."""
        found: dict[str, list[Effect]] = {}
        for item in effects(self.reading):
            found.setdefault(item.path, []).append(item)
        return MappingProxyType({path: tuple(items) for path, items in found.items()})

    @cached_property
    def compared_by(self) -> tuple[str, ...]:
        """The objectives that plans are compared by."""
        return compared_by(self.reading)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The plans with their scores, those that none beats first."""
        return points(self.reading)

    @cached_property
    def unbeaten(self) -> tuple[Point, ...]:
        """The points that none beats."""
        return tuple(point for point in self.points if not point.beaten)

    @cached_property
    def between(self) -> tuple[str, str] | None:
        """The two scores to be drawn: those asked for, or the two that pull apart most.

        These have the lowest rank correlation over the scenarios. None where plans are compared by
        fewer than two.
        """
        choice = list(combinations(self.compared_by, 2))
        if self.asked_between is not None or not choice:
            return self.asked_between
        return min(choice, key=self._pulling_together)

    def problems(self) -> Iterator[Problem]:
        """Yield every score to be drawn that plans are not compared by."""
        known = self.compared_by
        for name in self.asked_between or ():
            if name not in known:
                message = f"plans are not compared by '{name}'{nearest(name, known)}"
                remedy = f"choose two of {', '.join(known)}" if len(known) > 1 else "leave it out"
                yield Problem("--between", "", message, remedy)

    def _pulling_together(self, names: tuple[str, str]) -> float:
        first, second = ([point.scores[n] for point in self.points] for n in names)
        rank = effect("", names[1], first, second).rank if len(set(first)) > 1 else None
        return 1.0 if rank is None else rank

    @cached_property
    def like_first(self) -> tuple[Likeness, ...]:
        """How like each plan is to the most frequent one."""
        return tuple(with_most_frequent(found, self.reading) for found in self.reading.plans)

    @cached_property
    def like_reference(self) -> tuple[Likeness | None, ...]:
        """How like each plan is to the geography's reference plan."""
        return tuple(with_reference(found, self.reading) for found in self.reading.plans)

    @cached_property
    def infeasible(self) -> tuple[Trouble, ...]:
        """Scenarios for which no plan keeps every rule, by reason."""
        return troubles(self.reading, "infeasible")

    @cached_property
    def failed(self) -> tuple[Trouble, ...]:
        """Scenarios that the program could not solve, by reason."""
        return troubles(self.reading, "failed")

    @cached_property
    def stopped(self) -> tuple[Trouble, ...]:
        """Scenarios whose time was over before a plan was found."""
        return troubles(self.reading, "stopped")
