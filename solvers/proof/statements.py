"""What the record of a run states, held against what follows from its inputs and its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from solvers.proof.exact import rational
from solvers.proof.measures import Aims
from solvers.proof.rulebook import Cluster, Rulebook
from solvers.proof.run_folder import Run

ROUNDING = Fraction(1, 10**12)
"""Scores are stated as the nearest binary numbers, summed in floating point."""

TOTAL = "objective"


def scenarios_agree(run: Run) -> Iterator[str]:
    """Yield where scenario.yaml says otherwise than the record."""
    recorded, written = run.record["scenario"], run.scenario
    for part in sorted(recorded.keys() | written.keys()):
        if part in ("rules", "objectives"):
            ours, theirs = recorded.get(part) or {}, written.get(part) or {}
            for name in sorted(ours.keys() | theirs.keys()):
                if not _same(ours.get(name), theirs.get(name)):
                    yield f"scenario.yaml and outcome.json differ in {part}.{name}"
        elif not _same(recorded.get(part), written.get(part)):
            yield f"scenario.yaml and outcome.json differ in {part}"


def plan_is_whole(run: Run, book: Rulebook) -> Iterator[str]:
    """Yield PCTs that plan.csv lacks, repeats or invents, and where the certificate differs."""
    planned = {pct for cluster in (run.plan or {}).values() for pct in cluster}
    known = book.facts.residents.keys()
    for what, codes in (
        ("lacks", known - planned),
        ("repeats", run.repeated),
        ("has PCTs that are not in the run:", planned - known),
    ):
        if codes:
            yield f"plan.csv {what} {', '.join(sorted(codes))}"
    if run.certificate is not None:
        certified = {frozenset(cluster) for cluster in run.certificate.get("plan") or ()}
        drawn = set((run.plan or {}).values())
        moved = sorted({p for cluster in certified ^ drawn for p in cluster})
        if moved:
            yield f"plan.csv is not the plan of the certificate: they differ at {', '.join(moved)}"


def scores_are_right(run: Run, aims: Aims) -> Iterator[str]:
    """Yield every score of the record that is not what the plan scores."""
    record = run.record
    plan = dict(run.plan or {})
    stated = dict(record["scores"])
    true = {n: m.score(plan.values()) for n, m in aims.measures.items()}
    true[TOTAL] = sum((w * true[n] for n, w in aims.weights.items()), Fraction(0))
    for name in sorted(true.keys() & (stated.keys() | aims.weights.keys() | {TOTAL})):
        yield from _differs(f"the score {name}", stated.get(name), true[name])
    for name in (TOTAL, "bound"):
        yield from _differs(f"the {name} of the run", record[name], true[TOTAL])
    yield from _differs("the gap of the run", record["gap"], Fraction(0))
    for name in sorted(aims.weights.keys() | record["weights"].keys()):
        weight = aims.weights.get(name, Fraction(0))
        yield from _differs(f"the weight of {name}", record["weights"].get(name), weight)
    if record["cluster_count"] != len(plan):
        said = f"not {record['cluster_count']} as outcome.json says"
        yield f"the plan has {len(plan)} clusters, {said}"
    yield from _cluster_scores(record["cluster_scores"], plan, aims)


def not_checked(run: Run, aims: Aims) -> tuple[str, ...]:
    """Return the scores that the record reports beyond what can be checked here."""
    return tuple(sorted(run.record["scores"].keys() - aims.measures.keys() - {TOTAL}))


def _cluster_scores(
    stated: Mapping[str, Mapping[str, Any]], plan: Mapping[str, Cluster], aims: Aims
) -> Iterator[str]:
    if stated.keys() != plan.keys():
        yield "outcome.json scores other clusters than plan.csv has"
        return
    for cluster, pcts in sorted(plan.items()):
        for name, said in stated[cluster].items():
            value = aims.measures[name].alone(pcts) if name in aims.measures else None
            if value is not None:
                yield from _differs(f"the score {name} of cluster {cluster}", said, value)
            elif name in aims.measures:
                yield f"cluster {cluster} has nothing to score {name} by"


def _differs(what: str, stated: Any, true: Fraction) -> Iterator[str]:
    """Yield a sentence where a stated number is not the true one."""
    try:
        right = abs(rational(stated) - true) <= ROUNDING
    except ValueError:
        right = False
    if not right:
        said = f"{float(stated):.9f}" if isinstance(stated, int | Fraction) else stated
        yield f"{what} is {float(true):.9f}, not {said} as outcome.json says"


def _same(recorded: Any, written: Any) -> bool:
    """Say whether two values of a scenario are equal, the first with its decimals as rationals."""
    if isinstance(recorded, dict) and isinstance(written, dict):
        keys = recorded.keys() | {str(k) for k in written}
        return all(k in written and k in recorded and _same(recorded[k], written[k]) for k in keys)
    if isinstance(recorded, list) and isinstance(written, list):
        return len(recorded) == len(written) and all(map(_same, recorded, written))
    if isinstance(recorded, Fraction) or isinstance(written, float):
        try:
            return rational(recorded) == rational(written)
        except ValueError:
            return False
    return bool(recorded == written)
