"""The margins of every rule of a scenario, whichever module knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from modelling.case import Case
from modelling.plan import Plan
from modelling.rules.base import Violation
from outputs.report.margins.base import Margin, Where
from outputs.report.margins.bounds import limits, providers, residents, size, span
from outputs.report.margins.pins import met_or_broken, numbers_of_clusters, pinned
from outputs.report.margins.shape import in_one_piece, in_one_sha, off_the_footprint

KNOWN: Mapping[str, Callable[[Any, Where], Iterator[Margin]]] = MappingProxyType(
    {
        "cluster_count": numbers_of_clusters,
        "sha_boundaries": in_one_sha,
        "contiguity": in_one_piece,
        "population": residents,
        "size": size,
        "footprint": off_the_footprint,
        "providers": providers,
        "span": span,
        "limit": limits,
    }
)
"""How the margins of a rule are found, in the order to read them in."""


def margins(
    plan: Plan,
    case: Case,
    violations: tuple[Violation, ...],
    clusters: tuple[str, ...] | None = None,
    sha: str | None = None,
) -> tuple[Margin, ...]:
    """Return how closely every rule is met by the plan's clusters, or by those of one SHA.

    `violations` are the whole plan's, by the rules' own checks.
    """
    where = Where(
        plan, case, tuple(plan.clusters if clusters is None else clusters), violations, sha
    )
    rules = {rule.name: rule for rule in case.scenario.rules.active()}
    order = [*(name for name in KNOWN if name in rules), *sorted(rules.keys() - KNOWN.keys())]
    found: list[Margin] = []
    for name in order:
        rule = rules[name]
        finder = KNOWN.get(name) or (pinned if rule.pin else met_or_broken)
        found += finder(rule, where)
    return tuple(found)
