"""Random scenarios for small maps: every rule and every objective, infeasible ones included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from small_maps import COLUMN, CONSORTIA, geographies
from small_rules import contiguity, fixed, footprint, knows_flows, limit, providers, span

from geodata.geography import Geography
from modelling.case import Case
from modelling.registry import objective_types
from modelling.scenario import Scenario

Draw = Callable[..., Any]
Data = dict[str, Any]

WEIGHTS = st.sampled_from((0, 0.25, 0.5, 1, 3.7))


def make_scenario(
    rules: Data | None = None, objectives: Data | None = None, **more: Any
) -> Scenario:
    """Return a scenario for the small maps; compactness alone unless `objectives` says more."""
    data = {"name": "small", "geography": "small", "rules": rules or {}, **more}
    return Scenario.model_validate(data | {"objectives": objectives or {"compactness": 1}})


@st.composite
def cases(draw: Draw, loose: bool = False, **size: int) -> Case:
    """Draw a small map and a scenario that its tables can serve.

    With `loose` it has no rule but a number of clusters and a size, so that many plans compete.
    """
    geography = draw(geographies(**size))
    run = draw(st.none() | st.sets(st.sampled_from(geography.shas), min_size=1).map(sorted))
    data: Data = {"name": "random", "geography": geography.name, "rules": {}, "objectives": {}}
    if run:
        data["shas"] = run
    if loose:
        count = draw(st.integers(2, 4))
        data["rules"] = {"cluster_count": {"national": count}, "size": {"max": 4}}
        data.pop("shas", None)
    else:
        data["rules"] = _rules(draw, geography, tuple(run or geography.shas))
    wanted = {name: draw(st.none() | WEIGHTS) for name in sorted(objective_types())}
    wanted = {name: weight for name, weight in wanted.items() if weight is not None}
    if "consortia" in wanted and draw(st.booleans()):
        wanted["consortia"] = {"weight": wanted["consortia"], "consortia": CONSORTIA}
    if "column_balance" in wanted:
        wanted["column_balance"] = {"weight": wanted["column_balance"], "column": COLUMN}
    data["objectives"] = _served(data, wanted, geography)
    return Case.of(Scenario.model_validate(data), geography)


def _served(data: Data, wanted: Data, geography: Geography) -> Data:
    """Return the objectives that the map has data for; without any the example is given up."""
    serious = data | {"objectives": dict.fromkeys(objective_types(), 1.0) | wanted}
    case = Case(Scenario.model_validate(serious), geography)
    faulty = {o.name for o in case.scenario.objectives.active() if any(o.faults(case))}
    kept = {name: weight for name, weight in wanted.items() if name not in faulty}
    assume(any(w["weight"] if isinstance(w, dict) else w for w in kept.values()))
    return kept


def _rules(draw: Draw, geography: Geography, run: tuple[str, ...]) -> Data:
    codes = geography.codes
    inside = [p for p in codes if geography.sha_of[p] in run]
    rules: Data = {}
    if draw(st.integers(0, 3)):
        rules["sha_boundaries"] = {"exceptions": _exceptions(draw, geography)}
    count = _cluster_count(draw, len(inside), run if "sha_boundaries" in rules else ())
    optional = {
        "cluster_count": st.just(count),
        "contiguity": contiguity(geography),
        "population": _population(sum(geography.residents.values())),
        "size": st.fixed_dictionaries({"max": st.integers(1, len(codes))}),
        "footprint": footprint(geography),
        "together": _groups(inside),
        "apart": _groups(list(codes)),
        "fixed": fixed(geography, inside),
        "limit": limit(geography),
        "span": span(),
        "providers": providers() if knows_flows(geography) else st.none(),
    }
    likely = {"cluster_count": 4, "contiguity": 4, "size": 2, "limit": 2}
    for name, strategy in optional.items():
        if draw(st.integers(0, 5)) < likely.get(name, 1):
            rules[name] = draw(strategy)
    return {name: rule for name, rule in rules.items() if rule is not None}


def _exceptions(draw: Draw, geography: Geography) -> dict[str, str]:
    """Draw up to three PCTs and the second SHA that each is offered to."""
    offered = draw(st.lists(st.sampled_from(geography.codes), max_size=3, unique=True))
    if len(geography.shas) == 1:
        return {}
    return {
        p: draw(st.sampled_from([s for s in geography.shas if s != geography.sha_of[p]]))
        for p in offered
    }


def _cluster_count(draw: Draw, pcts: int, run: tuple[str, ...]) -> Data | None:
    """Draw national and SHA counts, wide or narrow, possible or not."""
    low = st.integers(1, max(1, pcts - 1))
    span = low | low.flatmap(lambda n: st.integers(n, pcts + 1).map(lambda m: [n, m]))
    small = st.integers(1, 3)
    small_span = small | small.flatmap(lambda n: st.integers(n, n + 2).map(lambda m: [n, m]))
    count: Data = {}
    if draw(st.integers(0, 3)):
        count["national"] = draw(span)
    if run and draw(st.booleans()):
        named = draw(st.lists(st.sampled_from(run), unique=True))
        count["per_sha"] = {sha: draw(small_span) for sha in named}
    return count if count.get("national") or count.get("per_sha") else None


def _population(total: int) -> st.SearchStrategy[Data]:
    least = st.integers(0, total // 4)
    return least.flatmap(
        lambda n: (
            st.just({"min": n}) | st.integers(max(n, 1), total).map(lambda m: {"min": n, "max": m})
        )
    )


def _groups(codes: list[str]) -> st.SearchStrategy[list[list[str]] | None]:
    if len(codes) < 2:
        return st.none()
    group = st.lists(st.sampled_from(codes), min_size=2, max_size=3, unique=True)
    return st.lists(group, max_size=2)


@st.composite
def joined_cases(draw: Draw) -> Case:
    """Draw a map whose SHAs share PCTs, each with a count of its own: one block to the engine."""
    geography = draw(geographies(min_pcts=5, min_shas=2, max_shas=2))
    assume(len(geography.shas) == 2)
    ranges = st.integers(1, 3).flatmap(lambda n: st.integers(n, n + 2).map(lambda m: [n, m]))
    rules: Data = {
        "sha_boundaries": {"exceptions": _exceptions(draw, geography)},
        "cluster_count": {"per_sha": {sha: draw(ranges) for sha in geography.shas}},
        "size": {"max": draw(st.integers(2, 4))},
    }
    assume(rules["sha_boundaries"]["exceptions"])
    data = {"name": "joined", "geography": geography.name, "rules": rules, "objectives": {}}
    wanted = {name: draw(WEIGHTS) for name in sorted(objective_types())}
    data["objectives"] = _served(data, wanted, geography)
    return Case.of(Scenario.model_validate(data), geography)
