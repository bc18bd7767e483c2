"""What each figure that `limit` bounds means: one function a figure, and once more over bit masks.

A figure that has no function here is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf
from types import MappingProxyType

from solvers.proof.facts import Facts
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Rulebook, Test


@dataclass(frozen=True)
class Figure:
    """A whole number that is counted of every cluster.

    what     what is counted, in the plural
    of       of a cluster of PCTs
    of_mask  given a pool, of a mask over it
    """

    what: str
    of: Callable[[Cluster], int]
    of_mask: Callable[[tuple[str, ...]], Callable[[int], int]]


def boards(_facts: Facts) -> Figure:
    """Count PCT boards: one a PCT."""
    return Figure("PCT boards", len, lambda _pool: int.bit_count)


def chief_executives_without_post(facts: Facts) -> Figure:
    """Count the chief executives of a cluster's PCTs but one."""
    chiefs = facts.chief_executives

    def of_mask(pool: tuple[str, ...]) -> Callable[[int], int]:
        own = [(1 << b, chiefs[p]) for b, p in enumerate(pool) if chiefs[p]]
        return lambda mask: max(0, sum([n for bit, n in own if mask & bit]) - 1)

    return Figure(
        "chief executives without a post",
        lambda cluster: max(0, sum(chiefs[p] for p in cluster) - 1),
        of_mask,
    )


def authorities(facts: Facts) -> Figure:
    """Count the upper-tier authorities with a part in a cluster."""
    groups = tuple(facts.authorities.values())

    def of_mask(pool: tuple[str, ...]) -> Callable[[int], int]:
        masks = [mask for mask, _ in _masks(groups, pool)]
        return lambda mask: sum([1 for group in masks if mask & group])

    return Figure(
        "upper-tier authorities",
        lambda cluster: sum(1 for group in groups if group & cluster),
        of_mask,
    )


def split_authorities(facts: Facts) -> Figure:
    """Count the upper-tier authorities with a part in a cluster and one in another PCT."""
    groups = tuple(group for group in facts.authorities.values() if len(group) > 1)

    def of_mask(pool: tuple[str, ...]) -> Callable[[int], int]:
        known = _masks(groups, pool)
        return lambda mask: sum([1 for g, out in known if mask & g and (out or g & ~mask)])

    return Figure(
        "split upper-tier authorities",
        lambda cluster: sum(1 for group in groups if group & cluster and group - cluster),
        of_mask,
    )


FIGURES: Mapping[str, Callable[[Facts], Figure]] = MappingProxyType(
    {f.__name__: f for f in (boards, chief_executives_without_post, authorities, split_authorities)}
)


def bounded(book: Rulebook, name: str, least: Fraction | None, most: Fraction | None) -> Rulebook:
    """Return a rulebook that holds a figure of every cluster to these bounds, None for none.

    Raises `RefusedError` for a figure that is not known here.
    """
    if name not in FIGURES:
        message = f"cannot prove: does not know the figure '{name}'"
        raise RefusedError("scenario.yaml", message, "check the run with `clusters check`")
    figure = FIGURES[name](book.facts)
    low = 0 if least is None else ceil(least)
    high = inf if most is None else floor(most)

    def fault(cluster: Cluster) -> str | None:
        counted = figure.of(cluster)
        if low <= counted <= high:
            return None
        return f"has {counted:,} {figure.what}, too {'few' if counted < low else 'many'}"

    def test(pool: tuple[str, ...]) -> Test:
        of = figure.of_mask(pool)
        return lambda mask, _people: low <= of(mask) <= high

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def _masks(groups: tuple[Cluster, ...], pool: tuple[str, ...]) -> list[tuple[int, bool]]:
    """Return the mask of each group with a PCT in the pool, and whether it has others as well."""
    masks = [(sum(1 << b for b, p in enumerate(pool) if p in g), g) for g in groups]
    return [(mask, not group <= set(pool)) for mask, group in masks if mask]
