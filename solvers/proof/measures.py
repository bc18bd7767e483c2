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

from solvers.proof.exact import rational
from solvers.proof.measure import Measure, inside, weighted
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Cluster, Rulebook, known_parameters
from solvers.proof.terms import NONE, Evenness, Filled, Wholes

Parameters = Mapping[str, Any]
Meaning = Callable[[Rulebook, Parameters], Measure | None]


def patient_flow(book: Rulebook, _said: Parameters) -> Measure | None:
    """Cohesion of trusts by admissions, estimated as share of admissions × residents."""
    facts = book.facts
    rows = (
        (r["trust"], r["pct"], rational(r["share_of_admissions"])) for r in facts.in_run("flows")
    )
    return _cohesion((trust, pct, share * facts.residents[pct]) for trust, pct, share in rows)


def local_authority(book: Rulebook, _said: Parameters) -> Measure | None:
    """Cohesion of upper-tier authorities by residents."""
    rows = book.facts.in_run("local_authorities")
    return _cohesion((r["upper_tier_la"], r["pct"], rational(r["residents"])) for r in rows)


def arrangements(book: Rulebook, _said: Parameters) -> Measure | None:
    """Cohesion of groupings that exist already, by residents."""
    facts = book.facts
    rows = facts.in_run("arrangements")
    return _cohesion(
        (r["arrangement"], r["pct"], Fraction(facts.residents[r["pct"]])) for r in rows
    )


def consortia(book: Rulebook, said: Parameters) -> Measure | None:
    """Cohesion of a set of proposed consortia by residents; of the only one if none is named."""
    sets, which = book.facts.consortium_sets, said.get("consortia")
    if which is None and len(sets) != 1:
        return None
    rows = book.facts.in_run(f"consortia/{which or sets[0]}")
    return _cohesion((r["consortium"], r["pct"], rational(r["residents"])) for r in rows)


def population_balance(book: Rulebook, _said: Parameters) -> Measure | None:
    """Evenness of residents."""
    return _evenness({p: Fraction(n) for p, n in book.facts.residents.items()}, book)


def column_balance(book: Rulebook, said: Parameters) -> Measure | None:
    """Evenness of a column of pcts.csv."""
    column = said.get("column")
    return None if column is None else _evenness(book.facts.column(column), book)


def localisation(book: Rulebook, _said: Parameters) -> Measure | None:
    """Return the share of admissions at trusts with headquarters in the patient's own cluster."""
    facts = book.facts
    pairs: dict[tuple[str, str], Fraction] = {}
    treated: dict[str, Fraction] = {}
    for row in facts.in_run("flows"):
        pct, at = row["pct"], facts.headquarters.get(row["trust"], "")
        if at in facts.residents:
            people = rational(row["share_of_admissions"]) * facts.residents[pct]
            pair = (min(pct, at), max(pct, at))
            pairs[pair] = pairs.get(pair, NONE) + people
            treated[pct] = treated.get(pct, NONE) + people
    total = sum(treated.values(), NONE)
    if not total:
        return None

    def alone(cluster: Cluster) -> Fraction | None:
        mine = sum((treated.get(p, NONE) for p in cluster), NONE)
        return inside(pairs, cluster) / mine if mine else None

    return Measure({pair: people / total for pair, people in pairs.items()}, alone)


def compactness(book: Rulebook, _said: Parameters) -> Measure | None:
    """Return the share of the length of land border that lies inside clusters."""
    land = {pair: km for pair, (kind, km) in book.facts.edges.items() if kind == "land" and km}
    total = sum(land.values())
    if not total:
        return None
    pairs = {(min(pair), max(pair)): km / total for pair, km in land.items()}

    def alone(cluster: Cluster) -> Fraction | None:
        touched = sum(km for pair, km in land.items() if pair & cluster)
        return inside(pairs, cluster) * total / touched if touched else None

    return Measure(pairs, alone)


def whole_authorities(book: Rulebook, _said: Parameters) -> Measure | None:
    """Return the share of upper-tier authorities that lie whole in one cluster."""
    groups = tuple(book.facts.authorities.values())
    if not groups:
        return None
    each = Fraction(1, len(groups))
    pairs: dict[tuple[str, str], Fraction] = {}
    for group in groups:
        if len(group) <= 2:
            pair = (min(group), max(group))
            pairs[pair] = pairs.get(pair, NONE) + each

    def alone(cluster: Cluster) -> Fraction | None:
        mine = [group for group in groups if group & cluster]
        return Fraction(sum(group <= cluster for group in mine), len(mine)) if mine else None

    larger = tuple(group for group in groups if len(group) > 2)
    return Measure(pairs, alone, (Wholes(each, larger),) if larger else ())


def chief_executive_posts(book: Rulebook, _said: Parameters) -> Measure | None:
    """Return the share of chief executives for whom there is a post in their own cluster."""
    chiefs = book.facts.chief_executives
    total = sum(chiefs.values())
    if not total:
        return None

    def alone(cluster: Cluster) -> Fraction | None:
        pool = sum(chiefs[p] for p in cluster)
        return Fraction(1, pool) if pool else None

    return Measure({}, alone, (Filled(Fraction(1, total), chiefs),))


def _evenness(amounts: Mapping[str, Fraction], book: Rulebook) -> Measure | None:
    """Return 1 - Σ_S |a_S - A/K| / 2A, with K the clusters asked for (the middle of a range)."""
    shas = book.facts.run_shas
    spans = [book.national] if book.national else [book.per_sha.get(sha) for sha in shas]
    total = sum(amounts.values(), NONE)
    if None in spans or not total:
        return None
    fair = total / sum((Fraction(sum(span), 2) for span in spans if span), NONE)

    def alone(cluster: Cluster) -> Fraction:
        own = sum((amounts[p] for p in cluster), NONE)
        return min(own, fair) / max(own, fair)

    return Measure({}, alone, (Evenness(1 / (2 * total), fair, amounts),), Fraction(1))


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
        return inside(pairs, cluster) * total / mine if mine else None

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
            column_balance,
            compactness,
            localisation,
            whole_authorities,
            chief_executive_posts,
        )
    }
)


PARAMETERS = MappingProxyType({"consortia": ("consortia",), "column_balance": ("column",)})
"""What an objective may say beside its weight."""


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
    weights: dict[str, Fraction] = {}
    given: dict[str, Parameters] = {}
    for name, value in said.items():
        if name not in MEASURES:
            message = f"cannot prove: does not know the objective '{name}'"
            raise RefusedError("scenario.yaml", message, "score the plan with `clusters score`")
        known = ("weight", *PARAMETERS.get(name, ()))
        parameters = value if isinstance(value, dict) else {"weight": value}
        given[name] = known_parameters(f"the objective '{name}'", parameters, known)
        weights[name] = rational(given[name].get("weight", 1))
    measures = {}
    for name in MEASURES:
        measure = _known(name, given, book)
        if measure is not None:
            measures[name] = measure
    for name in weights.keys() - measures.keys():
        message = f"cannot prove: the run read no data for the objective '{name}'"
        raise RefusedError("outcome.json", message, "solve again")
    return Aims(weights, measures, weighted(weights, measures))


def _known(name: str, given: Mapping[str, Parameters], book: Rulebook) -> Measure | None:
    """Return a measure; None where the run has no data for one that it was not asked for."""
    try:
        return MEASURES[name](book, given.get(name, {}))
    except RefusedError:
        if name in given:
            raise
        return None
