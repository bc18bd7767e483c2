"""One line of advice, derived by rule from what is known of a plan. It never says to approve it."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from modelling.overlaps import Overlap
from outputs.report.subject import Subject

MOST_NAMED = 3
POINTS = 5
"""Percentage points below the overlap that is too much, within which a footprint is close."""


def advice(subject: Subject) -> str:
    """Return the line: what is proven, what differs, and where to look first."""
    parts = [_proven(subject), _differs(subject)]
    first = list(_first(subject))
    if first:
        parts.append(f"look first at {' and at '.join(first)}")
    line = "; ".join(filter(None, parts))
    return f"{line[0].upper()}{line[1:]}."


def _proven(subject: Subject) -> str:
    """Return what the plan is, as far as that is known."""
    proof, run = subject.proof, subject.run
    if run.violations:
        rules = sorted({v.rule for v in run.violations})
        return (
            f"not to be signed as it stands: it breaks {counted(len(rules), 'rule')} "
            f"({counted(len(run.violations), 'violation')})"
        )
    if not run.as_recorded:
        why = (
            "its files are not what they say they are"
            if run.unlike
            else "its tables are no longer those that it was made from"
        )
        return f"not to be signed as it stands: {why}"
    these = (
        "under these rules and this order of objectives" if run.in_order else "under these rules"
    )
    if proof.rests == "certificate":
        return f"proven best of all lawful plans {these}"
    if proof.rests == "engine":
        return f"the best of all lawful plans {these} by the engine's own proof, not checked anew"
    if proof.gap is not None:
        most = sum(run.scenario.weights.values())
        return (
            f"lawful, but not proven to be the best: another plan may score up to "
            f"{proof.gap:.4f} more, of at most {most:g}"
        )
    return "lawful, but not proven to be the best"


def _differs(subject: Subject) -> str:
    """Return how many PCTs are grouped otherwise than in the plan compared with."""
    difference, compared = subject.difference, subject.compared
    if difference is None or compared is None:
        return "compared with no other plan"
    moved = len(difference.moves)
    if not moved:
        return f"every PCT is grouped as in {compared.name}"
    return f"{counted(moved, 'PCT')} would be grouped otherwise than in {compared.name}"


def _first(subject: Subject) -> Iterator[str]:
    """Yield what to look at before anything else."""
    if subject.run.violations or not subject.run.as_recorded:
        yield (
            "what is wrong, which is listed below"
            if not subject.run.violations
            else "the rules broken"
        )
        return
    close = close_to_a_footprint(subject)
    if close:
        yield (
            f"{_named(close, subject)}, within {POINTS} points of what counts as being on the "
            "footprint of a consortium"
        )
    divided = [g.name for g in subject.groupings if not g.whole]
    if divided:
        yield f"{counted(len(divided), 'existing arrangement')} that it divides"


def close_to_a_footprint(subject: Subject) -> tuple[str, ...]:
    """Return the clusters that are off every consortium's footprint by `POINTS` or less."""

    def close(pair: Overlap) -> bool:
        return pair.margin is not None and 0 < pair.margin <= POINTS / 100

    return tuple(c for c, pairs in subject.overlaps.items() if any(map(close, pairs)))


def _named(clusters: tuple[str, ...], subject: Subject) -> str:
    """Return the clusters with their overlaps where they are few, else their number."""
    if len(clusters) > MOST_NAMED:
        return counted(len(clusters), "cluster")
    return " and ".join(
        f"{subject.plan.cluster_name(c)} ({subject.overlaps[c][0].overlap:.1%})" for c in clusters
    )
