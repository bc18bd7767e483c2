"""`Subject`: a plan, the case that it answers and the parameters, as every topic reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from geodata.cell_checks import FLAGS
from geodata.geography import Geography
from geodata.problems import Problem, nearest, raise_if_any
from modelling.case import Case
from modelling.implications.facts import without_chief_executives
from modelling.implications.parameters import ImplicationParameters
from modelling.plan import Plan

WEIGHTED = "weighted_population"
"""Column of pcts.csv with what pay bands go by."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What topics are about: the clusters of `plan`, for the PCTs of `case`."""

    plan: Plan
    case: Case
    parameters: ImplicationParameters

    @classmethod
    def of(cls, plan: Plan, case: Case, parameters: ImplicationParameters) -> Subject:
        """Return the plan's part in the run, or raise `InputError` where parameters do not fit."""
        raise_if_any(_problems(case, parameters))
        return cls(plan.restricted(case.pcts), case, parameters)

    @property
    def geography(self) -> Geography:
        """The geography of the case."""
        return self.case.geography

    @property
    def clusters(self) -> Mapping[str, tuple[str, ...]]:
        """PCTs of every cluster, by its id."""
        return self.plan.clusters

    @cached_property
    def pool_of(self) -> Mapping[str, str]:
        """The region or sub region of each PCT: the column that was named for it, else its SHA."""
        column = self.parameters.posts.pool.value
        if column is None:
            return self.geography.sha_of
        values = self.geography.pcts[column]
        return MappingProxyType({str(p): str(v) for p, v in values.items()})

    def lead(self, pcts: Iterable[str], of: Mapping[str, str]) -> str:
        """Return the SHA or pool that most residents of some PCTs live in."""
        residents: Counter[str] = Counter()
        for pct in pcts:
            residents[of[pct]] += self.geography.residents[pct]
        return min(residents, key=lambda name: (-residents[name], name))

    def given(self, column: str) -> Mapping[str, float]:
        """Return the numbers that a column of pcts.csv has, by PCT; none where it is not there."""
        table = self.geography.pcts
        if column not in table:
            return {}
        values = table[column]
        if is_bool_dtype(values) or not is_numeric_dtype(values):
            return {}
        return {str(pct): float(v) for pct, v in values.dropna().items()}

    def by_pct(self, column: str, otherwise: float | None) -> Mapping[str, float | None]:
        """Return for each PCT the number in a column of pcts.csv, `otherwise` where it is blank."""
        given = self.given(column)
        return {pct: given.get(pct, otherwise) for pct in self.geography.codes}

    @cached_property
    def population(self) -> Mapping[str, float]:
        """What pay goes by: weighted population where every PCT has it, else residents."""
        weighted = self.given(WEIGHTED)
        return weighted if self.weighted else self.geography.residents

    @property
    def weighted(self) -> bool:
        """Whether pay goes by weighted population, as it should, and not by residents."""
        return set(self.case.pcts) <= set(self.given(WEIGHTED))

    @cached_property
    def care_trusts(self) -> frozenset[str] | None:
        """The PCTs that are care trusts; None where pcts.csv does not say it of every PCT."""
        if "care_trust" not in self.geography.pcts:
            return None
        said = self.geography.pcts["care_trust"].astype(str).str.lower()
        if not said.loc[list(self.case.pcts)].isin(FLAGS).all():
            return None
        return frozenset(str(p) for p in said.index[said.isin(("true", "yes"))])

    @cached_property
    def assumed(self) -> frozenset[str]:
        """The PCTs of the run whose number of chief executives is assumed."""
        return frozenset(without_chief_executives(self.geography)).intersection(self.case.pcts)

    @property
    def consortia(self) -> pd.DataFrame | None:
        """The consortia to work with, None where none are known or several sets could be meant."""
        name = self.consortia_set
        return None if name is None else self.geography.consortia[name]

    @property
    def consortia_set(self) -> str | None:
        """The set of consortia: of the parameters, of the rule `footprint`, or the only one."""
        known = self.geography.consortia
        footprint = self.case.scenario.rules.footprint
        chosen = self.parameters.partners.consortia.value
        if chosen is not None:
            return chosen
        sets = known if footprint is None else footprint.thresholds
        return next(iter(sets)) if len(sets) == 1 else None

    def names(self, pcts: Iterable[str]) -> str:
        """Return "Bury; Ashton, Leigh and Wigan": how PCTs are called in a sentence."""
        return "; ".join(self.geography.short_names[p] for p in pcts)

    def clusters_named(self, clusters: Iterable[str]) -> str:
        """Return the names of some clusters, for a sentence."""
        return "; ".join(self.plan.cluster_name(c) for c in clusters)


def _problems(case: Case, parameters: ImplicationParameters) -> Iterator[Problem]:
    """Yield what parameters name that the geography does not have."""
    pcts, consortia = case.geography.pcts, case.geography.consortia
    pool, chosen = parameters.posts.pool.value, parameters.partners.consortia.value
    if pool is not None and pool not in pcts:
        message = f"pcts.csv of {case.geography.name} has no column '{pool}'"
        remedy = f"add it, or leave posts.pool blank for SHAs{nearest(pool, pcts.columns)}"
        yield Problem("implications", "posts.pool", message, remedy)
    elif (
        pool is not None and (pcts[pool].isna() | (pcts[pool].astype(str).str.strip() == "")).any()
    ):
        message = f"the column '{pool}' of pcts.csv is blank for some PCTs"
        yield Problem("implications", "posts.pool", message, "fill it in for every PCT")
    if chosen is not None and chosen not in consortia:
        message = f"{case.geography.name} has no set of consortia '{chosen}'"
        listed = ", ".join(sorted(consortia)) or "none: add consortia/<name>.csv"
        remedy = f"choose from {listed}{nearest(chosen, consortia)}"
        yield Problem("implications", "partners.consortia", message, remedy)
