"""The best plan for every number of clusters in an SHA that shares PCTs with another.

Such SHAs are one block, of which `CountTable` knows the number of clusters in all. Here each of
them is given every number in turn, and the best combination with the rest of the run is proven.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from modelling.cache import Cache
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.rules.cluster_count import ClusterCount
from solvers.blocks import make_blocks
from solvers.budget import Budget
from solvers.choosing import chosen_searches
from solvers.combination import Progress
from solvers.library import SolverName
from solvers.questions.count_table import Best, CountTable, with_counts
from solvers.search import BlockSearch


def shared_counts(
    case: Case,
    table: CountTable,
    solver: SolverName = "cbc",
    cache: Cache | None = None,
    budget: Budget | None = None,
    on_progress: Progress = lambda _text: None,
) -> Mapping[str, Best]:
    """Return, by SHA that shares PCTs, the best whole plan at every number of clusters there.

    The number in all, and those of the other SHAs, are kept as asked for. SHAs whose clusters are
    too many to list are left out.
    """
    until = budget or Budget()
    found: dict[str, Best] = {}
    for chosen in chosen_searches(case, solver, until, cache=cache):
        if len(chosen.listed) < 2:
            continue
        rest = table.left_to_others(chosen.search.block.name)
        for part in chosen.listed:
            on_progress(f"{part.sha}: the best plan for every number of clusters")
            found[part.sha] = _by_count(part.sha, chosen.listed, rest, case, solver, until)
    return found


def _by_count(
    sha: str,
    listed: tuple[Candidates, ...],
    rest: Best,
    case: Case,
    solver: SolverName,
    budget: Budget,
) -> Best:
    """Return the best whole plan for each number of clusters in one of the SHAs."""
    rule = case.scenario.rules.cluster_count
    asked = {
        part.sha: rule.per_sha[part.sha] for part in listed if rule and part.sha in rule.per_sha
    }
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    most = max(len(part.pcts) for part in listed if part.sha == sha)
    scores, bounds = np.full((2, most + 1), -np.inf)
    for count in range(1, most + 1):
        pinned = ClusterCount(per_sha={**asked, sha: (count, count)})
        (block,) = make_blocks(listed, with_counts(case, pinned))
        search = BlockSearch(block, sum(case.scenario.weights.values()), solver, budget)
        score, bound = _best(search, rest, budget)
        scores[count], bounds[count] = score + constant, bound + constant
    return Best(scores, bounds)


def _best(search: BlockSearch, rest: Best, budget: Budget) -> tuple[float, float]:
    """Return the best score of the block with the rest of the run, and what none can exceed.

    Best first: the number of clusters with the highest bound is made exact, until none that is not
    could be better.
    """
    looked_at: set[tuple[int, bool]] = set()
    while True:
        bounds = _plus(search.bounds(), rest.bounds)
        count = int(np.argmax(bounds))
        step = count, search.relaxed(count)
        done = bounds[count] == -np.inf or search.settled(count)
        if done or budget.over or step in looked_at:
            known = _plus(search.values(), rest.scores)
            return float(known.max()), float(bounds[count])
        looked_at.add(step)
        (search.settle if search.relaxed(count) else search.relax)(count)


def _plus(own: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Return the sums; what is impossible with either is impossible."""
    none = (own == -np.inf) | (rest == -np.inf)
    return np.where(none, -np.inf, np.where(none, 0.0, own) + np.where(none, 0.0, rest))
