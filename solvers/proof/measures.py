"""What each objective means, in rational numbers: one function an objective.

An objective that has no function here is refused where a scenario weighs it, and named as not
checked where a run merely reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from types import MappingProxyType
from typing import Any

from solvers.proof.exact import UNIT, rational
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Rulebook, known_parameters

NONE = Fraction(0)


@dataclass(frozen=True)
class Evenness:
    """-rate × |residents of S - fair|, for every cluster S."""

    rate: Fraction
    fair: Fraction

    def of(self, people: int) -> Fraction:
        """Return what a cluster of so many residents adds."""
        return -self.rate * abs(people - self.fair)

    def bound(self) -> Callable[[int], int]:
        """Return the same as a function in units that rounds up, fast enough for a listing."""
        part = self.rate * UNIT / self.fair.denominator
        rate, parts = part.numerator, part.denominator
        fair, scale = self.fair.numerator, self.fair.denominator
        return lambda people: -(rate * abs(scale * people - fair) // parts)


@dataclass(frozen=True, eq=False)
class Measure:
    """score(plan) = constant + Σ_S (Σ pairs inside S + Σ evenness of S).

    pairs  by (i, j) with i <= j: what a cluster with both PCTs gains (i = j: with that PCT)
    alone  how well a cluster does by itself, None where that says nothing
    """

    pairs: Mapping[tuple[str, str], Fraction]
    alone: Callable[[Cluster], Fraction | None]
    evenness: tuple[Evenness, ...] = ()
    constant: Fraction = NONE

    def score(self, clusters: Iterable[Cluster], residents: Mapping[str, int]) -> Fraction:
        """Return the score of a plan."""
        return self.constant + sum((self.of_cluster(c, residents) for c in clusters), NONE)

    def of_cluster(self, cluster: Cluster, residents: Mapping[str, int]) -> Fraction:
        """Return what a cluster adds to the score."""
        people = sum(residents[p] for p in cluster)
        return _inside(self.pairs, cluster) + sum((e.of(people) for e in self.evenness), NONE)


Meaning = Callable[[Rulebook, str | None], Measure | None]


def patient_flow(book: Rulebook, _set: str | None) -> Measure | None:
    """Cohesion of trusts by admissions, estimated as share of admissions × residents."""
    facts = book.facts
    rows = (
        (r["trust"], r["pct"], rational(r["share_of_admissions"])) for r in facts.in_run("flows")
    )
    return _cohesion((trust, pct, share * facts.residents[pct]) for trust, pct, share in rows)


def local_authority(book: Rulebook, _set: str | None) -> Measure | None:
    """Cohesion of upper-tier authorities by residents."""
    rows = book.facts.in_run("local_authorities")
    return _cohesion((r["upper_tier_la"], r["pct"], rational(r["residents"])) for r in rows)


def arrangements(book: Rulebook, _set: str | None) -> Measure | None:
    """Cohesion of groupings that exist already, by residents."""
    facts = book.facts
    rows = facts.in_run("arrangements")
    return _cohesion(
        (r["arrangement"], r["pct"], Fraction(facts.residents[r["pct"]])) for r in rows
    )


def consortia(book: Rulebook, which: str | None) -> Measure | None:
    """Cohesion of a set of proposed consortia by residents; of the only one if none is named."""
    sets = book.facts.consortium_sets
    if which is None and len(sets) != 1:
        return None
    rows = book.facts.in_run(f"consortia/{which or sets[0]}")
    return _cohesion((r["consortium"], r["pct"], rational(r["residents"])) for r in rows)


def population_balance(book: Rulebook, _set: str | None) -> Measure | None:
    """1 - Σ_S |n_S - N/K| / 2N, with K the clusters asked for (the middle of a range)."""
    facts = book.facts
    spans = [book.national] if book.national else [book.per_sha.get(s) for s in facts.run_shas]
    asked_for = sum((Fraction(sum(span), 2) for span in spans if span), NONE)
    if None in spans or not facts.total_residents:
        return None
    fair = facts.total_residents / asked_for

    def alone(cluster: Cluster) -> Fraction:
        people = sum(facts.residents[p] for p in cluster)
        return min(people / fair, fair / max(people, 1))

    rate = Fraction(1, 2 * facts.total_residents)
    return Measure({}, alone, (Evenness(rate, fair),), Fraction(1))


def compactness(book: Rulebook, _set: str | None) -> Measure | None:
    """Return the length of land border inside clusters over that of all land border."""
    land = {pair: km for pair, (kind, km) in book.facts.edges.items() if kind == "land" and km}
    total = sum(land.values())
    if not total:
        return None
    pairs = {(min(pair), max(pair)): km / total for pair, km in land.items()}

    def alone(cluster: Cluster) -> Fraction | None:
        touched = sum(km for pair, km in land.items() if pair & cluster)
        return _inside(pairs, cluster) * total / touched if touched else None

    return Measure(pairs, alone)


def _cohesion(members: Iterable[tuple[str, str, Fraction]]) -> Measure | None:
    """Return Σ_S Σ_{i∈S} Σ_{j∈S} Σ_g m_ig m_jg / m_g over Σ_g m_g, for (group, PCT, people)."""
    groups: dict[str, dict[str, Fraction]] = {}
    held: dict[str, Fraction] = {}
    for group, pct, people in members:
        if people > 0:
            own = groups.setdefault(group, {})
            own[pct] = own.get(pct, NONE) + people
            held[pct] = held.get(pct, NONE) + people
    total = sum(held.values(), NONE)
    if not total:
        return None
    pairs: dict[tuple[str, str], Fraction] = {}
    for own in groups.values():
        whole = sum(own.values()) * total
        for i, j in combinations_with_replacement(sorted(own), 2):
            both = own[i] * own[j] / whole
            pairs[i, j] = pairs.get((i, j), NONE) + (both if i == j else 2 * both)

    def alone(cluster: Cluster) -> Fraction | None:
        mine = sum(held.get(p, NONE) for p in cluster)
        return _inside(pairs, cluster) * total / mine if mine else None

    return Measure(pairs, alone)


MEASURES: Mapping[str, Meaning] = MappingProxyType(
    {
        measure.__name__: measure
        for measure in (
            patient_flow,
            local_authority,
            arrangements,
            consortia,
            population_balance,
            compactness,
        )
    }
)


@dataclass(frozen=True, eq=False)
class Aims:
    """The objectives of a scenario: the weight of each, and every measure that is known.

    `whole` is the weighted sum, as one measure.
    """

    weights: Mapping[str, Fraction]
    measures: Mapping[str, Measure]
    whole: Measure


def read_aims(said: Mapping[str, Any], book: Rulebook) -> Aims:
    """Return the aims of a scenario. Raises `RefusedError` for an objective that is not known."""
    weights, sets = {}, {}
    for name, value in said.items():
        if name not in MEASURES:
            message = f"cannot prove: does not know the objective '{name}'"
            raise RefusedError("scenario.yaml", message, "score the plan with `clusters score`")
        known = ("weight", "consortia") if name == "consortia" else ("weight",)
        what = f"the objective '{name}'"
        given = (
            known_parameters(what, value, known) if isinstance(value, dict) else {"weight": value}
        )
        weights[name] = rational(given.get("weight", 1))
        sets[name] = given.get("consortia")
    measures = {}
    for name in MEASURES:
        measure = _known(name, sets, book)
        if measure is not None:
            measures[name] = measure
    for name in weights.keys() - measures.keys():
        message = f"cannot prove: the run read no data for the objective '{name}'"
        raise RefusedError("outcome.json", message, "solve again")
    return Aims(weights, measures, _weighted(weights, measures))


def _known(name: str, sets: Mapping[str, str | None], book: Rulebook) -> Measure | None:
    """Return a measure; None where the run has no data for one that it was not asked for."""
    try:
        return MEASURES[name](book, sets.get(name))
    except RefusedError:
        if name in sets:
            raise
        return None


def _weighted(weights: Mapping[str, Fraction], measures: Mapping[str, Measure]) -> Measure:
    """Return Σ weight × measure as one measure."""
    pairs: dict[tuple[str, str], Fraction] = {}
    evenness: list[Evenness] = []
    for name, weight in weights.items():
        evenness += [Evenness(weight * e.rate, e.fair) for e in measures[name].evenness if weight]
        for pair, value in measures[name].pairs.items() if weight else ():
            pairs[pair] = pairs.get(pair, NONE) + weight * value
    constant = sum((weight * measures[name].constant for name, weight in weights.items()), NONE)
    return Measure(pairs, lambda _cluster: None, tuple(evenness), constant)


def _inside(pairs: Mapping[tuple[str, str], Fraction], cluster: Cluster) -> Fraction:
    """Return the sum of the pairs inside a cluster."""
    within = combinations_with_replacement(sorted(cluster), 2)
    return sum((pairs[pair] for pair in within if pair in pairs), NONE)
