"""`Comparison`: two plans or more by one scenario: scores, breaches, moves, how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from geodata.geography import Geography
from geodata.problems import InputError, Problem, raise_if_any
from modelling.case import Case
from modelling.check import every_violation
from modelling.difference import Difference, difference
from modelling.pairwise import PairAgreement, pairwise
from modelling.plan import Plan
from modelling.rules.base import Violation
from modelling.scenario import Scenario
from modelling.scoring import scores


@dataclass(frozen=True, eq=False)
class ComparedPlan:
    """One of the plans compared, as the scenario sees it.

    plan        the plan of the scenario's PCTs; no other plan compared has its name
    scores      every objective, and their weighted sum "objective"
    violations  what it breaks of the scenario's rules
    missing     PCTs of the scenario that it has in no cluster
    outside     PCTs that it has and the scenario leaves out
    """

    plan: Plan
    scores: Mapping[str, float]
    violations: tuple[Violation, ...]
    missing: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def name(self) -> str:
        """The plan's name."""
        return self.plan.name

    def broken(self, rule: str) -> tuple[Violation, ...]:
        """Return what the plan breaks of one rule."""
        return tuple(v for v in self.violations if v.rule == rule)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two plans or more, scored and checked by one scenario, and how far every two agree.

    `pairs` holds the first plan with each later one, then the second with each later one, and so
    on; plans stand in it by their places.
    """

    case: Case
    plans: tuple[ComparedPlan, ...]
    pairs: tuple[PairAgreement, ...]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What changes from the first plan to each of the others."""
        first, *others = self.plans
        return tuple(difference(first.plan, o.plan, self.case.geography) for o in others)

    @cached_property
    def judged_by(self) -> tuple[str, ...]:
        """What the plans are held to: that every PCT has a cluster, the rules, and any order."""
        rules = [rule.name for rule in self.case.scenario.rules.active()]
        held = any(step.at_least is not None for step in self.case.scenario.priority or ())
        return ("partition", *rules, *(("priority",) if held else ()))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """PCTs of the scenario that every plan has, by code."""
        return tuple(p for p in self.case.pcts if all(p in c.plan.cluster_of for c in self.plans))


def compare(plans: Sequence[Plan], scenario: Scenario, geography: Geography) -> Comparison:
    """Return the plans compared by the scenario, in the order given.

    Plans of the same name are numbered: "plan (1)" and "plan (2)". What a plan has beyond the
    scenario's PCTs is left out and said. Raises `InputError` for fewer than two plans, for a plan
    with none of the scenario's PCTs or with codes that the geography lacks, and where scenario and
    geography contradict each other.
    """
    case = Case.of(scenario, geography)
    raise_if_any(_problems(plans, case))
    judged = tuple(_judged(plan, case) for plan in named_apart(plans))
    pairs = pairwise([item.plan for item in judged], geography.residents)
    return Comparison(case, judged, pairs)


def named_apart(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Return the plans with the names that several have numbered: "plan (1)" and "plan (2)"."""
    names = [plan.name for plan in plans]
    taken = set(names)
    found = []
    for plan in plans:
        own = plan.name
        if names.count(own) > 1:
            numbered = (f"{own} ({i})" for i in count(1))
            own = next(name for name in numbered if name not in taken)
            taken.add(own)
        found.append(replace(plan, name=own))
    return tuple(found)


def _judged(plan: Plan, case: Case) -> ComparedPlan:
    here = plan.restricted(case.pcts)
    return ComparedPlan(
        plan=here,
        scores=scores(here, case),
        violations=every_violation(here, case),
        missing=_without(case.pcts, here.cluster_of),
        outside=_without(plan.cluster_of, case.index),
    )


def _without(pcts: Iterable[str], known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(pct for pct in pcts if pct not in known)


def _problems(plans: Sequence[Plan], case: Case) -> Iterator[Problem]:
    if len(plans) < 2:
        raise InputError([Problem("plans", "", "fewer than two to compare", "name two or more")])
    for plan in plans:
        unknown = _without(plan.cluster_of, case.geography.names)
        if unknown:
            message = f"no PCT of {case.geography.name} has the code {', '.join(unknown)}"
            yield Problem(plan.name, "", message, "compare plans of one geography")
        elif case.index.keys().isdisjoint(plan.cluster_of):
            message = f"has none of the {len(case.pcts)} PCTs of the scenario {case.scenario.name}"
            remedy = "leave the plan out, or name a scenario of its SHAs with --scenario"
            yield Problem(plan.name, "", message, remedy)
