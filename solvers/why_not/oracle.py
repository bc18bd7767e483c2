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
from solvers.combination import national_counts
from solvers.why_not import bounds
from solvers.why_not.division import Counted, divides, numbers_of, projected
from solvers.why_not.homes import homes
from solvers.why_not.members import only_shas, with_rules
from solvers.why_not.regions import Region
from solvers.why_not.witness import greedy_plan

MOST_LISTED = 3_000_000
"""Candidates of one SHA, beyond which a variant of the scenario is not listed."""

FEW_LISTED = 60_000
SMALL_SIZES = (6, 5, 4, 3)
"""Clusters of so few PCTs may do to show that many clusters are possible."""

MOST_MODELLED = 4
"""PCTs that an integer program finds clusters for; for more, clusters are listed."""


class Oracle:
    """Answers True, False, or None where it was not settled; the same question is asked once."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._known: dict[str, bool | None] = {}
        self._numbers: dict[str, tuple[Counted, ...] | None] = {}
        self._strictest: dict[tuple[str, ...], Region] = {}

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

    def numbers(self, case: Case, cap: int = MOST_LISTED) -> tuple[Counted, ...] | None:
        """Return the blocks of the case, None if they have too many clusters to list."""
        found: list[Counted] = []
        for shas in bounds.groups_of(case):
            part = only_shas(case, shas)
            key = _key(part, (), cap)
            if key not in self._numbers:
                self._numbers[key] = self._group(part, cap)
            blocks = self._numbers[key]
            if blocks is None:
                return None
            found += blocks
        return tuple(found)

    def keep_as_strictest(self, case: Case) -> None:
        """Take the case for one that is stricter than whatever else is asked about."""
        for numbers in self.numbers(case) or ():
            if isinstance(numbers, Region):
                self._strictest[numbers.shas] = numbers

    def _group(self, case: Case, cap: int) -> tuple[Counted, ...] | None:
        """Return the blocks of SHAs that belong together."""
        if len(case.shas) == 1 and case.scenario.rules.sha_boundaries is not None:
            stricter = self._strictest.get(case.shas) if cap == MOST_LISTED else None
            only: Counted = Region(case, self.budget, cap, stricter)
            return (only,)
        try:
            return numbers_of(list_candidates(case, cap), case, self.budget)
        except InputError:
            return None

    def _housed(self, needed: Sequence[str], case: Case) -> bool | None:
        if self.budget.over:
            return None
        if len(needed) <= MOST_MODELLED:
            try:
                answer, _ = homes(needed, case, self.budget)
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
        if bounds.impossible(case, self.budget):
            return False
        blocks = self.numbers(case)
        answer = None if blocks is None else divides(blocks, national_counts(case), self.budget)
        if answer is None and (self._small(case) or greedy_plan(case)):
            return True
        return answer

    def _small(self, case: Case) -> bool:
        """Whether the case is possible with small clusters inside SHAs, which are soon listed."""
        rules = case.scenario.rules
        inside = rules.sha_boundaries or ShaBoundaries()
        for most in SMALL_SIZES:
            if len(case.pcts) > most * national_counts(case)[1]:
                return False
            if rules.size is None or most < rules.size.max:
                smaller = with_rules(case, {"size": Size(max=most), "sha_boundaries": inside})
                blocks = self.numbers(smaller, FEW_LISTED)
                if blocks is not None:
                    return divides(blocks, national_counts(smaller), self.budget) is True
        return False


def _key(case: Case, *more: object) -> str:
    rules = {rule.name: rule.model_dump(mode="json") for rule in case.scenario.rules.active()}
    return json.dumps([case.shas, rules, *more], sort_keys=True)
