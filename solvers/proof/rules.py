"""What each rule means: one function a rule, from its parameters to a stricter rulebook.

A rule that has no function here is refused, and so is a parameter that its function does not
name: what is not understood is never passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations
from math import lcm
from types import MappingProxyType
from typing import Any

from solvers.proof.exact import rational
from solvers.proof.facts import Pair
from solvers.proof.figures import bounded
from solvers.proof.footprints import footprint
from solvers.proof.pins import apart, fixed, together
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Count, Rulebook, Test, known_parameters

HAIR = Fraction(1, 10**9)
MILLIMETRE_KM = Fraction(1, 10**6)

Meaning = Callable[[Any, Rulebook], Rulebook]


def sha_boundaries(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to one SHA; a PCT in `exceptions` may go to a second one in the run."""
    offered = known_parameters("the rule 'sha_boundaries'", said, ("exceptions",)).get(
        "exceptions", {}
    )
    home = book.facts.sha_of
    pools = {
        sha: tuple(p for p in home if sha in (home[p], offered.get(p)))
        for sha in book.facts.run_shas
    }

    def fault(cluster: Cluster) -> str | None:
        if any(cluster <= set(pool) for pool in pools.values()):
            return None
        return f"lies in {' and '.join(sorted({home[p] for p in cluster}))}"

    return book.stricter(pools=pools, faults=(*book.faults, fault))


def contiguity(said: Any, book: Rulebook) -> Rulebook:
    """Join a cluster's PCTs to one another by edges of the kinds admitted, and by strong flows."""
    asked = known_parameters("the rule 'contiguity'", said, ("edges", "flows_over"))
    edges = book.facts.edges.items()
    joined = frozenset(pair for pair, (kind, _) in edges if kind in asked["edges"])
    if asked.get("flows_over") is not None:
        joined |= _joined_by_flow(book, rational(asked["flows_over"]))

    def fault(cluster: Cluster) -> str | None:
        reached, fresh = set(), {min(cluster)}
        while fresh:
            reached |= fresh
            fresh = {p for p in cluster - reached for q in fresh if frozenset((p, q)) in joined}
        stray = ", ".join(sorted(cluster - reached))
        return f"falls into parts: nothing joins {min(cluster)} to {stray}" if stray else None

    return book.stricter(joined=joined, faults=(*book.faults, fault))


def _joined_by_flow(book: Rulebook, share: Fraction) -> frozenset[Pair]:
    """Return the pairs where f_ij + f_ji reaches the share, a hair of 10^-9 allowed for.

    f_ij is the share of PCT i's admissions at trusts with their headquarters in PCT j.
    """
    flows: dict[Pair, Fraction] = {}
    for row in book.facts.in_run("flows"):
        pair = frozenset((row["pct"], book.facts.headquarters.get(row["trust"], "")))
        if len(pair) == 2 and pair <= book.facts.residents.keys():
            flows[pair] = flows.get(pair, Fraction(0)) + rational(row["share_of_admissions"])
    return frozenset(pair for pair, flow in flows.items() if flow >= share - HAIR)


def cluster_count(said: Any, book: Rulebook) -> Rulebook:
    """Ask for so many clusters in all, and in single SHAs."""
    asked = known_parameters("the rule 'cluster_count'", said, ("national", "per_sha"))
    national = _span(asked["national"]) if asked.get("national") is not None else None
    per_sha = {sha: _span(span) for sha, span in asked.get("per_sha", {}).items()}
    return book.stricter(national=national, per_sha=per_sha)


def population(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to at least `min` and at most `max` residents."""
    asked = known_parameters("the rule 'population'", said, ("min", "max"))
    least, most = asked.get("min", 0), asked.get("max", book.most_people)
    residents = book.facts.residents

    def fault(cluster: Cluster) -> str | None:
        people = sum(residents[p] for p in cluster)
        if people < least:
            return f"has {people:,} residents, fewer than {least:,}"
        return f"has {people:,} residents, more than {most:,}" if people > most else None

    return book.stricter(
        most_people=min(book.most_people, most),
        faults=(*book.faults, fault),
        tests=(*book.tests, lambda _pool: lambda _mask, people: people >= least),
    )


def size(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to at most `max` PCTs."""
    most = known_parameters("the rule 'size'", said, ("max",))["max"]

    def fault(cluster: Cluster) -> str | None:
        return f"has {len(cluster)} PCTs, more than {most}" if len(cluster) > most else None

    return book.stricter(most_pcts=min(book.most_pcts, most), faults=(*book.faults, fault))


def limit(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster's total of a column of pcts.csv, or a figure, to `min` or more, `max` or less.

    A hair of 10^-9 of a column's bound, or of 1 if that is more, belongs to the rule.
    """
    for bounds in said if isinstance(said, list) else [said]:
        asked = known_parameters("the rule 'limit'", bounds, ("column", "figure", "min", "max"))
        least, most = (_number(asked.get(end)) for end in ("min", "max"))
        if asked.get("figure") is not None:
            book = bounded(book, asked["figure"], least, most)
            continue
        values = book.facts.column(asked["column"])
        low = None if least is None else least - HAIR * max(Fraction(1), abs(least))
        high = None if most is None else most + HAIR * max(Fraction(1), abs(most))
        book = _within(book, values, low, high, f"total {asked['column']}")
    return book


def providers(said: Any, book: Rulebook) -> Rulebook:
    """Hold a cluster to at least `min` trusts of flows.csv with their headquarters in it."""
    least = known_parameters("the rule 'providers'", said, ("min",)).get("min", 1)
    facts = book.facts
    acute = {row["trust"] for row in facts.rows("flows")}
    at = Counter(pct for trust, pct in facts.headquarters.items() if trust in acute)
    values = {pct: Fraction(at[pct]) for pct in facts.residents}
    return _within(book, values, Fraction(least), None, "number of acute trusts")


def span(said: Any, book: Rulebook) -> Rulebook:
    """Hold any two PCTs of a cluster to at most `max_km`, to the millimetre.

    Distances are between the centroids of pcts.csv. Raises `RefusedError` where some are blank.
    """
    most = rational(known_parameters("the rule 'span'", said, ("max_km",))["max_km"])
    limit_m2 = ((most + MILLIMETRE_KM) * 1000) ** 2
    rows = list(book.facts.rows("pcts"))
    if not all(row.get("easting") and row.get("northing") for row in rows):
        message = "the run measured 'span' on boundaries, for pcts.csv lacks eastings and northings"
        raise RefusedError("pcts.csv", message, "a run can be proven where it has them")
    xy = {row["pct"]: (rational(row["easting"]), rational(row["northing"])) for row in rows}
    far = {
        frozenset((p, q))
        for p, q in combinations(book.facts.residents, 2)
        if (xy[p][0] - xy[q][0]) ** 2 + (xy[p][1] - xy[q][1]) ** 2 > limit_m2
    }

    def fault(cluster: Cluster) -> str | None:
        ends = next((sorted(pair) for pair in far if pair <= cluster), None)
        return f"is too wide: {' and '.join(ends)} are too far apart" if ends else None

    def test(pool: tuple[str, ...]) -> Test:
        too_far = [sum(1 << c for c, q in enumerate(pool) if {p, q} in far) for p in pool]
        return lambda mask, _people: (
            not any(mask >> b & 1 and mask & others for b, others in enumerate(too_far))
        )

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


RULES: Mapping[str, Meaning] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            sha_boundaries,
            contiguity,
            cluster_count,
            population,
            size,
            footprint,
            limit,
            providers,
            span,
            together,
            apart,
            fixed,
        )
    }
)


def read_rules(said: Mapping[str, Any], book: Rulebook) -> Rulebook:
    """Return the rulebook of a scenario's rules. Raises `RefusedError` for an unknown one."""
    for name, parameters in said.items():
        if name not in RULES:
            message = f"cannot prove: does not know the rule '{name}'"
            raise RefusedError("scenario.yaml", message, "check the run with `clusters check`")
        book = RULES[name](parameters, book)
    return book


def _within(
    book: Rulebook,
    values: Mapping[str, Fraction],
    least: Fraction | None,
    most: Fraction | None,
    what: str,
) -> Rulebook:
    """Return a rulebook that holds the sum of a cluster's values to these bounds."""
    low = least if least is not None else -Fraction(sum(map(abs, values.values())) + 1)
    high = most if most is not None else Fraction(sum(map(abs, values.values())) + 1)

    def fault(cluster: Cluster) -> str | None:
        total = sum((values[p] for p in cluster), Fraction(0))
        if low <= total <= high:
            return None
        return f"has a {what} of {float(total):,.10g}, too {'small' if total < low else 'large'}"

    def test(pool: tuple[str, ...]) -> Test:
        scale = lcm(low.denominator, high.denominator, *(values[p].denominator for p in pool))
        own = [(1 << b, int(values[p] * scale)) for b, p in enumerate(pool)]
        floor_, top = int(low * scale), int(high * scale)
        return lambda mask, _people: floor_ <= sum([n for bit, n in own if mask & bit]) <= top

    return book.stricter(faults=(*book.faults, fault), tests=(*book.tests, test))


def _number(said: Any) -> Fraction | None:
    return None if said is None else rational(said)


def _span(said: Any) -> Count:
    low, high = said if isinstance(said, list) else (said, said)
    return int(low), int(high)
