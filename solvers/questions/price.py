"""What each rule costs: the best plan without it, and without each part and exception of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.cache import Cache
from modelling.case import Case
from modelling.listing import TooManyError
from modelling.moves import changed_clusters
from modelling.naming import named_plan
from modelling.plan import Plan
from modelling.priority import Priority
from modelling.registry import objective_types
from modelling.scenario import Scenario
from solvers.budget import Budget
from solvers.choosing import chosen_searches
from solvers.combination import Progress
from solvers.engine import scale, solve, verified
from solvers.library import SolverName
from solvers.outcome import Outcome, Status
from solvers.questions.count_table import Best, CountTable, count_table_of, with_counts
from solvers.questions.shared_counts import shared_counts
from solvers.trade_offs.priority import combine_chosen, scored_for

JOINED = " + "
"""Between the names of SHAs that share PCTs, in the name of their block."""

SAME = 1e-8
"""Scores that differ by no more are equal: the rest is rounding."""

TOO_MANY = "too many clusters to look at"
NO_TIME = "the time was up"
STOPPED = "the search was stopped"
ORDER = "priority"
"""Where a scenario keeps its order of objectives: what a level is a part of, in place of a rule."""

IN_ORDER = "objectives are taken in order of importance"

EACH_S = 60.0
"""Seconds for each question, where not told otherwise: some would take hours to prove."""


class Left(StrEnum):
    """What is left out of a scenario: a rule, a part of one, or something that one allows."""

    RULE = "rule"
    PART = "part"
    ALLOWANCE = "allowance"


@dataclass(frozen=True)
class Variant:
    """A scenario with one thing left out of one rule: what is left of the rule, and what went."""

    rule: str
    left: Left
    words: str
    without: Any
    pin: bool


@dataclass(frozen=True)
class Price:
    """The best plan without one thing.

    rule      the rule that it is of, "priority" for a level of the order
    words     what was left out, a clause: "a cluster has at most 10 PCTs"
    status    of the solve without it; None where nothing is known of it
    score     of the best plan found without it (None: none)
    gained    that score less the best score with it (None where either is not known)
    most      the most that could be gained, where the score is not proven and this is known
    changed   the clusters of the best plan that are no clusters of that one
    why       a clause: why not all is known, where it is not
    """

    rule: str
    left: Left
    words: str
    status: Status | None
    score: float | None = None
    gained: float | None = None
    most: float | None = None
    changed: tuple[str, ...] = ()
    why: str = ""

    @property
    def proven(self) -> bool:
        """Whether that score, or that there is no plan, is proven."""
        return self.status in (Status.OPTIMAL, Status.INFEASIBLE)


@dataclass(frozen=True, eq=False)
class PriceList:
    """What everything in a scenario costs.

    best    the scenario itself, solved
    prices  of each rule, and of each part of those that have several; pins first
    counts  the best plans by number of clusters, None where they are not known
    shared  by SHA that shares PCTs with another: the best whole plan by number of clusters there
    why     a clause: why there are no counts
    """

    best: Outcome
    prices: tuple[Price, ...]
    counts: CountTable | None
    shared: Mapping[str, Best]
    why: str = ""

    def by_sha(self) -> Mapping[str, Best]:
        """Return the best whole plan by number of clusters in each SHA, the rest as asked for.

        SHAs that share PCTs are taken together where not every one of them is known by itself.
        """
        table = self.counts
        if table is None:
            return {}
        told = {n for n in table.names if set(n.split(JOINED)) <= set(self.shared)}
        blocks = {n: table.where(n) for n in table.names if n not in told}
        return dict(sorted({**blocks, **self.shared}.items()))


def price(
    scenario: Scenario,
    geography: Geography,
    solver: SolverName = "cbc",
    time_limit_s: float | None = EACH_S,
    cache: Cache | None = None,
    on_progress: Progress = lambda _text: None,
    budget: Budget | None = None,
) -> PriceList:
    """Return the best score without each rule, part, pin and exception, and at every count.

    `time_limit_s` is for each question by itself, None for none; the scenario as it stands has no
    limit. What ends within it is proven; the rest says that it is not. Once `budget` has ended no
    further question is asked. Raises `InputError` when scenario and geography contradict each
    other or the scenario has too many clusters to look at.
    """
    until = budget or Budget()
    kept = cache or Cache()
    case = Case.of(scenario, geography)
    best = solve(scenario, geography, solver, budget=until, cache=kept, on_progress=on_progress)
    prices = []
    for variant in variants(case):
        if until.over:
            prices.append(_unknown(variant, _not_asked(until)))
            continue
        on_progress(f"Without: {variant.words}")
        prices.append(_without(variant, best, case, solver, until.part(time_limit_s), kept))
    if scenario.priority is not None or until.over:
        why = IN_ORDER if scenario.priority is not None else _not_asked(until)
        return PriceList(best, tuple(prices), None, {}, why)
    on_progress("The best plan for every number of clusters")
    limit = until.part(time_limit_s)
    counts = count_table_of(case, solver, kept, limit, on_progress)
    enough = not limit.over
    shared = shared_counts(case, counts, solver, kept, limit, on_progress) if enough else {}
    return PriceList(best, tuple(prices), counts, shared)


def variants(case: Case) -> Iterator[Variant]:
    """Yield the scenario without each thing in turn: pins first, as they need no new list."""
    rules = sorted(case.scenario.rules.active(), key=lambda r: (not r.pin, r.name))
    for rule in rules:
        parts = list(rule.parts(case))
        paths = [part.path for part in parts]
        for part in parts:
            left = Left.RULE if len(parts) == 1 else Left.PART
            fewer = rule.only([path for path in paths if path != part.path])
            yield Variant(rule.name, left, part.words, fewer, rule.pin)
        if len(parts) > 1:
            yield Variant(rule.name, Left.RULE, f'the rule "{rule.title}"', None, rule.pin)
        for allowed in rule.allowances(case):
            yield Variant(rule.name, Left.ALLOWANCE, allowed.words, allowed.rule, rule.pin)
    yield from _levels(case.scenario.priority or ())


def _levels(order: Sequence[Priority]) -> Iterator[Variant]:
    """Yield the order without each of its steps that names a level."""
    for step in order:
        if step.at_least is not None:
            title = objective_types()[step.objective].title.lower()
            words = f"the plan scores at least {step.at_least:g} on {title}"
            rest = tuple(other for other in order if other != step)
            yield Variant(ORDER, Left.PART, words, rest or None, pin=False)


def _without(
    variant: Variant,
    best: Outcome,
    case: Case,
    solver: SolverName,
    budget: Budget,
    cache: Cache,
) -> Price:
    """Return the price by solving the scenario anew, why there is no plan left unasked.

    Without a number of clusters, balance is measured as before (see `with_counts`).
    """
    if variant.rule == "cluster_count":
        other = with_counts(case, variant.without)
    elif variant.rule == ORDER:
        other = replace(case, scenario=case.scenario.model_copy(update={ORDER: variant.without}))
    else:
        rules = case.scenario.rules.model_copy(update={variant.rule: variant.without})
        other = Case(case.scenario.model_copy(update={"rules": rules}), case.geography)
    contradicted = next(other.problems(), None)
    if contradicted:
        return _unknown(variant, contradicted.message)
    try:
        chosen = chosen_searches(scored_for(other), solver, budget, cache=cache)
        found = combine_chosen(chosen, other, solver, budget).combined
    except InputError as error:
        many = isinstance(error, TooManyError)
        return _unknown(variant, TOO_MANY if many else error.problems[0].message)
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    bound = min(found.bound + constant, scale(case))
    if found.columns is None:
        status = Status.INFEASIBLE if found.bound == -np.inf else Status.STOPPED
        return _priced(variant, best, status, _why(budget), bound=bound)
    blocks = zip((c.search.block for c in chosen), found.columns, strict=True)
    groups = [pcts for block, columns in blocks for _, pcts in block.members(columns)]
    plan = named_plan(groups, case.geography, case.scenario.name)
    score = verified(plan, other, found.value + constant)["objective"]
    status = Status.OPTIMAL if found.bound - found.value <= SAME else Status.FEASIBLE
    return _priced(variant, best, status, _why(budget), plan, score, bound)


def _priced(
    variant: Variant,
    best: Outcome,
    status: Status,
    why: str,
    plan: Plan | None = None,
    score: float | None = None,
    bound: float = np.inf,
) -> Price:
    """Return the price by comparing the best plan without the thing with the best plan with it.

    Without a rule the best plan with it is still lawful: the search may end before it finds it.
    `why` says why nothing is proven, where it is not.
    """
    proven = status in (Status.OPTIMAL, Status.INFEASIBLE)
    known = Price(variant.rule, variant.left, variant.words, status, score)
    known = known if proven else replace(known, why=why)
    if best.objective is None or best.plan is None or status is Status.INFEASIBLE:
        return _unknown(variant, why) if status is Status.STOPPED else known
    looser = variant.left is not Left.ALLOWANCE
    if status is not Status.OPTIMAL and looser and (score is None or score < best.objective):
        plan, score = best.plan, best.objective
    if score is None or plan is None:
        return _unknown(variant, why)
    gained = score - best.objective
    known = replace(known, status=_ended(status), score=score)
    if status is not Status.OPTIMAL and bound < np.inf:
        known = replace(known, most=bound - best.objective)
    if abs(gained) <= SAME:
        return replace(known, gained=0.0)
    return replace(known, gained=gained, changed=changed_clusters(best.plan, plan))


def _ended(status: Status) -> Status:
    """Return how a search ended of which a plan is known."""
    return status if status is Status.OPTIMAL else Status.FEASIBLE


def _why(budget: Budget) -> str:
    """Return why a budget has ended."""
    return STOPPED if budget.stopped else NO_TIME


def _not_asked(budget: Budget) -> str:
    return f"{_why(budget)} before this was asked"


def _unknown(variant: Variant, why: str) -> Price:
    return Price(variant.rule, variant.left, variant.words, None, why=why)
