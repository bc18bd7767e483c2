"""`Oracle`: whether a scenario is possible, by the cheapest means that can tell."""

from __future__ import annotations

import json
from collections.abc import Sequence

from geodata.problems import InputError
from modelling.case import Case
from modelling.linear import NoLinearForm
from modelling.listing import list_candidates
from modelling.rules.sha_boundaries import ShaBoundaries
from modelling.rules.size import Size
from solvers.budget import Budget
from solvers.why_not import bounds
from solvers.why_not.division import Numbers, divides, numbers_of, projected
from solvers.why_not.homes import homes
from solvers.why_not.members import with_rules
from solvers.why_not.witness import greedy_plan

MOST_LISTED = 3_000_000
"""Candidates of one SHA, beyond which a variant of the scenario is not listed."""

FEW_LISTED = 60_000
SMALL_SIZES = (6, 5, 4, 3)
"""Clusters of so few PCTs may do to show that many clusters are possible."""

MOST_MODELLED = 4
"""PCTs that an integer program finds clusters for; for more, clusters are listed."""

HOMES_SECONDS = 5.0


class Oracle:
    """Answers True, False, or None where it was not settled; the same question is asked once."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._known: dict[str, bool | None] = {}
        self._numbers: dict[str, tuple[Numbers, ...] | None] = {}

    def housed(self, needed: Sequence[str], case: Case) -> bool | None:
        """Return whether each of these PCTs can be in exactly one lawful cluster.

        Whatever becomes of the others, and however many clusters there are.
        """
        case = with_rules(case, {"cluster_count": None})
        key = _key(case, needed)
        if key not in self._known:
            self._known[key] = self._housed(needed, case)
        return self._known[key]

    def possible(self, case: Case) -> bool | None:
        """Return whether the case has any lawful plan."""
        key = _key(case, ())
        if key not in self._known:
            self._known[key] = self._possible(case)
        return self._known[key]

    def numbers(self, case: Case, cap: int = MOST_LISTED) -> tuple[Numbers, ...] | None:
        """Return the blocks of the case, None if they have too many clusters to list."""
        count = case.scenario.rules.cluster_count
        per_sha = count.model_copy(update={"national": None}) if count else None
        key = _key(with_rules(case, {"cluster_count": per_sha}), (), cap)
        if key not in self._numbers:
            try:
                listed = list_candidates(case, cap)
                found = numbers_of(listed, case, self.budget)
                self._numbers[key] = found
            except InputError:
                self._numbers[key] = None
        return self._numbers[key]

    def _housed(self, needed: Sequence[str], case: Case) -> bool | None:
        if self.budget.over:
            return None
        if len(needed) <= MOST_MODELLED:
            try:
                answer, _ = homes(needed, case, min(HOMES_SECONDS, self.budget.left_s()))
            except NoLinearForm:
                answer = None
            if answer is not None:
                return answer
        try:
            listed = list_candidates(case, MOST_LISTED, holding=needed)
        except InputError:
            return None
        seen = list(projected(listed, needed, case))
        blocks = numbers_of(seen, case, self.budget)
        return divides(blocks, (1, len(needed)), self.budget)

    def _possible(self, case: Case) -> bool | None:
        if self.budget.over:
            return None
        if bounds.impossible(case):
            return False
        if self._small(case):
            return True
        blocks = self.numbers(case)
        if blocks is None:
            return True if greedy_plan(case) else None
        return divides(blocks, national_of(case), self.budget)

    def _small(self, case: Case) -> bool:
        """Whether the case is possible with small clusters inside SHAs, which are soon listed."""
        rules = case.scenario.rules
        inside = rules.sha_boundaries or ShaBoundaries()
        for most in SMALL_SIZES:
            if len(case.pcts) > most * national_of(case)[1]:
                return False
            if rules.size is None or most < rules.size.max:
                smaller = with_rules(case, {"size": Size(max=most), "sha_boundaries": inside})
                blocks = self.numbers(smaller, FEW_LISTED)
                if blocks is not None:
                    return divides(blocks, national_of(smaller), self.budget) is True
        return False


def national_of(case: Case) -> tuple[int, int]:
    """Return the least and the most clusters in all."""
    rule = case.scenario.rules.cluster_count
    return (rule.national if rule else None) or (1, len(case.pcts))


def _key(case: Case, *more: object) -> str:
    rules = {rule.name: rule.model_dump(mode="json") for rule in case.scenario.rules.active()}
    return json.dumps([case.shas, rules, *more], sort_keys=True)
