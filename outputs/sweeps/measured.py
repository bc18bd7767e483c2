"""`measured`: every plan of a sweep scored once, all by the same measure.

The scores that scenarios give cannot be compared as they are: balance counts against the number of
clusters that a scenario asks for, and an objective may have parameters that a sweep varies. The
same plan then has several scores, and could even be beaten by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from modelling.bitsets import pack
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scoring import scorable
from outputs.sweeps.reading import Reading

DECIMALS = 9
"""Scores that differ in later decimals are the same score, summed in another order."""


@dataclass(frozen=True, eq=False)
class Measured:
    """Plans scored by the base scenario's objectives, and how far that reaches.

    scores    one row a plan, by its number; one column an objective, those weighed first
    left_out  numbers of the plans that have other PCTs than most, and so cannot be compared
    """

    scores: pd.DataFrame
    left_out: tuple[int, ...]

    @cached_property
    def by_plan(self) -> Mapping[int, Mapping[str, float]]:
        """The scores by the number of the plan and the name of the objective."""
        names = [str(name) for name in self.scores.columns]
        rows = zip(self.scores.index.tolist(), self.scores.to_numpy().tolist(), strict=True)
        return {number: dict(zip(names, row, strict=True)) for number, row in rows}


def measured(reading: Reading) -> Measured:
    """Return the scores of every plan by the base scenario, balance by the plan's own number.

    Objectives have the base scenario's parameters, or their usual ones where it does not name
    them. Evenness is measured against as many clusters as the plan has: K of `Evenness` is then the
    plan's own, so that a plan has one score whatever number a scenario asked for. Plans of other
    PCTs than the most plans have, as where a sweep varies its SHAs, are left out.
    """
    grounds = [frozenset(found.plan.cluster_of) for found in reading.plans]
    if not grounds:
        return Measured(pd.DataFrame(), ())
    often = Counter(grounds)
    ground = max(often, key=lambda pcts: (often[pcts], len(pcts)))
    kept = np.array([pcts == ground for pcts in grounds])
    scenario = _of_ground(reading, ground)
    scores = pd.concat(_by_number_of_clusters(reading, scenario, kept)).sort_index()
    names = sorted(scores.columns, key=lambda name: (name not in reading.weighed, name))
    left_out = tuple(int(i) + 1 for i in np.flatnonzero(~kept))
    return Measured(scores[names].round(DECIMALS), left_out)


def _of_ground(reading: Reading, ground: frozenset[str]) -> Scenario:
    """Return the base scenario of the SHAs that these PCTs are of."""
    if ground == frozenset(Case(reading.base, reading.geography).pcts):
        return reading.base
    shas = sorted({reading.geography.sha_of[pct] for pct in ground})
    return reading.base.model_copy(update={"shas": tuple(shas)})


def _by_number_of_clusters(
    reading: Reading, scenario: Scenario, kept: np.ndarray
) -> Iterator[pd.DataFrame]:
    """Yield the scores of the plans kept that have one number of clusters, then another."""
    many = np.array([len(found.plan.clusters) for found in reading.plans])
    for number in np.unique(many[kept]):
        rows = np.flatnonzero(kept & (many == number))
        case = Case(scenario, reading.geography, balanced_for=float(number))
        yield pd.DataFrame(_scores(reading, rows, case), index=rows + 1)


def _scores(reading: Reading, rows: np.ndarray, case: Case) -> dict[str, np.ndarray]:
    """Return by objective float64 (rows,): constant + Σ cluster score, each cluster scored once."""
    of_plan = reading.incidence.of_plan[rows]
    used = np.unique(of_plan.indices)
    held = reading.incidence.holds[used].toarray().astype(bool)
    pcts = reading.incidence.pcts
    residents = held @ reading.geography.residents_array(pcts)
    clusters = Candidates("", pcts, pack(held), residents)
    inside = of_plan[:, used]
    found = {}
    for objective in scorable(case):
        each = objective.cluster_scores(clusters, case)
        found[objective.name] = objective.constant + inside @ each
    return found
