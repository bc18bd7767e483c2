"""`Planner`: questions about one scenario, asked one after the other.

    session = Planner("national")
    session.together("5N1", "5NY").solve()

Every method returns a new planner; what was listed and solved on the way is kept for the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from geodata.geography import Geography
from geodata.loading import load_geography
from modelling.cache import Cache
from modelling.case import Case
from modelling.changes import Changes, Count, without_pins
from modelling.plan import Plan
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from modelling.scoring import scores
from solvers.budget import Budget
from solvers.combination import Progress
from solvers.engine import solve
from solvers.library import SolverName
from solvers.outcome import Outcome, Status
from solvers.questions.answer import Answer, Last
from solvers.questions.continued import continued


class _Memory:
    """What the planners of one session share: lists, scores, outcomes and answers."""

    def __init__(self, solver: SolverName, cache: Cache | None) -> None:
        self.solver = solver
        self.cache = cache or Cache()
        self.settled: dict[str, Outcome] = {}
        self.answers: dict[str, Answer] = {}


class Planner:
    """A scenario to ask questions of; it never changes, a question makes another planner.

    `scenario` is the name of one that ships, a file or a `Scenario`; the geography is the
    scenario's own unless one is given. `plan` is what the first answer is compared with, where
    that is not the scenario's own best plan. Raises `InputError` with every problem found.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario,
        geography: Geography | None = None,
        plan: Plan | None = None,
        solver: SolverName = "cbc",
        cache: Cache | None = None,
    ) -> None:
        asked = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self._geography = geography or load_geography(asked.geography)
        self._case = Case.of(asked, self._geography)
        self._plan = plan.restricted(self._case.pcts) if plan else None
        self._before: Planner | None = None
        self._memory = _Memory(solver, cache)

    @property
    def scenario(self) -> Scenario:
        """The scenario with all that has been changed."""
        return self._case.scenario

    @property
    def geography(self) -> Geography:
        """The geography of the scenario."""
        return self._geography

    def together(self, *pcts: str) -> Planner:
        """Return the planner with these PCTs (by code or name) in one cluster."""
        return self.changed(Changes(together=(pcts,)))

    def apart(self, *pcts: str) -> Planner:
        """Return the planner with no two of these PCTs in one cluster."""
        return self.changed(Changes(apart=(pcts,)))

    def fix(self, *pcts: str) -> Planner:
        """Return the planner with exactly these PCTs as a cluster."""
        return self.changed(Changes(fix=(pcts,)))

    def free(self, *pcts: str) -> Planner:
        """Return the planner without the pins that name any of these PCTs."""
        return self.changed(Changes(free=pcts))

    def weights(self, **weights: float) -> Planner:
        """Return the planner with these weights of objectives, 0 to leave one out."""
        return self.changed(Changes(weights=weights))

    def count(self, least: int, most: int | None = None, sha: str | None = None) -> Planner:
        """Return the planner with that number of clusters, in the whole run or in one SHA."""
        return self.changed(Changes(counts=(Count(least, most or least, sha),)))

    def changed(self, changes: Changes) -> Planner:
        """Return the planner with several changes at once.

        Raises `InputError` with every problem found.
        """
        asked = changes.made(self.scenario, self.geography)
        planner = object.__new__(Planner)
        planner._geography, planner._memory = self._geography, self._memory
        planner._case = Case(asked, self._geography)
        planner._plan, planner._before = None, self
        return planner

    def solve(
        self,
        time_limit_s: float | None = None,
        on_progress: Progress = lambda _text: None,
        budget: Budget | None = None,
    ) -> Answer:
        """Return the best plan, what moves from the last one solved on the way here, and the price.

        Where none has been solved yet, the last plan is the best of the scenario as it was given.
        One limit holds for all of it: what there is no time left to compare with is left out.
        """
        until = budget or Budget(time_limit_s)
        outcome = self._solved(self.scenario, until, on_progress)
        last = self._last(until, on_progress)
        if last is not None:
            outcome = continued(outcome, last.plan)
        bare = without_pins(self.scenario)
        pinned = bare.rules != self.scenario.rules
        free = None
        if pinned and outcome.plan is not None:
            free = self._settled(bare)
            if free is None and until.over:
                free = Outcome(bare, self.geography, Status.STOPPED)
            elif free is None:
                free = self._solved(bare, until, on_progress)
        answer = Answer(outcome, last, free)
        self._memory.answers[self._path] = answer
        return answer

    def _solved(self, scenario: Scenario, budget: Budget, on_progress: Progress) -> Outcome:
        """Return the outcome of a scenario, from memory where it is settled."""
        known = self._settled(scenario)
        if known is not None:
            return known
        memory = self._memory
        found = solve(
            scenario,
            self.geography,
            memory.solver,
            budget=budget,
            cache=memory.cache,
            on_progress=on_progress,
        )
        if found.status in (Status.OPTIMAL, Status.INFEASIBLE):
            memory.settled[_key(scenario)] = found
        return found

    def _settled(self, scenario: Scenario) -> Outcome | None:
        """Return what memory has of a scenario, under the title that it goes by here."""
        known = self._memory.settled.get(_key(scenario))
        return known and replace(known, scenario=scenario)

    def _last(self, budget: Budget, on_progress: Progress) -> Last | None:
        """Return the last plan on the way here, scored by this question's weights."""
        for planner in self._way():
            answer = self._memory.answers.get(planner._path)
            if answer is None and planner._plan is not None:
                return self._scored(planner._plan, planner.scenario)
            unknown = answer is None or answer.plan is None
            if planner._before is None and unknown and not budget.over:
                answer = planner.solve(on_progress=on_progress, budget=budget)
            if answer is not None and answer.plan is not None:
                return self._scored(answer.plan, planner.scenario, answer.outcome)
        return self._scored(self._plan, self.scenario) if self._plan else None

    def _way(self) -> Iterator[Planner]:
        """Yield the planners that this one was made from, the latest first."""
        planner = self._before
        while planner is not None:
            yield planner
            planner = planner._before

    @property
    def _path(self) -> str:
        """What tells the way to this planner from every other."""
        way = [_key(planner.scenario) for planner in self._way()]
        return "/".join([*reversed(way), _key(self.scenario)])

    def _scored(self, plan: Plan, asked: Scenario, known: Outcome | None = None) -> Last:
        """Return a plan as the last one; by its own question's counts where the weights are equal.

        So a plan of 50 clusters is not held against the balance of 48.
        """
        same = asked.objectives == self.scenario.objectives
        case = Case(asked, self.geography) if same else self._case
        found = known.scores if known is not None and same else scores(plan, case)
        return Last(plan, found, same, case.clusters_asked_for)

    def __repr__(self) -> str:
        return f"Planner: {self._title} ({self.geography.title})"

    @property
    def _title(self) -> str:
        return self.scenario.title or self.scenario.name

    def _repr_html_(self) -> str:
        """Return what a notebook shows. Names are escaped."""
        return f"<p><b>{escape(self._title)}</b>, {escape(self.geography.title)}</p>"


def _key(scenario: Scenario) -> str:
    """Return what two scenarios have in common that ask for the same."""
    return Cache.key({k: v for k, v in scenario.as_data().items() if k not in ("name", "title")})
