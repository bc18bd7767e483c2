"""`Outcome`: what a solve found, how sure it is, and what it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from geodata.geography import Geography
from modelling.agreement import Agreement, agreement
from modelling.case import Case
from modelling.check import LEVEL_HAIR
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.rules.base import Violation
from modelling.scenario import Scenario
from modelling.scoring import cluster_scores
from solvers.conflict import Conflict


class Status(StrEnum):
    """How a solve ended, judged by the gap between plan and bound."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"


@dataclass(frozen=True)
class CountBound:
    """What is known of the best plan of one block with `count` clusters.

    `best` is the score of the best plan found (None: none was found), `bound` what no plan can
    exceed (None: there is no such plan). Both without the constants of the objectives.
    `prices` prove the bound: by PCT, by cluster ("cluster") and by SHA with its own count.
    `price_bound` is the bound that they give by themselves (None: they prove that there is no
    such plan). `survivors` is how many candidates the prices leave that a better plan could be
    made of, and `clusters` the PCTs of each cluster of the best plan found.
    """

    block: str
    count: int
    best: float | None
    bound: float | None
    prices: Mapping[str, Mapping[str, float]]
    survivors: int | None
    price_bound: float | None = None
    clusters: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Stage:
    """One objective of a scenario's order: its best score under the ones before, and what is held.

    `best` is the score of the best plan found, which is the best there is where it is `proven`.
    Every later stage keeps the score at `held_at` = (1 - `within`) × best or above.

    Where the scenario names a level, `held_at` is `at_least`. A stage that reached it is proven by
    the plan found, and no better one was looked for; otherwise `best` is what it is above.
    """

    objective: str
    best: float
    within: float
    held_at: float
    proven: bool
    at_least: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the stage names a level, and a plan was found that reaches it."""
        return self.at_least is not None and not self.out_of_reach

    @property
    def out_of_reach(self) -> bool:
        """Whether the stage names a level that the best plan found does not reach."""
        return self.at_least is not None and self.at_least > self.best + LEVEL_HAIR


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of one solve of one scenario on one geography.

    gap         bound - objective, 0 when optimal (differences below 1e-8 are rounding)
    scores      every objective that the geography has data for, in [0, 1]
    candidates  by SHA: lawful clusters listed, or sets of PCTs looked through
    engines     by SHA (or SHAs that share PCTs): how its clusters were looked for, "listed",
                "streamed" or "labelled" (see `solvers.choosing`)
    counts      the certificate: the bound of every block and count that was looked at
    reasons     when infeasible: why, in a planner's words
    conflicts   when infeasible: the same with its members, PCTs and remedies
    stages      where the scenario has an order of objectives: what each of them came to; the
                outcome is optimal where every stage is proven, whatever other plans score in all
    """

    scenario: Scenario
    geography: Geography
    status: Status
    solver: str = ""
    plan: Plan | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    candidates: Mapping[str, int] = field(default_factory=dict)
    engines: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[CountBound, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    violations: tuple[Violation, ...] = ()
    reasons: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    stages: tuple[Stage, ...] = ()
    started: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    @property
    def weights(self) -> Mapping[str, float]:
        """Weight of every objective that the scenario names."""
        return self.scenario.weights

    @cached_property
    def cluster_scores(self) -> Mapping[str, Mapping[str, float]]:
        """How well each cluster of the plan does on its own by every objective, in [0, 1]."""
        if self.plan is None:
            return {}
        return cluster_scores(self.plan, Case.of(self.scenario, self.geography))

    @cached_property
    def agreement(self) -> Agreement | None:
        """How far the plan agrees with the geography's reference plan, where there are both."""
        name = self.geography.reference_plan
        if self.plan is None or name is None:
            return None
        return agreement(self.plan, reference_plan(name, self.geography))
