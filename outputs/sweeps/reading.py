"""`Reading`: a sweep as its store had it at one moment, with its plans told apart by content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
import pandas as pd

from geodata.geography import Geography
from geodata.loading import load_geography
from geodata.problems import InputError, Problem
from modelling.plan import Plan
from modelling.registry import objective_types
from modelling.scenario import Scenario
from modelling.settings import setting
from modelling.sweep import Sweep
from outputs.sweeps.incidence import Incidence
from solvers.sweeping.store import Result, Store

Partition = frozenset[tuple[str, ...]]
"""A plan by its content alone: the PCTs of every cluster, whatever the clusters are called."""

SETTING, SCORE = "set:", "score:"
"""What the columns of a store's frame begin with that hold settings and scores."""


@dataclass(frozen=True, eq=False)
class FoundPlan:
    """A plan that came up in a sweep, and in how many of the scenarios that have a plan.

    number     1 for the one that comes up most often
    plan       as the first of its scenarios has it
    scenarios  the numbers of its scenarios
    share      of the scenarios that have a plan
    """

    number: int
    plan: Plan
    scenarios: tuple[int, ...]
    share: float


@dataclass(frozen=True, eq=False)
class Reading:
    """What a sweep has come to.

    frame    one row a finished scenario, as `Store.frame` has it, and "plan": the number of its
             plan in `plans`, missing where it has none
    plans    the distinct plans, the most frequent first, ties in the order of the sweep
    weighed  objectives that some finished scenario weighs above 0, or has in its order
    total    scenarios of the sweep, finished or not
    changed  whether the geography's tables are others than those that the sweep was begun with
    """

    sweep: Sweep
    base: Scenario
    geography: Geography
    file: str
    total: int
    frame: pd.DataFrame
    plans: tuple[FoundPlan, ...]
    weighed: tuple[str, ...]
    changed: bool = False

    @property
    def finished(self) -> int:
        """How many scenarios there are results of."""
        return len(self.frame)

    @property
    def unfinished(self) -> int:
        """How many scenarios there are no results of yet."""
        return self.total - self.finished

    @cached_property
    def solved(self) -> pd.DataFrame:
        """The rows of the scenarios that have a plan, the number of the plan an integer."""
        rows = self.frame[self.frame["plan"].notna()]
        return rows.astype({"plan": "int64"})

    @cached_property
    def incidence(self) -> Incidence:
        """Which clusters the plans have, each cluster once."""
        return Incidence.of([found.plan for found in self.plans])

    @cached_property
    def frequencies(self) -> np.ndarray:
        """How many scenarios have each plan, int64 (plans,)."""
        return np.array([len(found.scenarios) for found in self.plans], dtype=np.int64)

    @property
    def pcts(self) -> tuple[str, ...]:
        """Every PCT that any of the plans has, in order of code."""
        return self.incidence.pcts


def read_sweep(store: Store, geography: Path | None = None) -> Reading:
    """Return what a sweep has come to by now; it may still be running.

    `geography` is where the input tables are, if they have moved. Raises `InputError` where the
    store is damaged, where no scenario is finished, or where the plans are of another geography.
    """
    known = load_geography(str(geography) if geography else store.geography)
    total, frame = len(store), store.frame()
    if frame.empty:
        message = f"none of its {total:,} scenarios is finished yet"
        remedy = "wait for the first, or go on with the sweep (--resume)"
        raise InputError([Problem(str(store.path), "", message, remedy)])
    by_content, weighed = _plans(store.results(), set(frame["hash"]))
    _check(by_content, known, store.path)
    plans, number_of = _by_frequency(by_content)
    numbers = pd.array([number_of.get(n) for n in frame["number"]], dtype="Int64")
    return Reading(
        sweep=store.sweep,
        base=store.scenario,
        geography=known,
        file=store.path.name,
        total=total,
        frame=frame.assign(plan=numbers),
        plans=plans,
        weighed=weighed,
        changed=store.about.get("geography") != known.fingerprint,
    )


def partition(plan: Plan) -> Partition:
    """Return the content of a plan."""
    return frozenset(plan.clusters.values())


def weighed_objectives(asked: Mapping[str, Any]) -> Iterator[str]:
    """Yield the objectives that a scenario, as plain data, weighs above 0 or takes in order."""
    for name in sorted(objective_types()):
        if setting(asked, f"objectives.{name}") > 0:
            yield name
    for step in asked.get("priority") or ():
        yield step["objective"] if isinstance(step, Mapping) else step


_ByContent = dict[Partition, tuple[Plan, list[int]]]


def _plans(results: Iterable[Result], hashes: set[str]) -> tuple[_ByContent, tuple[str, ...]]:
    """Return by content each plan and its scenarios' numbers, and every objective weighed."""
    found: _ByContent = {}
    weighed: set[str] = set()
    for result in results:
        if result.hash not in hashes:
            continue
        weighed.update(weighed_objectives(result.asked))
        if result.plan is not None:
            content = partition(result.plan)
            if content not in found:
                found[content] = (_compact(result.plan), [])
            found[content][1].append(result.number)
    return found, tuple(sorted(weighed))


def _compact(plan: Plan) -> Plan:
    """Return the plan with texts that all plans share, which a store has for each anew."""
    cluster_of = {intern(pct): intern(cluster) for pct, cluster in plan.cluster_of.items()}
    named = {intern(cluster): intern(name) for cluster, name in plan.cluster_names.items()}
    return Plan(cluster_of, named, plan.name)


def _by_frequency(by_content: _ByContent) -> tuple[tuple[FoundPlan, ...], dict[int, int]]:
    """Return the plans numbered, and the number of the plan by the number of the scenario."""
    ordered = sorted(by_content.values(), key=lambda kept: (-len(kept[1]), kept[1][0]))
    solved = sum(len(numbers) for _, numbers in ordered)
    plans = tuple(
        FoundPlan(i, plan, tuple(numbers), len(numbers) / solved)
        for i, (plan, numbers) in enumerate(ordered, start=1)
    )
    return plans, {n: found.number for found in plans for n in found.scenarios}


def _check(by_content: _ByContent, geography: Geography, path: Path) -> None:
    """Raise `InputError` where plans have PCTs that the geography does not know."""
    known = set(geography.codes)
    used = {pct for plan, _ in by_content.values() for pct in plan.cluster_of}
    if strangers := sorted(used - known):
        shown = ", ".join(strangers[:5]) + (", …" if len(strangers) > 5 else "")
        message = f"its plans have PCTs that {geography.name} lacks: {shown}"
        remedy = "name the folder that the sweep was run on (--geography)"
        raise InputError([Problem(str(path), "", message, remedy)])
