"""`Findings`: everything that is read out of a sweep, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from geodata.problems import Problem, nearest
from outputs.sweeps.agreeing import Likeness, with_most_frequent, with_reference
from outputs.sweeps.cases import CaseBesideBase, base_row, cases
from outputs.sweeps.effects import FieldEffects, effects
from outputs.sweeps.measured import Measured, measured
from outputs.sweeps.reading import Reading
from outputs.sweeps.together import Pair, pairs, places
from outputs.sweeps.troubles import Trouble, troubles
from outputs.sweeps.undominated import Point, compared_by, points
from solvers.nearly_best.settled import Place

USUAL = ("patient_flow", "population_balance")
"""What is drawn where plans are compared by both: what patients do, against what is manageable."""


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
    def measured(self) -> Measured:
        """Every plan scored once, by one measure: see `measured.measured`."""
        return measured(self.reading)

    @cached_property
    def effects(self) -> tuple[FieldEffects, ...]:
        """How scores move with every field that varies in the grid or in the samples."""
        return effects(self.reading, self.measured)

    @cached_property
    def cases(self) -> tuple[CaseBesideBase, ...]:
        """The cases, each beside the base scenario."""
        return cases(self.reading, self.measured)

    @cached_property
    def base_scenario(self) -> int | None:
        """The number of the scenario that is the base itself; None where none is, or none yet."""
        row = base_row(self.reading)
        return None if row is None else int(row["number"])

    @cached_property
    def compared_by(self) -> tuple[str, ...]:
        """The objectives that plans are compared by."""
        return compared_by(self.reading, self.measured)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The plans with their scores, those that none beats first."""
        return points(self.reading, self.measured)

    @cached_property
    def unbeaten(self) -> tuple[Point, ...]:
        """The plans that none beats."""
        return tuple(point for point in self.points if not point.beaten)

    @cached_property
    def unbeaten_alike(self) -> tuple[Point, ...]:
        """The plans that none of the same number of clusters beats; those that none beats first."""
        return tuple(point for point in self.points if not point.beaten_alike)

    @cached_property
    def between(self) -> tuple[str, str] | None:
        """The two scores to be drawn: those asked for, or the usual two, or the widest two.

        The usual two are patient flow and population balance. Where plans are not compared by
        both, they are the two whose largest and smallest score are furthest apart. None where
        plans are compared by fewer than two.
        """
        known = self.compared_by
        if self.asked_between is not None or len(known) < 2:
            return self.asked_between
        if set(USUAL) <= set(known):
            return USUAL
        scores = self.measured.scores
        wide = scores.max() - scores.min()
        return max(combinations(known, 2), key=lambda two: float(wide[two[0]] + wide[two[1]]))

    def problems(self) -> Iterator[Problem]:
        """Yield every score to be drawn that plans are not compared by."""
        known = self.compared_by
        for name in self.asked_between or ():
            if name not in known:
                message = f"plans are not compared by '{name}'{nearest(name, known)}"
                remedy = f"choose two of {', '.join(known)}" if len(known) > 1 else "leave it out"
                yield Problem("--between", "", message, remedy)

    @cached_property
    def like_first(self) -> tuple[Likeness | None, ...]:
        """How like each plan is to the most frequent one."""
        return with_most_frequent(self.reading)

    @cached_property
    def like_reference(self) -> tuple[Likeness | None, ...]:
        """How like each plan is to the reference plan, None where there is none."""
        return with_reference(self.reading)

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
