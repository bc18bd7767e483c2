"""The scores of two plans side by side, by one scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelling.case import Case
from modelling.difference import Difference
from modelling.scoring import scores
from outputs.wording import TOTAL, ScoreLine, holes, most, score_lines

Line = tuple[ScoreLine, float]
HALF_A_THOUSANDTH = 0.0005


@dataclass(frozen=True)
class TwoScores:
    """What two plans score by one scenario.

    lines     each score of the earlier plan, and what the later one has for it
    total     the weighted totals of the earlier and of the later plan
    most      the most that a total can be
    scenario  the scenario's name
    warnings  why the figures do not compare, where a plan leaves out PCTs of the scenario
    """

    lines: tuple[Line, ...]
    total: tuple[float, float]
    most: float
    scenario: str
    warnings: tuple[str, ...]

    @property
    def weighted(self) -> tuple[Line, ...]:
        """The scores that have a weight."""
        return tuple(line for line in self.lines if line[0].weight is not None)

    @property
    def unweighted(self) -> tuple[Line, ...]:
        """The scores that have none."""
        return tuple(line for line in self.lines if line[0].weight is None)


def two_scores(found: Difference, case: Case) -> TwoScores:
    """Return what both plans score in the case, each over the PCTs of the case."""
    asked = case.scenario
    before, after = (scores(p.restricted(case.pcts), case) for p in (found.before, found.after))
    lines = score_lines(before, asked.weights, case.geography, asked.measured_on)
    return TwoScores(
        lines=tuple((line, after[line.name]) for line in lines),
        total=(before[TOTAL], after[TOTAL]),
        most=most(asked.weights),
        scenario=asked.name,
        warnings=tuple(_warnings(found, case)),
    )


def change(before: float, after: float) -> str:
    """Return "+0.012", "−0.034", or "–" for less than half a thousandth.

    It is the difference of the scores as they are, rounded once: it may be a thousandth off that of
    the two figures as they are shown.
    """
    gained = after - before
    return f"{gained:+.3f}".replace("-", "−") if abs(gained) >= HALF_A_THOUSANDTH else "–"


def _warnings(found: Difference, case: Case) -> Iterator[str]:
    for plan in (found.before, found.after):
        if missing := holes(plan, case.pcts):
            yield f"{plan.name} leaves {missing}: its scores are not those of a whole plan."
