"""The labelling model against the candidates: `python -m benchmarks.agree`, some two minutes.

Both solve every SHA of England but London under the rules of `national`, each with as many clusters
as the best plan of England gives it, and then those SHAs together with that many clusters in all.
Solver names as arguments restrict it: `python -m benchmarks.agree highs`.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from rich import box
from rich.console import Console
from rich.table import Table

from geodata import load_geography
from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.scenario import Scenario
from modelling.scenario_files import load_scenario
from solvers.engine import solve
from solvers.labelling import solve_labelling
from solvers.library import SOLVERS, SolverName

LEFT_OUT = "London"
SAME = 1e-8
LEFT = {"SHAs", "Solver"}


def national_counts(geography: Geography) -> dict[str, int]:
    """Return how many clusters the best plan of England gives each SHA."""
    plan = solve(load_scenario("national"), geography).plan
    assert plan is not None
    shas = Counter(geography.sha_of[pcts[0]] for pcts in plan.clusters.values())
    return {sha: shas[sha] for sha in sorted(shas) if sha != LEFT_OUT}


def case_of(counts: dict[str, int], geography: Geography, apart: bool) -> Case:
    """Return `national` for those SHAs, with the counts of each, or only with their sum."""
    data = load_scenario("national").as_data() | {"shas": list(counts)}
    count = {"per_sha": counts} if apart else {"national": sum(counts.values())}
    data["rules"]["cluster_count"] = count
    try:
        return Case.of(Scenario.model_validate(data), geography)
    except InputError:  # the one SHA has no existing arrangements to build on
        del data["objectives"]["arrangements"]
        return Case.of(Scenario.model_validate(data), geography)


def compare(name: str, case: Case, solver: SolverName) -> tuple[list[str], bool]:
    """Return a row of the table, and whether the two agree and are proven."""
    constant = sum(o.weight * o.constant for o in case.scenario.objectives.active())
    began = time.perf_counter()
    outcome = solve(case.scenario, case.geography, solver)
    listed_s = time.perf_counter() - began
    began = time.perf_counter()
    found = solve_labelling(case, solver)
    labelled_s = time.perf_counter() - began
    assert outcome.objective is not None
    same = abs(found.value + constant - outcome.objective) < SAME
    proven = outcome.gap == 0.0 and found.bound - found.value < SAME
    clusters = str(len(found.groups or ()))
    row = [name, solver, str(len(case.pcts)), clusters, f"{outcome.objective:.9f}"]
    row += [f"{found.value + constant:.9f}", "yes" if same and proven else "NO"]
    return [*row, str(found.rounds), f"{listed_s:.1f}", f"{labelled_s:.1f}"], same and proven


def main() -> None:
    """Print the table; exit with 1 where the two differ or one is not proven."""
    geography = load_geography("england-2011")
    counts = national_counts(geography)
    cases = [(sha, case_of({sha: k}, geography, apart=True)) for sha, k in counts.items()]
    cases.append((f"England but {LEFT_OUT}", case_of(counts, geography, apart=False)))
    table = Table(box=box.SIMPLE_HEAD)
    headings = (
        "SHAs",
        "Solver",
        "PCTs",
        "Clusters",
        "Candidates",
        "Labelling",
        "Agree",
        "Programs",
    )
    for heading in (*headings, "Seconds, candidates", "Seconds, labelling"):
        table.add_column(heading, justify="left" if heading in LEFT else "right", no_wrap=True)
    agreed = True
    for solver in (s for s in SOLVERS if s in sys.argv[1:] or not sys.argv[1:]):
        for name, case in cases:
            row, same = compare(name, case, solver)
            table.add_row(*row)
            agreed &= same
    Console(width=170).print(table)
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
