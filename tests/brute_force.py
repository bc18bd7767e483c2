"""The judge: what DESIGN says of rules and objectives, in plain Python, over every partition.

Nothing of `modelling` is used but the scenario's own values: a rule or a formula that is wrong
there is not wrong here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations

import pandas as pd
from small_maps import CHIEFS, COLUMN

from modelling.case import Case

Cluster = frozenset[str]

BALANCES = ("population_balance", "column_balance")


class Judge:
    """Says of any set of PCTs in the run whether it is lawful and what it scores."""

    def __init__(self, case: Case) -> None:
        self.geography = case.geography
        self.rules = case.scenario.rules
        self.weights = dict(case.scenario.weights)
        self.run = case.scenario.shas or tuple(self.geography.pcts["sha"].unique())
        table = self.geography.pcts[self.geography.pcts["sha"].isin(self.run)]
        self.sha = dict(table["sha"])
        self.people = {p: int(n) for p, n in table["residents"].items()}
        self._consortia = list(_footprints(case)) if self.rules.footprint else []
        chosen = case.scenario.objectives.consortia
        self._grouped_by = (chosen and chosen.consortia) or next(iter(self.geography.consortia))
        home = dict(
            zip(self.geography.trusts["trust"], self.geography.trusts["hq_pct"], strict=True)
        )
        self._shares = defaultdict(float)
        for pct, trust, share in _cells(self.geography.flows):
            self._shares[pct, home[trust]] += share
        self._admissions = {
            (pct, at): share * self.people[pct]
            for (pct, at), share in self._shares.items()
            if pct in self.people and at in self.people
        }
        self._acute = [home[trust] for trust in set(self.geography.flows["trust"])]
        known = table.get(CHIEFS, pd.Series(dtype=float)).dropna()
        self.chiefs = {p: int(known.get(p, 1)) for p in self.people}
        self.authorities = list(self._authorities())
        for slow in ("lawful", "value", "_people_in_groups"):
            setattr(self, slow, cache(getattr(self, slow)))

    def lawful(self, cluster: Cluster) -> bool:
        """Whether the cluster keeps every rule that can be judged of one cluster."""
        rules = self.rules
        people = sum(self.people[p] for p in cluster)
        return all(
            (
                rules.sha_boundaries is None or self.shas_in_common(cluster),
                rules.contiguity is None or self._hangs_together(cluster),
                rules.population is None or people >= rules.population.min,
                rules.population is None
                or rules.population.max is None
                or people <= rules.population.max,
                rules.size is None or len(cluster) <= rules.size.max,
                rules.footprint is None or all(x < most for x, most in self._overlaps(cluster)),
                all(
                    cluster >= set(group) or cluster.isdisjoint(group)
                    for group in (rules.together.root if rules.together else ())
                ),
                all(
                    len(cluster & set(group)) < 2
                    for group in (rules.apart.root if rules.apart else ())
                ),
                all(
                    cluster == group or cluster.isdisjoint(group)
                    for group in (self._fixed() if rules.fixed else ())
                ),
                all(
                    bounds.min <= self._amount(bounds, cluster)
                    for bounds in (rules.limit.root if rules.limit else ())
                    if bounds.min is not None
                ),
                all(
                    bounds.max >= self._amount(bounds, cluster)
                    for bounds in (rules.limit.root if rules.limit else ())
                    if bounds.max is not None
                ),
                rules.span is None or self._km_across(cluster) <= rules.span.max_km + 1e-6,
                rules.providers is None or self._trusts_in(cluster) >= rules.providers.min,
            )
        )

    def shas_in_common(self, cluster: Cluster) -> set[str]:
        """SHAs of the run that every PCT of the cluster belongs or is offered to."""
        offers = self.rules.sha_boundaries.exceptions
        return {s for s in self.run if all(s in (self.sha[p], offers.get(p)) for p in cluster)}

    def counts_for(self, cluster: Cluster) -> str:
        """Return the SHA, of those in common, where most of the cluster's residents live."""
        at_home = defaultdict(int)
        for p in cluster:
            at_home[self.sha[p]] += self.people[p]
        return min(self.shas_in_common(cluster), key=lambda s: (-at_home[s], s))

    def counted(self, plan: tuple[Cluster, ...]) -> bool:
        """Whether the plan has as many clusters as the scenario asks for."""
        rule = self.rules.cluster_count
        if rule is None:
            return True
        if rule.national and not rule.national[0] <= len(plan) <= rule.national[1]:
            return False
        homes = [self.counts_for(cluster) for cluster in plan] if rule.per_sha else []
        return all(low <= homes.count(sha) <= high for sha, (low, high) in rule.per_sha.items())

    def value(self, cluster: Cluster) -> float:
        """Return what the cluster adds to the weighted score, the 1 of each balance left out."""
        return sum(w * self.part(name, cluster) for name, w in self.weights.items() if w)

    def score(self, plan: tuple[Cluster, ...]) -> float:
        """Return the weighted score of the plan."""
        constant = sum(self.weights.get(name, 0) for name in BALANCES)
        return constant + sum(map(self.value, plan))

    def part(self, name: str, cluster: Cluster) -> float:
        """Return what the cluster adds to one objective."""
        if name == "population_balance":
            total = sum(self.people.values())
            people = sum(self.people[p] for p in cluster)
            return -abs(people - total / self._asked_for()) / (2 * total)
        if name == "column_balance":
            total = self._total(COLUMN, self.people)
            return -abs(self._total(COLUMN, cluster) - total / self._asked_for()) / (2 * total)
        if name in ("whole_authorities", "chief_executive_posts"):
            return self._share(name, cluster)
        if name == "localisation":
            sent = self._admissions
            inside = sum(
                n for (home, away), n in sent.items() if home in cluster and away in cluster
            )
            return inside / sum(sent.values())
        if name == "compactness":
            km = {
                frozenset((a, b)): km
                for a, b, kind, km, *_ in self.geography.adjacency.itertuples(index=False)
                if kind == "land" and a in self.people and b in self.people
            }
            return sum(n for pair, n in km.items() if pair <= cluster) / sum(km.values())
        held = self._people_in_groups(name)
        in_group = defaultdict(float)
        for (_, group), n in held.items():
            in_group[group] += n
        w = sum(
            held[i, g] * held.get((j, g), 0.0) / in_group[g]
            for i, g in held
            for j in cluster
            if i in cluster
        )
        return w / sum(in_group.values())

    def plans(self) -> Iterator[tuple[Cluster, ...]]:
        """Yield every lawful plan: every partition of the PCTs into lawful clusters."""
        yield from (p for p in self.partitions(tuple(sorted(self.people))) if self.counted(p))

    def best(self) -> float | None:
        """Return the highest score of any lawful plan, None where there is no such plan."""
        return max(map(self.score, self.plans()), default=None)

    def partitions(self, pcts: tuple[str, ...]) -> Iterator[tuple[Cluster, ...]]:
        """Yield every division of the PCTs into lawful clusters, however many."""
        if not pcts:
            yield ()
            return
        first, rest = pcts[0], pcts[1:]
        for size in range(len(rest) + 1):
            for others in combinations(rest, size):
                cluster = frozenset((first, *others))
                if self.lawful(cluster):
                    left = tuple(p for p in rest if p not in cluster)
                    yield from ((cluster, *plan) for plan in self.partitions(left))

    def _hangs_together(self, cluster: Cluster) -> bool:
        table = self.geography.adjacency
        admitted = table[table["kind"].isin(self.rules.contiguity.edges)]
        pairs = list(zip(admitted["pct_a"], admitted["pct_b"], strict=True))
        least = self.rules.contiguity.flows_over
        for a, b in combinations(sorted(cluster), 2) if least else ():
            if round(self._shares.get((a, b), 0) + self._shares.get((b, a), 0), 6) >= least:
                pairs.append((a, b))
        reached = {min(cluster)}
        for _ in cluster:
            reached |= {b for a, b in pairs if a in reached and b in cluster}
            reached |= {a for a, b in pairs if b in reached and a in cluster}
        return reached == cluster

    def _overlaps(self, cluster: Cluster) -> Iterator[tuple[float, float]]:
        """Yield the overlap with each consortium, and what it must stay below."""
        people = sum(self.people[p] for p in cluster)
        for consortium, most in self._consortia:
            shared = sum(consortium.get(p, 0) for p in cluster)
            if shared:
                yield shared / (people + sum(consortium.values()) - shared), most

    def _fixed(self) -> Iterator[Cluster]:
        rule = self.rules.fixed
        yield from map(frozenset, rule.groups)
        for wanted in rule.clusters:
            rows = _cells(self.geography.plans[rule.plan])
            yield frozenset(pct for pct, *known in rows if wanted in known)

    def _amount(self, bounds, cluster: Cluster) -> float:
        """Return the cluster's total of a column, or its figure."""
        met = [pcts for pcts in self.authorities if pcts & cluster]
        if bounds.column:
            return self._total(bounds.column, cluster)
        if bounds.figure == "chief_executives_without_post":
            return max(0, sum(self.chiefs[p] for p in cluster) - 1)
        if bounds.figure == "boards":
            return len(cluster)
        return sum(bounds.figure == "authorities" or not pcts <= cluster for pcts in met)

    def _share(self, name: str, cluster: Cluster) -> float:
        if name == "whole_authorities":
            return sum(pcts <= cluster for pcts in self.authorities) / len(self.authorities)
        return min(1, sum(self.chiefs[p] for p in cluster)) / sum(self.chiefs.values())

    def _authorities(self) -> Iterator[Cluster]:
        """Yield the PCTs with 2% or more of an authority, of those with such a PCT in the run."""
        held: dict[str, dict[str, int]] = defaultdict(dict)
        for authority, pct, people in _cells(self.geography.local_authorities):
            held[authority][pct] = int(people)
        for parts in held.values():
            total = sum(parts.values())
            large = {p for p, n in parts.items() if n and 50 * n >= total}
            if large & self.people.keys():
                yield frozenset(large)

    def _total(self, column: str, pcts: Iterable[str]) -> float:
        return round(sum(self.geography.pcts[column][p] for p in pcts), 6)

    def _km_across(self, cluster: Cluster) -> float:
        table = self.geography.pcts
        at = {p: complex(table["easting"][p], table["northing"][p]) for p in cluster}
        return round(max(abs(at[a] - at[b]) for a in cluster for b in cluster) / 1000, 6)

    def _trusts_in(self, cluster: Cluster) -> int:
        return sum(pct in cluster for pct in self._acute)

    def _people_in_groups(self, name: str) -> Mapping[tuple[str, str], float]:
        """Return m_ig by PCT and group, the people of the objective's groups."""
        g = self.geography
        held: dict[tuple[str, str], float] = defaultdict(float)
        if name == "patient_flow":
            rows = [(p, t, share * self.people.get(p, 0)) for p, t, share in _cells(g.flows)]
        elif name == "arrangements":
            rows = [(p, a, self.people.get(p, 0)) for a, p in _cells(g.arrangements)]
        elif name == "local_authority":
            rows = [(p, la, n) for la, p, n in _cells(g.local_authorities)]
        else:
            table = g.consortia[self._grouped_by]
            rows = [(p, c, n) for c, p, n, _ in _cells(table)]
        for pct, group, n in rows:
            if pct in self.people and n:
                held[pct, group] += n
        return held

    def _asked_for(self) -> float:
        rule = self.rules.cluster_count
        spans = [rule.national] if rule.national else [rule.per_sha[sha] for sha in self.run]
        return sum(low + high for low, high in spans) / 2


def _footprints(case: Case) -> Iterator[tuple[Mapping[str, int], float]]:
    """Yield the residents by PCT of each consortium, those outside the run too, and its limit."""
    rule = case.scenario.rules.footprint
    named = [(s.consortia, s.overlap) for s in rule.sets or ()] or [(rule.consortia, None)]
    for name, overlap in named:
        footprints: dict[str, dict[str, int]] = defaultdict(dict)
        for consortium, pct, people, _ in _cells(case.geography.consortia[name]):
            footprints[consortium][pct] = int(people)
        yield from ((footprint, overlap or rule.overlap) for footprint in footprints.values())


def _cells(table: pd.DataFrame) -> Iterator[tuple]:
    return table.itertuples(index=False, name=None)
